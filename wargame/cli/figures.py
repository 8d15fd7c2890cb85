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
    words = figure(abs(value), unit)
    return sign + (words.replace("%", "points") if unit in SHARES else words)


def arrow(before: float, after: float) -> str:
    """Up, down, or about the same (within a thousandth)."""
    if abs(after - before) <= 1e-3 * max(abs(before), abs(after)):
        return "="
    return "▲" if after > before else "▼"


def bound(test: OutcomeTest, unit: str) -> str:
    """The threshold of a test."""
    if test.between is not None:
        return f"{figure(test.low, unit)} to {figure(test.high, unit)}"
    if test.at_least is not None:
        return f"at least {figure(test.low, unit)}"
    return f"at most {figure(test.high, unit)}"


def lever(value: float | str) -> str:
    """A lever's position."""
    return value if isinstance(value, str) else f"{value:.3g}"
