"""wargame: the policy wargame engine for the contest between open and closed AI models."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "load": "wargame.engine.play", "Game": "wargame.engine.play", "Play": "wargame.engine.play",
    "Table": "wargame.engine.play", "replayed": "wargame.engine.play",
    "Effect": "wargame.engine.effect", "TurnInput": "wargame.engine.input",
    "continue_many": "wargame.engine.onward", "WargameModel": "wargame.engine.model",
    "Book": "wargame.symbolic.book", "hookimpl": "wargame.hooks",
    "Strategy": "wargame.strategies", "Params": "wargame.strategies",
    "Orders": "wargame.strategies", "Memory": "wargame.strategies",
    "Observation": "wargame.strategies", "Luck": "wargame.strategies",
    "when": "wargame.strategies", "greater": "wargame.strategies",
    "lesser": "wargame.strategies", "clip": "wargame.strategies",
    "sweep": "wargame.batch.sweeping", "Experiment": "wargame.batch.experiment",
    "ResultSet": "wargame.batch.results", "open_results": "wargame.batch.results",
}

__all__ = ["__version__", *sorted(_WHERE)]  # noqa: PLE0604  strings, all of them


def __getattr__(name: str) -> Any:
    """Public names are imported when first used, so that `import wargame` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"wargame has no '{name}'")
    return getattr(importlib.import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
