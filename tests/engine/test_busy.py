"""On a busy computer what comes along keeps its tier, and a tier lost to the clock is not kept."""

from __future__ import annotations

from pathlib import Path

from wargame.engine.library import load_library

SLOW = '''
import time

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Slow(Strategy):
    name, actor = "slow_today", "lab"

    def decide(self, obs, luck, params):
        time.sleep(0.3)
        return Orders(price_stance=obs.me["price_stance"] * 0.9)


@hookimpl
def register_strategies(register):
    register(Slow)
'''


def test_a_time_limit_costs_a_bundled_strategy_no_tier(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path))
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "1e-9")
    library = load_library(["export_controls"])
    assert {tier for tier, _ in library.tiers.values()} == {"symbolic"}


def test_a_tier_that_was_lost_to_the_clock_is_tried_again(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "slow_today.py"
    file.write_text(SLOW)
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "0.1")
    tier, why = load_library([], [file]).tiers["slow_today"]
    assert tier == "python"
    assert "took longer than 0.1 s" in why
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "20")
    assert load_library([], [file]).tiers["slow_today"] == ("symbolic", "")
