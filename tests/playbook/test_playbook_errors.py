"""Every mistake in a playbook is one line that names file, line, field, reason and fix."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wargame.playbook import PlaybookError, parse_playbook

MISTAKES = {
    "a home that is not there": (
        "home: us", "home: ussr",
        "small.yaml:15: actors[0].home: no nation is called 'ussr'; nations here are NO, us"),
    "a home that is a lab": (
        "home: us", "home: meta",
        "small.yaml:15: actors[0].home: 'meta' names itself; nations here are NO, us"),
    "a jurisdiction that is a lab": (
        "jurisdiction: NO", "jurisdiction: meta",
        ("small.yaml:22: actors[3].jurisdiction: 'meta' is a lab, not a nation; nations here are "
         "NO, us")),
    "Norway where there is none": (
        "{id: NO, kind: nation, name: Norway", "{id: SE, kind: nation, name: Sweden",
        "small.yaml:22: actors[3].jurisdiction: no nation is called 'NO'; nations here are SE, us"),
    "a lab without a home": (
        "    home: us\n", "",
        ("small.yaml:10: actors[0]: the lab 'meta' has no home; add 'home:' with the id of a "
         "nation")),
    "a nation with a home": (
        "kind: nation, name: Norway", "kind: nation, home: us, name: Norway",
        "small.yaml:20: actors[1].home: a nation has no home; labs do; remove 'home'"),
    "a regulator with a home": (
        "jurisdiction: NO", "jurisdiction: NO, home: us",
        ("small.yaml:22: actors[3].home: a regulator has no home; labs do; write 'jurisdiction:' "
         "instead")),
    "an unknown field": (
        "    brief: Sells", "    breif: Sells",
        "small.yaml:16: actors[0].breif: there is no field 'breif' here; did you mean 'brief'?"),
    "an unknown field at the top": (
        "seed: 7", "sead: 7",
        "small.yaml:7: sead: there is no field 'sead' here; did you mean 'seed'?"),
    "an unknown field of a quantity": (
        "low: 1.9", "lo: 1.9",
        ("small.yaml:18: actors[0].values.capability.lo: there is no field 'lo' here; did you mean "
         "'low'?")),
    "a missing field": (
        "question: Does it load?\n", "",
        ("small.yaml:1: question: this field is missing; add 'question:' (the question that the "
         "game is played to answer)")),
    "a missing field of an actor": (
        "    name: Meta\n", "",
        ("small.yaml:10: actors[0].name: this field is missing; add 'name:' (name that people "
         "read)")),
    "an unknown kind": (
        "kind: regulator", "kind: regulater",
        ("small.yaml:22: actors[3].kind: is 'regulater'; should be one of lab, nation, regulator; "
         "did you mean 'regulator'?")),
    "a duplicate key": (
        "seed: 7\n", "seed: 7\nseed: 8\n",
        "small.yaml:8: seed: already given on line 7; keep one of the two"),
    "a duplicate id": (
        "id: watchdog", "id: us",
        ("small.yaml:22: actors[3].id: the id 'us' is used twice (first on line 21); give each its "
         "own id")),
    "a duplicate code": (
        "code: WD", "code: US",
        ("small.yaml:22: actors[3].code: the code 'US' is used twice (first on line 21); give each "
         "its own code")),
    "a duplicate member": (
        "id: volume", "id: frontier",
        ("small.yaml:26: members.segments[1].id: the id 'frontier' is used twice (first on line "
         "25); give each its own id")),
    "a duplicate plugin": (
        "[export_controls]", "[export_controls, export_controls]",
        ("small.yaml:8: plugins[1]: the plugin 'export_controls' is used twice (first on line 8); "
         "name it once")),
    "a duplicate claim": (
        "claim: P3", "claim: P2",
        ("small.yaml:33: outcomes[1].claim: the claim 'P2' is used twice (first on line 32); give "
         "each its own claim")),
    "another schema": (
        "schema: 1", "schema: 2",
        ("small.yaml:1: schema: schema 2 cannot be read; this version reads schema 1; write "
         "'schema: 1', or install the version it was written for")),
    "a schema that is true": (
        "schema: 1", "schema: true",
        ("small.yaml:1: schema: schema true cannot be read; this version reads schema 1; write "
         "'schema: 1', or install the version it was written for")),
    "a number as a title": (
        "title: A small game", "title: 2024",
        "small.yaml:3: title: should be text, not 2024; put it in quotes"),
    "an empty title": (
        "title: A small game", "title: ' '",
        "small.yaml:3: title: is empty; write some text, or remove the field"),
    "text as a number": (
        "cash: 30,", "cash: thirty,",
        ("small.yaml:18: actors[0].values.cash: should be a number, not 'thirty'; write 3.5 or "
         "{value: 3.5, low: 3, high: 4, source: assumed}")),
    "true as a number": (
        "cash: 30,", "cash: true,",
        ("small.yaml:18: actors[0].values.cash: should be a number, not true; write 3.5 or {value: "
         "3.5, low: 3, high: 4, source: assumed}")),
    "a value outside its own range": (
        "value: 2.1", "value: 2.5",
        ("small.yaml:18: actors[0].values.capability: the value 2.5 is outside its range 1.9 to "
         "2.3; widen the range")),
    "half a range": (
        "low: 1.9, ", "",
        "small.yaml:18: actors[0].values.capability: 'high' is given without 'low'; add 'low'"),
    "a blank unit": (
        "unit: nat", "unit: ''",
        ("small.yaml:18: actors[0].values.capability.unit: the unit is missing; write the unit, or "
         "1 for a pure number, or leave out 'unit' to mean the unit of the model")),
    "a parameter without a source": (
        "high: 1, source: assumed}", "high: 1}",
        ("small.yaml:30: parameters.catch_up_rate.source: this field is missing; add 'source:' "
         "(why: an address, or 'assumed')")),
    "a bare parameter": (
        "{value: 0.5, low: 0.2, high: 1, source: assumed}", "0.5",
        ("small.yaml:30: parameters.catch_up_rate: should be a mapping with a source, not 0.5; "
         "write {value: 0.5, source: assumed}")),
    "ticks that are no whole turns": (
        "ticks: 24", "ticks: 22",
        ("small.yaml:6: calendar: 22 ticks are not a whole number of turns of 4; set ticks to 20 "
         "or 24")),
    "too few ticks": (
        "ticks: 24", "ticks: 0",
        "small.yaml:6: calendar.ticks: is 0; should be at least 1"),
    "half a tick": (
        "ticks: 24", "ticks: 24.5",
        "small.yaml:6: calendar.ticks: should be a whole number, not 24.5; write digits only"),
    "a start that is no quarter": (
        "2023-Q3", "2023-07",
        "small.yaml:6: calendar.start: '2023-07' cannot be used here; write a quarter as 2023-Q3"),
    "an id with a space": (
        "id: watchdog", "id: watch dog",
        ("small.yaml:22: actors[3].id: 'watch dog' cannot be used here; start with a letter and "
         "use letters, digits, _ and - only, 40 at most")),
    "a code of three letters": (
        "code: WD", "code: WDG",
        ("small.yaml:22: actors[3].code: 'WDG' cannot be used here; write two capital letters, "
         "such as ME")),
    "a mapping of plugins": (
        "[export_controls]", "{export_controls: 1}",
        "small.yaml:8: plugins: should be a list, not a mapping; write '- item' lines, or [a, b]"),
    "nothing under members": (
        "world: {hub_models: {value: 348181, source: assumed}}", "world:",
        ("small.yaml:29: world: should be a mapping, not nothing; write 'name: value' lines, or "
         "remove the field")),
    "labs among the members": (
        "  segments:\n", "  labs:\n",
        ("small.yaml:24: members.labs: the labs are actors; list them under 'actors', each with "
         "its kind")),
    "homes among the relations": (
        "world: {hub", "relations: {home: {meta: us}}\nworld: {hub",
        ("small.yaml:29: relations.home: 'home' is a field of each actor; write 'home:' on the "
         "actors instead")),
    "a strategy that is a number": (
        "strategy: watcher", "strategy: 3",
        ("small.yaml:21: actors[2].strategy: should be the name of a strategy, not 3; write a "
         "name, or {use: name, parameter: 0.1}")),
    "a strategy parameter that is text": (
        "threshold: 0.1", "threshold: low",
        ("small.yaml:17: actors[0].strategy.threshold: should be a number, not 'low'; write "
         "digits, with a point for decimals")),
    "a lever that is true": (
        "release_mode: open", "release_mode: true",
        ("small.yaml:19: actors[0].levers.release_mode: should be a number or the name of a "
         "choice, not true; put the name in quotes if it is one")),
    "an outcome that nothing tests": (
        ", tests: [{metric: gap_share, at_least: 0.9, label: Gap}]", "",
        ("small.yaml:32: outcomes[0]: there are no tests; add 'tests:', or 'needs_batch: true' "
         "with a reason")),
    "a test without a bound": (
        ", at_least: 0.9", "",
        ("small.yaml:32: outcomes[0].tests[0]: a test has one bound; this one has no bound; give "
         "one of at_least, at_most, between")),
    "a batch without a reason": (
        ", reason: One future cannot tell", "",
        ("small.yaml:33: outcomes[1]: needs_batch is true without a reason; add 'reason:' with a "
         "sentence")),
    "three bounds in between": (
        "at_least: 0.9", "between: [0, 1, 2]", None),
    "a negative seed": (
        "seed: 7", "seed: -1", "small.yaml:7: seed: is -1; should be at least 0"),
    "a colon in text": (
        "question: Does it load?", "question: Open: does it load?",
        ("small.yaml:4: this is not YAML: mapping values are not allowed here; put text that holds "
         "a colon in quotes, and check the indentation")),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_clear_line(
    mistake: str, change: Callable[[str, str], str]
) -> None:
    old, new, line = MISTAKES[mistake]
    with pytest.raises(PlaybookError) as caught:
        parse_playbook(change(old, new), "small.yaml")
    error = caught.value
    assert "\n" not in str(error)
    if line is not None:
        assert str(error) == line


def test_every_fault_is_kept_in_the_order_of_the_file(small: str) -> None:
    text = small.replace("seed: 7", "seed: -1").replace("code: WD", "code: watch")
    with pytest.raises(PlaybookError) as caught:
        parse_playbook(text.replace("title: A small game", "title: 1"))
    error = caught.value
    assert [error.line, *(other.line for other in error.others)] == [3, 7, 22]


def test_an_error_never_breaks_its_line_whatever_the_field_is_called(small: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        parse_playbook(small + '"a\\nb\\e[31m\\u2028": 1\n')
    assert str(caught.value).isprintable()


def test_no_actors_are_too_few() -> None:
    text = ("schema: 1\nid: x\ntitle: x\nquestion: x\n"
            "calendar: {start: 2023-Q3, ticks: 4}\nactors: []\n")
    with pytest.raises(PlaybookError, match="actors: is empty"):
        parse_playbook(text)
