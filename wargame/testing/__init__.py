"""What tests of mechanisms and plugins need: public, so that plugin authors have it too."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.testing.conformance import check_plugin, check_strategy, speed_of
    from wargame.testing.equations import World
    from wargame.testing.finding import Finding
    from wargame.testing.situation import orders_of
    from wargame.testing.speed import Speed

_WHERE = {
    "check_plugin": "conformance", "check_strategy": "conformance", "speed_of": "conformance",
    "Finding": "finding", "Speed": "speed", "World": "equations",
    "orders_of": "situation",
}

__all__ = [
    "Finding", "Speed", "World", "check_plugin", "check_strategy", "orders_of", "speed_of"]


def __getattr__(name: str) -> Any:
    """Imported when first used: the pytest plugin must cost nothing where it is not used."""
    if name not in _WHERE:
        raise AttributeError(f"wargame.testing has no '{name}'")
    return getattr(importlib.import_module(f"wargame.testing.{_WHERE[name]}"), name)
