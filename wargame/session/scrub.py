"""Explanations for a role: what it may not see is counted together and named as such."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from wargame.engine.attribution import Cause, Explanation, Term
from wargame.engine.play import Table
from wargame.engine.scenario import Scenario
from wargame.session.refusal import RefusedError
from wargame.strategies.strategy import SET_OF

UNKNOWN = "There is no such number here."
NOT_YOURS = "That number cannot be seen from your seat."
UNSEEN, UNSEEN_ORDERS = "What cannot be seen from here", "Orders that cannot be seen from here"
UNTOLD = "What the white cell has not told"


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


def scrubbed(
    table: Table, found: Explanation, turn: int, seat: str, told: Collection[str],
) -> Explanation:
    """The explanation as a seat (or nobody's eyes) may have it; its parts add up as before.

    Inputs that are not public, orders of others that moved a lever which only its owner sees, and
    what the white cell did without telling the seat are each told as one sum. ``told`` are titles
    of injects that it was told of.
    """
    program = table.scenario.program

    def seen(name: str) -> bool:
        declared = program.variables.get(name) or program.levers.get(name) or (
            program.parameters.get(name))
        return declared is not None and getattr(declared, "seen", "public") == "public"

    shown = tuple(t for t in found.terms if t.kind == "term" or seen(t.name))
    hidden = [t for t in found.terms if t not in shown]
    if hidden:
        shown = (*shown, Term("", UNSEEN, "term", math.nan, math.nan,
                              sum(t.amount for t in hidden), found.unit, "", ""))
    secret = {
        order.actor for order in table.turns[turn - 1].orders if order.actor != seat
        and any(program.levers[n].seen != "public" for n in order.changed)}
    own = f"Free action of {seat}," if seat else UNTOLD
    untold = [c for c in found.causes if (c.kind == "inject" and c.label not in told) or (
        c.kind in ("ruling", "matrix") and not c.label.startswith(own))]
    unseen = [c for c in found.causes if c.actor in secret]
    causes = tuple(c for c in found.causes if c not in unseen and c not in untold)
    if unseen:
        causes = (*causes, Cause("rivals", "", UNSEEN_ORDERS, sum(c.amount for c in unseen)))
    if untold:
        causes = (*causes, Cause("ruling", "", UNTOLD, sum(c.amount for c in untold)))
    ordered = tuple(sorted(shown, key=lambda t: -abs(t.amount)))
    return replace(found, terms=ordered, causes=causes, words=())
