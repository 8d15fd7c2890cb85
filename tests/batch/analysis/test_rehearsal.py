from dataclasses import replace

import numpy as np
import pytest

from wargame.batch.analysis.accounts import Payoff
from wargame.batch.analysis.dominance import rehearse_seats
from wargame.batch.analysis.factors import Factor
from wargame.batch.analysis.rehearsal import rehearse_injects
from wargame.batch.analysis.surprise import surprise_search
from wargame.playbook.inject import InjectSpec

INJECTS = [
    {"id": "never", "title": "Nobody sees it", "text": "-",
     "when": {"metric": "open_token_share", "at_least": 2},
     "effects": [{"name": "salience", "set": 5}]},
    {"id": "idle", "title": "Nobody feels it", "text": "-", "when": {"turn": 6},
     "effects": [{"name": "lobbying_effectiveness", "scale": 1.0}]},
    {"id": "ruin", "title": "All money gone", "text": "-", "when": {"turn": 2},
     "effects": [{"name": "cash", "set": 0}, {"name": "sales_reach", "set": 0}]},
    {"id": "news", "title": "Some news", "text": "-", "when": {"turn": 3}},
    {"id": "hand", "title": "By hand", "text": "-",
     "effects": [{"name": "cash", "scale": 0.0}, {"name": "sales_reach", "set": 0}]},
]


@pytest.fixture(scope="module")
def findings(long_view):
    program = long_view.scenario.program
    idle = next(n for n, p in sorted(program.parameters.items()) if p.low < p.high)
    INJECTS[1]["effects"][0]["name"] = idle
    injects = tuple(InjectSpec.model_validate(i) for i in INJECTS)
    playbook = long_view.scenario.playbook.model_copy(update={"injects": injects})
    found = rehearse_injects(replace(long_view.scenario, playbook=playbook), 12)
    return {f.inject: f for f in found}


def test_an_inject_whose_condition_no_game_meets_never_fires(findings):
    assert findings["never"].never_fires
    assert "never fires in 12 futures" in findings["never"].words


def test_an_inject_that_changes_nothing_never_matters(findings):
    found = findings["idle"]
    assert (found.fired, found.turns) == (12, {6: 12})
    assert found.never_matters
    assert (found.turned, found.shift) == (0, 0)


def test_an_inject_that_ruins_everybody_matters(findings):
    found = findings["ruin"]
    assert found.turns == {2: 12}
    assert not found.never_matters
    assert found.shift > 0.05
    assert "'All money gone' fires in 12 of 12 futures, most often in turn 2; it turns" in (
        found.words)


def test_news_is_said_to_change_no_number_and_one_by_hand_is_tried(findings):
    assert "changes no number" in findings["news"].words
    assert findings["hand"].by_hand
    assert findings["hand"].shift > 0
    assert "tried in the middle turn" in findings["hand"].words


def test_a_condition_fires_only_in_the_futures_that_meet_it(long_view):
    scenario = long_view.scenario
    playbook = scenario.playbook.model_copy(update={"injects": (InjectSpec.model_validate(
        {"id": "half", "title": "Half", "text": "-",
         "when": {"metric": "open_token_share", "at_least": 0.5},
         "effects": [{"name": "cash", "member": "meta", "scale": 0.5}]}),)})
    found, = rehearse_injects(replace(scenario, playbook=playbook), 16)
    shares = long_view.play(1, 16).many.metric("open_token_share")[0:21:4]
    assert found.fired == int((shares >= 0.5).any(axis=0).sum())
    assert found.turns == {int(t) + 1: int(c) for t, c in zip(*np.unique(
        np.argmax(shares >= 0.5, axis=0)[(shares >= 0.5).any(axis=0)], return_counts=True),
        strict=True)}


def test_a_seat_that_always_gains_by_one_strategy_has_no_decision(games):
    # Paid for closing alone, only the vendor that always sells is best whatever others do.
    paid = Payoff(end={"release_mode": -1.0, "price_stance": -0.001})
    found, = rehearse_seats(games, seats=["openai"], tables=2, futures=3,
                            payoffs={"openai": paid})
    assert found.tables == 2
    assert sum(found.best.values()) == 2
    level, = rehearse_seats(games, seats=["openai"], tables=2, futures=3,
                            payoffs={"openai": Payoff(end={"elapsed": 1.0})})
    assert "gets the same whatever it plays" in level.words
    assert not level.dominant


def test_regulators_without_a_payoff_are_left_out(games):
    assert rehearse_seats(games, seats=["us_regulator"], tables=1, futures=2) == ()


def test_a_search_for_surprises_reaches_what_random_settings_do_not():
    """Twelve factors must be high together to raise the outcome: rare at random."""
    def evaluate(points):
        return {"high": points.min(axis=1), "sum": points.mean(axis=1)}

    factors = [Factor(f"x{i}", 0, 1) for i in range(12)]
    spans = {"high": (0.0, 1.0), "sum": (0.0, 1.0)}
    found = surprise_search(evaluate, factors, spans, population=50, generations=40, seed=3)
    random = np.random.default_rng(3).random((2000, 12))
    assert found.values[:, 0].max() > 0.7 > random.min(axis=1).max() + 0.1
    assert len(found.cells) > found.at_random
    rare = found.rarest(3)
    assert [r.seen for r in rare] == sorted(r.seen for r in rare)
    assert set(rare[0].setting) == {f.name for f in factors}
    again = surprise_search(evaluate, factors, spans, population=50, generations=40, seed=3)
    assert np.array_equal(found.points, again.points)


def test_settings_without_a_value_are_forgotten():
    def evaluate(points):
        return {"y": np.where(points[:, 0] < 0.5, np.nan, points[:, 0])}

    found = surprise_search(evaluate, [Factor("x", 0, 1)], {"y": (0, 1)}, population=20,
                            generations=3)
    assert np.isfinite(found.values).all()
    assert (found.points >= 0.5).all()
    with pytest.raises(ValueError, match="no setting had a value"):
        surprise_search(lambda p: {"y": np.full(len(p), np.nan)}, [Factor("x", 0, 1)],
                        {"y": (0, 1)}, population=4, generations=2)
