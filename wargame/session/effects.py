"""Effects that the white cell asks for: checked against the model, and said in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from wargame.engine.effect import Effect, check_effects
from wargame.engine.scenario import ScenarioError, ranges
from wargame.session import figures
from wargame.session.content import EffectOn
from wargame.session.dial import Dial
from wargame.session.facts import Facts
from wargame.session.figures import Figure, number
from wargame.session.refusal import RefusedError
from wargame.session.titles import TITLES, in_sentence, parameter_figure, spelt, title_of
from wargame.session.wording import possessive
from wargame.symbolic.declarations import Parameter

#: Natural logarithms, in the units of the model.
LOGARITHM = "nat"
#: Logarithms of effective compute that are not shown as multiples of a reference elsewhere.
COMPUTE = frozenset({
    "algorithms", "aged_capability", "weights_noticed", "gap_belief", "task_threshold",
    "start_frontier", "near_frontier_lag", "relevance_width"})
#: Meanings of parameters up to this length stand behind their names.
MEANING = 70
_YOURS = (("your", "{whose}"), ("you", "{name}"))


def check_effects_on(facts: Facts, effects: Iterable[EffectOn]) -> None:
    """Raise `RefusedError` for the first effect that the model does not take, or out of range."""
    effects = tuple(effects)
    try:
        check_effects(facts.scenario, [Effect(e.name, e.member, e.operation, e.value)
                                       for e in effects])
    except ScenarioError as error:
        raise RefusedError("content", f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    for effect in effects:
        fault = dial_of(facts, effect.name).fault(effect.operation, effect.value)
        if fault:
            about = effect_words(facts, effect).rpartition(": ")[0]
            raise RefusedError("content", f"{about}: {fault} Nothing was changed.")


def dial_of(facts: Facts, name: str) -> Dial:
    """How numbers of something that effects can change are typed, and between which bounds."""
    program, figure = facts.scenario.program, figure_for(facts, name)
    if name in COMPUTE and figure.kind != "level":
        figure = figures.GAP
    if name in program.parameters:
        return Dial(figure, *ranges(facts.scenario)[name])
    variable = program.variables[name]
    return Dial(figure, variable.low, variable.high)


def effect_words(facts: Facts, effect: EffectOn) -> str:
    """An effect in a clause: ``Public trust in open models of Meridian: down 10 points``."""
    program = facts.scenario.program
    if effect.name in program.parameters:
        parameter = program.parameters[effect.name]
        words, figure, unit = _called(parameter), parameter_figure(parameter), parameter.unit
    else:
        variable = program.variables[effect.name]
        title = title_of(effect.name, variable)
        words, figure, unit = title.words, title.figure, variable.unit
    members = [facts.names.name(m) for m in (effect.member or "").split("|") if m]
    space = program.rows[effect.name].space
    about = quantity_of(words, " and ".join(members), "in" if "nations" in space else "of")
    if not members and space:
        about += ", everywhere"
    return f"{about}: {_changed(effect, figure, unit)}"


def figure_for(facts: Facts, name: str) -> Figure:
    """How numbers of something that effects can change are shown."""
    program = facts.scenario.program
    if name in program.parameters:
        return parameter_figure(program.parameters[name])
    return title_of(name, program.variables[name]).figure


def _called(parameter: Parameter) -> str:
    """A parameter's name, with what it means where that is short."""
    meaning = parameter.meaning.partition(";")[0].strip()
    words = spelt(parameter.name)
    short = 0 < len(meaning) <= MEANING and meaning.lower() != words
    return f"{words} ({in_sentence(meaning)})" if short else words


def quantity_of(words: str, name: str, of: str = "of") -> str:
    """A quantity and whose it is: ``Meta's best model``, ``Trust in Meridian``."""
    said = words[:1].upper() + words[1:]
    if not name:
        return said
    for own, put in _YOURS:
        given = put.format(whose=possessive(name), name=name)
        changed = given.join(re.split(rf"\b{own}\b", said, flags=re.IGNORECASE))
        if changed != said:
            return changed
    return f"{said} {of} {name}"


def _changed(effect: EffectOn, figure: Figure, unit: str) -> str:
    value = effect.value
    if effect.operation == "scale":
        return _scaled(value)
    if effect.name in COMPUTE or (figure.kind == "level" and effect.name in TITLES):
        return _compute(effect, figure)
    if unit == LOGARITHM:
        return _multiple(effect)
    if effect.operation == "set":
        return f"set to {figures.in_words(figures.trimmed(figure), value)}"
    if not value:
        return "no change"
    fitted = figure.fitted(value)
    digits = number(abs(value) * fitted.factor)
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    unit = fitted.change_unit if fitted.change_unit != " points" or digits != "1" else " point"
    return f"{'up' if value > 0 else 'down'} {fitted.before}{digits}{unit}"


def _compute(effect: EffectOn, figure: Figure) -> str:
    """A logarithm as what it stands for: a multiple of effective compute."""
    value = effect.value
    if effect.operation == "set":
        if figure.kind == "level":
            return f"set to {figure.text(value)} in effective compute"
        return f"set to {number(math.exp(min(value, 700.0)))} times, in effective compute"
    times = f"{math.exp(min(abs(value), 700.0)):.2g}"
    if abs(value) > 4.6:
        times = number(math.exp(min(abs(value), 700.0)), 0)
    return (f"{times} times more effective compute" if value > 0
            else f"{times} times less effective compute" if value else "no change")


def _multiple(effect: EffectOn) -> str:
    """A logarithm of something else than compute, as the multiple that it stands for."""
    if effect.operation == "set":
        return f"set to {figures.GAP.text(effect.value)}"
    if not effect.value:
        return "no change"
    times = number(math.exp(min(abs(effect.value), 700.0)))
    return f"{times} times {'as much' if effect.value > 0 else 'less'}"


def _scaled(value: float) -> str:
    """A factor in per cent where it is near 1, else in times."""
    if value == 1:
        return "no change"
    if 0 <= value < 2:
        return f"{'up' if value > 1 else 'down'} by {abs(value - 1) * 100:.3g} per cent"
    return f"multiplied by {value:g}"


def adjustable(facts: Facts) -> tuple[str, ...]:
    """What effects can change: stocks, attributes and parameters that have a range, by name."""
    program = facts.scenario.program
    return tuple(sorted([
        *(n for n, v in program.variables.items() if v.kind in ("stock", "attribute")),
        *ranges(facts.scenario).keys() & program.parameters.keys()]))
