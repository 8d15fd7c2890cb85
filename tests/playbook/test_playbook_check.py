"""A playbook is checked against the names and ranges of a model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wargame.playbook import (
    ModelFacts,
    PlaybookError,
    check_against,
    parse_playbook,
    playbook_faults,
)
from wargame.playbook.check import lever_code

MISFITS = {
    "an unknown plugin": (
        "[export_controls]", "[export_control]",
        ("small.yaml:8: plugins[0]: no plugin is called 'export_control'; did you mean "
         "'export_controls'?")),
    "an unknown strategy": (
        "use: commoditiser", "use: comoditizer",
        ("small.yaml:17: actors[0].strategy: no strategy is called 'comoditizer'; did you mean "
         "'commoditiser'?")),
    "a strategy of another kind of actor": (
        "strategy: watcher", "strategy: commoditiser",
        ("small.yaml:21: actors[2].strategy: 'commoditiser' is a strategy of a lab, and 'us' is a "
         "nation; strategies of a nation are watcher")),
    "an unknown strategy parameter": (
        "threshold: 0.1", "treshold: 0.1",
        ("small.yaml:17: actors[0].strategy.treshold: 'commoditiser' has no parameter 'treshold'; "
         "did you mean 'threshold'?")),
    "a strategy parameter out of range": (
        "threshold: 0.1", "threshold: 3",
        ("small.yaml:17: actors[0].strategy.threshold: 3 is outside 0 to 1; choose a value in that "
         "range")),
    "an unknown lever": (
        "release_mode: open", "release_mod: open",
        ("small.yaml:19: actors[0].levers.release_mod: no lever is called 'release_mod'; did you "
         "mean 'release_mode'?")),
    "a lever of another kind of actor": (
        "{release_mode: open, ", "{chip_ban: 1, ",
        ("small.yaml:19: actors[0].levers.chip_ban: 'chip_ban' is a lever of nations, and 'meta' "
         "is a lab; levers of a lab are release_mode, research_share")),
    "a lever out of range": (
        "research_share: 0.5", "research_share: 1.5",
        ("small.yaml:19: actors[0].levers.research_share: 1.5 is outside 0 to 1; 'research_share' "
         "is share of funds")),
    "an unknown choice": (
        "release_mode: open", "release_mode: opened",
        ("small.yaml:19: actors[0].levers.release_mode: 'opened' is not a choice; did you mean "
         "'open'?")),
    "half a choice": (
        "release_mode: open", "release_mode: 0.5",
        ("small.yaml:19: actors[0].levers.release_mode: 0.5 is not a choice; choices are closed, "
         "open")),
    "a choice for a number": (
        "research_share: 0.5", "research_share: half",
        ("small.yaml:19: actors[0].levers.research_share: should be a number, not 'half'; write "
         "one from 0 to 1")),
    "an unknown variable": (
        "cash: 30", "cach: 30",
        "small.yaml:18: actors[0].values.cach: no variable is called 'cach'; did you mean 'cash'?"),
    "a value out of range": (
        "cash: 30", "cash: 3000",
        ("small.yaml:18: actors[0].values.cash: 3000 is outside -100 to 1000 USD bn; 'cash' is "
         "cash")),
    "a range out of range": (
        "cash: 30", "cash: {value: 30, low: -200, high: 40}",
        ("small.yaml:18: actors[0].values.cash.low: -200 is outside -100 to 1000 USD bn; 'cash' is "
         "cash")),
    "another unit": (
        "unit: nat", "unit: USD bn",
        ("small.yaml:18: actors[0].values.capability.unit: the unit is 'USD bn'; the model counts "
         "in nat")),
    "a unit that cannot be read": (
        "unit: nat", "unit: '%%'", None),
    "a variable of another kind of actor": (
        "cash: 30", "cash: 30, trust: 0.5",
        ("small.yaml:18: actors[0].values.trust: 'trust' belongs to nations, and 'meta' is a lab; "
         "write it under the values of the nations")),
    "a variable of the world on a lab": (
        "cash: 30", "cash: 30, hub_models: 3",
        ("small.yaml:18: actors[0].values.hub_models: 'hub_models' belongs to the world, and "
         "'meta' is a lab; write it under 'world'")),
    "a variable of segments in the world": (
        "world: {hub", "world: {size: 1, hub",
        ("small.yaml:29: world.size: 'size' belongs to segments, and this is the world; write it "
         "under the values of members.segments")),
    "a flow": (
        "world: {hub", "world: {open_frontier: 1, hub",
        ("small.yaml:29: world.open_frontier: 'open_frontier' is a flow, worked out in each tick; "
         "remove it; only stocks and attributes are given")),
    "a stock without a value": (
        "cash: 30, ", "",
        ("small.yaml:18: actors[0].values: the stock 'cash' has no value for meta; add 'cash:' "
         "(cash; -100 to 1000, in USD bn)")),
    "an attribute without a value for a pair": (
        ", us|us: 0", "",
        ("small.yaml:28: pairs.rivalry: the attribute 'rivalry' has no value for us|us; add "
         "'rivalry:' (rivalry; 0 to 1)")),
    "a stock of the world without a value": (
        "world: {hub_models: {value: 348181, source: assumed}}", "world: {}",
        ("small.yaml:29: world: the stock 'hub_models' has no value for world; add 'hub_models:' "
         "(hub_models; 0 to 1e+09)")),
    "an unknown pair": (
        "us|us: 0", "us|us: 0, us|ussr: 0",
        "small.yaml:28: pairs.rivalry.us|ussr: 'ussr' is not one of nations; did you mean 'us'?"),
    "half a pair": (
        "us|us: 0", "us|us: 0, us: 0",
        ("small.yaml:28: pairs.rivalry.us: 'us' does not name one member of each of "
         "nations*nations; join the ids with |, in that order")),
    "an unknown variable on pairs": (
        "  rivalry:", "  rivality:", None),
    "a variable of labs on pairs": (
        "  rivalry: {us|NO", "  cash: {us|NO: 1}\n  rivalry: {us|NO",
        ("small.yaml:28: pairs.cash: 'cash' belongs to labs, not to a product; write it under the "
         "values of the labs")),
    "an unknown parameter": (
        "catch_up_rate", "catchup_rate",
        ("small.yaml:30: parameters.catchup_rate: no parameter is called 'catchup_rate'; did you "
         "mean 'catch_up_rate'?")),
    "a parameter out of range": (
        "{value: 0.5, low: 0.2, high: 1, source: assumed}", "{value: 5, source: assumed}",
        ("small.yaml:30: parameters.catch_up_rate: 5 is outside 0.2 to 1; stay inside, or give "
         "'low' and 'high' too, with a source for the wider range")),
    "a parameter that changes sign": (
        "low: 0.2", "low: -1",
        ("small.yaml:30: parameters.catch_up_rate.low: -1 changes the sign of a parameter that "
         "starts at 0.2; keep it above 0")),
    "a range that leaves the model's value out": (
        "value: 0.5, low: 0.2", "low: 0.7",
        ("small.yaml:30: parameters.catch_up_rate: the model's value 0.5 is outside this range; "
         "give 'value' too")),
    "a parameter fixed by definition": (
        "catch_up_rate: {value: 0.5", "tick_years: {value: 0.5",
        "small.yaml:30: parameters.tick_years: 'tick_years' is fixed at 0.25; remove it"),
    "a parameter in another unit": (
        "high: 1, source", "high: 1, unit: yr, source",
        "small.yaml:30: parameters.catch_up_rate.unit: the unit is 'yr'; the model counts in 1/yr"),
    "an unknown metric": (
        "metric: gap_share", "metric: gap_shares",
        ("small.yaml:32: outcomes[0].tests[0].metric: no metric is called 'gap_shares'; did you "
         "mean 'gap_share'?")),
    "a variable that is no metric": (
        "metric: gap_share", "metric: cash",
        ("small.yaml:32: outcomes[0].tests[0].metric: 'cash' is a variable, not a metric; metrics "
         "are gap_share")),
    "an unknown set": (
        "  segments:\n", "  segment:\n",
        "small.yaml:23: members: the set 'segments' has no members; add one under 'members'"),
    "an unknown relation": (
        "world: {hub", "relations: {ally: {us: NO}}\nworld: {hub",
        ("small.yaml:29: relations.ally: no relation is called 'ally'; there are no relations that "
         "plugins declare")),
}


def test_a_playbook_that_fits_passes(small: str, model: ModelFacts) -> None:
    check_against(parse_playbook(small), model)


@pytest.mark.parametrize("misfit", MISFITS)
def test_a_misfit_is_one_clear_line(
    misfit: str, change: Callable[[str, str], str], model: ModelFacts
) -> None:
    old, new, line = MISFITS[misfit]
    playbook = parse_playbook(change(old, new), "small.yaml")
    with pytest.raises(PlaybookError) as caught:
        check_against(playbook, model)
    assert "\n" not in str(caught.value)
    if line is not None:
        assert str(caught.value) == line


def test_all_misfits_are_listed_by_line(small: str, model: ModelFacts) -> None:
    text = small.replace("cash: 30", "cash: 3000").replace("gap_share", "gap")
    faults = playbook_faults(parse_playbook(text), model)
    assert [fault.line for fault in faults] == [18, 32]


def test_a_playbook_made_in_python_is_checked_for_its_references_too(
    small: str, model: ModelFacts
) -> None:
    playbook = parse_playbook(small)
    lost = playbook.actors[0].model_copy(update={"home": "ussr"})
    faults = playbook_faults(playbook.model_copy(update={"actors": (lost, *playbook.actors[1:])}),
                             model)
    assert "no nation is called 'ussr'" in str(faults[0])


def test_a_missing_unit_is_named_where_units_are_required(small: str, model: ModelFacts) -> None:
    with pytest.raises(PlaybookError) as caught:
        check_against(parse_playbook(small, "small.yaml"), model, strict_units=True)
    assert str(caught.value) == (
        "small.yaml:18: actors[0].values.cash: the unit is missing; write {value: 30, "
        "unit: USD bn}")
    assert caught.value.others == ()


def test_a_wider_range_with_a_source_is_allowed(
    change: Callable[[str, str], str], model: ModelFacts
) -> None:
    text = change("value: 0.5, low: 0.2, high: 1,", "value: 3, low: 0.1, high: 4,")
    check_against(parse_playbook(text), model)


def test_a_plugin_relation_needs_each_member_and_known_ones(
    small: str, model_with: Callable[..., ModelFacts]
) -> None:
    wider = model_with(relations={"ally": ("nations", "nations")})
    text = small + "relations: {ally: {us: NO, meta: us}}\n"
    reasons = [fault.reason for fault in playbook_faults(parse_playbook(text), wider)]
    assert reasons == ["'meta' is not one of nations", "'NO' is related to none of nations"]
    check_against(parse_playbook(small + "relations: {ally: {us: NO, NO: NO}}\n"), wider)


def test_a_game_needs_labs_but_no_regulators(
    change: Callable[[str, str], str], model: ModelFacts
) -> None:
    without = change(
        "  - {id: watchdog, kind: regulator, name: Watchdog, code: WD, jurisdiction: NO}\n", "")
    check_against(parse_playbook(without), model)
    playbook = parse_playbook(without)
    nations = playbook.model_copy(update={"actors": playbook.actors_of("nation")})
    assert "the set 'labs' has no members" in [
        fault.reason for fault in playbook_faults(nations, model)]


def test_choices_have_codes(model: ModelFacts) -> None:
    lever = model.levers["release_mode"]
    assert [lever_code(lever, value) for value in ("closed", "open", 1)] == [0, 1, 1]
    with pytest.raises(KeyError):
        lever_code(lever, "ajar")
