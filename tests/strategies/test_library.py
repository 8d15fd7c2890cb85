"""The strategies that come along, as a whole: how many, for whom, and what they reach for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.engine.library import Library, load_library
from wargame.hooks.search import bundled_folder
from wargame.symbolic.program import Rule

#: Levers that a lab has by being a lab, a1 to a8: release mode and delay, price, research and
#: compute, licence, safety, distillation, lobbying.
OWN = {"release_mode", "release_delay", "price_stance", "research_share", "licence_royalty",
       "safety_share", "distil_effort", "lobby_spend"}
HERE = Path(__file__).parent


@cache
def library() -> Library:
    return load_library(sorted(p.stem for p in bundled_folder().glob("[!_]*.py")))


def rules() -> dict[str, Rule]:
    return {rule.name: rule for rule in library().program.rules
            if not rule.name.startswith("hold_")}


def reads(rule: Rule) -> set[str]:
    operands = [o for _, given in rule.operations for o in given] + [o for _, o in rule.results]
    return {o[1] for o in operands if o[0] == "r"}


def ordered(*names: str) -> set[str]:
    return {row for name in names or rules() for row, _ in rules()[name].results
            if not row.startswith("memory ")}


def test_there_are_at_least_fifteen_spread_over_the_three_kinds_and_all_fuse():
    kinds = [library().strategies[name].actor for name in rules()]
    assert len(kinds) >= 15
    assert all(kinds.count(kind) >= 5 for kind in ("lab", "nation", "regulator"))
    assert {library().tiers[n] for n in library().strategies} == {("symbolic", "")}


def test_together_they_use_every_lever_of_a_lab_and_of_every_instrument():
    assert ordered() >= OWN
    assert ordered() == set(library().levers)


@pytest.mark.parametrize("name", sorted(rules()))
def test_each_reads_the_situation_and_orders_by_it(name):
    rule = rules()[name]
    seen = {row for row in reads(rule) if not row.startswith(("strategy ", "luck "))}
    assert seen - ordered(name), "a schedule reads nothing"
    assert any(operand[0] == "t" for _, operand in rule.results)


def test_some_answer_their_rivals_and_some_mix_by_addressed_luck():
    answering = {n for n, rule in rules().items()
                 if any("rivals" in row for row in reads(rule))}
    assert answering >= {"reciprocal", "subsidy_racer", "talent_magnet", "lead_keeper"}
    assert {n for n, rule in rules().items() if rule.luck} >= {"random_inspector", "guardian"}


@pytest.mark.parametrize("name", sorted(rules()))
def test_each_claims_a_behaviour_cites_a_source_and_has_a_test_of_it(name):
    info = library().strategies[name]
    assert len(info.claim) > 40
    assert info.source
    tests = [*HERE.glob("test_*.py"), *(HERE.parent / "plugins").glob("test_*.py")]
    texts = [path.read_text(encoding="utf-8") for path in tests if path != Path(__file__)]
    assert any(f'"{name}"' in text or f".{info.cls.__name__}(" in text
               or f".{info.cls.__name__}," in text for text in texts)
