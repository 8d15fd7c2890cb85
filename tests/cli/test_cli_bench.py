"""`wargame bench`: one flat object of figures."""

from __future__ import annotations

import json

import numpy as np
import pytest

from wargame.engine import bench


def test_the_fast_quantiles_are_those_of_numpy() -> None:
    values = np.random.default_rng(1).normal(size=(3, 5, 1000))
    expected = np.moveaxis(np.quantile(values, bench.QUANTILES, axis=-1), 0, -1)
    assert np.allclose(bench.quantiles(values), expected, rtol=0, atol=1e-12)


def test_json_is_one_flat_object_of_numbers(run, monkeypatch) -> None:
    figures = dict.fromkeys(bench.FIGURES, 1.5) | {"compile_s": None}
    monkeypatch.setattr(bench, "measure", lambda **_: figures)
    assert json.loads(run("bench", "engine", "--json").stdout) == figures
    text = run("bench").stdout
    assert "not measured" in text
    assert "turn_ms" in text


@pytest.mark.slow
def test_everything_is_measured_in_one_run(process) -> None:
    result = process("bench", "--json", limit=900)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert set(found) == set(bench.FIGURES)
    left_out = {"compile_s", "peak_mib_million_games"}
    assert all(value > 0 for name, value in found.items() if name not in left_out)
    assert found["fused_vs_mesa_per_core"] > 1
    assert found["all_instruments_slowdown"] < 3
    assert found["fused_vs_mesa_all_instruments"] > found["fused_vs_mesa_per_core"] / 3
    assert found["python_tier_slowdown"] > 10


def test_batches_have_figures_of_their_own(run, monkeypatch) -> None:
    from wargame.batch import bench as batches

    asked = {}

    def measure(**options):
        asked.update(options)
        return dict.fromkeys(batches.FIGURES, 2.5)

    monkeypatch.setattr(batches, "measure", measure)
    found = json.loads(run("bench", "batch", "--json", "--games", "5000").stdout)
    assert {"million_games_s", "peak_mib", "runner_overhead",
            "batch_vs_mesa_batch_run"} <= set(found)
    assert asked["games"] == 5000


@pytest.mark.slow
def test_a_batch_is_measured_and_keeps_its_promises(process) -> None:
    result = process("bench", "batch", "--json", "--games", "200000", limit=1200)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["games"] == 200_000
    assert found["peak_mib"] <= 2048
    assert found["batch_vs_mesa_batch_run"] >= 300
    assert found["runner_overhead_cpu"] < 3
