"""Procurement (L10): the public sector prefers open models, or shuts foreign ones out.

Public buyers are a part of demand. A preference gives open models points in their tenders and
brings contracts to labs at home that release weights. A ban shuts out models from other nations,
closed and open alike: from political strangers, or from all.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, greater, when
from wargame.symbolic.book import Book

TITLE = "Procurement preference"
ROWS = ("L10", "M15")
CASES = (
    ("2025-06-25", "United States: No Adversarial AI Act introduced, models of rivals barred from "
     "federal use", "https://cybernews.com"),
    ("2026-03", "United States: USCC warns of Chinese open models",
     "https://morningoverview.com"),
)
TENDERS = "Edler-Georghiou 2007, public procurement and innovation; McAfee-McMillan 1989"
BANS = "Farrell-Newman 2019, weaponised interdependence"
REACH = ("none", "strangers", "all_foreign")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, what tenders add to open models, and what bans shut out."""
    book.lever("open_preference", "nations", 0, 1, 0, "share",
               "Points for open models in public tenders, from none to decisive; labs at home "
               "that release weights win contracts by it", TENDERS)
    book.lever("foreign_model_ban", "nations", 0, 2, 0, "code",
               "Whose models the public sector may not use; closed and open ones alike are shut "
               "out of public tenders", BANS, choices=REACH)
    book.parameter("public_demand", 0.12, 0.04, 0.25, "share",
                   "Part of demand for models that is the public sector's",
                   "assumed; public procurement is about 12 % of GDP in the OECD")
    _bans(book)
    _preference(book)


def _bans(book: Book) -> None:
    """Part of the world's demand that is shut to each lab's models, closed or released."""
    import sympy as sp

    from wargame.symbolic.operators import at, ratio, select, total

    near = book.parameter("stranger_closeness", 0.45, 0.35, 0.5, "share",
                          "Closeness to another nation below which its models are a stranger's",
                          "assumed")
    size, ban = book["economic_size"], book["foreign_model_ban"]
    everyone = size * select(ban > 1.5, 1, 0)
    some = size * select(ban > 1.5, 0, select(ban > 0.5, 1, 0))
    strange = select(book["closeness"] < near, 1, 0)
    shut = total(everyone) - everyone + total(at(some, "first") * strange, "first")
    closed_to = book.flow("public_doors_shut", "nations", "share", 0, 1,
                          "Part of the world's public sector that models of the nation's labs may "
                          "not enter", BANS, ratio(shut, total(size)))
    lost = book.flow("demand_shut", "labs", "share", 0, 1,
                     "Part of all demand that bans shut to the lab's models", BANS,
                     book["public_demand"] * at(closed_to, "home"))
    # Shutting out a part of buyers multiplies the pull of an offer by what is left.
    book.contribute("closed_utility", book["nest_dissimilarity"] * sp.log(1 - lost), source=BANS)
    book.contribute("open_utility", sp.log(1 - total(book["open_supply_share"] * lost)),
                    source=BANS, key="ban")


def _preference(book: Book) -> None:
    from wargame.symbolic.operators import at, lesser, ratio, select, total

    worth = book.parameter("tender_points_worth", 2, 0.5, 4, "nat",
                           "Utility of decisive points for open models to a public buyer",
                           "assumed")
    award = book.parameter("tender_award", 0.15, 0.03, 0.4, "share",
                           "Part of public contracts for open models that goes to the lab at home "
                           "whose weights they use", "assumed")
    public, size = book["public_demand"], book["economic_size"]
    points = book["open_preference"]
    book.contribute("open_utility", worth * public * ratio(total(size * points), total(size)),
                    source=TENDERS, key="preference")
    supply = book["open_supply_share"]
    ours = total(supply, "home")
    ban = book["foreign_model_ban"]
    strange = select(book["closeness"] < book["stranger_closeness"], 1, 0)
    barred = select(ban > 1.5, total(ours) - ours,
                    select(ban > 0.5, total(at(ours, "second") * strange, "second"), 0))
    left: Any = book.flow("tender_supply", "nations", "share", 0, 1,
                          "Part of open models in use that the public sector may use", BANS,
                          total(ours) - barred)
    deals = book.flow("public_contracts", "labs", "USD bn/yr", 0, 1e6,
                      "Public contracts that preferences bring the lab at home", TENDERS,
                      award * public * book["services_base"]
                      * at(ratio(size, total(size)) * points, "home")
                      * lesser(ratio(supply, at(left, "home")), 1))
    book.contribute("lab_income", deals, source=TENDERS)


class PatronParams(Params):
    """Parameters of the patron of home models."""

    lag_felt: float = Field(
        2, ge=0, le=8, description="Nats behind the best other nation at which it prefers open")
    points: float = Field(0.6, ge=0, le=1, description="Points for open models at that lag or more")
    share_feared: float = Field(
        0.5, ge=0.1, le=1, description="Part of open downloads from abroad at which it shuts out "
        "strangers")


class HomePatron(Strategy):
    """Buys open where its own labs trail, and answers bans in kind."""

    name: ClassVar[str] = "home_patron"
    actor = "nation"
    title = "Patron of home models"
    claim = ("Prefers open models in public tenders the more its own labs trail; shuts out "
             "strangers' models when most open weights come from abroad and its labs can replace "
             "them, or when others ban first")
    source = "Edler-Georghiou 2007; Axelrod 1984"
    reason = ("its labs trail by {gap:.1f} nat, {abroad:.0%} of downloads come from abroad and "
              "the strictest ban elsewhere is at step {ban:.0f}")
    Params = PatronParams

    def decide(self, obs: Observation, luck: Luck, params: PatronParams) -> Orders:
        """Points by the gap, a ban by dependence and by what others do."""
        gap = greater(obs.rivals.highest("domestic_capability") - obs.me["domestic_capability"], 0)
        abroad = clip(1 - obs.me["weights_origin"], 0, 1)
        ban = greater(obs.rivals.highest("foreign_model_ban"), 0)
        fearful = (abroad > params.share_feared) & (gap < params.lag_felt)
        return Orders(
            open_preference=params.points * clip(gap / greater(params.lag_felt, 0.01), 0, 1),
            foreign_model_ban=when(ban >= 1.5, 2, when(fearful | (ban >= 0.5), 1, 0)),
        ).note(gap=gap, abroad=abroad, ban=ban)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(HomePatron)
