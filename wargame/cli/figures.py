"""Numbers as people read them, and changes as arrows."""

from __future__ import annotations

import math

from wargame.playbook.outcome import OutcomeTest

SHARES = ("share", "fraction", "probability")
PURE = ("", "1", "nat", "code", "index")


def figure(value: float, unit: str = "") -> str:
    """Three digits with the unit; shares in per cent, large numbers in thousands."""
    if not math.isfinite(value):
        return "not finite"
    if unit in SHARES:
        return f"{100 * value:.1f} %"
    size = abs(value)
    number = f"{value:,.0f}" if 1000 <= size < 1e9 else f"{value:.3g}"
    return number if unit in PURE else f"{number} {unit}"


def change(value: float, unit: str = "") -> str:
    """A difference with its sign; shares in percentage points."""
    sign = "+" if value >= 0 else "-"
    if unit in SHARES and math.isfinite(value):
        return f"{sign}{100 * abs(value):.2f} points"
    return sign + figure(abs(value), unit)


def arrow(before: float, after: float) -> str:
    """Up, down, or about the same (within a thousandth)."""
    if abs(after - before) <= 1e-3 * max(abs(before), abs(after)):
        return "="
    return "▲" if after > before else "▼"


def bare(value: float, unit: str) -> str:
    """A figure whose unit stands elsewhere; shares keep their per cent."""
    return figure(value, unit if unit in SHARES else "")


def labelled(words: str, unit: str) -> str:
    """Words with the unit that they do not mention yet."""
    told = unit in SHARES or unit in PURE or any(part in words for part in unit.split("/"))
    return words if told else f"{words}, {unit}"


def bound(test: OutcomeTest, unit: str) -> str:
    """The threshold of a test; its unit stands elsewhere."""
    if test.between is not None:
        return f"{bare(test.low, unit)} to {bare(test.high, unit)}"
    if test.at_least is not None:
        return f"at least {bare(test.low, unit)}"
    return f"at most {bare(test.high, unit)}"


def lever(value: float | str) -> str:
    """A lever's position."""
    return value if isinstance(value, str) else f"{value:.3g}"
