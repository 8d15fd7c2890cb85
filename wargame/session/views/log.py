"""The log in words: a line for each event, for the white cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.session import command as c
from wargame.session.content import EffectOn
from wargame.session.effects import effect_words
from wargame.session.event import (
    Accepted,
    Adjudicated,
    Created,
    Entered,
    Event,
    Moved,
    Resolved,
)
from wargame.session.facts import Facts, strategy_title
from wargame.session.injects import InjectState
from wargame.session.levers import capital
from wargame.session.note_command import StrikeNote
from wargame.session.orders import writer
from wargame.session.phases import WORDS
from wargame.session.request import seat_of
from wargame.session.screen_command import HideAction, ShowAction
from wargame.session.titles import title_of
from wargame.session.white_cell_view import LogLine
from wargame.session.wording import listed, minutes, numbered, possessive, quoted

ROLES = {"white_cell": "White cell", "observer": "Observer", "projector": "Projector",
         "host": "Host"}
STAND_INS = {"hold": "its levers stay where they are", "repeat": "it repeats its last order",
             "strategy": "its usual strategy plays", "white_cell": "the white cell writes for it"}
LASTS = {"turn": ", for this turn", "game": ", until told otherwise"}
STEERED = {"fire": "fired", "hold": "held back", "wait": "waits for its time again",
           "skip": "skipped", "withdraw": "taken back"}
SHOWN = {"blank": "nothing", "state": "the state of the world", "happened": "what happened",
         "chart": "a chart", "claims": "the claims", "join": "how to join",
         "luck": "luck or decision", "what_if": "what if", "ledger": "the ledger",
         "forecasts": "forecasts against outcomes", "agreements": "agreements kept and broken"}


def log_line(facts: Facts, injects: Mapping[str, InjectState], event: Event) -> LogLine:
    """One event in words; injects are called by their titles."""
    return LogLine(event.index, event.at, role_name(facts, event.by),
                   _words(facts, injects, event))


def role_name(facts: Facts, role: str) -> str:
    """A role as people read it."""
    actor = seat_of(role)
    return facts.names.name(actor) if actor else ROLES.get(role, role)


def _words(facts: Facts, injects: Mapping[str, InjectState], event: Event) -> str:
    speaker = _Speaker(facts, injects, event)
    match event.body:
        case Created() as body:
            many = "1 turn" if body.turns == 1 else f"{body.turns} turns"
            return f"Session created for {many} of {facts.names.masked(body.title)}."
        case Entered() as body:
            return _entered(facts, body)
        case Moved() as body:
            titles = listed([speaker.inject(name) for name in body.fired], 20)
            fired = f"; fired: {titles}" if body.fired else ""
            why = f" ({body.command.reason})" if body.command.reason else ""
            return f"On to {WORDS[body.command.to]}, turn {body.turn}{why}{fired}."
        case Resolved() as body:
            why = f" ({body.command.reason})" if body.command.reason else ""
            return f"Turn {body.turn} resolved{why}. Check of the world: {body.state_hash[:12]}."
        case Adjudicated() as body:
            went = "succeeds" if body.success else "fails"
            return (f"Free action of {facts.names.name(body.command.seat)}: dice "
                    f"{body.dice[0]} and {body.dice[1]}, net {body.net:+d}, {body.odds} %: "
                    f"{went}.")
        case Accepted(command=command):
            return SAID[type(command)](speaker, command)


def _entered(facts: Facts, body: Entered) -> str:
    actor = seat_of(body.role)
    if not actor:
        return f"A device came in as {role_name(facts, body.role).lower()}."
    whose = possessive(facts.names.name(actor))
    return (f"Another device took {whose} seat over." if body.displaced
            else f"A device took {whose} seat.")


class _Speaker:
    """Names for the words of one event."""

    def __init__(self, facts: Facts, injects: Mapping[str, InjectState], event: Event) -> None:
        self._facts, self._injects, self._event = facts, injects, event

    def seat(self, actor: str) -> str:
        """A seat's name."""
        return self._facts.names.name(actor)

    def seats(self, actors: tuple[str, ...]) -> str:
        """Names in a row, or everybody."""
        return listed([self.seat(a) for a in actors], 30) if actors else "everybody"

    def role(self, role: str) -> str:
        """What people call a role."""
        return role_name(self._facts, role)

    def inject(self, name: str) -> str:
        """An inject's headline."""
        found = self._injects.get(name)
        return quoted(found.title, 120) if found is not None else "an inject"

    def effect(self, effect: EffectOn) -> str:
        """An effect in words."""
        return effect_words(self._facts, effect)

    def metric(self, name: str | None) -> str:
        """A figure's title, after a colon."""
        if not name:
            return ""
        return f": {title_of(name, self._facts.scenario.program.variables.get(name)).words}"

    def stand_in(self, command: c.SetStandIn) -> str:
        """How a seat is played while nobody sits there."""
        info = self._facts.scenario.library.strategies.get(command.strategy or "")
        words = STAND_INS.get(command.stand_in, command.stand_in)
        if info is not None:
            words = f"the strategy {quoted(strategy_title(info.cls))} plays"
        return f"{words}{LASTS.get(command.lasts or '', '')}"

    def writer(self, command: Any) -> str:
        """Whose order it is."""
        return self.seat(writer(command, seat_of(self._event.by)))


SAID: Mapping[type[c.Command], Callable[[_Speaker, Any], str]] = {
    c.SetTimer: lambda s, k: f"Timer set to {minutes(k.seconds)}." if k.seconds
                             else "Timer taken away.",
    c.PauseTimer: lambda s, k: "Timer paused." if k.paused else "Timer runs on.",
    c.ExtendTimer: lambda s, k: f"Timer {'extended' if k.seconds >= 0 else 'cut'} by "
                                 f"{minutes(k.seconds)}.",
    c.UndoTurn: lambda s, k: f"Turn {k.turn} taken back: {k.reason}",
    c.SetStandIn: lambda s, k: (f"{s.seat(k.seat)} is played by its team again."
                                if k.stand_in == "people" else
                                f"Stand-in for {s.seat(k.seat)}: {s.stand_in(k)}."),
    c.ReleaseSeat: lambda s, k: f"Seat of {s.seat(k.seat)} released. {k.reason}".rstrip(),
    c.ReissueCode: lambda s, k: f"New code for {s.role(k.role)}.",
    c.SeeAsSeat: lambda s, k: f"Looked on as {s.seat(k.seat)}.",
    c.SaveDraft: lambda s, k: f"Draft of {s.writer(k)} for turn {k.turn} kept.",
    c.SubmitOrder: lambda s, k: f"Order of {s.writer(k)} for turn {k.turn} sealed.",
    c.WithdrawOrder: lambda s, k: f"Order of {s.writer(k)} for turn {k.turn} withdrawn.",
    c.ReturnOrder: lambda s, k: f"Order of {s.seat(k.seat)} returned: {k.reason}",
    c.AcceptOrder: lambda s, k: f"Order of {s.seat(k.seat)} accepted.",
    c.AddInject: lambda s, k: f"Inject written: {quoted(k.title, 120)}",
    c.EditInject: lambda s, k: f"Inject changed: {quoted(k.title, 120)}",
    c.SteerInject: lambda s, k: f"Inject {STEERED[k.to]}: {s.inject(k.inject)}",
    c.Rule: lambda s, k: f"Ruling: {s.effect(k.effect)}. {k.reason}",
    c.WithdrawRuling: lambda s, k: f"{capital(numbered(k.ruling))} withdrawn: {k.reason}",
    c.WithdrawJudgement: lambda s, k: f"Judgement of {possessive(s.seat(k.seat))} free action "
                                      f"taken back: {k.reason}",
    c.SendMessage: lambda s, k: "Message to the white cell." if k.to_white_cell
                                else f"Message to {s.seats(k.to)}.",
    c.ProposeAgreement: lambda s, k: f"Agreement proposed between {s.seats(k.parties)}.",
    c.AnswerAgreement: lambda s, k: f"{'Agrees to' if k.agree else 'Turns down'} "
                                   f"{numbered(k.agreement)}.",
    c.EndAgreement: lambda s, k: f"{capital(numbered(k.agreement))} ended: {k.reason}",
    c.AddNote: lambda s, k: "Note taken.",
    StrikeNote: lambda s, k: f"Note {k.note} struck out.",
    c.RaiseChallenge: lambda s, k: f"Challenge: {k.text}",
    c.AskForHelp: lambda s, k: "Asks for the white cell." if k.wanted else "Needs no help now.",
    c.SetPreviews: lambda s, k: "Previews allowed." if k.allowed else "Previews stopped.",
    c.SetProjector: lambda s, k: f"Projector shows {SHOWN[k.shows]}{s.metric(k.metric)}.",
    ShowAction: lambda s, k: f"Projector shows {possessive(s.seat(k.seat))} free action.",
    HideAction: lambda s, k: "Free action taken off the projector.",
}
