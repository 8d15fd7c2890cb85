"""Words for error messages: values shown short, names listed, the nearest name suggested."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

MOST_NAMES = 12


def one_line(text: str, most: int = 400) -> str:
    """The text on one line: what cannot be printed becomes ``?``, what is long is cut."""
    flat = " ".join(text[: 4 * most].split())
    flat = "".join(letter if letter.isprintable() else "?" for letter in flat)
    return flat if len(flat) <= most else flat[: most - 3] + "..."


def shown(value: object) -> str:
    """A value as a reader of the file would know it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{one_line(value, 60)}'"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (int, float)):
        return number(value)
    return f"a {type(value).__name__}"


def number(value: float) -> str:
    """A number without needless digits."""
    return str(value) if isinstance(value, int) and abs(value) < 10**15 else f"{value:.6g}"


def listed(names: Iterable[str], most: int = MOST_NAMES) -> str:
    """``us, china`` or ``none``; a long list ends in how many more there are."""
    every = [one_line(name, 60) for name in names]
    if not every:
        return "none"
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def nearest(name: str, names: Iterable[str], what: str) -> str:
    """``did you mean 'x'?``, or the names there are, introduced by ``what``."""
    every = list(names)
    lowered = {other.lower(): other for other in every}
    close = difflib.get_close_matches(name.lower()[:80], lowered, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{one_line(lowered[close[0]], 60)}'?"
    return f"{what} are {listed(every)}" if every else f"there are no {what}"
