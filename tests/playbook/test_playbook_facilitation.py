"""Injects, secret objectives, teams and the session of a playbook, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wargame.playbook import (
    ModelFacts,
    Playbook,
    PlaybookError,
    load_playbook,
    parse_playbook,
    playbook_faults,
)
from wargame.playbook.effect import EffectSpec
from wargame.playbook.inject import InjectSpec
from wargame.playbook.schema import playbook_schema
from wargame.playbook.session import MINUTES, SessionSpec

FACILITATED = """\
teams: [meta, us]
injects:
  - id: leak
    title: A leak
    text: It is out.
    when: {turn: 2}
    effects: [{name: cash, member: meta, add: -1}, {name: catch_up_rate, set: 0.9}]
    source: assumed
    date: 2023-03
  - {id: letter, title: A letter, text: For you., to: [meta], when: {metric: gap_share, at_most: 1}}
  - {id: storm, title: A storm, text: By hand., to: all}
session:
  turns: 4
  minutes: {orders: 10}
  script:
    - {turn: 0, phase: briefing, say: Welcome.}
    - {phase: resolution, say: Locked.}
"""
Parse = Callable[[str], Playbook]


@pytest.fixture
def text(small: str) -> str:
    """The small playbook with everything that a session needs."""
    return small.replace("    brief: Sells attention.\n",
                         "    brief: Sells attention.\n    objectives: [Win, \"Be seen: often\"]\n"
                         ) + FACILITATED


def test_a_session_is_read_as_it_is_written(text: str, model: ModelFacts) -> None:
    playbook = parse_playbook(text, "small.yaml")
    assert playbook_faults(playbook, model) == []
    assert playbook.actor("meta").objectives == ("Win", "Be seen: often")
    assert playbook.teams == ("meta", "us")
    leak, letter, storm = playbook.injects
    assert [(e.operation, e.value) for e in leak.effects] == [("add", -1.0), ("set", 0.9)]
    assert (leak.to, letter.to, storm.when) == ("all", ("meta",), None)
    assert [letter.reaches(a) for a in ("meta", "us")] == [True, False]
    assert storm.reaches("us")
    assert playbook.session.turns == 4
    assert playbook.session.minutes.orders == 10
    assert playbook.session.minutes.total == sum(MINUTES.values()) - MINUTES["orders"] + 10
    assert playbook.session.script_of(0, "briefing") == ("Welcome.",)
    assert playbook.session.script_of(3, "resolution") == ("Locked.",)
    assert playbook.session.script_of(0, "resolution") == ()


def test_a_playbook_without_a_session_has_the_usual_one(small: str) -> None:
    playbook = parse_playbook(small)
    assert (playbook.injects, playbook.teams) == ((), ())
    assert playbook.session == SessionSpec()


def test_conditions_hold_at_their_bound_and_on_their_turn_only() -> None:
    def inject(when: dict[str, object]) -> InjectSpec:
        return InjectSpec.model_validate({"id": "x", "title": "x", "text": "x", "when": when})

    on_turn = inject({"turn": 2}).when
    low = inject({"metric": "m", "at_most": 1}).when
    high = inject({"metric": "m", "at_least": 1}).when
    assert on_turn is not None
    assert low is not None
    assert high is not None
    assert [on_turn.holds(t, 0) for t in (1, 2, 3)] == [False, True, False]
    assert [low.holds(1, v) for v in (0.5, 1, 1.5, float("nan"))] == [True, True, False, False]
    assert [high.holds(1, v) for v in (0.5, 1, 1.5, float("nan"))] == [False, True, True, False]


FAULTS = {
    "an unknown variable": (
        "name: cash, member", "name: cahs, member",
        "injects[0].effects[0].name: no stock, attribute or parameter is called 'cahs'; did you "
        "mean 'cash'?"),
    "an unknown member": (
        "member: meta, add", "member: mta, add",
        "injects[0].effects[0].member: 'cash' has no member 'mta'; did you mean 'meta'?"),
    "a flow": (
        "name: cash, member: meta", "name: gap_share",
        "injects[0].effects[0].name: 'gap_share' is a flow, worked out in each tick; change what "
        "it is worked out from: cash, catch_up_rate"),
    "a lever": (
        "name: cash, member", "name: research_share, member",
        "injects[0].effects[0].name: 'research_share' is a lever, set by its actor's orders; give "
        "it as an order, or choose a stock or a parameter"),
    "a member of a parameter": (
        "{name: catch_up_rate,", "{name: catch_up_rate, member: us,",
        "injects[0].effects[1].member: 'catch_up_rate' is a parameter of the whole world; leave "
        "out the member"),
    "two operations": (
        "add: -1}", "add: -1, scale: 2}",
        "injects[0].effects[0]: an effect has one of set, add and scale; this one has add and "
        "scale; give one of them, with a number"),
    "no operation": (
        "member: meta, add: -1}", "member: meta}",
        "injects[0].effects[0]: an effect has one of set, add and scale; this one has none; give "
        "one of them, with a number"),
    "an unknown seat": (
        "to: [meta]", "to: [meto]",
        "injects[1].to[0]: no actor is called 'meto'; did you mean 'meta'?"),
    "a metric that is none": (
        "metric: gap_share, at_most", "metric: cash, at_most",
        "injects[1].when.metric: 'cash' is a variable, not a metric; metrics are gap_share"),
    "a condition without a bound": (
        "metric: gap_share, at_most: 1", "metric: gap_share",
        "injects[1].when: a condition has one bound; this one has none; give one of at_least, "
        "at_most"),
    "a turn and a metric": (
        "when: {turn: 2}", "when: {turn: 2, metric: gap_share, at_most: 1}",
        "injects[0].when: an inject fires on a turn or on a metric, not on both; give one of turn "
        "and metric; leave out 'when' to fire it by hand"),
    "a bound on a turn": (
        "when: {turn: 2}", "when: {turn: 2, at_most: 1}",
        "injects[0].when.at_most: 'at_most' is given without a metric; add 'metric:', or remove "
        "it"),
    "a turn after the last": (
        "when: {turn: 2}", "when: {turn: 7}",
        "injects[0].when.turn: turn 7 is after the last; turns are 1 to 6"),
    "an id used twice": (
        "id: letter", "id: leak",
        "injects[1].id: the id 'leak' is used twice"),
    "an unknown team": (
        "teams: [meta, us]", "teams: [meta, uk]",
        "teams[1]: no actor is called 'uk'"),
    "a team twice": (
        "teams: [meta, us]", "teams: [us, us]",
        "teams[1]: the team 'us' is used twice"),
    "a session that is too long": (
        "turns: 4", "turns: 9",
        "session.turns: a session of 9 turns is longer than the game; the calendar has 6 turns"),
    "an unknown phase": (
        "phase: resolution", "phase: resolving", "session.script[1].phase: is 'resolving'"),
    "a script for a turn that is not played": (
        "{turn: 0, phase", "{turn: 8, phase",
        "session.script[0].turn: turn 8 is after the last; turns are 1 to 6"),
    "no time at all": (
        "orders: 10", "orders: -10", "session.minutes.orders: is -10; should be at least 0"),
    "a month that is none": (
        "date: 2023-03", "date: 2023-13", "injects[0].date: '2023-13' cannot be used here"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_mistake_is_one_line_with_file_line_field_and_fix(
    case: str, text: str, model: ModelFacts,
) -> None:
    old, new, words = FAULTS[case]
    changed = text.replace(old, new, 1)
    assert changed != text
    line = next(n for n, (a, b) in enumerate(
        zip(text.splitlines(), changed.splitlines(), strict=False), 1) if a != b)
    try:
        found = [str(f) for f in playbook_faults(parse_playbook(changed, "small.yaml"), model)]
    except PlaybookError as error:
        found = [str(error)]
    near = [f for f in found if words in f]
    assert near, found
    assert near[0].startswith(tuple(f"small.yaml:{n}: " for n in range(line - 1, line + 1)))
    assert "\n" not in near[0]


def test_the_schema_knows_what_effects_and_conditions_may_name(model: ModelFacts) -> None:
    definitions = playbook_schema(model)["$defs"]
    assert "cash" in definitions["EffectSpec"]["properties"]["name"]["enum"]
    assert "gap_share" not in definitions["EffectSpec"]["properties"]["name"]["enum"]
    assert definitions["WhenSpec"]["properties"]["metric"]["enum"] == ["gap_share", None]


def test_effects_made_in_python_are_checked_too() -> None:
    assert EffectSpec(name="cash", scale=0).operation == "scale"
    with pytest.raises(ValueError, match="one of set, add and scale"):
        EffectSpec(name="cash")


def test_the_long_view_is_ready_for_a_workshop() -> None:
    playbook = load_playbook("long_view")
    assert 6 <= len(playbook.injects) <= 12
    assert all(inject.source for inject in playbook.injects)
    assert all(actor.objectives for actor in playbook.actors)
    assert 4 <= (playbook.session.turns or 0) < playbook.calendar.turns
    kinds = [playbook.actor(team).kind for team in playbook.teams]
    assert {"nation", "lab", "regulator"} == set(kinds)
    assert {i.when is None for i in playbook.injects} == {True, False}
    assert any(i.to != "all" for i in playbook.injects)
    assert any(i.when is not None and i.when.metric for i in playbook.injects)
    assert playbook.session.script_of(0, "briefing")
