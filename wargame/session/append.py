"""Appending: what is decided on the newest state is kept before anybody hears of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wargame.session.chain import linked
from wargame.session.event import AnyBody
from wargame.session.fold import after
from wargame.session.live import Live
from wargame.session.refusal import RefusedError
from wargame.session.state import State
from wargame.session.store import ConflictError, Credential, Store

#: How often it is tried again where the database finds a conflict.
ATTEMPTS = 20
BUSY = "The session is very busy; nothing was changed, try again."
#: The event that a request becomes, or None where there is nothing to log.
Decide = Callable[[State], AnyBody | None]


def append(
    live: Live, store: Store, clock: Callable[[], float], by: tuple[str, str], key: str,
    decide: Decide, credentials: Sequence[Credential] = (),
) -> tuple[int, Any]:
    """The index and body of the event that ``decide`` makes of the newest state.

    ``by`` are role and device; a ``key`` that is in the log already gives the event that it has.
    Raises what ``decide`` raises, and `RefusedError` where the database is too busy.
    """
    for _ in range(ATTEMPTS):
        try:
            with live.lock:
                return _tried(live, store, clock, by, key, decide, credentials)
        except ConflictError:
            continue
    raise RefusedError("conflict", BUSY)


def _tried(
    live: Live, store: Store, clock: Callable[[], float], by: tuple[str, str], key: str,
    decide: Decide, credentials: Sequence[Credential],
) -> tuple[int, Any]:
    live.read_on()
    if key in live.keys:
        return _known(live, key)
    # What is refused needs no transaction.
    state, body = live.state, decide(live.state)
    with store.held(state.session) as held:
        if held.count != state.count:
            live.take(held.events(state.count))
            if key in live.keys:
                return _known(live, key)
            state, body = live.state, decide(live.state)
        if body is None:
            held.add(credentials)
            return state.count - 1, None
        link = linked(state.session, state.count, state.head, clock(), *by, key, body)
        then = after(state, link)
        held.append([link], then.phase, then.turn, credentials)
    live.append([link])
    return link.event.index, body


def _known(live: Live, key: str) -> tuple[int, Any]:
    index = live.keys[key]
    return index, live.links[index].event.body
