"""Mesa's own `batch_run` on a scenario: what a batch is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mesa

from wargame.engine.model import WargameModel
from wargame.engine.scenario import Scenario


def mesa_batch(scenario: Scenario, seed: int, futures: Sequence[int]) -> list[dict[str, Any]]:
    """Mesa's rows of each future's last quarter, in one process."""
    rows: list[dict[str, Any]] = mesa.batch_run(
        WargameModel, {"playbook": [scenario], "game_seed": [seed], "future": list(futures)},
        number_processes=1, iterations=1, data_collection_period=-1, display_progress=False)
    return rows
