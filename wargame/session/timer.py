"""The shared timer: arithmetic on the session's clock, so that no page has to count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.session.command import ExtendTimer, PauseTimer, SetTimer
from wargame.session.refusal import RefusedError

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

NO_TIMER = "No timer is running."


@dataclass(frozen=True)
class TimerState:
    """A running timer ends at ``ends``; a paused one has ``left`` seconds."""

    ends: float
    left: float | None = None

    def at(self, now: float) -> float:
        """Seconds left; below zero once it is over."""
        return self.ends - now if self.left is None else self.left


def check_timer(request: Request, command: PauseTimer | ExtendTimer) -> None:
    """Raise `RefusedError` where there is no timer, or where it stands as wanted already."""
    timer = request.state.timer
    if timer is None:
        raise RefusedError("conflict", NO_TIMER)
    if isinstance(command, PauseTimer) and command.paused == (timer.left is not None):
        raise RefusedError("conflict", "The timer is paused already." if command.paused
                           else "The timer is running already.")


def with_timer(state: State, command: SetTimer | PauseTimer | ExtendTimer, at: float) -> State:
    """The state after a command to the timer."""
    timer = state.timer
    if isinstance(command, SetTimer):
        set_to = TimerState(at + command.seconds) if command.seconds else None
        return replace(state, timer=set_to)
    if timer is None:
        return state
    if isinstance(command, PauseTimer):
        left = max(timer.at(at), 0.0)
        changed = TimerState(at + left, left if command.paused else None)
    elif timer.left is not None:
        changed = replace(timer, left=max(timer.left + command.seconds, 0.0))
    else:
        # A timer that ran out is extended from now on.
        changed = TimerState(max(timer.ends, at) + command.seconds)
    return replace(state, timer=changed)
