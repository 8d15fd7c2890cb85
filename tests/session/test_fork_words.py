"""A fork in a sentence: whose other order, how much it changes, how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from wargame.engine.play import Table, load
from wargame.session.fork import Fork, fork
from wargame.session.fork_words import fork_words
from wargame.session.worlds import Counted

NAMES = {"us": "United States", "meta": "Meta", "openai": "OpenAI"}.__getitem__


@pytest.fixture(scope="module")
def table() -> Table:
    """Two turns of the Long View, played by strategies."""
    made = load("long_view").table(3)
    made.play_turn()
    made.play_turn()
    return made


@dataclass(frozen=True)
class Told:
    """A fork whose ends are given."""

    original: Table
    swaps: Any
    counted: Counted

    def metric(self, _name: str) -> Counted:
        return self.counted


def told(table: Table, other: list[float], played: list[float], name: str = "open_token_share",
         swaps: Any = None) -> str:
    branch, was = (np.array([[0.0] * len(ends), ends]) for ends in (other, played))
    variable = table.scenario.program.variables[name]
    words = fork_words(Told(table, swaps or {2: {"meta": {}}}, Counted(variable, branch, was)),
                       name, NAMES)
    return words.replace("\u00a0", " ")


def test_how_much_stands_before_how_often(table: Table) -> None:
    assert told(table, [0.62, 0.61, 0.66], [0.63, 0.64, 0.6]) == (
        "Had Meta held in turn 2, open share of tokens would typically have ended at 62 %, not "
        "63 %: lower in 2 of 3 futures.")
    assert told(table, [0.63, 0.64, 0.6], [0.62, 0.61, 0.66]).endswith(
        "at 63 %, not 62 %: higher in 2 of 3 futures.")


def test_a_small_change_is_told_with_decimals_and_none_that_can_be_seen_as_the_same(
    table: Table,
) -> None:
    assert "at 62.1 %, not 62.3 %: lower in 1 of 1 futures." in told(table, [0.621], [0.623])
    assert told(table, [0.62001, 0.4, 0.7], [0.62, 0.41, 0.7]).endswith(
        "at about the same 62 %: lower in 1 and higher in 1 of 3 futures.")
    assert "ended the same in all 2 futures." in told(table, [0.1, 0.2], [0.1, 0.2])


def test_middles_that_move_against_most_futures_are_not_told_as_a_change(table: Table) -> None:
    other, played = [0.30, 0.52, 0.53, 0.71, 0.72], [0.31, 0.51, 0.54, 0.70, 0.71]
    assert told(table, other, played).endswith(
        "at about the same 53 %: lower in 2 and higher in 3 of 5 futures.")


def test_a_long_unit_is_said_once(table: Table) -> None:
    assert "at USD 4.00, not USD 5.00 per million tokens: lower in" in told(
        table, [4.0], [5.0], "closed_price_level")


def test_the_other_order_is_named_by_its_levers(table: Table) -> None:
    words = told(table, [0.6], [0.5], swaps={1: {"us": {"chip_control_tier": 3.0}}})
    assert words.startswith("Had United States only set \u201cChips that rivals may not buy\u201d "
                            "to All chips in turn 1, open share")


def test_typical_is_the_middle_of_the_futures_of_both_branches(table: Table) -> None:
    found: Fork = fork(table, 1, {1: {"openai": {"release_mode": 3}}}, futures=31)
    many = [float(np.median(m.metric("open_token_share")[-1])) * 100
            for m in (found.as_swapped, found.as_played)]
    words = fork_words(found, "open_token_share", NAMES).replace("\u00a0", " ")
    assert round(many[0]) != round(many[1])
    assert f"at {many[0]:.0f} %, not {many[1]:.0f} %" in words
    assert fork_words(replace(found, swaps={1: {"meta": None}}), "open_token_share",
                      NAMES).startswith("Had Meta left turn 1 to its strategy")
