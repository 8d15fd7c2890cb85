"""Injects: events that the white cell brings in, by turn, by condition or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from wargame.engine.effect import Effect
from wargame.playbook.inject import WhenSpec
from wargame.session.command import AddInject, EditInject, SteerInject
from wargame.session.content import EffectOn
from wargame.session.effects import check_effects_on
from wargame.session.facts import Facts
from wargame.session.figures import trimmed
from wargame.session.refusal import RefusedError
from wargame.session.titles import in_sentence, title_of
from wargame.session.wording import quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

Steering = Literal["waiting", "held", "fired", "skipped"]


@dataclass(frozen=True)
class TakenBack:
    """Those who had read an inject are told in turn ``turn`` that it does not count."""

    turn: int
    to: tuple[str, ...]
    order: int


@dataclass(frozen=True)
class InjectState:
    """An inject; once fired its effects enter turn ``for_turn``. ``to`` empty means everybody.

    ``taken_back`` are the times when it was fired by mistake.
    """

    id: str
    title: str
    text: str
    to: tuple[str, ...]
    effects: tuple[EffectOn, ...]
    when: WhenSpec | None = None
    standing: Steering = "waiting"
    for_turn: int | None = None
    by_hand: bool = False
    order: int = 0
    notes: str = ""
    taken_back: tuple[TakenBack, ...] = ()


def first_injects(facts: Facts) -> dict[str, InjectState]:
    """The playbook's injects, none of them fired."""
    masked = facts.names.masked
    return {
        spec.id: InjectState(
            spec.id, masked(spec.title), masked(spec.text), () if spec.to == "all" else spec.to,
            tuple(EffectOn(name=e.name, member=e.member, operation=e.operation, value=e.value)
                  for e in spec.effects), spec.when, notes=spec.notes)
        for spec in facts.scenario.playbook.injects}


def due(state: State, turn: int, metrics: Mapping[str, float]) -> tuple[str, ...]:
    """The waiting injects that fire at the start of a turn."""
    return tuple(
        inject.id for inject in state.injects.values()
        if inject.standing == "waiting" and inject.when is not None and inject.when.holds(
            turn, metrics[inject.when.metric] if inject.when.metric else 0.0))


def check_content(request: Request, command: AddInject | EditInject) -> None:
    """Raise `RefusedError` for seats and effects that are not there."""
    if isinstance(command, EditInject):
        inject = known_inject(request.state, command.inject)
        if inject.standing == "fired":
            raise RefusedError("conflict", f"{quoted(inject.title)} has been fired; the room has "
                               "read it.")
    for actor in command.to:
        request.known_seat(actor)
    check_effects_on(request.facts, command.effects)


def check_steering(request: Request, command: SteerInject) -> None:
    """Raise `RefusedError` for an inject that cannot be steered there."""
    inject = known_inject(request.state, command.inject)
    if command.to == "withdraw":
        _check_withdrawal(request.state, inject)
        return
    if inject.standing == "fired":
        raise RefusedError("conflict", f"{quoted(inject.title)} has been fired.")
    if command.to == "fire":
        if request.state.phase in ("lobby", "debrief"):
            raise RefusedError("phase", "An inject is fired while a game is on.")
        if request.state.coming_turn > request.facts.turns:
            raise RefusedError("phase", "The last turn has been played; no inject can follow.")
    target = {"hold": "held", "wait": "waiting", "skip": "skipped"}.get(command.to)
    if inject.standing == target:
        raise RefusedError("conflict", f"{quoted(inject.title)} is {target} already.")


def _check_withdrawal(state: State, inject: InjectState) -> None:
    called = quoted(inject.title)
    if inject.standing != "fired":
        raise RefusedError("conflict", f"{called} has not been fired.")
    if not inject.by_hand:
        raise RefusedError("conflict", f"{called} came in its own time. Take back the turn before "
                           "it, or write another inject.")
    if not revocable(state, inject):
        raise RefusedError("conflict", f"Turn {inject.for_turn} has been played with {called}. "
                           "Take the turn back first.")


def revocable(state: State, inject: InjectState) -> bool:
    """Whether an inject was fired by hand and no turn has been resolved with it."""
    return (inject.standing == "fired" and inject.by_hand
            and inject.for_turn == state.coming_turn)


def known_inject(state: State, name: str) -> InjectState:
    """An inject that is there. Raises `RefusedError`."""
    if name not in state.injects:
        raise RefusedError("missing", f"There is no inject {quoted(name)}.")
    return state.injects[name]


def added(state: State, command: AddInject) -> State:
    """The state with one more inject, which waits until it is fired by hand."""
    number = 1 + sum(1 for name in state.injects if name.startswith("added-"))
    inject = InjectState(f"added-{number}", command.title, command.text, command.to,
                         command.effects)
    return replace(state, injects={**state.injects, inject.id: inject})


def edited(state: State, command: EditInject) -> State:
    """The state with an inject that says something else."""
    return changed(state, command.inject, title=command.title, text=command.text, to=command.to,
                   effects=command.effects)


def steered(state: State, command: SteerInject) -> State:
    """The state with an inject fired, withdrawn, held, skipped or waiting again."""
    if command.to == "fire":
        return fired(state, command.inject, state.coming_turn, by_hand=True)
    if command.to == "withdraw":
        return withdrawn(state, command.inject)
    states: dict[str, Steering] = {"hold": "held", "wait": "waiting", "skip": "skipped"}
    return changed(state, command.inject, standing=states[command.to])


def fired(state: State, name: str, turn: int, *, by_hand: bool = False) -> State:
    """The state with an inject fired; its effects enter ``turn``."""
    order = state.count
    return changed(state, name, standing="fired", for_turn=turn, by_hand=by_hand, order=order)


def withdrawn(state: State, name: str) -> State:
    """The state in which an inject waits again, and those who had read it are told."""
    inject = state.injects[name]
    told = TakenBack(inject.for_turn or 0, inject.to, state.count)
    return changed(state, name, standing="waiting", for_turn=None, by_hand=False, order=0,
                   taken_back=(*inject.taken_back, told))


def unfired(state: State, turn: int) -> State:
    """The state in which what was set off by entering turns after ``turn`` waits again."""
    for inject in list(state.injects.values()):
        if inject.standing == "fired" and not inject.by_hand and (inject.for_turn or 0) > turn:
            state = changed(state, inject.id, standing="waiting", for_turn=None, order=0)
    return state


def changed(state: State, name: str, **fields: object) -> State:
    """The state with one inject changed."""
    inject = replace(state.injects[name], **fields)  # type: ignore[arg-type]
    return replace(state, injects={**state.injects, name: inject})


def effects_of(state: State, turn: int, told: str = "") -> tuple[Effect, ...]:
    """What injects bring into a turn, in the order in which they were fired.

    Where a seat is named, only those that it was ``told`` of.
    """
    found = sorted((i for i in state.injects.values()
                    if i.standing == "fired" and i.for_turn == turn
                    and (not told or not i.to or told in i.to)), key=lambda i: i.order)
    return tuple(Effect(e.name, e.member, e.operation, e.value, "inject", i.title)
                 for i in found for e in i.effects)


def told_to(state: State, actor: str) -> tuple[tuple[Effect, ...], ...]:
    """Effects of injects that a seat was told of, for each turn played and for the coming one."""
    return tuple(effects_of(state, turn, actor) for turn in range(1, state.coming_turn + 1))


def when_words(facts: Facts, inject: InjectState) -> str:
    """When an inject fires, in words."""
    when = inject.when
    if when is None:
        return "by hand"
    if when.turn is not None:
        return f"turn {when.turn}"
    name = when.metric or ""
    title = title_of(name, facts.scenario.program.variables.get(name))
    bound = when.at_least if when.at_least is not None else when.at_most or 0.0
    side = "at or above" if when.at_least is not None else "at or below"
    return f"when {in_sentence(title.words)} is {side} {trimmed(title.figure).text(float(bound))}"
