"""A comparison says how much as well as how often."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.session.worlds import Counted
from wargame.ui.games import game
from wargame.ui.parts.world_count import world_count
from wargame.ui.views.world_sizes import size_words


@pytest.fixture(scope="module")
def variables():
    return game("long_view").scenario.program.variables


def counted(variable, branch, other):
    return Counted(variable, np.array([branch]), np.array([other]))


def test_both_branches_are_said_with_the_middle_and_the_span_of_ninety_worlds(variables):
    found = counted(variables["open_token_share"], np.linspace(0.1, 0.2, 101),
                    np.linspace(0.0, 0.1, 101))
    assert size_words(found, "With your order", "Holding") == (
        "With your order: typically 15.0\u00a0%, in 90 of 100 worlds 10.5 to 19.5\u00a0%",
        "Holding: typically 5.0\u00a0%, in 90 of 100 worlds 0.5 to 9.5\u00a0%")


def test_branches_that_do_not_spread_say_one_number_and_share_a_unit(variables):
    found = counted(variables["model_spending"], np.full(50, 2.0), np.full(50, 0.5))
    assert size_words(found, "Other", "Played") == (
        "Other: USD\u00a02.00 bn a year in at least 90 of 100 worlds",
        "Played: USD\u00a00.50 bn a year in at least 90 of 100 worlds")


def test_yes_and_no_and_models_that_do_not_exist_yet_have_words(variables):
    flag = counted(variables["coexistence"], np.linspace(0, 1, 20).round(), np.ones(20))
    assert size_words(flag, "A", "B")[0] == "A: typically no, in 90 of 100 worlds no to yes"
    level = counted(variables["open_frontier"], np.array([-20.0, -20.0, 1.0, 1.0]), np.ones(4))
    assert "in 90 of 100 worlds none yet to 2.72" in size_words(level, "A", "B")[0]


def test_what_is_the_same_everywhere_needs_no_numbers(variables):
    same = np.linspace(0.1, 0.2, 10)
    shown = str(world_count(counted(variables["open_token_share"], same, same), "A", "B"))
    assert "the same in all 10 worlds" in shown
    assert "typically" not in shown
