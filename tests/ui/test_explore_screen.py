"""Explore: the views of a result set, narrowed, in both themes, and what goes wrong."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from wargame.batch.sweeping import sweep
from wargame.ui import results
from wargame.ui.theme import DARK, LIGHT
from wargame.ui.views.explored import recoloured


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    into = tmp_path_factory.mktemp("explore") / "small"
    sweep("long_view", mixes={"as played": {}, "closed": {"labs.release_mode": "closed"}},
          uncertainties={"ranges": "listed",
                         "parameters": {"compute_growth": {}, "new_task_pace": {}}},
          points=6, futures=2, watch=False, compiled=False,
          outcomes=[{"metric": "open_token_share", "at_least": 0.3},
                    {"metric": "incident_rate", "direction": "lower"},
                    {"metric": "frontier_lag_months", "at_most": 12, "label": "Open lag"}],
          into=into)
    return into


@pytest.fixture
def explore():
    def make(folder="", palette=LIGHT):
        def draw(folder, palette):
            from pathlib import Path

            from wargame.ui import results
            from wargame.ui.screens import explore

            results.offer(Path(folder) if folder else None)
            explore.show(palette)

        page = AppTest.from_function(draw, default_timeout=120, kwargs={
            "folder": str(folder), "palette": palette}).run()
        assert not page.exception
        return page

    yield make
    results.offer(None)


def _words(page) -> str:
    return "\n".join(e.proto.body for e in page.get("html")).replace("\u00a0", " ")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_mixes_are_compared_in_sentences_and_four_charts(explore, folder, palette):
    page = explore(folder, palette)
    words = _words(page)
    assert "Open share of tokens ends highest under \u201cas played\u201d" in words
    assert "\u201cas played\u201d ends at least 30 % in" in words
    assert "All thresholds at once (Open share of tokens at least 30 %" in words
    assert "good enough" not in words.lower()
    assert "On average in the same futures worse than \u201cas played\u201d: \u201cclosed" in words
    assert "has the smallest worst regret" in words
    assert len(page.get("vega_lite_chart")) == 4


def test_a_choice_of_metric_and_range_narrows_what_is_shown(explore, folder):
    page = explore(folder)
    page.selectbox(key="explore-metric").set_value("incident_rate").run()
    page.selectbox(key="explore-factor").set_value("compute_growth").run()
    low, high = results.explorer_of(str(folder)).factors["compute_growth"]
    middle = (low + high) / 2
    page.slider(key="explore-range-compute_growth").set_value((low, middle)).run()
    assert not page.exception
    assert "Incidents reported ends" in _words(page)
    assert "of 12 futures" not in _words(page)


def test_without_a_folder_it_says_how_to_give_one(explore):
    assert "No results chosen" in _words(explore())


def test_a_folder_without_results_is_one_line(explore, tmp_path):
    page = explore(tmp_path / "nothing")
    assert "These results cannot be shown" in _words(page)


def test_one_band_at_a_time_is_drawn_over_time_and_lines_carry_their_names(explore, folder):
    page = explore(folder)
    assert page.multiselect(key="explore-mixes").value == ["as played", "closed"]
    assert "nine of ten of \u201cas played\u201d, the first that is chosen" in _words(page)


def test_mixes_over_time_can_be_left_out(explore, folder):
    page = explore(folder)
    page.multiselect(key="explore-mixes").set_value([]).run()
    assert not page.exception and len(page.get("vega_lite_chart")) == 3


def test_charts_take_the_colours_of_the_theme_and_leave_the_data(folder):
    spec = {"mark": {"color": "#16202C"}, "data": {"values": [{"mix": "#16202C"}]},
            "layer": [{"mark": {"color": "#B34700"}}]}
    found = recoloured(spec, DARK, ("#0072B2", "#B34700"))
    assert found["mark"]["color"] == DARK.text
    assert found["layer"][0]["mark"]["color"] == DARK.actors[1]
    assert found["data"] == spec["data"]
