import json
import time

import numpy as np
import pytest
from typer.testing import CliRunner

from wargame.batch.analysis.explore import Explorer
from wargame.batch.spec import BatchError
from wargame.batch.sweeping import sweep
from wargame.cli.application import application
from wargame.reports.batch import explore_charts
from wargame.reports.batch.style import svg


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return sweep("long_view", mixes={"as played": {}, "closed": {"labs.release_mode": "closed"}},
                 uncertainties={"ranges": "listed",
                                "parameters": {"compute_growth": {}, "new_task_pace": {}}},
                 points=12, futures=3, watch=False, compiled=False,
                 outcomes=[{"metric": "open_token_share", "at_least": 0.3},
                           {"metric": "incident_rate", "direction": "lower"}],
                 into=tmp_path_factory.mktemp("explore") / "small")


@pytest.fixture(scope="module")
def explorer(results):
    return Explorer(results)


def test_every_view_agrees_with_the_values_of_the_result_set(results, explorer):
    share = results.values("open_token_share")[0]
    summary = explorer.summary("open_token_share")
    assert list(summary["q50"]) == pytest.approx(list(np.median(share, axis=1)))
    assert list(summary["met"]) == [int((row >= 0.3).sum()) for row in share]
    bars = explorer.distribution("open_token_share")
    assert list(bars.groupby("mix_name", sort=False)["count"].sum()) == [36, 36]
    regret = explorer.regret("open_token_share")
    lost = share.max(axis=0) - share
    assert list(regret["worst"]) == pytest.approx(list(lost.max(axis=1)))
    row = regret.iloc[1]
    assert share.reshape(-1)[row["worst_run"]] == share[1][lost[1].argmax()]
    both = explorer.tradeoff("open_token_share", "incident_rate")
    assert list(both["x50"]) == pytest.approx(list(np.median(share, axis=1)))
    assert both["front"].any()
    fan = explorer.fan("open_token_share", ["closed"])
    assert set(fan["mix_name"]) == {"closed"}
    assert fan["count"].tolist() == [36] * 7


def test_changes_are_paired_with_the_baseline_in_the_same_futures(results, explorer):
    share = results.values("open_token_share")[0]
    gap = share[1] - share[0]
    row, = explorer.changes("open_token_share").to_dict("records")
    assert row["mix_name"] == "closed"
    assert row["mean"] == pytest.approx(gap.mean())
    assert (row["better"], row["worse"]) == (int((gap > 0).sum()), int((gap < 0).sum()))
    assert row["standing"] == "worse"
    low = np.sort(results.points["compute_growth"].to_numpy())[0]
    assert explorer.changes("open_token_share", {"compute_growth": (low, low)}).empty
    rates = results.values("incident_rate")[0]
    assert explorer.changes("incident_rate").iloc[0]["better"] == int((rates[1] < rates[0]).sum())
    met = {s.mix: s.met for s in explorer.satisfied()}
    assert met == {m: int((r >= 0.3).sum()) for m, r in zip(results.mixes, share, strict=True)}


def test_the_chart_over_time_has_one_band_and_names_that_do_not_touch(explorer):
    spec = explore_charts.explore_fan(explorer.fan("open_token_share"), "open_token_share",
                                      ["closed", "as played"])
    area, labels = spec["layer"][0], spec["layer"][-1]
    assert {r["mix"] for r in area["data"]["values"]} == {"closed"}
    assert area["encoding"]["color"]["legend"] is None
    assert {r["mix"] for r in labels["data"]["values"]} == {"closed", "as played"}
    close = explore_charts._apart({"a": 1.0, "b": 1.01, "c": 1.02, "d": 5.0}, 0.5)
    places = list(close.values())
    assert list(close) == ["a", "b", "c", "d"]
    assert min(np.diff(places)) > 0.49


def test_views_narrow_to_ranges_of_what_varied(results, explorer):
    low, high = explorer.factors["compute_growth"]
    middle = (low + high) / 2
    kept = explorer.chosen({"compute_growth": (low, middle)})
    points = results.points["compute_growth"].to_numpy()
    assert np.array_equal(kept, np.repeat(points <= middle, 3))
    assert explorer.summary("open_token_share", {"compute_growth": (low, middle)})[
        "count"].tolist() == [int(kept.sum())] * 2
    along = explorer.along("open_token_share", "compute_growth", bars=3)
    assert along.groupby("mix_name")["count"].sum().tolist() == [36, 36]
    with pytest.raises(BatchError, match="compute_growth"):
        explorer.chosen({"compute_grow": (0, 1)})
    with pytest.raises(BatchError, match="widen"):
        explorer.values("open_token_share", {"compute_growth": (high + 1, high + 2)})


def test_every_chart_of_the_views_can_be_drawn(explorer):
    specs = [
        explore_charts.explore_fan(explorer.fan("open_token_share"), "open_token_share",
                                   explorer.mixes),
        explore_charts.explore_changes(explorer.changes("open_token_share"), "open_token_share"),
        explore_charts.explore_distribution(explorer.distribution("open_token_share"),
                                            "open_token_share"),
        explore_charts.explore_regret(explorer.regret("open_token_share"), "open_token_share"),
        explore_charts.explore_tradeoff(explorer.tradeoff("open_token_share", "incident_rate"),
                                        "open_token_share", "incident_rate")]
    for spec in specs:
        drawn = svg({**spec, "width": 400})
        assert drawn.startswith("<svg")
        assert "closed" in drawn


def test_the_command_answers_with_times_and_refuses_bad_ranges(results):
    ran = CliRunner().invoke(application, [
        "batch", "explore", str(results.folder), "--where", "compute_growth=:9", "--json"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert set(told["milliseconds"]) == {"fan", "distribution", "summary", "regret", "tradeoff"}
    assert len(told["regret"]) == 2
    plain = CliRunner().invoke(application, ["batch", "explore", str(results.folder)])
    assert "On the front of medians" in plain.output
    assert "at least 0.3, of 36" in plain.output
    assert "best, of 36" in plain.output
    assert "Milliseconds" not in plain.output
    bad = CliRunner().invoke(application, [
        "batch", "explore", str(results.folder), "--where", "compute_growth"])
    assert bad.exit_code == 2
    assert "low:high" in bad.output


class Million:
    """A result set of a million runs that are in memory already."""

    def __init__(self, small):
        generator = np.random.default_rng(0)
        self.mixes = tuple(f"mix {i}" for i in range(20))
        self.study, self.manifest, self.folder = small.study, small.manifest, small.folder
        self.futures, self.scenarios = 20, 50_000
        self.columns = small.columns
        pandas = pytest.importorskip("pandas")
        self.points = pandas.DataFrame(generator.random((2500, 2)), columns=list(small.columns))
        self._values = generator.normal(size=(20, 50_000))

    def values(self, metric):
        return self._values, np.isnan(self._values)


@pytest.mark.slow
def test_a_million_runs_answer_each_view_in_three_tenths_of_a_second_of_processor(results):
    explorer = Explorer(Million(results))
    views = {
        "distribution": lambda: explorer.distribution("open_token_share"),
        "summary": lambda: explorer.summary("open_token_share"),
        "regret": lambda: explorer.regret("open_token_share"),
        "tradeoff": lambda: explorer.tradeoff("open_token_share", "incident_rate"),
        "along": lambda: explorer.along("open_token_share", "compute_growth"),
        "narrowed": lambda: explorer.regret("open_token_share", {"compute_growth": (0.2, 0.8)}),
    }
    for name, view in views.items():
        took = []
        for _ in range(3):
            start = time.process_time()
            view()
            took.append(time.process_time() - start)
        assert min(took) < 0.3, f"{name} took {1000 * min(took):.0f} ms"
