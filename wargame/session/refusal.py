"""Refusals: why the session did not do what it was asked, in words for the person who asked."""

from __future__ import annotations

from typing import Literal

Cause = Literal["credential", "role", "phase", "content", "conflict", "limit", "missing"]


class RefusedError(Exception):
    """The session refused; nothing was changed.

    ``cause`` says which kind of rule was broken; ``words`` are one line that anybody in the room
    may read: they never hold what only another seat may know.
    """

    def __init__(self, cause: Cause, words: str) -> None:
        super().__init__(words)
        self.cause = cause
        self.words = words
