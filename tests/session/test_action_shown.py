"""A free action on the projector: only when the white cell shows it, and only its own words."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.session.command import (
    Adjudicate,
    ReturnOrder,
    SaveDraft,
    SetProjector,
    UndoTurn,
    WithdrawJudgement,
)
from wargame.session.content import EffectOn
from wargame.session.screen_command import HideAction, ShowAction

SHOW = ShowAction(turn=1, seat="meta", pros=("Money", "Time"), cons=("Rivals laugh",))


@pytest.fixture
def judging(orders: Any) -> Any:
    """Orders are locked; Meta has a free action with a secret in it."""
    orders.order("meta", free_action="canary-free: a summit.")
    orders.order("openai")
    orders.move("locked")
    return orders


def test_a_free_action_reaches_the_room_when_it_is_shown_and_no_other_screen(judging: Any) -> None:
    assert "canary-free" not in repr(judging.view("projector"))
    judging.act("white_cell", SHOW)
    shown = judging.view("projector").action
    assert (shown.text, shown.pros, shown.cons) == (
        "canary-free: a summit.", ("Money", "Time"), ("Rivals laugh",))
    assert (shown.net, shown.odds, shown.dice) == (1, 72, None)
    assert judging.view("white_cell").on_screen == shown
    for role in ("seat:openai", "observer"):
        assert "canary-free" not in repr(judging.view(role))
    assert "why meta" not in repr(judging.view("projector"))


def test_the_dice_are_seen_where_the_action_is_shown_and_nowhere_else(judging: Any) -> None:
    effect = EffectOn(name="trust", member="us", operation="add", value=0.0123)
    throw = Adjudicate(turn=1, seat="meta", pros=("Money",) * 3, effects=(effect,))
    judging.act("white_cell", throw)
    assert judging.view("projector").action is None
    judging.act("white_cell", SHOW)
    shown, roll = judging.view("projector").action, judging.view("white_cell").rolls[0]
    assert (shown.dice, shown.success, shown.odds) == (roll.dice, roll.success, roll.odds)
    assert shown.pros == ("Money",) * 3
    assert roll.effects
    assert not any(words in repr(judging.view("projector")) for words in roll.effects)
    judging.act("white_cell", WithdrawJudgement(turn=1, seat="meta", reason="Again"))
    assert judging.view("projector").action.dice is None


@pytest.mark.parametrize("command", [HideAction(), SetProjector(shows="blank")])
def test_the_white_cell_takes_it_off_again(judging: Any, command: Any) -> None:
    judging.act("white_cell", SHOW)
    judging.act("white_cell", command)
    assert judging.view("projector").action is None
    assert judging.refuses("white_cell", HideAction()).words == (
        "No free action is on the projector.")


def test_it_goes_when_the_phase_moves_and_when_the_turn_is_taken_back(judging: Any) -> None:
    judging.act("white_cell", SHOW)
    judging.move("resolved", "Nobody judged it")
    assert judging.view("projector").action is None
    judging.act("white_cell", SHOW)
    judging.act("white_cell", UndoTurn(turn=1, reason="A mis-click"))
    assert "canary-free" not in repr(judging.view("projector"))
    judging.refuses("white_cell", SHOW)


def test_words_that_a_team_writes_later_are_not_shown_unasked(judging: Any) -> None:
    judging.act("white_cell", SHOW)
    judging.act("white_cell", ReturnOrder(turn=1, seat="meta", reason="Too vague"))
    assert judging.view("projector").action is None
    judging.move("orders")
    judging.act("seat:meta", SaveDraft(turn=1, reason="why", free_action="canary-second"))
    assert "canary" not in repr(judging.view("projector"))


def test_only_a_sealed_free_action_is_shown_in_its_turn_by_the_white_cell(orders: Any) -> None:
    orders.order("meta", free_action="A summit.")
    assert "once orders are locked" in orders.refuses("white_cell", SHOW).words
    orders.move("locked")
    assert orders.refuses("seat:meta", SHOW).cause == "role"
    assert orders.refuses("projector", SHOW).cause == "role"
    assert orders.refuses("white_cell", ShowAction(turn=1, seat="openai")).cause == "missing"
    assert orders.refuses("white_cell", ShowAction(turn=1, seat="nobody")).cause == "missing"
    assert orders.refuses("white_cell", ShowAction(turn=2, seat="meta")).cause == "phase"


def test_the_log_says_that_it_was_shown(judging: Any) -> None:
    judging.act("white_cell", SHOW)
    judging.act("white_cell", HideAction())
    assert [line.words for line in judging.view("white_cell").log][-2:] == [
        "Projector shows Meta's free action.", "Free action taken off the projector."]
