"""What is wrong with a playbook: one line that names file, line, field, reason and fix."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from pydantic_core import PydanticCustomError

from wargame.playbook.wording import one_line


class PlaybookError(ValueError):
    """A fault in a playbook.

    ``str()`` is one line: ``long_view.yaml:12: actors[2].home: no nation is called 'ussr';
    nations here are us, china``. ``line`` is 0 and ``field`` empty where there is none, as for a
    file that does not exist. ``others`` holds the further faults that were found with this one.
    """

    #: The command that tells all faults of such a file.
    command = "wargame playbook check"

    def __init__(
        self,
        reason: str,
        *,
        file: str = "",
        line: int = 0,
        field: str = "",
        fix: str = "",
        others: Iterable[PlaybookError] = (),
    ) -> None:
        self.file = file
        self.line = line
        self.field = one_line(field, 160)
        self.reason = one_line(reason)
        self.fix = one_line(fix)
        self.others = tuple(others)
        super().__init__(reason)

    def __str__(self) -> str:
        place = one_line(PurePath(self.file).name or self.file or "playbook", 160)
        if self.line:
            place += f":{self.line}"
        words = self.reason + (f"; {self.fix}" if self.fix else "")
        return ": ".join(part for part in (place, self.field, words) if part)

    def __reduce__(self) -> tuple[Any, ...]:
        state = (self.reason, self.file, self.line, self.field, self.fix, self.others)
        return _rebuilt, state


def _rebuilt(
    reason: str, file: str, line: int, field: str, fix: str, others: tuple[PlaybookError, ...]
) -> PlaybookError:
    return PlaybookError(reason, file=file, line=line, field=field, fix=fix, others=others)


def fault(reason: str, fix: str = "", field: str = "") -> PydanticCustomError:
    """What a validator raises; the loader adds file, line and field.

    ``field`` names the part of the validated mapping that is at fault, if it is one part.
    """
    return PydanticCustomError(
        "playbook", "{reason}", {"reason": reason, "fix": fix, "field": field})
