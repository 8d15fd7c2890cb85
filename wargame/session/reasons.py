"""A strategy's reason as a room reads it: differences of logarithms become multiples."""

from __future__ import annotations

import math
import re

from wargame.session.figures import number

_AGAINST = re.compile(r"([+\u2212-])(\d+(?:\.\d+)?) nat against")
_ABOVE = re.compile(r"above ([+\u2212-]?\d+(?:\.\d+)?) nat\b")
_NAT = re.compile(r"(?:\b|(?<![\w.])[+\u2212-])(\d+(?:\.\d+)?) nat\b")
_EFFORT = re.compile(r"(\d(?:\.\d+)?) of effort into distillation")


def spoken(reason: str) -> str:
    """The reason without logarithms: ``4.5 nat behind`` is ``a factor of 90 behind``."""
    text = _AGAINST.sub(_standing, reason)
    text = _ABOVE.sub(lambda m: f"above {_times(m[1])} times GPT-4", text)
    text = _NAT.sub(lambda m: f"a factor of {_times(m[1])}", text)
    return _EFFORT.sub(
        lambda m: f"{float(m[1]):.0%} of its effort into learning from better models", text)


def _standing(found: re.Match[str]) -> str:
    times = _times(found[2])
    if times == "1.0":
        return "level with"
    return f"a factor of {times} {'ahead of' if found[1] == '+' else 'behind'}"


def _times(nat: str) -> str:
    value = math.exp(min(float(nat.replace("\u2212", "-")), 50.0))
    return number(value, 1 if value < 9.95 else 0)
