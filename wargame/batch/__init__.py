"""Batches: experiments, the runner, and what they found."""

from __future__ import annotations

import importlib
from typing import Any

_WHERE = {
    "Experiment": "wargame.batch.experiment", "load_experiment": "wargame.batch.load",
    "BatchError": "wargame.batch.spec", "ResultSet": "wargame.batch.results",
    "open_results": "wargame.batch.results", "sweep": "wargame.batch.sweeping",
    "Progress": "wargame.batch.progress", "resume": "wargame.batch.sweeping",
    "run_experiment": "wargame.batch.sweeping",
}
__all__ = sorted(_WHERE)  # noqa: PLE0605  strings, all of them


def __getattr__(name: str) -> Any:
    """Names are imported when first used."""
    if name not in _WHERE:
        raise AttributeError(f"wargame.batch has no '{name}'")
    return getattr(importlib.import_module(_WHERE[name]), name)
