"""Messages, agreements and throws as a role may read them; in the debrief everybody reads all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wargame.session.agreements import AgreementState, binding_words
from wargame.session.effects import effect_words
from wargame.session.event import Adjudicated
from wargame.session.facts import Facts
from wargame.session.levers import words_of
from wargame.session.request import seat_of
from wargame.session.state import State
from wargame.session.view import AgreementView, MessageView, RollView
from wargame.session.wording import turns_in_words


class Inbox:
    """The messages of each role: no message goes away, so that only new ones are looked at."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[int, tuple[MessageView, ...]]] = {}

    def of(self, state: State, role: str) -> tuple[MessageView, ...]:
        """Messages that a role may read, of a state that is the newest so far."""
        if state.revealed or role == "white_cell":
            return messages_for(state, role)
        seen, before = self._read.get(role, (0, ()))
        found = (*before, *_read(state, role, seen, len(before)))
        self._read[role] = (len(state.messages), found)
        return found


def messages_for(state: State, role: str) -> tuple[MessageView, ...]:
    """Messages that a role may read.

    They are numbered as the role reads them: gaps would tell how much others talk in secret.
    """
    if state.revealed or role == "white_cell":
        return tuple(m.view for m in state.messages)
    return tuple(_read(state, role, 0, 0))


def _read(state: State, role: str, seen: int, number: int) -> Iterator[MessageView]:
    for message in state.messages[seen:]:
        if message.reaches(role):
            number += 1
            yield replace(message.view, number=number)


def agreements_for(facts: Facts, state: State, role: str) -> tuple[AgreementView, ...]:
    """Agreements that a role may know of; breaches for the white cell alone before the debrief."""
    flagged = role == "white_cell" or state.revealed
    return tuple(_agreement(facts, state, a, flagged=flagged) for a in state.agreements.values()
                 if state.revealed or a.reaches(role))


def rolls_for(facts: Facts, state: State, role: str) -> tuple[RollView, ...]:
    """Throws for free actions: a seat's own, all for the white cell and in the debrief."""
    return tuple(_roll(facts, state, r) for r in state.rolls if state.revealed
                 or role == "white_cell" or seat_of(role) == r.command.seat)


def _agreement(facts: Facts, state: State, found: AgreementState, *,
               flagged: bool) -> AgreementView:
    breaches = _breaches(facts, state, found.id) if flagged else ()
    return AgreementView(
        found.id, found.turn, found.terms, found.parties, found.agreed, found.secret,
        found.until_turn, tuple(binding_words(facts, b) for b in found.binds),
        found.standing(state.turn), breaches)


def _breaches(facts: Facts, state: State, agreement: str) -> tuple[str, ...]:
    """Each promise that was broken, with the turns in which it was."""
    turns: dict[str, list[int]] = {}
    for body in state.resolved:
        for breach in body.breaches:
            if breach.agreement == agreement:
                lever = next(v for v in facts.levers(breach.seat) if v.name == breach.lever)
                words = words_of(lever)
                told = (f"{facts.names.name(breach.seat)}, {words.told.lower()} at "
                        f"{words.text(breach.value)}")
                turns.setdefault(told, []).append(body.turn)
    return tuple(f"{turns_in_words(at)}: {told}" for told, at in turns.items())


def _roll(facts: Facts, state: State, body: Adjudicated) -> RollView:
    command = body.command
    return RollView(
        command.turn, command.seat, body.action, command.pros, command.cons, body.dice, body.net,
        body.odds, body.success,
        tuple(effect_words(facts, e) for e in command.effects) if body.success else (),
        command.turn == state.turn and body.for_turn >= state.coming_turn)
