"""Appending: what is decided on the newest state is on disk before anybody hears of it.

Whoever comes while another's events are being written waits, and all who wait are then written
together: the disk is asked once for many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wargame.session.chain import Link, linked
from wargame.session.event import AnyBody
from wargame.session.fold import after
from wargame.session.live import Live
from wargame.session.refusal import RefusedError
from wargame.session.state import State
from wargame.session.store import ConflictError, Credential, Held, Store

#: How often it is tried again where the database finds a conflict.
ATTEMPTS = 20
BUSY = "The session is very busy; nothing was changed, try again."
#: The event that a request becomes, or None where there is nothing to log.
Decide = Callable[[State], AnyBody | None]
Found = tuple[int, Any]


@dataclass
class Pending:
    """Something to append, by a role and its device; then what came of it."""

    by: tuple[str, str]
    key: str
    decide: Decide
    credentials: Sequence[Credential] = ()
    found: Found | None = None
    error: Exception | None = None
    done: bool = field(default=False)


def append(live: Live, store: Store, clock: Callable[[], float], request: Pending) -> Found:
    """The index and body of the event that a request becomes on the newest state.

    A key that is in the log already gives the event that it has. Raises what ``decide`` raises,
    and `RefusedError` where the database is too busy.
    """
    live.read_on()
    known = _known(live, request)
    if known is not None:
        return known
    # What is refused now needs no transaction.
    request.decide(live.state)
    live.waiting.append(request)
    with live.writing:
        if not request.done:
            _written(live, store, clock, live.taken())
    if request.found is None or request.error is not None:
        raise request.error or RefusedError("conflict", BUSY)
    return request.found


def _written(live: Live, store: Store, clock: Callable[[], float],
             requests: Sequence[Pending]) -> None:
    """All that waits, in one transaction; none of it counts unless that is on disk."""
    try:
        for _ in range(ATTEMPTS):
            try:
                with store.held(live.state.session) as held:
                    links = _decided(live, held, clock, requests)
                live.fold(links)
            except ConflictError:
                continue
            return
        raise RefusedError("conflict", BUSY)
    except Exception as error:  # noqa: BLE001  whoever waits for it raises it
        for request in requests:
            request.error = request.error or error
    finally:
        for request in requests:
            request.done = True


def _decided(live: Live, held: Held, clock: Callable[[], float],
             requests: Sequence[Pending]) -> list[Link]:
    if held.count != live.state.count:
        live.take(held.events(len(live.links)))
    state, links = live.state, list[Link]()
    fresh: list[Credential] = []
    by_key: dict[str, Found] = {}
    for request in requests:
        request.error = None
        request.found = _known(live, request) or by_key.get(request.key)
        if request.found is not None:
            continue
        try:
            body = request.decide(state)
        except Exception as error:  # noqa: BLE001  it is raised where it was asked for
            request.error = error
            continue
        fresh += request.credentials
        request.found = (state.count - 1, None)
        if body is not None:
            link = linked(state.session, state.count, state.head, clock(), *request.by,
                          request.key, body)
            state = after(state, link)
            links.append(link)
            request.found = by_key[request.key] = (link.event.index, link.event.body)
    if links:
        held.append(links, state.phase, state.turn)
    held.add(fresh)
    return links


def _known(live: Live, request: Pending) -> Found | None:
    index = live.keys.get(request.key)
    return None if index is None else (index, live.links[index].event.body)
