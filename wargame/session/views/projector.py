"""The projector's view: the room's picture, without anybody's secrets."""

from __future__ import annotations

from wargame.engine.play import Table
from wargame.session.dice import odds
from wargame.session.facts import Facts
from wargame.session.projector_view import ActionView, ProjectorView
from wargame.session.request import PROJECTOR
from wargame.session.showing import action_of, shows_now
from wargame.session.state import State
from wargame.session.view import ForecastView, Room
from wargame.session.views.order import order_view
from wargame.session.views.room import claims_of
from wargame.session.views.talk import agreements_for


def projector_view(facts: Facts, state: State, table: Table, room: Room) -> ProjectorView:
    """The big screen."""
    claims = facts.once(table, "claims", lambda: claims_of(facts, table))
    shows = shows_now(state)
    return ProjectorView(
        room, shows, state.shown_metric, claims, action_view(state),
        _forecasts(facts, state) if shows == "forecasts" else (),
        agreements_for(facts, state, PROJECTOR) if shows == "agreements" else ())


def _forecasts(facts: Facts, state: State) -> tuple[tuple[int, str, ForecastView], ...]:
    """All forecasts of turns that were played, with what came; only in the debrief."""
    return tuple(
        (turn, actor, forecast) for actor in facts.seats
        for turn in range(1, len(state.resolved) + 1)
        for forecast in order_view(facts, state, turn, actor).forecasts)


def action_view(state: State) -> ActionView | None:
    """The free action that the room reads: as it was argued, or as the dice fell."""
    shown = action_of(state)
    if shown is None:
        return None
    for roll in state.rolls:
        command = roll.command
        if (command.turn, command.seat) == (shown.turn, shown.seat):
            return ActionView(shown.turn, shown.seat, roll.action, command.pros, command.cons,
                              roll.net, roll.odds, roll.dice, roll.success)
    net = len(shown.pros) - len(shown.cons)
    return ActionView(shown.turn, shown.seat, shown.text, shown.pros, shown.cons, net, odds(net))
