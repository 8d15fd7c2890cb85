"""Refusals: why the session did not do what it was asked, in words for the person who asked."""

from __future__ import annotations

from typing import Literal

Cause = Literal["credential", "role", "phase", "content", "conflict", "limit", "missing"]

#: Characters of a refusal: it may repeat what was sent, which may be of any length.
LONGEST = 390


class RefusedError(Exception):
    """The session refused; nothing was changed.

    ``cause`` says which kind of rule was broken; ``words`` are one line that anybody in the room
    may read: they never hold what only another seat may know.
    """

    def __init__(self, cause: Cause, words: str) -> None:
        line = "".join(c if c.isprintable() or c == "\xa0" else " " for c in words[:LONGEST + 1])
        self.cause = cause
        self.words = line if len(line) <= LONGEST else f"{line[:LONGEST - 1]}\u2026"
        super().__init__(self.words)
