"""Explanations of a session's numbers, for whoever looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.engine.attribution import Explanation
from wargame.session.titles import titled
from wargame.session.view import Known, Room
from wargame.symbolic.declarations import Lever, Variable
from wargame.symbolic.program import Program
from wargame.ui.faces import faces_of
from wargame.ui.games import scenario_of
from wargame.ui.views.room_headline import headline_names
from wargame.ui.views.why import Reader, Why
from wargame.ui.views.why import explained as in_words

ENDED = ("debrief", "closed")


def reader_of(room: Room, seat: str, *, everything: bool = False) -> Reader:
    """Who reads: a seat sees what is public and of its own, everybody all of it at the end."""
    variables: Mapping[str, Variable] = {}
    program: Program | None = None
    parameters: Mapping[str, float] = {}
    levers: Mapping[str, Lever] = {}
    scenario = scenario_of(room)
    if scenario is not None:
        program, parameters = scenario.program, scenario.parameters
        variables, levers = program.variables, program.levers

    def sees(name: str) -> bool:
        if everything or room.phase in ENDED:
            return True
        declared = variables.get(name) or levers.get(name)
        return declared is not None and declared.seen == "public"

    return Reader(faces_of(room.seats), seat, sees, variables, parameters, program)


def explanation(room: Room, found: Explanation, turn: int, reader: Reader) -> Why:
    """An explanation in words."""
    return in_words(found, reader, turn, "")


def askable(room: Room, known: Iterable[Known]) -> dict[str, str]:
    """What can be asked about, with its words: headlines, other metrics, then own quantities."""
    series = {s.name: s for s in room.series}
    names = list(headline_names(room))
    names += sorted((n for n in series if n not in names),
                    key=lambda n: titled(n, series[n].title, series[n].unit).words)
    found = {n: titled(n, series[n].title, series[n].unit).words for n in names}
    own = {k.name: titled(k.name, k.title, k.unit).words for k in known if k.name not in found}
    return found | dict(sorted(own.items(), key=lambda pair: pair[1]))
