"""What happened as one JSON object: a play, or an explanation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from wargame.engine.attribution import Explanation
from wargame.engine.faults import Held
from wargame.engine.outcomes import TestResult, Verdict
from wargame.engine.play import Play
from wargame.engine.record import OrderRecord, TurnRecord


def written(document: Mapping[str, Any]) -> str:
    """The text of a JSON object; numbers that are not finite become null."""
    return json.dumps(_finite(document), ensure_ascii=False, indent=1, allow_nan=False)


def play_document(played: Play) -> dict[str, Any]:
    """A play: its hash, the claims, the turns of its first future."""
    scenario = played.scenario
    return {
        "playbook": scenario.playbook.id,
        "seed": played.seed,
        "futures": played.futures,
        "backend": played.many.backend,
        "tier": scenario.tier[0],
        "state_hash": played.state_hash,
        "strategies": {s.actor: s.strategy.name if s.strategy else "hold" for s in scenario.seats},
        "outcomes": {v.claim: _outcome(v) for v in played.verdicts()},
        "held": [_held(held) for held in played.many.faults],
        "turns": [_turn(turn) for turn in played.turns],
    }


def explanation_document(found: Explanation, equation: str) -> dict[str, Any]:
    """An explanation; causes add up to the change, and so do the terms with the remainder."""
    plain = asdict(found)
    latex, owner, source = (plain.pop(n) for n in ("equation_latex", "equation_owner", "source"))
    parameters = plain.pop("parameters")
    return {**plain, "change": found.change, "equation": {
        "text": equation, "latex": latex, "owner": owner, "source": source,
        "parameters": parameters}}


def _held(held: Held) -> dict[str, Any]:
    """A seat that held in a turn: the fault of its first future, and how many did."""
    return {**asdict(held.fault), "first_future": int(held.futures[0]),
            "futures": int(held.futures.size)}


def _outcome(verdict: Verdict) -> dict[str, Any]:
    return {
        "text": verdict.text,
        "verdict": verdict.words,
        "holds": None if verdict.needs_batch else verdict.holds,
        "futures": verdict.futures,
        "tests": [_test(result) for result in verdict.tests],
        **({"reason": verdict.why} if verdict.needs_batch else {}),
    }


def _test(result: TestResult) -> dict[str, Any]:
    test, alone = result.test, result.values.size == 1
    bounds = {n: getattr(test, n) for n in ("at_least", "at_most", "between")}
    return {
        "metric": test.metric,
        "label": test.words,
        **{n: bound for n, bound in bounds.items() if bound is not None},
        **({"value": result.value} if alone else {"quantiles": result.quantiles}),
        "passes": bool(result.holds[0]) if alone else int(result.holds.sum()),
    }


def _turn(turn: TurnRecord) -> dict[str, Any]:
    return {
        "turn": turn.turn, "label": turn.label,
        "first_tick": turn.first_tick, "last_tick": turn.last_tick,
        "orders": [_order(order) for order in turn.orders],
        "before": dict(turn.before), "after": dict(turn.after),
        "faults": [asdict(fault) for fault in turn.faults],
        "state_hash": turn.state_hash,
        "effects": [{**record.effect.as_json(), "member": record.member, "model": record.model,
                     "before": record.before, "after": record.after} for record in turn.effects],
    }


def _order(order: OrderRecord) -> dict[str, Any]:
    return {"actor": order.actor, "player": order.player, "reason": order.reason,
            "changed": {n: list(pair) for n, pair in order.changed.items()},
            "levers": dict(order.levers)}


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
