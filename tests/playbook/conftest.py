"""A small playbook and a small model that it fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import pytest

from wargame.playbook import ModelFacts
from wargame.symbolic.declarations import Kind, Lever, Parameter, Variable

SMALL = """\
schema: 1
id: small
title: A small game
question: Does it load?
summary: Two labs, two nations.
calendar: {start: 2023-Q3, ticks: 24, ticks_per_turn: 4}
seed: 7
plugins: [export_controls]
actors:
  - id: meta
    kind: lab
    name: Meta
    fictional: Agora
    code: ME
    home: us
    brief: Sells attention.
    strategy: {use: commoditiser, threshold: 0.1}
    values: {cash: 30, capability: {value: 2.1, low: 1.9, high: 2.3, unit: nat, source: assumed}}
    levers: {release_mode: open, research_share: 0.5}
  - {id: NO, kind: nation, name: Norway, code: "NO"}
  - {id: us, kind: nation, name: United States, code: US, strategy: watcher}
  - {id: watchdog, kind: regulator, name: Watchdog, code: WD, jurisdiction: NO}
members:
  segments:
    - {id: frontier, name: Frontier work, values: {size: 0.5}}
    - {id: volume, name: Volume, values: {size: 0.5}}
pairs:
  rivalry: {us|NO: {value: 1, source: assumed}, "NO|us": 1, NO|NO: 0, us|us: 0}
world: {hub_models: {value: 348181, source: assumed}}
parameters: {catch_up_rate: {value: 0.5, low: 0.2, high: 1, source: assumed}}
outcomes:
  - {claim: P2, text: It lasts, tests: [{metric: gap_share, at_least: 0.9, label: Gap}]}
  - {claim: P3, text: It is rare, needs_batch: true, reason: One future cannot tell}
"""


@dataclass(frozen=True)
class Strategy:
    """Facts of one strategy."""

    name: str
    actor: Literal["lab", "nation", "regulator"]
    parameters: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """Facts of a small model."""

    variables: Mapping[str, Variable]
    parameters: Mapping[str, Parameter]
    levers: Mapping[str, Lever]
    strategies: Mapping[str, Strategy]
    sets: tuple[str, ...] = ("labs", "nations", "regulators", "segments")
    relations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    plugins: tuple[str, ...] = ("export_controls", "open_releases")

    def inputs(self, name: str) -> tuple[str, ...]:
        """What any flow of it is worked out from."""
        return ("cash", "catch_up_rate")


def variable(
    name: str, kind: Kind, space: tuple[str, ...], unit: str, low: float, high: float,
    initial: float | None = None, *, metric: bool = False,
) -> Variable:
    """A variable whose meaning is its name."""
    return Variable(name, kind, space, unit, low, high, name, "assumed", initial, metric=metric)


VARIABLES = (
    variable("cash", "stock", ("labs",), "USD bn", -100, 1000),
    variable("capability", "stock", ("labs",), "nat", -10, 60),
    variable("trust", "stock", ("nations",), "share", 0, 1, 0.5),
    variable("size", "attribute", ("segments",), "share", 0, 1),
    variable("rivalry", "attribute", ("nations", "nations"), "share", 0, 1),
    variable("hub_models", "stock", (), "1", 0, 1e9),
    variable("open_frontier", "flow", (), "nat", -10, 60),
    variable("gap_share", "flow", (), "share", 0, 1, metric=True),
)
LEVERS = (
    Lever("release_mode", "labs", 0, 1, 0, "1", "how it releases", "assumed",
          choices=("closed", "open")),
    Lever("research_share", "labs", 0, 1, 0.6, "share", "share of funds", "assumed"),
    Lever("chip_ban", "nations", 0, 1, 0, "share", "how strict", "assumed"),
)
PARAMETERS = (
    Parameter("catch_up_rate", 0.5, 0.2, 1, "1/yr", "speed of catching up", "assumed"),
    Parameter("tick_years", 0.25, 0.25, 0.25, "yr", "length of a tick", "definition"),
)
STRATEGIES = (
    Strategy("commoditiser", "lab", {"threshold": (0, 1)}),
    Strategy("watcher", "nation"),
)


@pytest.fixture(scope="session")
def small() -> str:
    """The text of a playbook that fits the small model."""
    return SMALL


@pytest.fixture(scope="session")
def model_with() -> Callable[..., ModelFacts]:
    """The small model with some of its facts replaced."""
    model = Model(
        {v.name: v for v in VARIABLES}, {p.name: p for p in PARAMETERS},
        {lever.name: lever for lever in LEVERS}, {s.name: s for s in STRATEGIES})
    return partial(replace, model)


@pytest.fixture(scope="session")
def model(model_with: Callable[..., ModelFacts]) -> ModelFacts:
    """A model that the small playbook fits."""
    return model_with()


@pytest.fixture(scope="session")
def change() -> Callable[[str, str], str]:
    """The small playbook with one piece replaced."""

    def changed(old: str, new: str) -> str:
        assert SMALL.count(old) == 1, f"{old!r} occurs {SMALL.count(old)} times"
        return SMALL.replace(old, new)

    return changed
