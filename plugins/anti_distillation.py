"""Measures against distillation (L16, M10): screening, identity checks and penalties.

Labs that sell access can look for accounts that copy their models and check who their customers
are; nations can punish labs that are caught. Followers then learn less from closed models. Honest
buyers who are asked or wrongly stopped buy a little less.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import (
    CLOSED,
    Luck,
    Observation,
    Orders,
    Params,
    Strategy,
    clip,
    greater,
    when,
)
from wargame.symbolic.book import Book

TITLE = "Measures against distillation"
ROWS = ("L16", "M10")
ALLEGED = "https://fintool.com/news/anthropic-chinese-ai-labs-distillation-attacks"
CASES = (
    ("2026-02", "Anthropic alleges 16m exchanges over 24,000 accounts by labs abroad", ALLEGED),
)
DETERRENCE = "Becker 1968, chance and size of punishment"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, what is found and deterred, and what it costs sellers."""
    book.lever("output_screening", "labs", 0, 1, 0, "share",
               "Effort to find accounts that copy the lab's models; followers then learn less "
               "from the lab, and some honest buyers are stopped too", ALLEGED, cost=0.05)
    book.lever("customer_checks", "labs", 0, 1, 0, "share",
               "Part of customers whose identity the lab checks; followers then copy less, and "
               "honest buyers who are asked buy a little less", ALLEGED)
    book.lever("distillation_penalty", "nations", 0, 3, 0, "1",
               "Penalty on labs caught copying, in multiples of what they gain by it; the higher, "
               "the less followers learn from closed models", DETERRENCE)
    _sellers(book)
    _copiers(book, _found(book))


def _found(book: Book) -> Any:
    """Part of distillation that screening stops, weighted by what closed labs sell."""
    from wargame.symbolic.operators import ratio, total

    sees = book.parameter("screening_detects", 0.5, 0.1, 0.9, "share",
                          "Part of distillation that full screening finds and stops", "assumed")
    sold = book["revenue_base"] * (1 - book["openness"])
    return book.flow("distillation_screened", "world", "share", 0, 1,
                     "Part of distillation that sellers' screening stops", ALLEGED,
                     sees * ratio(total(book["output_screening"] * sold), total(sold)))


def _sellers(book: Book) -> None:
    price = book.parameter("screening_cost", 0.05, 0.01, 0.2, "USD bn/yr",
                           "Yearly cost of full screening", "assumed")
    wrong = book.parameter("false_alarm", 0.05, 0, 0.15, "nat",
                           "Utility that buyers lose to wrong alarms under full screening",
                           "assumed")
    screening = book["output_screening"]
    book.contribute("identity_checks", book["customer_checks"], source=ALLEGED)
    book.contribute("closed_utility", -wrong * screening, source=ALLEGED)
    book.contribute("closed_cost", price * screening, source=ALLEGED)


def _copiers(book: Book, found: Any) -> None:
    """What followers still learn from the outputs of closed models, less what they would have."""
    from wargame.symbolic.operators import at, lesser, ratio, total

    abroad = book.parameter("penalty_abroad", 0.3, 0, 0.8, "share",
                            "Weight of penalties abroad, if all the market were under them",
                            "assumed")
    size, penalty = book["economic_size"], book["distillation_penalty"]
    felt = (at(penalty, "home") * (1 - abroad)
            + abroad * ratio(total(size * penalty), total(size)))
    caught = lesser(book["detection"] + (1 - book["detection"]) * found, 1)
    deterred = book.flow("distillation_deterred", "labs", "share", 0, 1,
                         "Part of distillation that the lab gives up for fear of penalties",
                         DETERRENCE, caught * felt / (1 + caught * felt))
    learnt = book["catch_up_distillation"] * book["distil_effort"] * book["distillation_reach"]
    book.contribute("catch_up_extra", -learnt * (found + (1 - found) * deterred),
                    source=DETERRENCE)


class GuardedParams(Params):
    """Parameters of the guarded vendor."""

    gap_wanted: float = Field(
        2, ge=0.2, le=8, description="Gap over open models, nats, at which it sees no need to act")
    least_runway: float = Field(
        12, ge=0, le=48, description="Months of money below which sales come before checks")
    premium: float = Field(
        0.12, ge=0, le=0.5, description="Rise of the markup with each nat of gap that buyers see")


class GuardedVendor(Strategy):
    """Sells access, and guards it the more, the closer followers come."""

    name: ClassVar[str] = "guarded_vendor"
    actor = "lab"
    title = "Guarded vendor"
    claim = ("Stays closed; screens use and checks customers the more, the closer open models "
             "come, and eases checks when it needs every sale")
    source = "Teece 1986, appropriability; " + DETERRENCE
    reason = ("open models are {gap:.1f} nat behind and its money lasts {runway:.0f} months; it "
              "checks {customer_checks:.0%} of customers")
    Params = GuardedParams

    def decide(self, obs: Observation, luck: Luck, params: GuardedParams) -> Orders:
        """Guard what is being copied, unless money runs short."""
        gap, runway = obs.world["frontier_gap"], obs.me["runway"]
        near = clip(1 - gap / params.gap_wanted, 0, 1)
        poor = runway < params.least_runway
        return Orders(
            release_mode=CLOSED,
            output_screening=when(poor, 0.3, 1) * near,
            customer_checks=when(poor, 0, 0.8) * near,
            price_stance=clip(0.75 + params.premium * obs.world["perceived_gap"], 0.3, 1.5),
            research_share=when(poor, 0.55, 0.75),
            distil_effort=0,
        ).note(gap=gap, runway=runway)


class LeadParams(Params):
    """Parameters of the lead keeper."""

    lead_felt: float = Field(
        2, ge=0.2, le=8, description="Lead of its labs, nats, at which it punishes in full")
    fullest: float = Field(
        2, ge=0, le=3, description="Penalty at that lead, in multiples of what copying gains")
    following: float = Field(
        0.5, ge=0, le=1, description="Part of the strictest other penalty that it matches anyway")


class LeadKeeper(Strategy):
    """Punishes copying while there is something to copy at home, and in step with others."""

    name: ClassVar[str] = "lead_keeper"
    actor = "nation"
    title = "Lead keeper"
    claim = ("Punishes copying the more its labs lead, and not at all while they trail, except in "
             "step with the strictest other nation")
    source = DETERRENCE + "; Helpman 1993, intellectual property and imitation"
    reason = ("its labs stand {lead:+.1f} nat against those of other nations, and the strictest of "
              "these takes {others:.1f} times the gain from copiers")
    Params = LeadParams

    def decide(self, obs: Observation, luck: Luck, params: LeadParams) -> Orders:
        """Protect a lead, and follow a norm."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        others = clip(obs.rivals.highest("distillation_penalty"), 0, 3)
        own = params.fullest * clip(lead / params.lead_felt, 0, 1)
        return Orders(
            distillation_penalty=greater(own, params.following * others),
        ).note(lead=lead, others=others)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategies."""
    register(GuardedVendor)
    register(LeadKeeper)
