"""A run among the other mixes of its future, and what makes the difference."""

import json

import numpy as np
import pytest

from wargame.batch.analysis.beside import _parted, beside, contrasted
from wargame.batch.spec import BatchError
from wargame.batch.sweeping import sweep
from wargame.cli.application import application


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return sweep("long_view", turns=2, mixes={
        "as played": {}, "closed": {"labs.release_mode": "closed"},
        "both": {"labs.release_mode": "closed", "regulators.liability_regime": "strict"}},
        uncertainties={"ranges": "listed",
                       "parameters": {"compute_growth": {}, "new_task_pace": {}}},
        points=3, futures=2, watch=False, compiled=False,
        outcomes=[{"metric": "open_token_share", "at_least": 0.3}],
        into=tmp_path_factory.mktemp("beside") / "small")


def test_a_run_stands_among_the_stored_ends_of_its_future(results):
    found = beside(results, 4)
    share = results.values("open_token_share")[0][:, 4]
    assert (found.mix, found.end, found.of) == ("as played", share[0], 3)
    assert {r.mix: r.end for r in found.runs} == {"closed": share[1], "both": share[2]}
    assert {r.run for r in found.runs} == {10, 16}
    assert all(r.parted in (1, 2) for r in found.runs)
    assert "furthest from it is" in found.words


def test_parts_of_a_mix_are_exchanged_one_by_one(results):
    found = contrasted(results, 16, "as played")
    share = results.values("open_token_share")[0]
    assert found.ends == (share[2, 4], share[0, 4])
    assert found.turns[-1][1:] == found.ends
    alone = {p.what: p.amount for p in found.pieces}
    assert set(alone) == {"release mode", "liability regime"}
    assert alone["release mode"] == share[1, 4] - share[0, 4]
    gaps = share[2] - share[0]
    assert found.mean == pytest.approx(gaps.mean())
    assert found.larger == int(np.sum(gaps <= gaps[4]))
    assert sum(t.amount for t in found.terms) == pytest.approx(found.gap, abs=1e-9)


def test_an_uncertain_number_is_told_by_the_gap_at_its_middle(results):
    from dataclasses import replace

    found = contrasted(results, 16, "as played")
    for turning in found.turning:
        at = [c.name for c in results.study.columns].index(turning.name)
        points = results.study.points.copy()
        points[2, at] = results.study.columns[at].middle
        study = replace(results.study, points=points)
        from wargame.batch.replay import replayed

        ends = [replayed(study, run).turns[-1].after["open_token_share"] for run in (16, 4)]
        assert turning.gap == ends[0] - ends[1]
        assert abs(turning.gap) < abs(found.gap)


def test_names_that_lead_nowhere_are_told(results):
    with pytest.raises(BatchError, match="no mix is called 'closd'; did you mean 'closed'"):
        contrasted(results, 0, "closd")
    with pytest.raises(BatchError, match="of the mix 'as played' itself"):
        contrasted(results, 0, "as played")
    with pytest.raises(BatchError, match="no metric is called"):
        beside(results, 0, "open_tokn_share")


def test_the_turn_of_parting_is_that_of_a_tenth_of_the_largest_gap():
    gap = np.array([0, 0.01, 0.05, 0.2, 0.4])
    assert _parted(gap, 1.0, 1) == 3
    assert _parted(gap, 1.0, 2) == 2
    assert _parted(gap, 10.0, 1) == 0
    assert _parted(np.zeros(5), 0.0, 1) == 0


def test_the_command_tells_both(results):
    from typer.testing import CliRunner

    def run(*words):
        ran = CliRunner().invoke(application, ["batch", "show", str(results.folder), *words])
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    plain = run("--run", "4")
    assert "The same future under 3 mixes: open token share ends at" in plain
    assert "--run 4 --against" in plain
    told = run("--run", "16", "--against", "as played")
    assert "Each part of both alone, exchanged in as played:" in told
    assert "liability regime" in told
    assert "Terms of the equation at the end" in told
    document = json.loads(run("--run", "16", "--against", "closed", "--json"))
    assert [p["what"] for p in document["against"]["pieces"]] == ["liability regime"]
    assert document["beside"]["mix"] == "both"
