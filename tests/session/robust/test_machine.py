"""Whatever people do to a session, in whatever order, its laws hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from session_chaos import chaos
from session_machine import remembering
from session_moves import SessionMachine

QUICK = {"max_examples": 5, "stateful_step_count": 30}
LONG = {"max_examples": 120, "stateful_step_count": 60}


def run(tiny: Path, profile: dict[str, int], **more: Any) -> None:
    SessionMachine.playbook = tiny
    run_state_machine_as_test(SessionMachine, settings=settings(
        deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        print_blob=False,
        **profile, **more))


def test_the_laws_of_a_session_hold_after_every_step(
        tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering(monkeypatch)
    run(tiny, QUICK, derandomize=True)


def test_the_laws_hold_through_long_random_sessions(
        tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering(monkeypatch)
    SessionMachine.playbook = tiny
    seen = chaos(1, 150) + chaos(2, 150)
    assert {"undo_turn", "answer_agreement", "adjudicate", "submit_order", "move_phase",
            "send_message", "steer_inject", "rule"} <= set(seen)


@pytest.mark.slow
def test_the_laws_hold_through_many_longer_random_sessions(
        tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering(monkeypatch)
    SessionMachine.playbook = tiny
    for seed in range(10, 25):
        chaos(seed, 250)


@pytest.mark.slow
def test_the_laws_hold_in_many_long_sessions(
        tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering(monkeypatch)
    run(tiny, LONG)
