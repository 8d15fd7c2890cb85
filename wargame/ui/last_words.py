"""The end of a page is not lost when a heartbeat comes in the moment in which it was drawn.

Streamlit hears from the thread that draws a page through its event loop, and no longer once
another thread draws the session. A heartbeat that finds the first thread at its end gets a thread
of its own at once; what the first had said last was then still waiting in the loop, and was
dropped. On a busy server a screen stayed as it was, without its end, until the next change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Create = Callable[[Any, Any], None]


def hear_last_words() -> None:
    """Have sessions hear a drawing thread out before another takes its place."""
    from streamlit.runtime.app_session import AppSession

    create: Any = AppSession._create_scriptrunner
    if not getattr(create, "hears_out", False):
        AppSession._create_scriptrunner = heard_out(create)  # type: ignore[method-assign, assignment]


def heard_out(create: Create) -> Create:
    """``create`` once all that the present thread has said was taken in.

    It is called in the event loop; whatever a thread at its end has said was put there before.
    Where somebody's click has made a new thread meanwhile, a heartbeat is let go: it knows of the
    fields as they were before the click, and the next is near.
    """
    def created(session: Any, wanted: Any) -> None:
        ended = session._scriptrunner
        if ended is None:
            create(session, wanted)
            return

        def afterwards() -> None:
            now = session._scriptrunner
            if now is None or now is ended:
                if session._state.name != "SHUTDOWN_REQUESTED":
                    create(session, wanted)
            elif not wanted.is_auto_rerun and not now.request_rerun(wanted):
                created(session, wanted)

        session._call_soon_on_event_loop(afterwards)

    created.hears_out = True  # type: ignore[attr-defined]
    return created
