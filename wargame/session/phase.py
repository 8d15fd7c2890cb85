"""Phases of a session and the moves between them; the session, not a page, owns them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Phase = Literal["lobby", "briefing", "orders", "locked", "resolved", "discussion", "debrief",
                "closed"]

#: Where each phase may lead. A turn is briefing, orders, locked, resolved, discussion; only a
#: resolution leads to ``resolved``, and undoing it leads back to ``orders``.
MOVES: Mapping[Phase, tuple[Phase, ...]] = {
    "lobby": ("briefing",),
    "briefing": ("orders",),
    "orders": ("locked",),
    "locked": ("orders", "resolved"),
    "resolved": ("discussion", "briefing", "debrief", "orders"),
    "discussion": ("briefing", "debrief", "orders"),
    "debrief": ("closed", "orders"),
    "closed": (),
}
