"""What the white cell can change, in words, with where it stands; and what the playbook says."""

from __future__ import annotations

import numpy as np

from wargame.engine.play import Table
from wargame.session.effects import adjustable, dial_of
from wargame.session.facts import Facts
from wargame.session.state import State
from wargame.session.titles import spelt, title_of
from wargame.session.white_cell_view import AdjustView

#: Moments of a playbook's script that belong to a phase of a session.
MOMENTS = {"lobby": ("briefing",), "briefing": ("briefing",), "orders": ("orders", "negotiation"),
           "locked": ("resolution",), "discussion": ("discussion",)}


def adjust_views(facts: Facts, table: Table) -> tuple[AdjustView, ...]:
    """Everything that an effect can change, by title.

    What the playbook's injects change comes first, the model's parameters last.
    """
    scenario = facts.scenario
    common = {e.name for inject in scenario.playbook.injects for e in inject.effects}
    found = [_adjust(facts, table, name, common=name in common) for name in adjustable(facts)]
    parameters = scenario.program.parameters
    return tuple(sorted(found, key=lambda a: (
        not a.common, a.name in parameters, a.title.lower())))


def _adjust(facts: Facts, table: Table, name: str, *, common: bool) -> AdjustView:
    program, sizes = facts.scenario.program, facts.scenario.sizes
    space = program.rows[name].space
    ids = sizes.names(space)
    rows = np.asarray(table.game.rows[name]).reshape(len(ids), -1)
    members = tuple((member, _whose(facts, member)) for member in ids) if space else ()
    present = tuple(float(row[0]) for row in rows)
    if name in program.parameters:
        parameter = program.parameters[name]
        words = f"{_capital(spelt(name))} (number of the model)"
        return AdjustView(name, words, parameter.meaning, dial_of(facts, name), members, present,
                          common)
    variable = program.variables[name]
    words = title_of(name, variable).words
    return AdjustView(name, _capital(words), variable.meaning, dial_of(facts, name), members,
                      present, common)


def script_of(facts: Facts, state: State) -> tuple[str, ...]:
    """What the playbook suggests to say in the present phase."""
    spec = facts.scenario.playbook.session
    turn = 0 if state.phase == "lobby" else state.turn
    return tuple(facts.names.masked(line) for moment in MOMENTS.get(state.phase, ())
                 for line in spec.script_of(turn, moment))


def _whose(facts: Facts, member: str) -> str:
    known = facts.names.by_actor
    return " and ".join(known.get(part, _capital(spelt(part))) for part in member.split("|"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
