"""Situations to put strategies in, and the model whose variables they see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from wargame.hooks.model import Model, build_model
from wargame.strategies import Luck, Observation, Orders
from wargame.strategies.seeing import Visible

#: A quiet quarter: an open lab two nats behind, in a nation that leads.
QUIET = {
    "me.opening_gain": 2, "me.research_spend": 3, "me.defection_pressure": 0.1,
    "me.release_mode": 2, "me.api_revenue": 0, "me.core_business": 100,
    "me.released_capability": 1, "me.lag_to_frontier": 2, "me.runway": 60,
    "me.domestic_capability": 3, "me.salience": 0, "me.public_purse": 100,
    "world.open_frontier": 1, "world.perceived_gap": 2, "world.open_token_share": 0.3,
    "world.frontier_gap": 2,
    "home.stringency": 0.2, "home.salience": 0, "home.alarm_felt": 0, "home.trust": 0.5,
    "home.compute_access": 1,
    "rivals.highest.openness": 1, "rivals.highest.domestic_capability": 0,
    "rivals.highest.domestic_chip_share": 0.1, "rivals.highest.chip_control_tier": 0,
    "memory.given_up": 0, "memory.grudge": 0,
}
#: Draws at which nothing rare happens.
CALM = {"defection": 0.99, "return": 0.99}


@pytest.fixture(scope="session")
def model() -> Model:
    return build_model(["export_controls", "liability_regimes", "open_releases"])


@pytest.fixture(scope="session")
def visible(model: Model) -> Visible:
    return Visible(model.variables, model.levers)


@pytest.fixture
def decide(model: Model) -> Callable[..., Orders]:
    """``decide("platform", {"world.open_token_share": 0.7})``: the orders in that situation."""

    def ask(
        name: str, situation: Mapping[str, float] | None = None,
        luck: Mapping[str, float] | None = None, **parameters: float,
    ) -> Orders:
        values: dict[str, Any] = {**QUIET, **(situation or {})}
        draws = {**CALM, **(luck or {})}
        unknown = set(situation or {}) - set(QUIET)
        assert not unknown, unknown
        cls = model.strategies[name].cls
        return cls().decide(
            Observation(lambda view, row: np.float64(values[f"{view}.{row}"])),
            Luck(lambda purpose: np.float64(draws[purpose])), cls.Params(**parameters))

    return ask
