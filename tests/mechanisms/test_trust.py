"""Public trust in open models."""

from typing import Any

import pytest

from wargame.mechanisms import trust
from wargame.testing.equations import World


def world(alarm: Any = 0.0, open_alarm: Any = 0.0, **rest: Any) -> World:
    return World([trust.declare], members={"nations": ["m", "n"]},
                 given={"alarm": ("nations", "share", alarm),
                        "open_alarm": ("nations", "share", open_alarm)}, **rest)


def test_trust_agrees_with_a_case_worked_by_hand() -> None:
    tried = world([0.5, 0.0], [0.5, 0.0], values={"trust": [0.6, 0.4]},
                  parameters={"trust_loss": 0.5, "alarm_abroad": 0.3, "trust_recovery": 0.4,
                              "trust_norm": 0.5})
    # Nation m feels .5 and loses .5 x .5 of .6; n hears .3 x .5 and loses .5 x .15 of .4.
    at_home = 0.6 - 0.5 * 0.5 * 0.6 + 0.4 * 0.25 * (0.5 - 0.6)
    abroad = 0.4 - 0.5 * 0.15 * 0.4 + 0.4 * 0.25 * (0.5 - 0.4)
    assert tried.next("trust") == pytest.approx([at_home, abroad], rel=1e-12)


def test_m33_a_severe_open_incident_breaks_trust() -> None:
    assert (world(0.8, 0.8).next("trust") < world().next("trust")).all()


def test_a_severe_closed_incident_wins_open_models_a_little_trust() -> None:
    gained = world(0.8, 0.0).next("trust") - world().next("trust")
    lost = world().next("trust") - world(0.8, 0.8).next("trust")
    assert (gained > 0).all()
    assert (lost > gained).all()


def test_trust_comes_back_without_incidents() -> None:
    value = 0.2
    for _ in range(40):
        value = float(world(values={"trust": value}).next("trust")[0])
    assert value == pytest.approx(0.5, abs=0.01)


def test_neutral_trust_without_incidents_stays_exactly_as_it_is() -> None:
    assert world().next("trust").tolist() == [0.5, 0.5]


def test_trust_stays_within_bounds_when_the_worst_happens_for_ever() -> None:
    value = 1.0
    for _ in range(200):
        tried = world(1.0, 1.0, values={"trust": value}, parameters={"trust_loss": 0.9})
        value = float(tried.next("trust")[0])
        assert 0 <= value <= 1


def test_nations_differ_in_the_trust_they_return_to() -> None:
    tried = world(values={"trust_offset": [0.0, 0.2]})
    assert tried.next("trust")[1] > tried.next("trust")[0]


def test_news_of_an_incident_abroad_costs_less_trust_than_one_at_home() -> None:
    after = world([0.8, 0.0], [0.8, 0.0]).next("trust")
    assert after[0] < after[1] < 0.5
