"""Small experiments on the Long View, played by NumPy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wargame.batch.experiment import Experiment
from wargame.batch.load import parse_experiment
from wargame.batch.results import ResultSet
from wargame.batch.sweeping import run_experiment
from wargame.strategies.reading import luck_row
from wargame.world.luck import uniform

TEXT = """\
schema: 1
id: small
title: A small experiment
question: Does liability matter?
playbook: long_view
seed: 7
turns: 2
futures: 2
baseline: as_played
mixes:
  - as_played
  - name: strict
    strategies: {meta: fast_follower, eu: hold}
    levers:
      regulators: {liability_regime: strict}
      us: {chip_control_tier: {1: none, 2: 2}}
uncertainties:
  ranges: listed
  parameters: {algorithmic_progress: {}, cross_elasticity: {}}
  start: {cash: {meta: {}}}
design: {kind: sobol, points: 8}
outcomes:
  - {metric: open_token_share, at_least: 0.3}
"""


@pytest.fixture(scope="session")
def text() -> str:
    """The experiment file that the tests begin from."""
    return TEXT


@pytest.fixture(scope="session")
def small() -> Experiment:
    """Two mixes x eight points x two futures, two turns each."""
    return parse_experiment(TEXT, "small.yaml")


@pytest.fixture(scope="session")
def play() -> Callable[..., ResultSet]:
    """Runs an experiment quietly, by NumPy."""
    def run(experiment: Experiment, into: Path, **options: Any) -> ResultSet:
        return run_experiment(experiment, into, **{"watch": False, "compiled": False, **options})

    return run


@pytest.fixture(scope="session")
def results(small, play, tmp_path_factory) -> ResultSet:
    """The small experiment, played once."""
    return play(small, tmp_path_factory.mktemp("batch") / "small")


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    """The bytes of every part and table of a result folder, by name."""
    return lambda folder: {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.suffix in (".parquet", ".yaml")}


POISONED = Path(__file__).with_name("poisoned.py")


def share_of_one(strategy: str, futures: int, seed: int = 7) -> tuple[float, int]:
    """A share at which one future in so many fails in turn 1, and which one."""
    draws = [uniform(seed, f, 1, "meta", luck_row(strategy, "bad")) for f in range(futures)]
    first, second = sorted(draws)[:2]
    return (first + second) / 2, draws.index(first)


@pytest.fixture(scope="session")
def poisoned() -> Callable[..., tuple[Experiment, int]]:
    """``poisoned("poisoned_raises", 200)``: so many runs, one of which fails; and its number."""
    def build(strategy: str, futures: int, **fields: Any) -> tuple[Experiment, int]:
        share, run = share_of_one(strategy, futures)
        data = {
            "id": "poisoned", "title": "Poisoned", "question": "Who survives?", "seed": 7,
            "playbook": "long_view", "plugin_files": [str(POISONED)], "turns": 1,
            "futures": futures, "design": {"kind": "middle"}, "mixes": [
                {"name": "bad", "strategies": {"meta": {"use": strategy, "share": share}}}],
            **fields}
        return Experiment.model_validate(data), run

    return build
