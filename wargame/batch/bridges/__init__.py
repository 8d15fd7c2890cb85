"""Bridges to other people's tools: PettingZoo, Mesa's batch runs, the EMA Workbench.

Each is imported when first used: ``from wargame.batch.bridges import parallel_env``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.batch.bridges.environment import WargameParallelEnv, parallel_env
    from wargame.batch.bridges.mesa_runs import mesa_frame, mesa_parameters
    from wargame.batch.bridges.workbench import workbench_model, workbench_results

_WHERE = {
    "WargameParallelEnv": "environment", "parallel_env": "environment",
    "mesa_frame": "mesa_runs", "mesa_parameters": "mesa_runs",
    "workbench_model": "workbench", "workbench_results": "workbench",
}

__all__ = ["WargameParallelEnv", "mesa_frame", "mesa_parameters", "parallel_env",
           "workbench_model", "workbench_results"]


def __getattr__(name: str) -> Any:
    """Imported when first used: each needs a library that not everybody has."""
    if name not in _WHERE:
        raise AttributeError(f"wargame.batch.bridges has no '{name}'")
    return getattr(importlib.import_module(f"wargame.batch.bridges.{_WHERE[name]}"), name)
