"""Seats that held in some futures of a play are told, with how many futures and why."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ODD = Path(__file__).resolve().parents[1] / "engine" / "odd_strategies.py"
WORDS = ("play", "long_view", "--plugin", ODD, "--set", "meta=unlucky", "--futures", "20")

FAILING = '''
from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Failing(Strategy):
    name, actor = "failing", "lab"

    def decide(self, obs, luck, params):
        table = {}
        return table["nobody"]


class Hanging(Strategy):
    name, actor = "hanging", "lab"

    def decide(self, obs, luck, params):
        if obs.years >= 0:
            while True:
                params


@hookimpl
def register_strategies(register):
    register(Failing)
    register(Hanging)
'''


def test_seats_that_held_are_listed_for_programs(run) -> None:
    played = json.loads(run(*WORDS, "--json").stdout)
    assert {(h["actor"], h["strategy"]) for h in played["held"]} == {("meta", "unlucky")}
    assert [h["tick"] for h in played["held"]] == [1, 5, 9, 13, 17, 21]
    assert all(0 < h["futures"] < 20 for h in played["held"])
    assert all(h["first_future"] < 20 and h["line"] > 0 for h in played["held"])


def test_and_told_to_people_once_at_the_end(run) -> None:
    done = run(*WORDS)
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    (times,) = re.findall(r"Meta held in 6 of 6 turns, in (\d+) of 20 futures: a fault of unlucky, "
                          r"line \d+: ", text)
    assert 0 < int(times) <= 20
    assert text.count("held in") == 1


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    path = tmp_path_factory.mktemp("plugins") / "failing.py"
    path.write_text(FAILING)
    return path


def test_a_single_game_ends_with_it_too_and_such_a_seat_is_not_among_those_who_chose_to_hold(
        run, failing) -> None:
    text = run("play", "long_view", "--plugin", failing, "--set", "meta=failing").stdout
    flat = " ".join(text.split())
    assert ("Meta held in 6 of 6 turns: a fault of failing, line 11: KeyError: 'nobody'" in flat)
    assert not any("Meta" in line for line in text.splitlines() if line.startswith("  Held: "))


def test_a_strategy_that_is_asked_no_more_held_from_then_on(run, failing, monkeypatch) -> None:
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "0.2")
    text = run("play", "long_view", "--plugin", failing, "--set", "meta=hanging").stdout
    assert re.search(r"Meta held from turn 1 of 6 on: a fault of hanging, line \d+: TimeLimitError",
                     " ".join(text.split()))
