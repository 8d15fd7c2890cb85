"""The public part of a finished session, for whoever took part to take home."""

from __future__ import annotations

import json
from typing import Any

from wargame import __version__
from wargame.engine.play import Table
from wargame.session.facts import Facts
from wargame.session.state import State
from wargame.session.views.room import claims_of, notices_for
from wargame.session.views.talk import agreements_for, messages_for, rolls_for


def public_document(facts: Facts, state: State, table: Table) -> bytes:
    """One JSON object: turns with public orders, figures, talk, claims, and the seed."""
    levers, names = facts.scenario.program.levers, facts.names
    calendar = facts.scenario.playbook.calendar
    turns = []
    for record, body in zip(table.turns, state.resolved, strict=True):
        orders: list[dict[str, Any]] = []
        for order in record.orders:
            text = state.order(record.turn, order.actor).text
            orders.append({
                "actor": names.name(order.actor), "player": body.played.get(order.actor, ""),
                "reason": names.masked(text.reason or order.reason),
                "changed": {n: list(moved) for n, moved in order.changed.items()
                            if levers[n].seen == "public"}})
        turns.append({"turn": record.turn, "quarters": calendar.turn_quarters(record.turn - 1),
                      "orders": orders,
                      "metrics": dict(record.after), "state_hash": record.state_hash})
    document = {
        "wargame": __version__, "session": state.session, "title": names.masked(
            facts.created.title), "playbook": facts.created.playbook,
        "equations": facts.created.equations, "seed": facts.created.seed,
        "salt": facts.created.salt, "seed_hash": facts.created.seed_hash, "turns": turns,
        "claims": [{"claim": c, "text": text, "verdict": words}
                   for c, text, words in claims_of(facts, table)],
        "notices": [vars(n) for n in notices_for(facts, state, "")],
        "messages": [vars(m) for m in messages_for(state, "observer")],
        "agreements": [vars(a) for a in agreements_for(facts, state, "observer")],
        "adjudications": [vars(r) for r in rolls_for(facts, state, "observer")],
        "events": state.count, "head": state.head}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
