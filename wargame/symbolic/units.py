"""Units of measure as exponents of base units, so that a mismatch is found before a game."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

Unit = Mapping[str, float]

DIMENSIONLESS: Unit = {}
# Words for pure numbers: a capability is a natural logarithm of effective compute, a share a ratio.
PURE = frozenset({"1", "nat", "share", "fraction", "probability", "index", "ratio", "code"})
_FACTOR = re.compile(r"^(?P<base>[A-Za-z$][A-Za-z0-9_ $-]*?)(?:\^(?P<power>-?\d+(?:\.\d+)?))?$")


class UnitError(ValueError):
    """A unit that cannot be read, or two that do not fit together."""


def parse(text: str) -> Unit:
    """Exponents by base unit of ``"USD bn/yr"`` or ``"token^0.5*yr"``; pure numbers are empty."""
    unit: dict[str, float] = {}
    for position, part in enumerate(text.split("/")):
        for factor in part.split("*"):
            word = factor.strip()
            if word in PURE:
                continue
            match = _FACTOR.match(word)
            if match is None:
                raise UnitError(f"cannot read the unit '{text}': '{word}' is not a unit")
            power = float(match["power"] or 1.0)
            base = match["base"].strip()
            unit[base] = unit.get(base, 0.0) + (power if position == 0 else -power)
    return clean(unit)


def clean(unit: Mapping[str, float]) -> Unit:
    """The unit without bases whose exponents cancelled; three thirds add up to one."""
    exact = {base: _exponent(power) for base, power in sorted(unit.items())}
    return {base: power for base, power in exact.items() if power}


def _exponent(power: float) -> float:
    return power if float(power).is_integer() else float(Fraction(power).limit_denominator(1000))


def times(left: Unit, right: Unit, power: float = 1.0) -> Unit:
    """``left * right ** power``."""
    out = dict(left)
    for base, exponent in right.items():
        out[base] = out.get(base, 0.0) + exponent * power
    return clean(out)


def show(unit: Unit) -> str:
    """The unit as text, ``USD bn*yr^-1``; a pure number is ``1``."""
    if not unit:
        return "1"
    return "*".join(b if p == 1 else f"{b}^{p:g}" for b, p in unit.items())
