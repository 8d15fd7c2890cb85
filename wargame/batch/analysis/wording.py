"""How figures of a batch are said: counted futures, and numbers of as many digits as they bear."""

from __future__ import annotations

import math


def counted(part: int, whole: int) -> str:
    """``412 of 1,000 futures``."""
    return f"{part:,} of {whole:,} futures"


def rounded(value: float, digits: int = 3) -> str:
    """A number to ``digits`` significant digits, without an exponent where people read it."""
    if not math.isfinite(value):
        return "no value" if math.isnan(value) else ("without bound" if value > 0 else "-∞")
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, places):,.{max(0, places)}f}"


def signed(value: float, digits: int = 3) -> str:
    """A difference with its sign; minus is the typographer's."""
    text = rounded(abs(value), digits)
    return text if value == 0 or not math.isfinite(value) else ("+" if value > 0 else "−") + text


def mix_words(mix: str) -> str:
    """A mix of a grid in words, without its signs."""
    return mix.replace("=", " ").replace("_", " ")


def plain(name: str) -> str:
    """A name of the model in words: ``cash[meta]`` and ``meta.cash`` read ``cash of meta``."""
    owner, dot, rest = name.partition(".")
    if dot and rest:
        every = "all " if owner in {"labs", "nations", "regulators"} else ""
        return f"{plain(rest)} of {every}{owner.replace('_', ' ')}"
    name, bracket, member = name.partition("[")
    words = name.replace("_", " ")
    return f"{words} of {member.rstrip(']').replace('_', ' ').replace('|', ' and ')}" if (
        bracket) else words
