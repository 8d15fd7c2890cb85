"""Every strategy and plugin that comes along keeps to the rules."""

from __future__ import annotations

import pytest

from wargame.hooks.model import build_model
from wargame.hooks.search import bundled_folder
from wargame.testing import check_plugin, check_strategy, speed_of

PLUGINS = sorted(bundled_folder().glob("[!_]*.py"))
STRATEGIES = build_model([p.stem for p in PLUGINS]).strategies
BUILTIN = [n for n, s in STRATEGIES.items() if s.owner == "builtin"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("WARGAME_PLUGINS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", BUILTIN)
def test_a_built_in_strategy_keeps_to_the_rules(name):
    assert check_strategy(STRATEGIES[name].cls) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", PLUGINS, ids=lambda p: p.stem)
def test_a_bundled_plugin_keeps_to_the_rules(path):
    assert check_plugin(path) == []


def test_an_instrument_that_many_others_meet_keeps_to_the_rules():
    (path,) = [p for p in PLUGINS if p.stem == "open_releases"]
    assert check_plugin(path) == []


def test_a_strategy_is_fast_enough_and_the_figure_is_told():
    speed = speed_of(STRATEGIES["fast_follower"].cls)
    assert speed.tier == "symbolic"
    assert 0 < speed.each < speed.alone < 0.005
    assert "us a decision" in str(speed)
