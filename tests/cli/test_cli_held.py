"""Seats that held in some futures of a play are told, with how many futures and why."""

from __future__ import annotations

import json
from pathlib import Path

ODD = Path(__file__).resolve().parents[1] / "engine" / "odd_strategies.py"
WORDS = ("play", "long_view", "--plugin", ODD, "--set", "meta=unlucky", "--futures", "20")


def test_seats_that_held_are_listed_for_programs(run) -> None:
    played = json.loads(run(*WORDS, "--json").stdout)
    assert {(h["actor"], h["strategy"]) for h in played["held"]} == {("meta", "unlucky")}
    assert [h["tick"] for h in played["held"]] == [1, 5, 9, 13, 17, 21]
    assert all(0 < h["futures"] < 20 for h in played["held"])
    assert all(h["first_future"] < 20 and h["line"] > 0 for h in played["held"])


def test_and_told_to_people_at_the_end(run) -> None:
    done = run(*WORDS)
    assert done.exit_code == 0
    assert "Fault: 'meta' held in quarter 1 of future " in done.stdout
    assert "more futures: strategy 'unlucky', line " in done.stdout.replace("\n", " ")
