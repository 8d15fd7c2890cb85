"""Small turns of phrase that refusals and views share."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], most: int = 8) -> str:
    """Words in a row: ``a, b and c``; what is beyond ``most`` is counted."""
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    if len(shown) < 2:
        return shown[0] if shown else "none"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def quoted(word: str, most: int = 60) -> str:
    """A word of somebody's, cut and in quotation marks."""
    return f"\u201c{word if len(word) <= most else word[:most] + '…'}\u201d"
