"""The fold: from a state and an event to the next state; the only way in which a state changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from wargame.session import agreements, injects, messages, notes, orders, phases, rolls, showing
from wargame.session import command as c
from wargame.session.chain import Link
from wargame.session.event import (
    Accepted,
    Adjudicated,
    Created,
    Entered,
    Event,
    Moved,
    Resolved,
)
from wargame.session.facts import Facts
from wargame.session.note_command import StrikeNote
from wargame.session.request import seat_of
from wargame.session.rulings import ruled, withdrawn
from wargame.session.screen_command import HideAction, ShowAction
from wargame.session.seats import (
    changed_seat,
    entered,
    first_seats,
    reissued,
    released,
    with_stand_in,
)
from wargame.session.state import State
from wargame.session.timer import with_timer

#: Folds one accepted command: state, command, event.
Folded = Callable[[State, Any, Event], State]


def begin(facts: Facts, link: Link) -> State:
    """The state after the first event, which creates the session."""
    return State(
        link.event.session, 1, link.digest, "lobby", 0,
        first_seats(facts, facts.created), injects.first_injects(facts),
        rules=facts.created.rules)


def folded(facts: Facts, links: Iterable[Link], state: State | None = None) -> State:
    """The state after these events, from the first one or from a state on."""
    for link in links:
        state = begin(facts, link) if state is None else after(state, link)
    assert state is not None
    return state


def after(state: State, link: Link) -> State:
    """The state after one more event."""
    event = link.event
    match event.body:
        case Accepted(command=command):
            changed = COMMANDS[type(command)](state, command, event)
        case Entered() as body:
            actor = seat_of(body.role)
            changed = entered(state, body, actor) if actor else state
        case Moved() as body:
            changed = phases.moved(state, body)
        case Resolved() as body:
            changed = phases.resolved(state, body)
        case Adjudicated() as body:
            changed = rolls.rolled(state, body)
        case Created():
            changed = state
    return replace(changed, count=event.index + 1, head=link.digest)


def _seat(command: Any, event: Event) -> str:
    return orders.writer(command, seat_of(event.by))


COMMANDS: Mapping[type[c.Command], Folded] = {
    c.SetTimer: lambda s, k, e: with_timer(s, k, e.at),
    c.PauseTimer: lambda s, k, e: with_timer(s, k, e.at),
    c.ExtendTimer: lambda s, k, e: with_timer(s, k, e.at),
    c.UndoTurn: lambda s, k, _: phases.undone(s, k),
    c.SetStandIn: lambda s, k, _: with_stand_in(s, k),
    c.ReleaseSeat: lambda s, k, _: released(s, k),
    c.ReissueCode: lambda s, k, _: reissued(s, k),
    c.SeeAsSeat: lambda s, _k, _e: s,
    c.SaveDraft: lambda s, k, e: orders.drafted(s, k, _seat(k, e), e.by),
    c.SubmitOrder: lambda s, k, e: orders.submitted(s, k, _seat(k, e), e.by),
    c.WithdrawOrder: lambda s, k, e: orders.stood(s, k.turn, _seat(k, e), "draft"),
    c.ReturnOrder: lambda s, k, _: orders.stood(s, k.turn, k.seat, "returned", k.reason),
    c.AcceptOrder: lambda s, k, _: orders.stood(s, k.turn, k.seat, "accepted"),
    c.AddInject: lambda s, k, _: injects.added(s, k),
    c.EditInject: lambda s, k, _: injects.edited(s, k),
    c.SteerInject: lambda s, k, _: injects.steered(s, k),
    c.Rule: lambda s, k, _: ruled(s, k),
    c.WithdrawRuling: lambda s, k, _: withdrawn(s, k),
    c.WithdrawJudgement: lambda s, k, _: rolls.unjudged(s, k),
    c.SendMessage: lambda s, k, e: messages.sent(s, k, e.by, e.at),
    c.ProposeAgreement: lambda s, k, e: agreements.proposed(s, k, seat_of(e.by), e.by),
    c.AnswerAgreement: lambda s, k, e: agreements.answered(s, k, seat_of(e.by)),
    c.EndAgreement: lambda s, k, _: agreements.ended(s, k),
    c.AddNote: lambda s, k, e: notes.noted(s, k, e.by, e.device, e.at),
    c.RaiseChallenge: lambda s, k, e: notes.challenged(s, k, e.by, e.at),
    c.AskForHelp: lambda s, k, e: changed_seat(s, seat_of(e.by), help_wanted=k.wanted),
    c.SetPreviews: lambda s, k, _: replace(s, previews=k.allowed),
    c.SetProjector: lambda s, k, _: showing.projected(s, k),
    StrikeNote: lambda s, k, _: notes.struck(s, k),
    ShowAction: lambda s, k, _: showing.with_action(s, k),
    HideAction: lambda s, _k, _e: replace(s, action=None),
}
