"""How long a decision takes is the strategy's own time, not that of other work on the computer."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest

from wargame.testing import speed


def timed(monkeypatch, *seconds):
    """What is measured where decisions take these seconds, the last of them from then on."""
    clock = itertools.chain.from_iterable(
        (0.0, taken) for taken in itertools.chain(seconds, itertools.repeat(seconds[-1])))
    monkeypatch.setattr(speed.time, "perf_counter", lambda: next(clock))
    asked = []
    inquiry = SimpleNamespace(
        seats=[None], ask=lambda *_: asked.append(1), strategy=SimpleNamespace(name="any"),
        situations=SimpleNamespace(count=300))
    return speed.measure(inquiry, "python", "").alone, len(asked)


def test_one_decision_in_which_the_computer_stood_still_does_not_count(monkeypatch):
    assert timed(monkeypatch, 0.2, 0.0001) == (0.0001, 1 + 5)
    assert timed(monkeypatch, 0.01, 0.2, 0.0001) == (0.0001, 1 + 5)


@pytest.mark.parametrize(("taken", "decisions"), [(0.5, 5), (0.006, 17), (0.0001, 20)])
def test_a_slow_strategy_is_asked_a_few_times_and_a_quick_one_often(monkeypatch, taken, decisions):
    assert timed(monkeypatch, taken) == (taken, 1 + decisions)
