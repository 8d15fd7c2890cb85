"""Bundles: a whole session in one file, a line of JSON for the head and one for each event.

Lines are exactly those of the log, so that every byte of them is under the chain; the head says
how many there are, the digest of the last, and a digest of itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wargame import __version__
from wargame.session.chain import START, ChainError, Link, canonical, digest_of, read_link
from wargame.session.event import Created
from wargame.session.refusal import RefusedError

FORMAT = 1
MOST_BYTES = 200_000_000


class BundleError(ValueError):
    """A bundle that cannot be read, or was changed.

    ``kind`` is unreadable, changed, missing or swapped; ``index`` the first event concerned.
    """

    def __init__(self, kind: str, words: str, index: int | None = None) -> None:
        super().__init__(words)
        self.kind, self.index = kind, index


def write_bundle(links: Sequence[Link]) -> bytes:
    """The bundle of a chain."""
    created = links[0].event.body
    assert isinstance(created, Created)
    head: dict[str, Any] = {
        "wargame_bundle": FORMAT, "session": links[0].event.session, "title": created.title,
        "count": len(links), "head": links[-1].digest, "equations": created.equations,
        "written_by": __version__}
    head["check"] = digest_of(canonical(head))
    lines = [canonical(head), *(link.line for link in links)]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def read_bundle(data: bytes) -> tuple[Link, ...]:
    """The chain in a bundle. Raises `RefusedError` where anything in it was changed."""
    if not isinstance(data, bytes):
        raise RefusedError("content", "A bundle is a file's bytes.")
    try:
        head, lines = parts_of(data)
        return checked_chain(lines, head["session"], head["count"], head["head"])
    except BundleError as error:
        raise RefusedError("content", f"The bundle cannot be taken in: {error}.") from None


def parts_of(data: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The head of a bundle, and the lines of its events. Raises `BundleError`."""
    if len(data) > MOST_BYTES:
        raise BundleError("unreadable", "the file is too large for a bundle")
    try:
        first, *lines = data.decode("utf-8").split("\n")
        head = json.loads(first)
    except (ValueError, RecursionError):
        raise BundleError("unreadable", "the file is not a session's bundle, or was changed"
                          ) from None
    if not isinstance(head, dict) or "wargame_bundle" not in head:
        raise BundleError("unreadable", "the file is not a session's bundle")
    check = head.pop("check", None)
    if check != digest_of(canonical(head)) or canonical({**head, "check": check}) != first:
        raise BundleError("changed", "the bundle's head was changed")
    if head["wargame_bundle"] != FORMAT:
        raise BundleError("unreadable", f"the bundle has form {head['wargame_bundle']}; this "
                          f"version reads {FORMAT}")
    if lines and lines[-1] == "":
        lines.pop()
    elif lines:
        raise BundleError("missing", "events are missing at the end: the last one is cut off",
                          len(lines) - 1)
    return head, tuple(lines)


def checked_chain(lines: Sequence[str], session: str, count: int, head: str,
                  digests: Sequence[str] | None = None) -> tuple[Link, ...]:
    """The links of kept lines, each of which must follow the one before.

    ``digests`` are those kept beside the lines, if any. Raises `BundleError` for the first
    difference: an event changed, events swapped, or events missing at the end.
    """
    found: list[Link] = []
    previous = START
    for index, line in enumerate(lines):
        known = digests[index] if digests is not None else _followed(lines, index, count, head)
        digest = digest_of(line)
        try:
            link = read_link(line)
        except ChainError as error:
            raise BundleError("changed", f"event {index} was changed: {error}", index) from None
        event = link.event
        intact = known is None or digest == known
        if event.index != index and digest_elsewhere(lines, index, event.previous):
            raise BundleError("swapped", f"event {index} is out of its place: the event there "
                              f"says that it is number {event.index}", index)
        if not intact:
            raise BundleError("changed", f"event {index} was changed", index)
        if event.session != session or event.index != index or event.previous != previous:
            raise BundleError("changed", f"event {index} does not follow the one before it", index)
        found.append(link)
        previous = digest
    if len(lines) < count:
        raise BundleError("missing", f"events are missing at the end: there are {len(lines)} of "
                          f"{count}", len(lines))
    if len(lines) > count:
        raise BundleError("changed", f"there are {len(lines)} events, and the head says {count}",
                          count)
    if not found or previous != head:
        raise BundleError("changed", "the last event was changed" if found else
                          "there are no events", len(lines) - 1)
    return tuple(found)


def digest_elsewhere(lines: Sequence[str], index: int, previous: str) -> bool:
    """Whether the line that an event follows is there, but not before it."""
    return any(digest_of(line) == previous for at, line in enumerate(lines) if at != index - 1)


def _followed(lines: Sequence[str], index: int, count: int, head: str) -> str | None:
    """The digest of an event as the next one, or the head, has it."""
    if index + 1 < len(lines):
        try:
            data = json.loads(lines[index + 1])
            following = data["index"] == index + 1
            return str(data["previous"]) if following else None
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
    return head if len(lines) == count else None
