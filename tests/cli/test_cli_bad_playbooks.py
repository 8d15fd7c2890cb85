"""Bad playbooks through the command line: one line that says where and what, exit code 2."""

from __future__ import annotations

import re

import pytest

#: name: (old piece, new piece, words of the line); the first occurrence is replaced.
EDITS = {
    "an unknown nation as a home": ("home: us", "home: ussr", "no nation is called 'ussr'"),
    "Norway where there is none": ("home: us", "home: NO", "no nation is called 'NO'"),
    "a lab that is its own home": ("home: us", "home: meta", "'meta' names itself"),
    "an unknown strategy": (
        "strategy: complement_commoditiser", "strategy: complement_comoditiser", "did you mean"),
    "a strategy of another kind": (
        "strategy: complement_commoditiser", "strategy: hawkish", "a strategy of a nation"),
    "a strategy parameter that does not exist": (
        "strategy: complement_commoditiser", "strategy: {use: complement_commoditiser, zeal: 1}",
        "zeal"),
    "an unknown lever": ("levers: {release_mode", "levers: {relase_mode", "did you mean"),
    "a lever out of range": ("research_share: 0.6", "research_share: 1.6", "outside 0 to 1"),
    "a choice that does not exist": (
        "release_mode: open_restricted", "release_mode: ajar", "not a choice"),
    "a duplicate key": ("seed: 1\n", "seed: 1\nseed: 2\n", "already given"),
    "an unknown field": ("summary:", "sumary:", "did you mean 'summary'"),
    "another schema": ("schema: 1", "schema: 9", "schema 9 cannot be read"),
    "a boolean as a seed": ("seed: 1\n", "seed: true\n", "seed"),
    "ticks that make no whole turns": ("ticks: 24", "ticks: 23", "whole number of turns"),
    "an unknown plugin": ("export_controls", "export_control", "did you mean 'export_controls'"),
    "an unknown metric": (
        "metric: open_token_share", "metric: open_tokens_share", "did you mean"),
    "an unknown value": ("values:\n      aged", "values:\n      agde", "aged_capability"),
    "text as a number": ("ticks: 24", "ticks: many", "whole number"),
    "a number that is not finite": (
        "capability: {value: -2.3", "capability: {value: .nan", "capability"),
    "a wrong unit": ("cash: {value: 6, low: 3, high: 12, unit: USD bn",
                     "cash: {value: 6, low: 3, high: 12, unit: kg", "kg"),
    "a member that is there twice": ("id: openai", "id: meta", "used twice"),
    "broken YAML": ("seed: 1\n", "seed: [1\n", "this is not YAML"),
    "a tab": ("seed: 1\n", "\tseed: 1\n", "bad_playbook.yaml:"),
    "an alias": ("seed: 1\n", "seed: &a 1\n", "anchor"),
    "a tag": ("seed: 1\n", "seed: !!python/object:os.system 1\n", "tag"),
}
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True))
TEXTS = {
    "an alias bomb": (BOMB, "anchor"),
    "a cycle of aliases": ("schema: 1\nid: &a [*a]\n", "anchor"),
    "an empty file": ("", "empty"),
    "a list": ("- 1\n- 2\n", "mapping"),
    "deep nesting": ("a: " + "[" * 5000, "bad_playbook.yaml"),
    "two documents": ("schema: 1\n---\nschema: 1\n", "document"),
}
BYTES = {
    "bytes that are no text": (b"\xff\xfe\x00\x01", "UTF-8"),
    "a zero byte": (b"schema: 1\nid: a\x00b\n", "bad_playbook.yaml"),
}


@pytest.fixture(name="file")
def _file(tmp_path):
    return tmp_path / "bad_playbook.yaml"


@pytest.mark.parametrize("edit", EDITS)
def test_check_names_what_is_wrong_in_one_line(edit, run, refused, file, long_view) -> None:
    old, new, words = EDITS[edit]
    assert old in long_view, "the Long View has changed; choose another piece"
    file.write_text(long_view.replace(old, new, 1), encoding="utf-8")
    line = refused(run("playbook", "check", file))
    assert line.startswith("bad_playbook.yaml:")
    assert words in line


@pytest.mark.parametrize("edit", ["an unknown strategy", "an unknown lever", "a duplicate key"])
@pytest.mark.parametrize("command", [
    ("play",), ("explain", "--metric", "open_token_share", "--turn", "1")], ids=["play", "explain"])
def test_playing_it_says_the_same(edit, command, run, refused, file, long_view) -> None:
    old, new, words = EDITS[edit]
    file.write_text(long_view.replace(old, new, 1), encoding="utf-8")
    assert words in refused(run(command[0], file, *command[1:]))


@pytest.mark.parametrize("text", TEXTS)
def test_files_that_are_no_playbooks_are_refused(text, run, refused, file) -> None:
    content, words = TEXTS[text]
    file.write_text(content, encoding="utf-8")
    assert words in refused(run("playbook", "check", file))


@pytest.mark.parametrize("content", BYTES)
def test_files_that_are_no_text_are_refused(content, run, refused, file) -> None:
    raw, words = BYTES[content]
    file.write_bytes(raw)
    assert words in refused(run("playbook", "check", file))


def test_fifty_megabytes_are_refused_unread(process, refused, file) -> None:
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "too large" in refused(process("playbook", "check", str(file)))


def test_a_missing_unit_is_found_when_units_are_wanted(run, refused, file, long_view) -> None:
    file.write_text(re.sub(r", unit: [^,}]+", "", long_view), encoding="utf-8")
    assert "the unit is missing" in refused(run("playbook", "check", file, "--strict"))


def test_further_faults_go_to_stdout(run, refused, file, long_view) -> None:
    text = long_view.replace("home: us", "home: ussr", 1).replace("ticks: 24", "ticks: 23", 1)
    file.write_text(text.replace("schema: 1", "schema: 9", 1), encoding="utf-8")
    result = run("playbook", "check", file)
    refused(result)
    assert result.stdout.count("bad_playbook.yaml:") >= 1


def test_a_broken_plugin_is_named_rather_than_missing(
    run, refused, file, long_view, monkeypatch,
) -> None:
    (file.parent / "plugins").mkdir()
    (file.parent / "plugins" / "cracked.py").write_text("import nothing_of_the_kind\n")
    file.write_text(long_view.replace("plugins: [", "plugins: [cracked, ", 1), encoding="utf-8")
    monkeypatch.chdir(file.parent)
    line = refused(run("play", file))
    assert "cracked.py" in line
    assert "nothing_of_the_kind" in line
