"""Golden playthrough: the Long View under seed 1, as text that people can read and compare.

After a change of the model that is meant, write it anew and read what moved:

    WARGAME_UPDATE_GOLDEN=1 python -m pytest tests/golden
"""

from __future__ import annotations

import os
from pathlib import Path

from wargame.engine.play import Play, load
from wargame.engine.record import OrderRecord, TurnRecord

GOLDEN = Path(__file__).with_name("long_view_seed1.txt")


def shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"


def order_text(order: OrderRecord) -> list[str]:
    moved = ", ".join(f"{lever} {shown(before)} -> {shown(after)}"
                      for lever, (before, after) in sorted(order.changed.items()))
    return [f"  {order.actor} ({order.player}): {moved}", f"    {order.reason}"] if moved else []


def turn_text(turn: TurnRecord, metrics: list[str]) -> list[str]:
    lines = [f"turn {turn.turn}, {turn.label}"]
    lines += [line for order in turn.orders for line in order_text(order)]
    lines += [f"  {name} {shown(turn.before[name])} -> {shown(turn.after[name])}"
              for name in metrics]
    lines += [f"  fault of {fault.strategy}: {fault.reason}" for fault in turn.faults]
    return [*lines, f"  state {turn.state_hash}", ""]


def play_text(played: Play) -> str:
    outcomes = played.scenario.playbook.outcomes
    metrics = sorted({test.metric for spec in outcomes for test in spec.tests})
    lines = [f"{played.scenario.playbook.title}, seed {played.seed}", ""]
    for turn in played.turns:
        lines += turn_text(turn, metrics)
    lines += [f"{v.claim} {v.words}" for v in played.verdicts()]
    return "\n".join([*lines, f"state {played.state_hash}", ""])


def test_the_long_view_plays_as_it_did() -> None:
    text = play_text(load("long_view").play(1))
    if os.environ.get("WARGAME_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(text, encoding="utf-8")
    assert GOLDEN.is_file(), "write it with WARGAME_UPDATE_GOLDEN=1"
    assert text.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()
