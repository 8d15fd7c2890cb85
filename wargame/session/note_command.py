"""The command that strikes a note out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wargame.session.command import Command


class StrikeNote(Command):
    """White cell: a note was written by mistake.

    It leaves every view and the report; the bundle keeps it.
    """

    kind: Literal["strike_note"] = "strike_note"
    note: int = Field(ge=1)
