"""Mesa's own `batch_run` on a playbook: its parameters, and its rows in our columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wargame.engine.scenario import ScenarioError

if TYPE_CHECKING:
    import pandas as pd


def mesa_parameters(
    playbook: str, *, seed: int = 1, futures: int = 1,
    seats: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """The ``parameters`` of ``mesa.batch_run(WargameModel, ...)``: every mix meets every future.

    ``seats`` gives for an actor the strategies to try in turn.
    """
    if futures < 1:
        raise ScenarioError(f"a batch has at least one future, not {futures}")
    return {"playbook": playbook, "game_seed": seed, "future": list(range(futures)),
            **{actor: list(names) for actor, names in (seats or {}).items()}}


def mesa_frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """What ``batch_run`` returned, a row a game, sorted by mix and future; Mesa's ids left out."""
    import pandas as pd

    frame = pd.DataFrame(rows).drop(
        columns=["RunId", "iteration", "Step", "playbook"], errors="ignore")
    seats = [c for c in frame.columns if frame[c].map(type).eq(str).all()]
    return frame.sort_values([*seats, "game_seed", "future"]).reset_index(drop=True)
