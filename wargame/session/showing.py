"""What the projector shows: what the white cell has chosen, and a free action laid over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from wargame.session.command import SetProjector
from wargame.session.content import LookingBack
from wargame.session.orders import check_levers
from wargame.session.refusal import RefusedError
from wargame.session.screen_command import HideAction, ShowAction
from wargame.session.wording import quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

LOOKING_BACK: tuple[str, ...] = get_args(LookingBack)
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
    """Raise `RefusedError` for a figure that is not public, and for secrets before the debrief."""
    program, state = request.facts.scenario.program, request.state
    if command.shows in LOOKING_BACK and not state.revealed:
        raise RefusedError("phase", "The projector can show that once the debrief has begun.")
    if command.other is not None:
        check_levers(request, request.known_seat(command.other.seat), command.other.levers)
        if command.other.turn > len(state.resolved):
            raise RefusedError("missing", f"Turn {command.other.turn} has not been played.")
    elif command.shows == "what_if" and state.shown_other is None:
        raise RefusedError("missing", "No \u201cwhat if\u201d has been shown yet: play one in the "
                           "debrief, and put it on the projector from there.")
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
    return replace(state, shows=command.shows, shown_metric=command.metric or "", action=None,
                   shown_other=command.other or state.shown_other)


def shows_now(state: State) -> str:
    """What the projector shows: nothing of the debrief once play goes on after it."""
    return "join" if state.shows in LOOKING_BACK and not state.revealed else state.shows


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
