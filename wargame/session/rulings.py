"""Rulings: what the white cell sets against the model, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.engine.effect import Effect
from wargame.session.command import Rule, WithdrawRuling
from wargame.session.content import EffectOn
from wargame.session.effects import check_effects_on
from wargame.session.refusal import RefusedError
from wargame.session.wording import quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State


@dataclass(frozen=True)
class RulingState:
    """An override that enters turn ``for_turn``, unless it was withdrawn before."""

    id: str
    for_turn: int
    effect: EffectOn
    reason: str
    withdrawn: str = ""

    @property
    def label(self) -> str:
        """What the ledger calls it."""
        return f"Ruling {self.id.rpartition('-')[2]}: {self.reason}"


def check_ruling(request: Request, command: Rule) -> None:
    """Raise `RefusedError` for an effect that the model does not take, or too late."""
    if request.state.phase == "debrief" or request.state.coming_turn > request.facts.turns:
        raise RefusedError("phase", "The last turn has been played; no ruling can follow.")
    check_effects_on(request.facts, [command.effect])


def check_withdrawal(request: Request, command: WithdrawRuling) -> None:
    """Raise `RefusedError` for a ruling that is not there or was played already."""
    found = next((r for r in request.state.rulings if r.id == command.ruling), None)
    if found is None:
        raise RefusedError("missing", f"There is no ruling {quoted(command.ruling)}.")
    if found.withdrawn:
        raise RefusedError("conflict", "The ruling has been withdrawn already.")
    if found.for_turn < request.state.coming_turn:
        raise RefusedError("conflict", "The ruling has been played; undo the turn, or rule again.")


def ruled(state: State, command: Rule) -> State:
    """The state with one more ruling."""
    ruling = RulingState(f"ruling-{len(state.rulings) + 1}", state.coming_turn, command.effect,
                         command.reason)
    return replace(state, rulings=(*state.rulings, ruling))


def withdrawn(state: State, command: WithdrawRuling) -> State:
    """The state with a ruling taken back."""
    return replace(state, rulings=tuple(
        replace(r, withdrawn=command.reason) if r.id == command.ruling else r
        for r in state.rulings))


def effects_of(state: State, turn: int) -> tuple[Effect, ...]:
    """What rulings bring into a turn."""
    return tuple(Effect(r.effect.name, r.effect.member, r.effect.operation, r.effect.value,
                        "ruling", r.label)
                 for r in state.rulings if r.for_turn == turn and not r.withdrawn)
