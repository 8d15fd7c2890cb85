"""Result sets: what a finished batch tells, and how."""

from __future__ import annotations

import json

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

import wargame as wg
from wargame.batch.spec import BatchError
from wargame.batch.summary import QUANTILES


def test_runs_are_numbered_by_mix_then_scenario_and_every_mix_meets_the_same(results) -> None:
    frame = results.frame()
    assert frame["run"].tolist() == list(range(32))
    plain, strict = frame[frame["mix"] == 0], frame[frame["mix"] == 1]
    assert plain["point"].tolist() == strict["point"].tolist() == [n // 2 for n in range(16)]
    assert plain["future"].tolist() == strict["future"].tolist() == list(range(16))
    assert set(frame["mix_name"]) == {"as_played", "strict"}
    assert not np.allclose(plain["open_token_share"], strict["open_token_share"])


def test_values_are_in_paired_order_with_a_mask_of_missing_runs(results) -> None:
    values, missing = results.values("open_token_share")
    assert values.shape == missing.shape == (2, 16)
    assert values.dtype == np.float64
    assert not missing.any()
    assert values[1].tolist() == results.frame()["open_token_share"].tolist()[16:]
    assert results.point_values().shape == (16, 3)


def test_a_run_played_again_ends_as_it_is_stored_to_the_last_bit(results) -> None:
    for run in (0, 5, 16, 31):
        play = results.run(run)
        assert results.equals_stored(run, play) is True
    assert play.explain("open_token_share", turn=2).change != 0
    levers = {o.actor: o.levers for o in play.turns[1].orders}
    assert levers["us"]["chip_control_tier"] == "broad"
    assert levers["eu_regulator"]["liability_regime"] == "strict"


def test_a_run_is_the_game_that_python_plays_with_the_same_numbers(results) -> None:
    row = results.points.loc[3]
    start = dict(results.study.scenario.start)
    game = wg.load("long_view").setting(
        algorithmic_progress=row["algorithmic_progress"],
        cross_elasticity=row["cross_elasticity"])
    at = game.scenario.sizes.position(("labs",), "meta")
    start = {n: v.copy() for n, v in game.scenario.start.items()}
    start["cash"][at] = row["cash[meta]"]
    from dataclasses import replace

    from wargame.engine.arrays import ArrayGame

    alone = ArrayGame(replace(game.scenario, start=start), 7, (7,))
    for _ in range(2):
        alone.play_turn()
    stored = results.frame().set_index("run").loc[7]
    assert stored["point"] == 3
    assert all(alone.rows[n][0] == stored[n] for n in results.metrics)


def test_turn_summaries_agree_with_the_runs_they_summarise(results) -> None:
    for metric in ("open_token_share", "lag_change_months", "near_frontier_sponsors"):
        found = results.turns(metric)
        assert found[["mix", "turn"]].to_numpy().tolist() == [[m, t] for m in (0, 1)
                                                             for t in (0, 1, 2)]
        values, _ = results.values(metric)
        for mix in (0, 1):
            last = found[(found["mix"] == mix) & (found["turn"] == 2)].iloc[0]
            assert last["count"] == 16
            assert last["mean"] == pytest.approx(values[mix].mean(), rel=1e-12, abs=1e-15)
            assert (last["lowest"], last["highest"]) == (values[mix].min(), values[mix].max())
            # A quantile lies between the neighbours of its rank, to the width of a bin.
            ordered = np.sort(values[mix])
            for q in QUANTILES:
                rank = q * 15
                low, high = ordered[int(np.floor(rank))], ordered[int(np.ceil(rank))]
                got = last[f"q{100 * q:02.0f}"]
                slack = max(abs(low), abs(high)) / 64
                assert low - slack <= got <= high + slack


def test_duckdb_answers_over_every_table(results) -> None:
    found = results.sql("select name, avg(open_token_share) as mean from runs join mixes "
                        "using (mix) join points using (point) group by name order by name")
    values, _ = results.values("open_token_share")
    assert found["mean"].tolist() == pytest.approx(values.mean(axis=1).tolist())
    assert results.sql("select count(*) as n from failures")["n"].tolist() == [0]
    assert results.sql("select sum(count) as n from turns where metric = 'open_token_share'"
                       )["n"].tolist() == [96]
    with pytest.raises(BatchError, match="DuckDB cannot answer this"):
        results.sql("select nothing from nowhere")


def test_unknown_outcomes_and_runs_are_told_in_one_line(results) -> None:
    with pytest.raises(BatchError, match="did you mean 'open_token_share'"):
        results.values("open_tokn_share")
    with pytest.raises(BatchError, match="did you mean 'open_token_share'"):
        results.turns("open_tokn_share")
    with pytest.raises(BatchError, match="there is no run 32; runs are 0 to 31"):
        results.run(32)


def test_a_folder_without_results_is_told_so(tmp_path) -> None:
    with pytest.raises(BatchError, match="is no result folder"):
        wg.open_results(tmp_path)


def test_traces_are_played_again_for_as_many_runs_as_asked(results) -> None:
    found = results.traces([3, 18], ["open_token_share", "hybrid_share"])
    assert found.columns.tolist() == ["run", "mix", "tick", "quarter", "open_token_share",
                                      "hybrid_share"]
    assert found["run"].tolist() == [3] * 9 + [18] * 9
    assert found["quarter"].tolist()[:3] == ["start", "2023-Q3", "2023-Q4"]
    ends = found[found["tick"] == 8].set_index("run")
    stored = results.frame().set_index("run")
    for run in (3, 18):
        assert ends.loc[run, "open_token_share"] == stored.loc[run, "open_token_share"]
        path = [step["hybrid_share"] for step in results.run(run).table.trace]
        assert found[found["run"] == run]["hybrid_share"].tolist() == path
    with pytest.raises(BatchError, match="there is no run -1"):
        results.traces([-1])


def test_parts_are_zstd_with_doubles_split_by_byte(results) -> None:
    part = pq.ParquetFile(next((results.folder / "runs").glob("*.parquet")))
    group = part.metadata.row_group(0)
    column = next(group.column(n) for n in range(group.num_columns)
                  if group.column(n).path_in_schema == "open_token_share")
    assert column.compression == "ZSTD"
    assert "BYTE_STREAM_SPLIT" in column.encodings
    assert not column.has_dictionary_page


def test_the_folder_tells_how_it_was_made(results) -> None:
    manifest = json.loads((results.folder / "manifest.json").read_text())
    assert manifest["made_with"]["equations"] == results.study.scenario.program.digest
    assert set(manifest["made_with"]["plugins"]) == {
        "export_controls", "liability_regimes", "open_releases"}
    assert manifest["seed"] == 7
    mixes = duckdb.sql(f"select * from '{results.folder / 'mixes.parquet'}' order by mix").df()
    assert mixes["name"].tolist() == ["as_played", "strict"]
    assert json.loads(mixes["assignments"][1])["strategies"]["meta"] == "fast_follower"


def test_notebooks_see_what_it_is(results) -> None:
    assert "32 of 32 runs" in repr(results)
    assert "A small experiment" in results._repr_html_()


def test_a_sweep_takes_three_lines() -> None:
    found = wg.sweep("long_view", mixes={"as played": {}, "strict": {
        "meta": "fast_follower", "regulators.liability_regime": "strict"}},
        points=4, turns=1, watch=False)
    assert found.values("open_token_share")[0].shape == (2, 4)
    assert found.baseline == "as played"
    with pytest.raises(BatchError, match="at least one point, not 0; leave points out"):
        wg.sweep("long_view", points=0, watch=False)


def test_points_may_come_from_python(tmp_path) -> None:
    numbers = np.array([[0.9], [1.1], [1.3]])
    found = wg.sweep("long_view", points=numbers, turns=1, into=tmp_path / "given", watch=False,
                     uncertainties={"ranges": "listed",
                                    "parameters": {"algorithmic_progress": {}}})
    assert found.points["algorithmic_progress"].tolist() == [0.9, 1.1, 1.3]
    assert wg.open_results(tmp_path / "given").run(2).scenario.parameters[
        "algorithmic_progress"] == 1.3
