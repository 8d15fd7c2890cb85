"""Explanations for a role: what it may not see is counted together and named as such."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from wargame.engine.attribution import Cause, Explanation, Term
from wargame.engine.effect import ORIGINS
from wargame.engine.play import Table
from wargame.engine.scenario import Scenario
from wargame.session.facts import Facts
from wargame.session.refusal import RefusedError
from wargame.session.rolls import label_of
from wargame.session.state import State
from wargame.strategies.strategy import SET_OF

UNKNOWN = "There is no such number here."
NOT_YOURS = "That number cannot be seen from your seat."
UNSEEN, UNSEEN_ORDERS = "What cannot be seen from here", "Orders that cannot be seen from here"
UNTOLD = "What the white cell has not told"
#: An effect's origin and title, as causes and terms have them.
Told = Collection[tuple[str, str]]


def member_of(scenario: Scenario, name: str, seat: str, *, everything: bool) -> str | None:
    """Whose value of a variable is meant: nobody's, the seat's own, or its nation's.

    Raises `RefusedError` for what the role may not see.
    """
    variable = scenario.program.variables.get(name) if isinstance(name, str) else None
    if variable is None:
        raise RefusedError("missing", UNKNOWN)
    if not variable.space:
        if everything or variable.seen == "public":
            return None
    elif seat:
        own = variable.space == (SET_OF[scenario.seat(seat).kind],)
        if own and (everything or variable.seen in ("public", "own")):
            return seat
        nation = scenario.playbook.actor(seat).nation
        if variable.space == ("nations",) and nation and (
                everything or variable.seen == "public"):
            return nation
    elif everything:
        return None
    raise RefusedError("role", NOT_YOURS)


def from_seat(whole: Explanation, seat: str) -> Explanation:
    """The same as it looks from a seat: others' orders are rivals'."""
    return replace(whole, causes=tuple(
        replace(cause, kind="rivals") if cause.kind == "orders" and cause.actor != seat else cause
        for cause in whole.causes))


def told_of(facts: Facts, state: State, turn: int, seat: str) -> Told:
    """Effects in a turn that a seat was told of, or the whole room where no seat is named.

    These are public injects, those to the seat, and what came of its own free actions.
    """
    known: set[tuple[str, str]] = set()
    secret: set[tuple[str, str]] = set()
    for inject in state.injects.values():
        if inject.standing == "fired" and inject.for_turn == turn:
            told = not inject.to or (bool(seat) and seat in inject.to)
            (known if told else secret).add(("inject", inject.title))
    known |= {("matrix", label_of(facts, state, r)) for r in state.rolls
              if seat and r.command.seat == seat}
    # Of two injects with one title the secret one decides.
    return frozenset(known - secret)


def scrubbed(table: Table, found: Explanation, turn: int, seat: str, told: Told) -> Explanation:
    """The explanation as a seat (or nobody's eyes) may have it; its parts add up as before.

    Inputs that are not public, effects that the role was not told of, and orders of others that
    moved a lever which only its owner sees, are each told as one sum.
    """
    program = table.scenario.program

    def seen(name: str) -> bool:
        declared = program.variables.get(name) or program.levers.get(name) or (
            program.parameters.get(name))
        return declared is not None and getattr(declared, "seen", "public") == "public"

    def known(kind: str, label: str) -> bool:
        return kind not in ORIGINS or (kind, label) in told

    shown = tuple(t for t in found.terms if known(t.kind, t.title)
                  and (t.kind in ("term", *ORIGINS) or seen(t.name)))
    hidden = [t for t in found.terms if t not in shown]
    if hidden:
        shown = (*shown, Term("", UNSEEN, "term", math.nan, math.nan,
                              sum(t.amount for t in hidden), found.unit, "", ""))
    secret = {
        order.actor for order in table.turns[turn - 1].orders if order.actor != seat
        and any(program.levers[n].seen != "public" for n in order.changed)}
    untold = [c for c in found.causes if not known(c.kind, c.label)]
    unseen = [c for c in found.causes if c.actor in secret]
    causes = tuple(c for c in found.causes if c not in unseen and c not in untold)
    if unseen:
        causes = (*causes, Cause("rivals", "", UNSEEN_ORDERS, sum(c.amount for c in unseen)))
    if untold:
        causes = (*causes, Cause("ruling", "", UNTOLD, sum(c.amount for c in untold)))
    ordered = tuple(sorted(shown, key=lambda t: -abs(t.amount)))
    return replace(found, terms=ordered, causes=causes, words=())
