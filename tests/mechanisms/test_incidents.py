"""Safety removal (M22) and the misuse hazard (M23)."""

import math
from typing import Any

import numpy as np
import pytest

from wargame.mechanisms import incidents
from wargame.testing.equations import World

GIVEN: dict[str, Any] = {
    "safety_share": ("labs", "share", 0.0),
    "released_capability": ("labs", "nat", [0.0, -10.0]),
    "capability": ("labs", "nat", 0.0),
    "offered_capability": ("labs", "nat", 0.0),
    "closed_frontier": ("world", "nat", 0.0),
    "open_frontier": ("world", "nat", 0.0),
    "tokens": ("world", "Mtok/yr", 5e6),
    "open_token_share": ("world", "share", 0.2),
    "adoption": ("nations", "share", 0.2),
    "defence": ("nations", "share", 0.0),
}


def world(
    given: dict[str, Any] | None = None, nations: tuple[str, ...] = ("n",), **rest: Any
) -> World:
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([incidents.declare], members={"labs": ["a", "b"], "nations": nations},
                 relations={"home": {"a": nations[0], "b": nations[0]}},
                 given={**GIVEN, **changed}, **rest)


def total_rate(tried: World) -> float:
    return float((tried.flow("open_incident_rate") + tried.flow("closed_incident_rate"))[0])


def test_m23_rates_agree_with_a_case_worked_by_hand() -> None:
    tried = world(parameters={"incident_base": 149, "open_risk_multiplier": 2,
                              "adoption_at_start": 0.2})
    scale = 149 / (0.8 + 0.2 * 2)
    assert tried.flow("open_incident_rate")[0] == pytest.approx(scale * 2 * 0.2, rel=1e-12)
    assert tried.flow("closed_incident_rate")[0] == pytest.approx(scale * 0.8, rel=1e-12)
    assert total_rate(tried) == pytest.approx(149, rel=1e-12)


def test_m22_a_guard_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(parameters={"refusal_rate": 0.9, "misuser_budget": 1000},
                  values={"released_removal_cost": [200.0, 800.0]})
    guard = tried.flow("open_guard")
    assert guard[0] == pytest.approx(0.9 / (1 + 1000 / 200), rel=1e-12)
    assert guard[1] == pytest.approx(0.9 / (1 + 1000 / 800), rel=1e-12)


def test_m22_more_spending_on_safety_makes_guards_dearer_to_remove() -> None:
    assert (world({"safety_share": 0.3}).flow("removal_cost")
            > world().flow("removal_cost")).all()


def test_m22_tamper_resistance_makes_guards_dearer_to_remove_and_the_hazard_smaller() -> None:
    def resisting(amount: float) -> World:
        def resist(book: Any) -> None:
            book.contribute("tamper_resistance", amount, source="test")

        return World([incidents.declare, resist], members={"labs": ["a", "b"], "nations": ["n"]},
                     given=GIVEN)

    weak, strong = resisting(0), resisting(5)
    assert (strong.flow("removal_cost") > weak.flow("removal_cost")).all()
    assert (strong.flow("release_hazard") < weak.flow("release_hazard")).all()


def test_m22_a_dearer_removal_lowers_the_rate_of_incidents_through_open_weights() -> None:
    cheap = world(values={"released_removal_cost": 200.0})
    dear = world(values={"released_removal_cost": 5000.0})
    assert dear.flow("open_incident_rate")[0] < cheap.flow("open_incident_rate")[0]


def test_m22_the_guard_of_weights_already_out_stays_as_it_was() -> None:
    still = world({"safety_share": 0.5}, values={"weights_noticed": [0.0, -10.0]})
    assert still.next("released_removal_cost").tolist() == [200.0, 200.0]
    fresh = world({"safety_share": 0.5}, values={"weights_noticed": [-1.0, -10.0]})
    assert fresh.next("released_removal_cost").tolist() == [1200.0, 200.0]


def test_m23_more_capable_weights_cause_more_incidents() -> None:
    better = world({"released_capability": [2.0, -10.0]}, values={"start_frontier": 0.0})
    assert better.flow("open_incident_rate")[0] > world().flow("open_incident_rate")[0]


def test_m23_more_capable_closed_models_cause_more_incidents() -> None:
    better = world({"offered_capability": 2.0}, values={"start_frontier": 0.0})
    assert better.flow("closed_incident_rate")[0] > world().flow("closed_incident_rate")[0]


def test_m23_more_use_causes_more_incidents() -> None:
    assert total_rate(world(values={"use_level": 2.0})) > total_rate(world())
    assert (world({"adoption": 0.5}).flow("open_incident_rate")[0]
            > world().flow("open_incident_rate")[0])


def test_m23_use_grows_with_tokens_since_the_first_quarter() -> None:
    first = world()
    assert first.next("first_tokens") == 5e6
    assert first.next("use_level") == 1.0
    later = world(values={"first_tokens": 5e4}, parameters={"use_to_exposure": 0.1})
    assert later.next("use_level") == pytest.approx(100**0.1, rel=1e-12)


def test_m23_monitoring_lowers_incidents() -> None:
    watched = world(parameters={"monitoring": 0.97})
    assert total_rate(watched) < total_rate(world(parameters={"monitoring": 0.8}))
    assert total_rate(world({"safety_share": 0.4})) < total_rate(world())


def test_m23_defence_lowers_incidents() -> None:
    assert total_rate(world({"defence": 0.5})) == pytest.approx(0.5 * total_rate(world()))


def test_m23_counts_follow_the_poisson_distribution_by_hand() -> None:
    # Rate 4 a year is a mean of 1 a quarter: P(0) = .3679, P(<=1) = .7358, P(<=2) = .9197.
    factor = 4 / total_rate(world())
    for luck, count in ((0.3, 0), (0.5, 1), (0.8, 2), (0.95, 3)):
        tried = world(values={"use_level": factor}, luck={"incident_count": luck})
        assert tried.flow("incidents")[0] == count


def test_m23_the_worst_of_many_incidents_agrees_with_a_case_worked_by_hand() -> None:
    factor = 4 / total_rate(world())
    tried = world(values={"use_level": factor},
                  luck={"incident_count": 0.8, "worst_incident": 0.81},
                  parameters={"severity_tail": 2.0, "severity_cap": 1000.0})
    # Two incidents: each at the quantile sqrt(.81) = .9; survival .1 = (x^-2 - H^-2)/(1 - H^-2).
    survival = 0.1 + 0.9 * 1000.0**-2
    assert tried.flow("incidents")[0] == 2
    assert tried.flow("incident_severity")[0] == pytest.approx(1 / math.sqrt(survival), rel=1e-9)


def test_m23_a_heavier_tail_makes_the_worst_incident_worse() -> None:
    luck = {"worst_incident": 0.99}
    heavy = world(luck=luck, parameters={"severity_tail": 1.1})
    light = world(luck=luck, parameters={"severity_tail": 2.5})
    assert heavy.flow("incident_severity")[0] > light.flow("incident_severity")[0]


def test_m23_no_incident_has_no_severity_and_no_alarm() -> None:
    tried = world(values={"use_level": 0.01}, luck={"incident_count": 0.01})
    assert tried.flow("incidents")[0] == 0
    assert tried.flow("incident_severity")[0] == 0
    assert tried.flow("alarm")[0] == 0


def test_m23_blame_falls_on_open_weights_as_often_as_they_cause_incidents() -> None:
    severe = {"worst_incident": 0.9999}
    # At the start one incident in three comes by open weights: .2 x 2 of .2 x 2 + .8.
    blamed = world(luck={**severe, "incident_origin": 0.33})
    spared = world(luck={**severe, "incident_origin": 0.34})
    assert blamed.flow("open_alarm")[0] == blamed.flow("alarm")[0] > 0
    assert spared.flow("open_alarm")[0] == 0 < spared.flow("alarm")[0]


def test_nations_share_the_world_s_incidents_by_weight() -> None:
    tried = world(nations=("m", "n"), values={"incident_weight": [1.0, 3.0]})
    rates = tried.flow("closed_incident_rate")
    assert rates[1] == pytest.approx(3 * rates[0])
    assert tried.flow("incident_rate") == pytest.approx(total_rate(world()))


def test_nothing_breaks_without_open_weights_or_use() -> None:
    tried = world({"released_capability": -10.0, "adoption": 0.0, "tokens": 0.0,
                   "offered_capability": -600.0, "capability": -10.0},
                  values={"first_tokens": 1.0, "start_frontier": 0.0})
    assert tried.flow("open_incident_rate")[0] == 0
    assert all(np.isfinite(row).all() for row in tried.rows.values())
