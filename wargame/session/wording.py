"""Small turns of phrase that refusals and views share."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ITS = {"have": "has", "sell": "sells", "seek": "seeks"}


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


def unbroken(span: str) -> str:
    """Months kept on one line with their years."""
    return re.sub(r" (?=\d{4}\b)", "\u00a0", span)


def possessive(name: str) -> str:
    """Whose something is: ``Meta's``, ``United States'``."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def of_another(words: str) -> str:
    """A title in which a seat is spoken to, said of another seat: ``Its price`` for ``Your``."""
    text = re.sub(r"\byou (have|sell|seek)\b", lambda m: f"it {_ITS[m[1]]}", words)
    return _spoken_of(text, "it", "its")


def of_all(words: str, them: str) -> str:
    """A title in which a seat is spoken to, said of all of its kind: ``Labs' price``."""
    return _spoken_of(words, them, possessive(them))


def _spoken_of(words: str, name: str, whose: str) -> str:
    text = re.sub(r"\b[Yy]our\b", whose, re.sub(r"\b[Yy]ou\b", name, words))
    return f"{text[:1].upper()}{text[1:]}"


def minutes(seconds: float) -> str:
    """A length of time as a clock shows it: ``3:00``, ``1:05:00``."""
    whole = round(abs(seconds))
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def numbered(name: str) -> str:
    """A thing that the session numbers, as people say it: ``agreement 2`` for ``agreement-2``."""
    return name.replace("-", "\u00a0")


def turns_in_words(turns: Sequence[int]) -> str:
    """Turns in rising order: ``Turn 2``, ``Turns 1 to 4``, ``Turns 1, 3 and 4``."""
    first, last = turns[0], turns[-1]
    if first == last:
        return f"Turn {first}"
    if last - first == len(turns) - 1 and len(turns) > 2:
        return f"Turns {first} to {last}"
    return f"Turns {listed([str(turn) for turn in turns], len(turns))}"
