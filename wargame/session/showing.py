"""What the projector shows: what the white cell has chosen, and a free action laid over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.session.command import SetProjector
from wargame.session.refusal import RefusedError
from wargame.session.screen_command import HideAction, ShowAction
from wargame.session.wording import quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

#: Phases in which free actions are judged.
JUDGED = ("locked", "resolved", "discussion")


@dataclass(frozen=True)
class ActionState:
    """A free action that the room may read, in the very words that the white cell showed."""

    turn: int
    seat: str
    text: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]


def check_projector(request: Request, command: SetProjector) -> None:
    """Raise `RefusedError` for a figure that is not public."""
    program = request.facts.scenario.program
    if command.metric is not None and (command.metric not in program.metrics or
                                       program.variables[command.metric].seen != "public"):
        raise RefusedError("content", f"There is no public figure {quoted(command.metric)}.")


def check_action(request: Request, command: ShowAction) -> None:
    """Raise `RefusedError` for a free action that is not there, or not to be judged now."""
    state, actor = request.state, request.known_seat(command.seat)
    if command.turn != state.turn or state.phase not in JUDGED:
        raise RefusedError("phase", "A free action is shown in its own turn, once orders are "
                           "locked.")
    order = state.order(command.turn, actor)
    if not (order.sealed and order.text.free_action):
        raise RefusedError("missing", f"{request.name(actor)} has no free action this turn.")


def check_hidden(request: Request, _: HideAction) -> None:
    """Raise `RefusedError` where no free action is shown."""
    if request.state.action is None:
        raise RefusedError("conflict", "No free action is on the projector.")


def projected(state: State, command: SetProjector) -> State:
    """The state with another picture on the projector."""
    return replace(state, shows=command.shows, shown_metric=command.metric or "", action=None)


def with_action(state: State, command: ShowAction) -> State:
    """The state with a free action on the projector."""
    text = state.order(command.turn, command.seat).text.free_action
    return replace(state, action=ActionState(
        command.turn, command.seat, text, command.pros, command.cons))


def action_of(state: State) -> ActionState | None:
    """The free action that the room reads; none once its order says something else."""
    shown = state.action
    if shown is None or state.revealed:
        return None
    order = state.order(shown.turn, shown.seat)
    return shown if order.sealed and order.text.free_action == shown.text else None
