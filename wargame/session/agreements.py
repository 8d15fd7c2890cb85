"""Agreements between seats: proposed, in force once all agree, and watched for breaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from wargame.session.command import AnswerAgreement, EndAgreement, ProposeAgreement
from wargame.session.content import Binding
from wargame.session.event import Breach
from wargame.session.facts import Facts
from wargame.session.levers import LeverWords, words_of
from wargame.session.refusal import RefusedError
from wargame.session.wording import listed, numbered, quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

Standing = Literal["proposed", "in force", "refused", "ended"]
#: Agreements that one role may propose.
MOST_AGREEMENTS = 100
SMALL = 1e-9


@dataclass(frozen=True)
class AgreementState:
    """Terms between seats; ``by`` is the role that proposed them."""

    id: str
    turn: int
    terms: str
    parties: tuple[str, ...]
    secret: bool
    until_turn: int | None
    binds: tuple[Binding, ...]
    agreed: tuple[str, ...] = ()
    state: Standing = "proposed"
    ended: str = ""
    by: str = ""

    def standing(self, turn: int) -> str:
        """Its state in a turn: in force agreements expire after their last turn."""
        over = self.until_turn is not None and turn > self.until_turn
        return "expired" if over and self.state in ("proposed", "in force") else self.state

    def reaches(self, role: str) -> bool:
        """Whether a role may know of it before the debrief."""
        if role == "white_cell" or role.partition(":")[2] in self.parties:
            return True
        return not self.secret and set(self.agreed) >= set(self.parties)


def check_proposal(request: Request, command: ProposeAgreement) -> None:
    """Raise `RefusedError` for parties and bound levers that are not there."""
    state = request.state
    if sum(a.by == request.role for a in state.agreements.values()) >= MOST_AGREEMENTS:
        raise RefusedError("limit", f"You have proposed {MOST_AGREEMENTS} agreements, and that is "
                           "all there can be.")
    parties = dict.fromkeys(request.known_seat(actor) for actor in command.parties)
    if len(parties) < 2:
        raise RefusedError("content", "An agreement has two parties at least.")
    if not request.white_cell and request.seat not in parties:
        raise RefusedError("role", "A seat proposes agreements to which it is a party.")
    if command.until_turn is not None and command.until_turn < max(state.turn, 1):
        raise RefusedError("content", f"Turn {command.until_turn} is over; an agreement lasts "
                           "until a turn that is still to be played.")
    for bind in command.binds:
        _check_binding(request, bind, parties)


def _check_binding(request: Request, bind: Binding, parties: Mapping[str, None]) -> None:
    if bind.seat not in parties:
        raise RefusedError("content", "An agreement binds its parties only.")
    lever = next((v for v in request.facts.levers(bind.seat) if v.name == bind.lever), None)
    if lever is None:
        raise RefusedError("content", f"{request.name(bind.seat)} has no lever "
                           f"{quoted(bind.lever)}.")
    if not (bind.low <= bind.high and bind.high >= lever.low and bind.low <= lever.high):
        words = words_of(lever)
        raise RefusedError("content", f"{words.title} is from {words.text(lever.low)} to "
                           f"{words.text(lever.high)}; bind it to a part of that.")


def check_answer(request: Request, command: AnswerAgreement) -> None:
    """Raise `RefusedError` for an agreement that is not the seat's to answer."""
    found = visible_agreement(request, command.agreement)
    if request.seat not in found.parties:
        raise RefusedError("role", "Only its parties answer a proposal.")
    if found.standing(request.state.turn) != "proposed":
        raise RefusedError("conflict", "The proposal is settled already.")
    if command.agree and request.seat in found.agreed:
        raise RefusedError("conflict", "You have agreed already.")


def check_end(request: Request, command: EndAgreement) -> None:
    """Raise `RefusedError` for an agreement that is not the role's to end."""
    found = visible_agreement(request, command.agreement)
    if not request.white_cell and request.seat not in found.parties:
        raise RefusedError("role", "Only its parties and the white cell end an agreement.")
    if found.standing(request.state.turn) not in ("proposed", "in force"):
        raise RefusedError("conflict", "The agreement is over already.")


def visible_agreement(request: Request, name: str) -> AgreementState:
    """An agreement that the role may know of. Raises `RefusedError`, the same for any other."""
    found = request.state.agreements.get(name)
    if found is None or not found.reaches(request.role):
        raise RefusedError("missing", f"There is no agreement {quoted(name)}.")
    return found


def proposed(state: State, command: ProposeAgreement, seat: str, by: str) -> State:
    """The state with one more proposal, to which the seat that made it agrees."""
    agreement = AgreementState(
        f"agreement-{len(state.agreements) + 1}", state.turn, command.terms,
        tuple(dict.fromkeys(command.parties)), command.secret, command.until_turn, command.binds,
        (seat,) if seat else (), by=by)
    return replace(state, agreements={**state.agreements, agreement.id: agreement})


def answered(state: State, command: AnswerAgreement, seat: str) -> State:
    """The state with an answer; the last party to agree puts it in force."""
    found = state.agreements[command.agreement]
    if not command.agree:
        agreed = tuple(a for a in found.agreed if a != seat)
        return _changed(state, replace(found, state="refused", agreed=agreed))
    agreed = (*found.agreed, seat)
    standing: Standing = "in force" if set(agreed) >= set(found.parties) else "proposed"
    return _changed(state, replace(found, agreed=agreed, state=standing))


def ended(state: State, command: EndAgreement) -> State:
    """The state with an agreement that is over."""
    found = state.agreements[command.agreement]
    return _changed(state, replace(found, state="ended", ended=command.reason))


def breaches_of(
    state: State, turn: int, levers: Mapping[str, Mapping[str, float]],
) -> tuple[Breach, ...]:
    """Levers in force in a turn, by actor, that stand outside what agreements bind them to."""
    return tuple(
        Breach(agreement=a.id, seat=b.seat, lever=b.lever, value=levers[b.seat][b.lever])
        for a in state.agreements.values() if a.standing(turn) == "in force" for b in a.binds
        if not b.low - SMALL <= levers[b.seat][b.lever] <= b.high + SMALL)


def broken_by(facts: Facts, state: State, actor: str, ordered: Mapping[str, float],
              present: Mapping[str, float], *, own: bool = False) -> tuple[str, ...]:
    """What an order of a seat would break of the agreements in force, a sentence for each.

    Levers that it leaves alone stand at ``present``. Its ``own`` team is told of "your" levers,
    others of "its".
    """
    names, found = facts.names, []
    for agreement in state.agreements.values():
        if agreement.standing(max(state.turn, 1)) != "in force":
            continue
        others = listed([names.name(a) for a in agreement.parties if a != actor])
        for bind in agreement.binds:
            value = ordered.get(bind.lever, present.get(bind.lever))
            if bind.seat != actor or value is None or (
                    bind.low - SMALL <= value <= bind.high + SMALL):
                continue
            lever = next((v for v in facts.levers(actor) if v.name == bind.lever), None)
            if lever is not None:
                words = words_of(lever)
                title = words.title if own else words.told
                found.append(f"Breaks {numbered(agreement.id)} with {others}: "
                             f"{title.lower()} {_bounds(words, bind)}, and this order has "
                             f"{words.text(value)}.")
    return tuple(found)


def binding_words(facts: Facts, bind: Binding) -> str:
    """What binds a seat, in words."""
    lever = next((v for v in facts.levers(bind.seat) if v.name == bind.lever), None)
    if lever is None:
        return f"{facts.names.name(bind.seat)}: {bind.lever}"
    words = words_of(lever)
    return f"{facts.names.name(bind.seat)}: {words.told.lower()} {_bounds(words, bind)}"


def _bounds(words: LeverWords, bind: Binding) -> str:
    low, high = words.text(bind.low), words.text(bind.high)
    return f"at {low}" if low == high else f"from {low} to {high}"


def _changed(state: State, agreement: AgreementState) -> State:
    return replace(state, agreements={**state.agreements, agreement.id: agreement})
