"""The moment at which a sponsor gives up open releases (M27), as a rule that strategies share."""

from __future__ import annotations

from typing import Any

from wargame.strategies.rules import exp


def gives_up(pressure: Any, years: Any, uniform: Any) -> Any:
    """Whether a hazard (1/yr) strikes within some years, decided by a uniform draw.

    Proportional hazard (Cox 1972): the chance is ``1 - exp(-pressure * years)``.
    """
    return uniform < 1 - exp(-(pressure * years))
