"""Good playbooks load, and files that are not playbooks are refused in one line."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from wargame.playbook import (
    Playbook,
    PlaybookError,
    bundled_playbooks,
    load,
    load_playbook,
    parse_playbook,
)


def refused(text: str | bytes) -> PlaybookError:
    with pytest.raises(PlaybookError) as caught:
        parse_playbook(text, "bad.yaml")
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_playbook_keeps_what_its_file_says(small: str) -> None:
    playbook = parse_playbook(small)
    assert playbook.schema_version == 1
    assert playbook.calendar.turns == 6
    assert [actor.id for actor in playbook.actors] == ["meta", "NO", "us", "watchdog"]
    meta = playbook.actor("meta")
    assert meta.values["cash"].value == 30
    assert meta.values["capability"].high == 2.3
    assert meta.strategy is not None
    assert meta.strategy.use == "commoditiser"
    assert meta.strategy.parameters == {"threshold": 0.1}
    assert meta.levers == {"release_mode": "open", "research_share": 0.5}
    assert playbook.outcomes[1].needs_batch


def test_no_is_norway(small: str) -> None:
    playbook = parse_playbook(small)
    assert playbook.actors[1].id == "NO"
    assert playbook.actor("watchdog").jurisdiction == "NO"


def test_sets_relations_and_values_are_read_off_a_playbook(small: str) -> None:
    playbook = parse_playbook(small)
    assert playbook.member_ids() == {
        "labs": ("meta",), "nations": ("NO", "us"), "regulators": ("watchdog",),
        "segments": ("frontier", "volume")}
    assert playbook.related() == {"home": {"meta": "us"}, "jurisdiction": {"watchdog": "NO"}}
    assert playbook.values("hub_models")["world"].value == 348181
    assert playbook.values("rivalry")["NO|us"].value == 1
    assert set(playbook.values("size")) == {"frontier", "volume"}


def test_the_fictional_switch_changes_only_names_that_have_a_fiction(small: str) -> None:
    playbook = parse_playbook(small)
    assert playbook.actor("meta").shown_name(fictional=True) == "Agora"
    assert playbook.actor("us").shown_name(fictional=True) == "United States"


def test_a_playbook_survives_json(small: str) -> None:
    playbook = parse_playbook(small)
    assert Playbook.model_validate_json(playbook.model_dump_json()) == playbook
    assert Playbook.model_validate(playbook.model_dump()) == playbook


def test_a_playbook_cannot_be_changed(small: str) -> None:
    playbook = parse_playbook(small)
    with pytest.raises(ValueError, match="frozen"):
        setattr(playbook, "title", "Another")  # noqa: B010 - to see it refused


def test_the_order_of_fields_does_not_matter(small: str) -> None:
    lines = small.splitlines()
    moved = "\n".join([*lines[1:], lines[0]]) + "\n"
    assert parse_playbook(moved) == parse_playbook(small)


def test_a_file_and_its_text_read_alike(small: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + small.replace("\n", "\r\n").encode())
    assert load_playbook(path) == parse_playbook(small)
    assert load_playbook(str(path)).origin.file == str(path)


def test_bundled_playbooks_are_found_by_name(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "wargame"
    folder = package / "_bundled" / "playbooks"
    folder.mkdir(parents=True)
    (folder / "small.yaml").write_text(small)
    (folder / "README.md").write_text("about")
    monkeypatch.setattr(load, "_PACKAGE", package)
    assert list(bundled_playbooks()) == ["small"]
    assert load_playbook("small") == parse_playbook(small)
    with pytest.raises(PlaybookError) as caught:
        load_playbook("smal")
    assert str(caught.value) == "smal: there is no such file; did you mean 'small'?"


@pytest.mark.parametrize("name", sorted(bundled_playbooks()))
def test_every_bundled_playbook_loads_under_its_own_name(name: str) -> None:
    assert load_playbook(name).id == name


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match="this is a folder"):
        load_playbook(tmp_path)


def test_a_device_is_refused() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no devices here")
    with pytest.raises(PlaybookError, match="not a file"):
        load_playbook("/dev/zero")


@pytest.mark.parametrize("name", ["", "nul\0byte.yaml", "x" * 5000 + ".yaml", "\ud800.yaml"])
def test_impossible_file_names_are_refused(name: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        load_playbook(name)
    assert "\n" not in str(caught.value)


def test_a_file_of_50_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.touch()
    os.truncate(path, 50_000_000)
    tracemalloc.start()
    with pytest.raises(PlaybookError, match=r"too large, 50\.0 MB"):
        load_playbook(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_large_text_is_refused() -> None:
    assert "too large" in refused("a" * 1_000_001).reason


def test_latin_1_is_refused_with_its_line() -> None:
    error = refused("schema: 1\ntitle: Caf\xe9\n".encode("latin-1"))
    assert error.line == 2
    assert "not UTF-8" in error.reason


@pytest.mark.parametrize("text", ["", "   \n", "# only a comment\n", "---\n", "null\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert refused(text).reason == "the file is empty"


@pytest.mark.parametrize(("text", "what"), [("- a\n- b\n", "a list"), ("hello\n", "'hello'")])
def test_a_file_that_is_not_a_mapping_is_refused(text: str, what: str) -> None:
    assert refused(text).reason == f"a playbook is a mapping, not {what}"


def test_a_tab_is_named() -> None:
    error = refused("schema: 1\ncalendar:\n\tstart: 2023-Q3\n")
    assert (error.line, error.reason) == (3, "a tab stands where YAML wants spaces")


def test_two_documents_are_refused(small: str) -> None:
    assert refused(small + "---\n" + small).reason == "a second document starts here"


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    tracemalloc.start()
    error = refused("\n".join(rows))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (error.line, error.field) == (1, "a0")
    assert "anchor, &a0, is not allowed" in error.reason
    assert peak < 20_000_000


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "&a {a: *a}\n", "a: *a\n", "? *a\n: 1\n"])
def test_an_anchor_that_contains_itself_is_refused(text: str) -> None:
    assert "is not allowed" in refused(text).reason


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!own"])
def test_tags_are_refused(tag: str) -> None:
    assert "a tag, " in refused(f"schema: 1\nid: {tag} x\n").reason


@pytest.mark.parametrize("text", [
    "[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000,
    "\n".join(" " * depth + "a:" for depth in range(900)),
])
def test_ten_thousand_levels_are_refused_quickly(text: str) -> None:
    start = time.monotonic()
    assert refused(text).reason
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("piece", ["!", "&", "[", "x", " ", "'"])
def test_an_endless_line_is_refused_quickly(piece: str) -> None:
    start = time.monotonic()
    assert "this line has 900000 characters" in refused(piece * 900_000).reason
    assert time.monotonic() - start < 2


def test_too_many_entries_are_refused() -> None:
    assert "more than 50000 entries" in refused("- 1\n" * 60_000).reason


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf", "1e999", "9" * 5000, ".NaN"])
def test_numbers_that_are_not_finite_are_refused(number: str) -> None:
    error = refused(f"schema: 1\nworld: {{hub_models: {number}}}\n")
    assert (error.line, error.field) == (2, "world.hub_models")
    assert error.reason.endswith("is not a finite number")


@pytest.mark.parametrize("text", [
    "a: b: c\n", "a: 'open\n", "a: [1, 2\n", "a: {b\n", "%YAML 1.7\n---\na: 1\n", "a\0b: 1\n",
    "\ud800: 1\n", "a: @x\n", "a: `x`\n", "? [a]\n: 1\n", "a: 1\n  b: 2\n", "%YAML 2\n---\n",
    "%TAG\n---\n", "a: |3\n b\n", '"\\ud800": 1\n', "\x85: 1\n", "a: *\n", "<<: 1\n",
])
def test_what_is_not_yaml_is_refused_in_one_line(text: str) -> None:
    assert refused(text).reason


def test_an_error_survives_pickling(small: str) -> None:
    error = refused(small.replace("home: us", "home: ussr"))
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert (again.line, again.field) == (error.line, error.field)


def test_importing_playbooks_costs_pydantic_only() -> None:
    heavy = ["mesa", "sympy", "numba", "streamlit", "numpy", "scipy", "ruamel.yaml", "pandas"]
    program = (
        "import sys, wargame.playbook, wargame.playbook.schema\n"
        f"sys.exit(' '.join(m for m in {heavy} if m in sys.modules) or 0)")
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
