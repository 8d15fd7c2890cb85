"""How a room is told of a claim: in signs, nearly, and what one game cannot tell."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine import outcomes
from wargame.engine.outcomes import Verdict
from wargame.playbook.models import OutcomeTest


def verdict(*passes: bool, futures: int = 1, needs_batch: bool = False) -> Verdict:
    test = OutcomeTest(metric="open_token_share", at_least=0.5, label="half is open")
    tests = tuple(outcomes.TestResult(test, np.array([0.5] * futures), np.array([p] * futures))
                  for p in passes)
    return Verdict("P1", "It grows", tests, futures, all(passes) * futures, needs_batch, "")


@pytest.mark.parametrize(("passes", "told"), [
    ((True,), "holds"), ((False,), "fails"), ((True, True, True), "holds"),
    ((True, True, True, True, False), "nearly: 4 of 5 signs"),
    ((True, False, True), "nearly: 2 of 3 signs"), ((True, False), "fails: 1 of 2 signs"),
    ((True, False, True, False), "fails: 2 of 4 signs"),
    ((False, False), "fails: 0 of 2 signs")])
def test_signs_are_counted_and_all_but_one_is_nearly(passes, told):
    assert verdict(*passes).told == told


def test_what_needs_many_futures_cannot_be_told_from_one_game():
    assert verdict(needs_batch=True).told == "cannot be told from one game"


def test_many_futures_are_counted_as_in_a_report():
    many = verdict(True, True, False, futures=9)
    assert not many.nearly and many.told == many.words == "holds in 0 of 9 futures"
