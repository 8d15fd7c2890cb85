"""What the mixes of an experiment set, as its file says it: by option for a grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wargame.batch.analysis.wording import mix_words, plain

if TYPE_CHECKING:
    from wargame.batch.mix import Assignment
    from wargame.batch.results import ResultSet

Row = dict[str, str]
NOTHING = "as the playbook has it"


def mixes_table(results: ResultSet) -> dict[str, Any]:
    """``common`` to all, ``axes`` with the options of each, and mixes that are ``listed``."""
    experiment = results.experiment
    axes: dict[str, list[Row]] = {
        plain(axis): [{"name": plain(name), "what": told(given)} for name, given in options.items()]
        for axis, options in experiment.options.items()}
    axes |= {plain(axis): [{"name": plain(str(value)), "what": f"{plain(axis)}: {value}"}
                           for value in values] for axis, values in experiment.grid.items()}
    listed = [{"name": mix_words(m.name), "what": told(m)} for m in experiment.mixes]
    common = told(experiment.common)
    return {"common": "" if common == NOTHING else common, "axes": axes, "listed": listed}


def told(given: Assignment) -> str:
    """Strategies and levers of one assignment, in words."""
    parts = [f"{_who(actor)} play{'' if _many(actor) else 's'} {plain(use.use)}"
             + "".join(f", {plain(n)} {v:g}" for n, v in use.parameters.items())
             for actor, use in given.strategies.items()]
    parts += [f"{_who(actor)}: " + ", ".join(
        f"{plain(lever)} {_value(turns)}" for lever, turns in levers.items())
        for actor, levers in given.levers.items()]
    return "; ".join(parts) or NOTHING


def _many(actor: str) -> bool:
    return actor in {"labs", "nations", "regulators"}


def _who(actor: str) -> str:
    return f"all {actor}" if _many(actor) else actor.replace("_", " ")


def _value(turns: Mapping[int, Any]) -> str:
    def word(value: Any) -> str:
        return plain(value) if isinstance(value, str) else f"{value:g}"

    if set(turns) == {1}:
        return word(turns[1])
    return ", then ".join(f"{word(v)} from turn {t}" for t, v in sorted(turns.items()))
