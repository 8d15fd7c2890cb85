"""Looking back on a session as a whole, for its debrief and its report."""

from __future__ import annotations

from wargame.session.debrief_view import DebriefView
from wargame.session.live import Live
from wargame.session.refusal import RefusedError
from wargame.session.request import WHITE_CELL
from wargame.session.views.debrief import debrief_view
from wargame.session.views.room import room_of

LATER = "The whole game is shown in the debrief."


def debrief_of(live: Live, role: str) -> DebriefView:
    """Everything that happened: for the white cell at any time, for others once it is over.

    Raises `RefusedError`. The caller holds the session's lock.
    """
    if role != WHITE_CELL and not live.state.revealed:
        raise RefusedError("phase", LATER)
    room = room_of(live.facts, live.state, live.table, frozenset())
    return debrief_view(live.facts, live.state, live.table, room, live.links)
