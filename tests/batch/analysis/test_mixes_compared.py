"""Mixes that are no grid: what the report and its headlines compare them by."""

import numpy as np
import pytest

from wargame.batch.analysis.answers import answers
from wargame.batch.analysis.headlines import front_words, headlines
from wargame.batch.sweeping import sweep
from wargame.reports.batch.charts import effects_chart, effects_of
from wargame.reports.batch.page import report


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return sweep("long_view", mixes={"as played": {}, "closed": {"labs.release_mode": "closed"},
                                     "the same": {}},
                 uncertainties={"ranges": "listed",
                                "parameters": {"compute_growth": {}, "new_task_pace": {}}},
                 points=12, futures=2, watch=False, compiled=False,
                 outcomes=[{"metric": "open_token_share", "at_least": 0.3},
                           {"metric": "incident_rate", "direction": "lower",
                            "label": "Incidents a year"}],
                 into=tmp_path_factory.mktemp("plain") / "plain")


def test_the_chart_of_mixes_is_of_paired_changes_with_counts(results):
    judged = answers(results).judge("open_token_share")
    shown = effects_of(judged, results.mixes)
    assert [name for name, _ in shown] == ["closed", "the same"]
    rows = effects_chart(shown, "1")["data"]["values"]
    share = results.values("open_token_share")[0]
    gap = share[1] - share[0]
    assert rows[0]["mean"] == pytest.approx(gap.mean())
    assert rows[0]["counts"] == f"{(gap > 0).sum()} better, {(gap < 0).sum()} worse"
    assert rows[0]["kind"] == "worse"
    assert (rows[1]["mean"], rows[1]["kind"]) == (0, "open")


def test_a_headline_says_what_mixes_do_against_the_baseline(results):
    line = headlines(answers(results))[1]
    share = results.values("open_token_share")[0]
    worse = int(np.sum(share[1] < share[0]))
    assert line.startswith("Closed makes ‘Open token share’ worse than as played, on average by −")
    assert f"worse in {worse}" in line
    assert line.endswith("One more cannot be told from as played.")


def test_the_report_of_mixes_shows_the_paired_changes_before_the_spread(results):
    page, figures = report(results)
    names = [f.name for f in figures]
    assert "effects_open_token_share" in names
    assert page.index("what each mix changes against as played") < page.index("90 of 100 futures")
    assert "Closed against as played on ‘Incidents a year’: " in page


def test_the_page_names_who_is_beaten_and_by_whom(results):
    from dataclasses import replace

    found = answers(results)
    assert set(found.front) | set(found.beaten) == set(found.mixes)
    assert not set(found.front) & set(found.beaten)
    told = replace(found, front=("as played", "the same"), beaten={"closed": "the same"})
    assert front_words(told).endswith("better on one: closed (by the same).")
    assert "Every mix has something for it" in front_words(replace(found, front=found.mixes,
                                                                  beaten={}))
