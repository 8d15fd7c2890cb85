"""Where each field of a playbook stands in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wargame.playbook.errors import PlaybookError

Path = tuple[str | int, ...]


def path_text(path: Path) -> str:
    """``("actors", 2, "home")`` as ``actors[2].home``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


@dataclass(frozen=True)
class Source:
    """The file a playbook came from, and the line of each of its fields.

    All sources compare equal, so that two playbooks that say the same are equal.
    """

    file: str = field(default="", compare=False)
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False)

    def line(self, path: Path) -> int:
        """Line of the field, or of the nearest field around it; 0 when nothing is known."""
        for length in range(len(path), -1, -1):
            known = self.lines.get(path[:length])
            if known is not None:
                return known
        return 0

    def error(self, path: Path, reason: str, fix: str = "") -> PlaybookError:
        """A fault of one field."""
        return PlaybookError(
            reason, file=self.file, line=self.line(path), field=path_text(path), fix=fix)


def first_of(errors: Iterable[PlaybookError]) -> PlaybookError | None:
    """The error that stands first in the file, carrying the others; None where there are none."""
    ordered = sorted(errors, key=lambda error: error.line)
    if not ordered:
        return None
    first = ordered[0]
    first.others = tuple(ordered[1:])
    return first
