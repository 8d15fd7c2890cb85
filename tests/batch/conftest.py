"""Small experiments on the Long View, played by NumPy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wargame.batch.experiment import Experiment
from wargame.batch.load import parse_experiment
from wargame.batch.results import ResultSet
from wargame.batch.sweep import run_experiment

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
