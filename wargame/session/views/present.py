"""What changes while nothing happens: the timer, who was seen when, and what a device may do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from wargame.session.presence import Presence
from wargame.session.projector_view import ProjectorView
from wargame.session.request import Request
from wargame.session.view import ObserverView, SeatView, Timer
from wargame.session.white_cell_view import WhiteCellView

AView = TypeVar("AView", bound=SeatView | WhiteCellView | ObserverView | ProjectorView)


def presented(view: AView, request: Request, read_only: str, presence: Presence,
              codes: dict[str, str]) -> AView:
    """A view as it is handed out now."""
    clock = request.state.timer
    timer = None if clock is None else Timer(
        clock.at(request.now), clock.left is not None, request.now)
    changes: dict[str, Any] = {"room": replace(view.room, timer=timer)}
    if isinstance(view, SeatView):
        changes["read_only"] = read_only
    if isinstance(view, WhiteCellView):
        session = request.state.session
        changes["codes"] = codes
        changes["desks"] = tuple(
            replace(desk, last_seen=presence.last(session, f"seat:{desk.sign.actor}", desk.device))
            if desk.device else desk for desk in view.desks)
    return replace(view, **changes)
