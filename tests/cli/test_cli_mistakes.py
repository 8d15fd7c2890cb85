"""Bad input of every command: one clear line on stderr, exit code 2, no traceback."""

from __future__ import annotations

import socket

import pytest

MISTAKES = {
    "an unknown command": (("plya",), "did you mean 'play'"),
    "an unknown option": (("--bogus",), "no such option"),
    "play without a playbook": (("play",), "missing argument"),
    "play: an unknown playbook": (("play", "long_veiw"), "did you mean 'long_view'"),
    "play: a folder": (("play", "."), "this is a folder"),
    "play: an unknown option": (("play", "long_view", "--sed", "1"), "--seed"),
    "play: a negative seed": (("play", "long_view", "--seed", "-1"), "--seed"),
    "play: a seed of letters": (("play", "long_view", "--seed", "x"), "--seed"),
    "play: no futures": (("play", "long_view", "--futures", "0"), "--futures"),
    "play: too many futures": (("play", "long_view", "--futures", "1e9"), "--futures"),
    "play: a seat without a strategy": (("play", "long_view", "--set", "meta"), "actor=strategy"),
    "play: an unknown actor": (("play", "long_view", "--set", "mta=hold"), "did you mean 'meta'"),
    "play: an unknown strategy": (
        ("play", "long_view", "--set", "meta=fast_folower"), "did you mean 'fast_follower'"),
    "play: a strategy of another kind": (
        ("play", "long_view", "--set", "meta=hawkish"), "a strategy of a nation"),
    "play: an unknown strategy parameter": (
        ("play", "long_view", "--set", "meta=fast_follower,zeal=1"), "'zeal'"),
    "play: an unknown parameter": (
        ("play", "long_view", "--parameter", "compute_wieght=1"), "did you mean 'compute_weight'"),
    "play: a parameter without a value": (
        ("play", "long_view", "--parameter", "compute_weight"), "name=number"),
    "play: a parameter that is text": (
        ("play", "long_view", "--parameter", "compute_weight=much"), "takes a number"),
    "play: a parameter that is no number": (
        ("play", "long_view", "--parameter", "compute_weight=nan"), "takes a number"),
    "play: a parameter out of range": (
        ("play", "long_view", "--parameter", "compute_weight=1e6"), "compute_weight"),
    "play: a fixed parameter": (("play", "long_view", "--parameter", "tick_years=1"), "fixed"),
    "play: nothing to vary": (("play", "long_view", "--vary"), "--futures"),
    "explain without a metric": (("explain", "long_view", "--turn", "1"), "--metric"),
    "explain: an unknown metric": (
        ("explain", "long_view", "--metric", "open_tokens_share", "--turn", "1"),
        "did you mean 'open_token_share'"),
    "explain: what never changes": (
        ("explain", "long_view", "--metric", "core_margin", "--turn", "1"), "no metric"),
    "explain: a turn too far": (
        ("explain", "long_view", "--metric", "open_token_share", "--turn", "7"), "turns 1 to 6"),
    "explain: turn zero": (
        ("explain", "long_view", "--metric", "open_token_share", "--turn", "0"), "--turn"),
    "explain: a variable without a member": (
        ("explain", "long_view", "--metric", "capability", "--turn", "1"), "--member"),
    "explain: an unknown member": (
        ("explain", "long_view", "--metric", "capability", "--member", "mta", "--turn", "1"),
        "did you mean 'meta'"),
    "playbook without a command": (("playbook",), "missing command"),
    "playbook check: no such file": (("playbook", "check", "nowhere.yaml"), "no such file"),
    "playbook schema: nowhere to write": (
        ("playbook", "schema", "--write", "no/such/folder/file.json"), "cannot be written"),
    "playbook new: no YAML": (("playbook", "new", "game.txt"), ".yaml"),
    "playbook new: a name that is no id": (("playbook", "new", "1.yaml"), "begin with a letter"),
    "playbook new: a bundled name": (("playbook", "new", "long_view.yaml"), "taken"),
    "playbook new: nowhere to write": (
        ("playbook", "new", "no/such/folder/game.yaml"), "cannot be written"),
    "plugins: an unknown command": (("plugins", "lsit"), "did you mean 'list'"),
    "plugins new: a name that is no name": (("plugins", "new", "1x"), "no name"),
    "plugins check: no such file": (("plugins", "check", "nowhere.py"), "no plugin file"),
    "plugins list: an unknown option": (("plugins", "list", "--jsn"), "--jsn"),
    "bench: an unknown subject": (("bench", "engin"), "did you mean 'engine'"),
    "app: an impossible port": (("app", "--port", "70000"), "--port"),
    "app: an impossible host": (("app", "--host", "nowhere.invalid"), "no address"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gives_one_line(mistake, run, refused, tmp_path, monkeypatch) -> None:
    words, expected = MISTAKES[mistake]
    monkeypatch.chdir(tmp_path)
    assert expected.lower() in refused(run(*words)).lower()


def test_the_same_holds_in_a_real_process(process, refused) -> None:
    refused(process("play", "long_veiw"))
    refused(process("play"))


def test_a_port_in_use_is_refused(run, refused) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert str(port) in refused(run("app", "--host", "127.0.0.1", "--port", port))


def test_debug_shows_the_traceback(process) -> None:
    for words in (("play", "long_veiw", "--debug"), ("--debug", "play", "long_veiw")):
        result = process(*words)
        assert result.returncode != 0
        assert "Traceback" in result.stderr
        assert "PlaybookError" in result.stderr


def test_a_fault_of_the_program_is_one_line_too(run, monkeypatch) -> None:
    from wargame.engine import play

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("something\nbroke")

    monkeypatch.setattr(play, "load", broken)
    result = run("play", "long_view")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "RuntimeError: something broke" in result.stderr


def test_an_interrupt_stops_quietly(run, monkeypatch) -> None:
    from wargame.engine import play

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(play, "load", interrupted)
    result = run("play", "long_view")
    assert result.exit_code == 130
    assert "Traceback" not in result.stderr
