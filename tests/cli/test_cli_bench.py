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


#: What the app's benchmark promises to print.
OF_THE_APP = {
    "click_to_last_screen_p50_ms", "click_to_last_screen_p95_ms", "first_paint_s",
    "preview_chart_ms", "rerun_median_ms", "rerun_p95_ms", "idle_cpu_percent_9",
    "idle_cpu_percent_30", "return_after_kill_s", "memory_mb_9", "memory_mb_30",
    "foreign_requests", "axe_serious"}


def test_the_app_has_figures_of_its_own_each_with_its_meaning(run, monkeypatch) -> None:
    from wargame.ui import bench as screens

    asked = {}

    def measure(**options):
        asked.update(options)
        return dict.fromkeys(screens.FIGURES, 3)

    monkeypatch.setattr(screens, "measure", measure)
    found = json.loads(run("bench", "app", "--json", "--clicks", "7").stdout)
    assert set(found) == OF_THE_APP
    assert asked["clicks"] == 7
    text = run("bench", "app").stdout
    assert all(meaning in text for meaning in screens.FIGURES.values())


def test_the_help_says_what_the_app_s_figures_need(run) -> None:
    words = " ".join(run("bench", "--help").stdout.split())
    assert "Chromium" in words
    assert "wargame bench app --json" in words


def test_percentiles_are_times_that_were_measured() -> None:
    from wargame.ui.bench import ranked

    times = [float(t) for t in range(20, 0, -1)]
    assert ranked(times, 0.95) == 19
    assert ranked(times, 0.5) == 10
    assert ranked([4.0], 0.95) == 4
