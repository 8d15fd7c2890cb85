"""A small market that several mechanisms of demand, prices and money are tried in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from wargame.mechanisms import demand
from wargame.symbolic.book import Book
from wargame.testing.equations import World

SEGMENTS = ("p", "q")
LABS = ("a", "b")


@pytest.fixture
def demand_world() -> Callable[..., World]:
    """Build two labs that sell closed access to two segments, with every taste at a round number.

    ``drop`` names stand-ins that a mechanism in ``also`` declares itself.
    """

    def build(
        *, also: Iterable[Callable[[Book], None]] = (), drop: Iterable[str] = (),
        values: Mapping[str, Any] | None = None, parameters: Mapping[str, float] | None = None,
        given: Mapping[str, Any] | None = None, labs: tuple[str, ...] = LABS,
        elapsed: float = 0.0,
    ) -> World:
        stand_ins: dict[str, Any] = {
            "sufficiency": ("segments", "share", 0.5), "perceived_gap": ("world", "nat", 1.0),
            "solvent": ("labs", "share", 1.0), "offered_capability": ("labs", "nat", 2.0),
            "released_capability": ("labs", "nat", -10.0),
            "closed_frontier": ("world", "nat", 2.0), "open_frontier": ("world", "nat", 1.0),
            "closed_price": ("labs", "USD/Mtok", 10.0), "open_price": ("world", "USD/Mtok", 1.0),
            "services_maturity": ("world", "share", 0.0),
            "maturity_effect": ("world", "nat", 1.0), "hardware_reach": ("world", "share", 0.0),
            "niche_value": ("world", "nat", 0.5), "niche_reach": ("world", "share", 0.0),
            "open_licence_freedom": ("world", "share", 1.0), "openness": ("labs", "share", 0.0),
            "trust": ("nations", "share", 0.5), "stringency": ("nations", "share", 0.0),
            "economic_size": ("nations", "share", 1.0), "api_reach": ("nations", "share", 1.0),
            "diffusion_allowed": ("nations", "share", 1.0),
            "api_access": ("nations", "share", 1.0)}
        stand_ins |= dict(given or {})
        for name in drop:
            del stand_ins[name]
        tastes = {
            "edge_value": 1.0, "price_sensitivity": 1.0, "closed_convenience": 0.0,
            "shortfall_value": 0.0, "trust_weight": 1.0, "stringency_weight": 1.0,
            "local_weight": 1.0, "sales_reach": 1.0, "sales_ambition": 1.0}
        return World(
            [demand.declare, *also],
            members={"labs": labs, "segments": SEGMENTS, "nations": ["n"]},
            values={**tastes, **(values or {})},
            parameters={"switching_cost": 0.0, "nest_dissimilarity": 1.0, **(parameters or {})},
            given=stand_ins, elapsed=elapsed)

    return build
