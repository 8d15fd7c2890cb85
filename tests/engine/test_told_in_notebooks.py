"""What a notebook shows of a play when a cell ends in it, and orders by the names of choices."""

from __future__ import annotations

import pytest

from wargame.engine.play import load
from wargame.engine.scenario import ScenarioError


@pytest.fixture(scope="module")
def game():
    return load("long_view")


def test_an_explanation_shows_its_words_and_nothing_else(game):
    found = game.play(seed=1).explain("open_token_share", turn=3)
    assert repr(found) == "\n".join(found.words)
    assert found._repr_html_().startswith(f"<b>{found.words[0]}</b><ul><li>")
    assert found._repr_html_().count("<li>") == len(found.words) - 1


def test_a_verdict_shows_the_claim_and_a_line_for_each_test_with_its_value(game):
    verdict = game.play(seed=1).verdicts()[0]
    first, *tests = repr(verdict).splitlines()
    assert first == f"<{verdict.claim} {verdict.text}: {verdict.words}"
    assert len(tests) == len(verdict.tests)
    result = verdict.tests[0]
    assert tests[0].strip() == (f"Downloads against the start {result.value:.4g} (at least 3: "
                                f"{'yes' if result.holds[0] else 'no'})")
    many = game.play(seed=1, futures=5).verdicts()[0].tests[0]
    assert repr(many).endswith(f"(at least 3: in {many.holds.sum()} of 5)")


def test_a_choice_can_be_ordered_by_its_name(game):
    by_name, by_number = game.table(1), game.table(1)
    by_name.play_turn({"meta": {"release_mode": "closed", "price_stance": 1.1}})
    by_number.play_turn({"meta": {"release_mode": 0, "price_stance": 1.1}})
    assert by_name.game.state_hash() == by_number.game.state_hash()
    assert by_name.inputs[0].text == by_number.inputs[0].text
    with pytest.raises(ScenarioError, match="give a finite number, 0 for closed, 1 for gated"):
        by_name.play_turn({"meta": {"release_mode": "shut"}})
    with pytest.raises(ScenarioError, match="give a finite number"):
        by_name.play_turn({"meta": {"price_stance": "closed"}})
