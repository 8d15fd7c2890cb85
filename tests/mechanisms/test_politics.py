"""Regulatory politics (M33)."""

from typing import Any

import numpy as np
import pytest

from wargame.mechanisms import politics
from wargame.symbolic.book import Book
from wargame.testing.equations import World

QUIET = {"policy_shock": 0.01}  # no turn of policy in the quarter


def markets(book: Book) -> None:
    """The slots of other mechanisms that stringency acts on."""
    for name, over, operation, unit in (
        ("release_cost", "labs", "sum", "USD bn/yr"), ("closed_cost", "labs", "sum", "USD bn/yr"),
        ("release_delay_extra", "labs", "sum", "1"),
        ("diffusion_allowed", "nations", "product", "share"),
    ):
        book.slot(name, over, operation, unit, 0, 100, "stand-in", "test")  # type: ignore[arg-type]


def world(
    alarm: float = 0.0, spend: Any = 0.0, openness: Any = (1.0, 0.0), push: float = 0.0,
    luck: dict[str, Any] | None = None, **rest: Any,
) -> World:
    def pushed(book: Book) -> None:
        book.contribute("regulatory_push", book["push"], source="test")

    return World(
        [politics.declare, markets, pushed], members={"labs": ["a", "b"], "nations": ["m", "n"]},
        relations={"home": {"a": "m", "b": "n"}}, luck=luck or QUIET,
        given={"alarm_felt": ("nations", "share", alarm),
               "lobby_spend": ("labs", "USD bn/yr", spend),
               "openness": ("labs", "share", list(openness)), "push": ("nations", "1/yr", push)},
        **rest)


def test_m33_stringency_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(spend=0.1, openness=(0.0, 0.0), values={"stringency": 0.3, "salience": 0.5},
                  parameters={"rules_by_salience": 0.6, "rules_by_lobbying": 0.2,
                              "rules_decay": 0.25, "lobby_abroad": 0.3, "diffuse_interests": 0.02})
    # Heard in each nation: .1 from home and .3 x .1 from abroad, all of it closed-minded.
    contest = 0.13 / (0.13 + 0.02)
    up = 0.25 * (0.6 * 0.5 + 0.2 * contest)
    expected = 0.3 + up * 0.7 - 0.25 * 0.25 * 0.3
    assert tried.flow("closed_contest") == pytest.approx([contest, contest], rel=1e-12)
    assert tried.next("stringency") == pytest.approx([expected, expected], rel=1e-12)


def test_m33_a_severe_incident_raises_stringency_which_then_decays() -> None:
    salience, rules, path = 0.0, 0.2, []
    for tick in range(40):
        tried = world(alarm=1.0 if tick == 0 else 0.0,
                      values={"salience": salience, "stringency": rules})
        salience = float(tried.next("salience")[0])
        rules = float(tried.next("stringency")[0])
        path.append(rules)
    top = max(path)
    # What would have come without the incident is a plain decay of 1/16 a quarter.
    assert top > 0.2
    assert path.index(top) < 12
    assert path[-1] < top
    assert all(after < before for before, after in
               zip(path[path.index(top):], path[path.index(top) + 1:], strict=False))


def test_m33_salience_decays_like_a_kernel_and_adds_up() -> None:
    tried = world(alarm=0.4, values={"salience": 1.0}, parameters={"salience_decay": 2})
    assert tried.next("salience") == pytest.approx([0.5 + 0.4, 0.5 + 0.4])


def test_m33_lobbying_by_closed_labs_raises_stringency_and_by_open_labs_lowers_it() -> None:
    closed = world(spend=0.1, openness=(0.0, 0.0)).next("stringency")
    mixed = world(spend=0.1, openness=(1.0, 0.0)).next("stringency")
    none = world(spend=0.0).next("stringency")
    assert (closed > mixed).all()
    assert (mixed > none).all()
    against = world(spend=[0.1, 0.1], openness=(1.0, 0.0)).flow("closed_contest")
    stronger = world(spend=[0.5, 0.1], openness=(1.0, 0.0)).flow("closed_contest")
    assert (stronger < against).all()


def test_m33_no_lobbying_decides_nothing() -> None:
    assert world(spend=0.0).flow("closed_contest").tolist() == [0.0, 0.0]


def test_m33_pushes_for_and_against_rules_have_their_sign() -> None:
    base = world().next("stringency")
    assert (world(push=1.0).next("stringency") > base).all()
    assert (world(push=-1.0).next("stringency") < base).all()


def test_m33_turns_of_policy_tighten_or_loosen_by_chance() -> None:
    base = world().next("stringency")
    tight = world(luck={"policy_shock": 0.95, "policy_shock_sign": 0.1}).next("stringency")
    loose = world(luck={"policy_shock": 0.95, "policy_shock_sign": 0.9}).next("stringency")
    assert (tight > base).all()
    assert (loose < base).all()


@pytest.mark.parametrize("start", [0.0, 1.0])
@pytest.mark.parametrize("push", [-4.0, 4.0])
def test_m33_stringency_stays_within_zero_and_one_at_the_corners(start: float, push: float) -> None:
    names = ("rules_by_salience", "rules_by_lobbying", "rules_decay", "policy_shock_size",
             "policy_shock_rate")
    book = Book()
    politics.declare(book)
    worst = {n: book.parameters[n].high for n in names}
    for sign in (0.01, 0.99):
        tried = world(alarm=1.0, spend=0.5, openness=(0.0, 0.0), push=push, parameters=worst,
                      luck={"policy_shock": 0.9999, "policy_shock_sign": sign},
                      values={"stringency": start, "salience": 10.0})
        held = tried.next("stringency")
        assert ((held >= 0) & (held <= 1)).all()
        assert all(np.isfinite(row).all() for row in tried.rows.values())


def test_m33_stringency_delays_releases_costs_open_more_than_closed_and_slows_uptake() -> None:
    free, strict = (world(values={"stringency": s}) for s in (0.0, 1.0))
    assert (free.flow("release_delay_extra") == 0).all()
    assert (free.flow("release_cost") == 0).all()
    assert (free.flow("diffusion_allowed") == 1).all()
    assert (strict.flow("release_delay_extra") == 2).all()
    assert (strict.flow("release_cost") > strict.flow("closed_cost")).all()
    assert (strict.flow("closed_cost") > 0).all()
    assert (strict.flow("diffusion_allowed") < 1).all()


def test_expected_liability_is_a_cost_of_release() -> None:
    def law(book: Book) -> None:
        book.contribute("liability_per_release", book["owed"], source="test")

    tried = World(
        [politics.declare, markets, law], members={"labs": ["a"], "nations": ["m"]},
        relations={"home": {"a": "m"}}, values={"stringency": 0.0},
        given={"alarm_felt": ("nations", "share", 0.0), "openness": ("labs", "share", 0.0),
               "lobby_spend": ("labs", "USD bn/yr", 0.0), "owed": ("labs", "USD bn/yr", 0.4)})
    assert tried.flow("release_cost").tolist() == [0.4]
