"""The log in words: a line for each event, for the white cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.session import command as c
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
from wargame.session.orders import writer
from wargame.session.phases import WORDS
from wargame.session.request import seat_of
from wargame.session.white_cell_view import LogLine
from wargame.session.wording import listed

ROLES = {"white_cell": "White cell", "observer": "Observer", "projector": "Projector",
         "host": "Host"}


def log_line(facts: Facts, event: Event) -> LogLine:
    """One event in words."""
    return LogLine(event.index, event.at, role_name(facts, event.by), _words(facts, event))


def role_name(facts: Facts, role: str) -> str:
    """A role as people read it."""
    actor = seat_of(role)
    return facts.names.name(actor) if actor else ROLES.get(role, role)


def _words(facts: Facts, event: Event) -> str:
    match event.body:
        case Created() as body:
            return f"Session created for {body.turns} turns of {body.title}."
        case Entered() as body:
            other = ", taking the seat over" if body.displaced else ""
            return f"{role_name(facts, body.role)}: device {body.device} came in{other}."
        case Moved() as body:
            fired = f"; injects fired: {listed(body.fired)}" if body.fired else ""
            why = f" ({body.command.reason})" if body.command.reason else ""
            return f"On to {WORDS[body.command.to]}, turn {body.turn}{why}{fired}."
        case Resolved() as body:
            return f"Turn {body.turn} resolved; state {body.state_hash[:12]}."
        case Adjudicated() as body:
            went = "succeeds" if body.success else "fails"
            return (f"Free action of {facts.names.name(body.command.seat)}: dice "
                    f"{body.dice[0]} and {body.dice[1]}, net {body.net:+d}, {body.odds} %: "
                    f"{went}.")
        case Accepted(command=command):
            return SAID[type(command)](_Speaker(facts, event), command)


class _Speaker:
    """Names for the words of one event."""

    def __init__(self, facts: Facts, event: Event) -> None:
        self._facts, self._event = facts, event

    def seat(self, actor: str) -> str:
        """A seat's name."""
        return self._facts.names.name(actor)

    def seats(self, actors: tuple[str, ...]) -> str:
        """Names in a row, or everybody."""
        return listed([self.seat(a) for a in actors], 30) if actors else "everybody"

    def writer(self, command: Any) -> str:
        """Whose order it is."""
        return self.seat(writer(command, seat_of(self._event.by)))


SAID: Mapping[type[c.Command], Callable[[_Speaker, Any], str]] = {
    c.SetTimer: lambda s, k: f"Timer set to {k.seconds} s." if k.seconds else "Timer taken away.",
    c.PauseTimer: lambda s, k: "Timer paused." if k.paused else "Timer runs on.",
    c.ExtendTimer: lambda s, k: f"Timer extended by {k.seconds} s.",
    c.UndoTurn: lambda s, k: f"Turn {k.turn} taken back: {k.reason}",
    c.SetStandIn: lambda s, k: f"Stand-in for {s.seat(k.seat)}: {k.stand_in} "
                               f"{k.strategy or ''}".rstrip() + ".",
    c.ReleaseSeat: lambda s, k: f"Seat of {s.seat(k.seat)} released. {k.reason}".rstrip(),
    c.ReissueCode: lambda s, k: f"New code for {s.seat(k.role.partition(':')[2]) or k.role}.",
    c.SeeAsSeat: lambda s, k: f"Looked on as {s.seat(k.seat)}.",
    c.SaveDraft: lambda s, k: f"Draft of {s.writer(k)} for turn {k.turn} kept.",
    c.SubmitOrder: lambda s, k: f"Order of {s.writer(k)} for turn {k.turn} sealed.",
    c.WithdrawOrder: lambda s, k: f"Order of {s.writer(k)} for turn {k.turn} withdrawn.",
    c.ReturnOrder: lambda s, k: f"Order of {s.seat(k.seat)} returned: {k.reason}",
    c.AcceptOrder: lambda s, k: f"Order of {s.seat(k.seat)} accepted.",
    c.AddInject: lambda s, k: f"Inject written: {k.title}",
    c.EditInject: lambda s, k: f"Inject {k.inject} changed: {k.title}",
    c.SteerInject: lambda s, k: f"Inject {k.inject}: {k.to}.",
    c.Rule: lambda s, k: f"Ruling on {k.effect.name}: {k.reason}",
    c.WithdrawRuling: lambda s, k: f"Ruling {k.ruling} withdrawn: {k.reason}",
    c.SendMessage: lambda s, k: "Message to the white cell." if k.to_white_cell
                                else f"Message to {s.seats(k.to)}.",
    c.ProposeAgreement: lambda s, k: f"Agreement proposed between {s.seats(k.parties)}.",
    c.AnswerAgreement: lambda s, k: f"{k.agreement}: {'agreed' if k.agree else 'turned down'}.",
    c.EndAgreement: lambda s, k: f"{k.agreement} ended: {k.reason}",
    c.AddNote: lambda s, k: "Note taken.",
    c.RaiseChallenge: lambda s, k: f"Challenge: {k.text}",
    c.AskForHelp: lambda s, k: "Asks for the white cell." if k.wanted else "Needs no help now.",
    c.SetPreviews: lambda s, k: "Previews allowed." if k.allowed else "Previews stopped.",
    c.SetProjector: lambda s, k: f"Projector shows {k.shows} {k.metric or ''}".rstrip() + ".",
}
