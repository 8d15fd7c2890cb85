"""Open mandates (L4): what public money paid for must be open.

A nation decides which part of the models that it pays for must be released. What labs make with
public money then adds to open knowledge, and the rent they draw from keeping it falls. New public
money for models goes to open ones as far as the mandate reaches, and to labs at home otherwise.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, lesser
from wargame.symbolic.book import Book

TITLE = "Open mandates"
ROWS = ("L4",)
PLAN = "https://jeninlhome.mooo.info/item?id=48511917"
CASES = (
    ("2025-07-23", "United States: AI Action Plan supports open models, without duties", PLAN),
)
SPILLOVER = "Arrow 1962, appropriability; Jones 1995"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, what a mandate publishes and the rent it takes."""
    mandate = book.lever("open_mandate", "nations", 0, 1, 0, "share",
                         "Part of models made with public money that must be open; what labs "
                         "learn with it adds to open knowledge, and they earn less by keeping it",
                         PLAN)
    book.lever("public_model_funding", "nations", 0, 5, 0, "USD bn/yr",
               "New public money for making models, on which the mandate bears; it goes to open "
               "ones as far as the mandate reaches, else to labs at home", "assumed",
               cost=1.0)
    paid = book.attribute("public_part", "labs", "share", 0, 1,
                          "Part of the lab's work that public money paid for", "assumed",
                          value=0.1)
    _spillover(book, mandate, paid)
    _rents(book, mandate, paid)
    _funding(book, mandate)


def _spillover(book: Book, mandate: Any, paid: Any) -> None:
    from wargame.symbolic.operators import at, ratio, total

    science = book.parameter("public_science", 0.1, 0.02, 0.3, "1/yr",
                             "Growth of the open stock by public institutes that would otherwise "
                             "keep their models, if all must open them", "assumed")
    size = book["economic_size"]
    kept = (at(mandate, "home") * paid * (1 - book["openness"]) * book["research_effort"])
    opened = book.flow("mandated_openness", "labs", "share", 0, 1,
                       "Part of the lab's research that the mandate opens", SPILLOVER, kept)
    book.contribute("open_stock_inflow",
                    book["publication_rate"] * total(opened)
                    + science * ratio(total(size * mandate), total(size)), source=SPILLOVER)


def _rents(book: Book, mandate: Any, paid: Any) -> None:
    from wargame.symbolic.operators import at

    loss = book.parameter("mandated_rent", 1.5, 0.5, 4, "nat",
                          "Utility that buyers see in closed models over the same work in the "
                          "open", SPILLOVER + "; value assumed")
    book.contribute("closed_utility",
                    -loss * at(mandate, "home") * paid * (1 - book["openness"]),
                    source=SPILLOVER)


def _funding(book: Book, mandate: Any) -> None:
    from wargame.symbolic.operators import Ones, at, ratio, total

    money = book["public_model_funding"]
    book.contribute("open_fund_income", total(mandate * money), source=PLAN)
    count = total(Ones(book["capability"]), "home")
    book.contribute("compute_grant", at(ratio((1 - mandate) * money, count), "home"), source=PLAN)


class OpenScienceParams(Params):
    """Parameters of the open-science nation."""

    lead_kept: float = Field(
        1, ge=-2, le=5, description="Lead over the best other nation, nats, at which it mandates "
        "nothing")
    lag_felt: float = Field(
        2, ge=0.2, le=8, description="Nats from there down to where all public work must be open")
    funding: float = Field(
        0.5, ge=0, le=5, description="Public money for models under a full mandate, USD bn a year")


class OpenScience(Strategy):
    """Opens what it pays for, the further behind the more."""

    name: ClassVar[str] = "open_science"
    actor = "nation"
    title = "Open science"
    claim = ("Mandates and funds open models the more, the further it is behind; keeps its public "
             "work closed while it leads")
    source = "Jones 1995; Gerschenkron 1962, advantages of those who follow"
    reason = ("its labs stand {lead:+.1f} nat against those of other nations; {open_mandate:.0%} "
              "of publicly funded models must be open")
    Params = OpenScienceParams

    def decide(self, obs: Observation, luck: Luck, params: OpenScienceParams) -> Orders:
        """Followers gain from spillovers, leaders lose by them."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        wish = clip((params.lead_kept - lead) / params.lag_felt, 0, 1)
        return Orders(
            open_mandate=wish,
            public_model_funding=lesser(params.funding * wish, obs.me["public_purse"]),
        ).note(lead=lead)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(OpenScience)
