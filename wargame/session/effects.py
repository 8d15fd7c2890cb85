"""Effects that the white cell asks for: checked against the model, and said in words."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine.effect import Effect, check_effects
from wargame.engine.scenario import ScenarioError, ranges
from wargame.session.content import EffectOn
from wargame.session.facts import Facts
from wargame.session.refusal import RefusedError
from wargame.session.titles import parameter_figure, spelt, title_of

WORDS = {"set": "set to", "add": "moved by", "scale": "multiplied by"}


def check_effects_on(facts: Facts, effects: Iterable[EffectOn]) -> None:
    """Raise `RefusedError` for the first effect that the model does not take."""
    try:
        check_effects(facts.scenario, [Effect(e.name, e.member, e.operation, e.value)
                                       for e in effects])
    except ScenarioError as error:
        raise RefusedError("content", f"{str(error)[:1].upper()}{str(error)[1:]}.") from None


def effect_words(facts: Facts, effect: EffectOn) -> str:
    """An effect in a clause: ``Trust of Meridian moved by -0.1``."""
    program = facts.scenario.program
    if effect.name in program.parameters:
        parameter = program.parameters[effect.name]
        words, figure = spelt(effect.name), parameter_figure(parameter)
    else:
        title = title_of(effect.name, program.variables.get(effect.name))
        words, figure = title.words, title.figure
    whose = " and ".join(facts.names.name(m) for m in (effect.member or "").split("|") if m)
    plain = effect.operation == "scale" or figure.kind != "plain"
    value = f"{effect.value:g}" if plain else figure.text(effect.value)
    return (f"{words[:1].upper()}{words[1:]}{f' ({whose})' if whose else ''} "
            f"{WORDS[effect.operation]} {value}")


def adjustable(facts: Facts) -> tuple[str, ...]:
    """What effects can change: stocks, attributes and parameters that have a range, by name."""
    program = facts.scenario.program
    return tuple(sorted([
        *(n for n, v in program.variables.items() if v.kind in ("stock", "attribute")),
        *ranges(facts.scenario).keys() & program.parameters.keys()]))
