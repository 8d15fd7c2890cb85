"""Reasons of strategies in a room's words: no logarithm is left."""

from __future__ import annotations

import re

import pytest

from wargame.session.reasons import spoken


@pytest.mark.parametrize(("reason", "said"), [
    ("it is 4.5 nat behind the frontier, and it puts 1.00 of effort into distillation",
     "it is a factor of 90 behind the frontier, and it puts 100% of its effort into learning "
     "from better models"),
    ("its labs stand +1.0 nat against others", "its labs stand a factor of 2.7 ahead of others"),
    ("its labs stand -0.5 nat against others", "its labs stand a factor of 1.6 behind others"),
    ("its labs stand +0.0 nat against others", "its labs stand level with others"),
    ("it trails the frontier by 1.0 nat; it waits",
     "it trails the frontier by a factor of 2.7; it waits"),
    ("50% of releases above 2.3 nat", "50% of releases above 10 times GPT-4"),
    ("we say what we please about nations", "we say what we please about nations")])
def test_differences_of_logarithms_become_multiples(reason, said):
    assert spoken(reason) == said


def test_no_strategy_of_the_playbook_speaks_of_nats(samples_table):
    reasons = [o.reason for turn in samples_table.turns for o in turn.orders]
    assert any(" nat" in r for r in reasons)
    for reason in reasons:
        assert not re.search(r"\bnat\b|of effort", spoken(reason)), reason


@pytest.fixture(scope="module")
def samples_table():
    from wargame.engine.play import load

    table = load("long_view").table(1)
    table.play_turn()
    table.play_turn()
    return table
