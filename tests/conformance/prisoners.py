"""The iterated prisoner's dilemma: a game of its own, without the mechanisms of the core."""

from typing import ClassVar

from wargame.hooks import hookimpl
from wargame.strategies import Memory, Orders, Strategy, greater


@hookimpl
def register_equations(book):
    from wargame.symbolic.operators import total

    mine = book.lever("defect", "labs", 0, 1, 0, "code", "Its move", "Axelrod 1984",
                      choices=("cooperate", "defect"))
    theirs = total(mine) - mine
    score = book["score"]
    # 3 for both who cooperate, 1 for both who defect, 5 for who defects alone, 0 for the other.
    book.stock("score", "labs", "1", 0, 1000, "Points so far", "Axelrod 1984", initial=0,
               next=score + 3 - 3 * theirs + 2 * mine - mine * theirs)


class TitForTat(Strategy):
    name, actor = "tit_for_tat", "lab"

    def decide(self, obs, luck, params):
        return Orders(defect=obs.rivals.highest("defect"))


class Defector(Strategy):
    name, actor = "defector", "lab"

    def decide(self, obs, luck, params):
        return Orders(defect=1)


class Cooperator(Strategy):
    name, actor = "cooperator", "lab"

    def decide(self, obs, luck, params):
        return Orders(defect=0)


class Grudger(Strategy):
    name, actor = "grudger", "lab"
    memory: ClassVar[dict[str, Memory]] = {"grudge": Memory(0, 0, 1, "the other once defected")}

    def decide(self, obs, luck, params):
        grudge = greater(obs.memory["grudge"], obs.rivals.highest("defect"))
        return Orders(defect=grudge).remember(grudge=grudge)


@hookimpl
def register_strategies(register):
    for strategy in (TitForTat, Defector, Cooperator, Grudger):
        register(strategy)
