"""An inspection game: a regulator inspects or not, a lab keeps the rules or not, at once."""

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Params, Strategy, when

SOURCE = "Avenhaus, von Stengel and Zamir 2002"


@hookimpl
def register_equations(book):
    from wargame.symbolic.operators import highest

    cost, gain, fine, damage = (
        book.parameter(name, value, 0, 10, "1", meaning, SOURCE) for name, value, meaning in (
            ("inspection_cost", 1, "What an inspection costs the regulator"),
            ("violation_gain", 2, "What a violation that nobody sees gives the lab"),
            ("violation_fine", 5, "What the lab pays the regulator where it is caught"),
            ("violation_damage", 3, "What a violation that nobody sees costs the regulator")))
    inspect = book.lever("inspect", "regulators", 0, 1, 0, "code", "Its move", SOURCE,
                         choices=("stay", "inspect"))
    violate = book.lever("violate", "labs", 0, 1, 0, "code", "Its move", SOURCE,
                         choices=("comply", "violate"))
    seen, done = highest(inspect), highest(violate)
    book.stock("lab_payoff", "labs", "1", -1e6, 1e6, "Points so far", SOURCE, initial=0,
               next=book["lab_payoff"] + violate * (gain * (1 - seen) - fine * seen))
    book.stock("regulator_payoff", "regulators", "1", -1e6, 1e6, "Points so far", SOURCE, initial=0,
               next=book["regulator_payoff"] - cost * inspect
               + done * (fine * inspect - damage * (1 - inspect)))


class Chance(Params):
    chance: float = Field(0.5, ge=0, le=1, description="Chance of the second move in a turn")


class MixedInspector(Strategy):
    name, actor, Params = "mixed_inspector", "regulator", Chance

    def decide(self, obs, luck, params):
        return Orders(inspect=when(luck.uniform("move") < params.chance, 1, 0))


class MixedViolator(Strategy):
    name, actor, Params = "mixed_violator", "lab", Chance

    def decide(self, obs, luck, params):
        return Orders(violate=when(luck.uniform("move") < params.chance, 1, 0))


@hookimpl
def register_strategies(register):
    register(MixedInspector)
    register(MixedViolator)
