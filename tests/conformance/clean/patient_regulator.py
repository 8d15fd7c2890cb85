"""A regulator with two memories, which rises and relents step by step."""

from typing import ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.strategies import Memory, Orders, Params, Strategy, clip, when


class PatientParams(Params):
    bar: float = Field(0.4, ge=0, le=5, description="Attention to harm above which it counts")
    patience: float = Field(2, ge=1, le=8, description="Turns above the bar before it acts")


class PatientRegulator(Strategy):
    name = "patient_regulator"
    actor = "regulator"
    title = "Patient"
    claim = "Acts after several turns of attention to harm, and relents after as many calm ones"
    reason = "attention was above the bar for {hot:.0f} turns and calm for {cool:.0f}"
    memory: ClassVar[dict[str, Memory]] = {
        "hot": Memory(0, 0, 8, "turns of attention in a row"),
        "cool": Memory(0, 0, 8, "calm turns in a row")}
    optional_levers = frozenset({"liability_regime"})
    Params = PatientParams

    def decide(self, obs, luck, params):
        loud = obs.home["salience"] > params.bar
        hot = clip(when(loud, obs.memory["hot"] + 1, 0), 0, 8)
        cool = clip(when(loud, 0, obs.memory["cool"] + 1), 0, 8)
        acts, rests = hot >= params.patience, cool >= params.patience
        return Orders(liability_regime=when(acts, 2, when(rests, 0, 1))).remember(
            hot=hot, cool=cool).note(hot=hot, cool=cool)


@hookimpl
def register_strategies(register):
    register(PatientRegulator)
