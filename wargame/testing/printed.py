"""What a plugin prints while it is checked: counted and told, not shown a thousand times."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wargame.playbook.wording import one_line
from wargame.strategies.aside import aside
from wargame.testing.finding import Finding, shown

#: Longest part of a printed line that is shown.
MOST = 60
#: How a number reads while a rule is traced: a later line says more.
_TRACED = "<a number not known yet"


@dataclass
class _Place:
    """One line of the plugin that prints."""

    text: str = ""
    times: int = 0
    open: str = ""


class Printed(io.TextIOBase):
    """Standard output for a while: keeps what the lines of one file print, and passes the rest."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = str(file)
        self._rest = sys.stderr
        self._places: dict[int, _Place] = {}

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Keep the text under the innermost line of the file that called."""
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != self._file:
            frame = frame.f_back  # type: ignore[assignment]
        if frame is None:
            return self._rest.write(text)
        place = self._places.setdefault(frame.f_lineno, _Place())
        place.open = (place.open + text)[:1000]
        if text.endswith("\n"):
            place.times += 1
            if not place.text or _TRACED in place.text:
                place.text = place.open
            place.open = ""
        return len(text)

    def findings(self) -> list[Finding]:
        """A warning for each line that printed."""
        return [Finding(
            "warning", "prints",
            f"it prints ({place.times:,} times in this check), such as "
            f"'{one_line(place.text or place.open, MOST)}'",
            f"{shown(Path(self._file))}:{line}", "take it out; what a reader should see goes to "
            ".note(...) and into the reason") for line, place in sorted(self._places.items())]


@contextmanager
def listening(file: Path) -> Iterator[Printed]:
    """Hear what the file prints meanwhile, also on other threads; nothing of it is shown."""
    with aside():
        printed, before = Printed(file), sys.stdout
        sys.stdout = printed
        try:
            yield printed
        finally:
            sys.stdout = before
