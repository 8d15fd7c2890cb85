"""Chip export controls (L1, M30): tiers, enforcement and a cut of licensed sales.

A nation with leverage over the supply of chips denies them to its rivals. What is denied is partly
smuggled, partly made at home by learning, and scarcity makes the target's labs more efficient. A
playbook says who is whose rival (`rivalry`, 0 unless told) and whose rules reach the supply.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import (
    Luck,
    Memory,
    Observation,
    Orders,
    Params,
    Strategy,
    greater,
    lesser,
    when,
)
from wargame.symbolic.book import Book

TITLE = "Chip export controls"
ROWS = ("L1", "M30")
HISTORY = "https://aiwiki.ai/wiki/export_controls"
CASES = (
    ("2022-10-07", "United States: licence for chips at A100 level and above to China", HISTORY),
    ("2023-10-17", "United States: performance-density rule closes the A800 and H800 way around",
     HISTORY),
    ("2025-01-13", "United States: diffusion rule with tiers of nations, rescinded in May 2025",
     HISTORY),
    ("2025-04-09", "United States: H20 sales to China stopped, allowed again in July 2025",
     HISTORY),
    ("2026-01", "United States: H200 case by case for 25 % of revenue; China then blocked entry",
     "https://techcoldwar.com/silicon-curtain-export-controls-chip-industry"),
)
EVASION = "Allingham-Sandmo 1972"
SMUGGLED = "CNAS 2025: 1-40 % of Chinese training compute, median 10 %, https://www.cnas.org"
INDUCED = "Acemoglu 2002, directed technical change"
LEARNING = "Arrow 1962, learning by doing; Wright 1936"
TIERS = ("none", "high_end", "broad", "embargo")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, denial, smuggling, domestic chips and induced efficiency."""
    _levers(book)
    denied = _denial(book)
    _evasion(book, denied)
    _adaptation(book, denied)


def _levers(book: Book) -> None:
    book.lever("chip_control_tier", "nations", 0, 3, 0, "code",
               "Which chips rivals may not buy; part of what is denied is smuggled, and scarcity "
               "teaches rivals to do with less", HISTORY, choices=TIERS)
    book.lever("chip_enforcement", "nations", 0, 1, 0, "share",
               "Enforcement beyond what customs do anyway; less of what is denied is then "
               "smuggled", "cost assumed", cost=0.3)
    book.lever("revenue_cut", "nations", 0, 0.5, 0, "share",
               "Cut of licensed chip sales to rivals that the state takes; it brings money in "
               "for chips that go out",
               "H200: 25 %, " + HISTORY)
    book.attribute("rivalry", "nations*nations", "share", 0, 1,
                   "How far the first nation's controls aim at the second", "assumed", value=0)
    book.attribute("chip_leverage", "nations", "share", 0, 1,
                   "Part of the world's chip supply that the nation's rules reach", "assumed",
                   value=1)


def _denial(book: Book) -> Any:
    """Part of the chips a nation would import that controls deny it."""
    from wargame.symbolic.operators import at, lesser, select, total

    tier, cut = book["chip_control_tier"], book["revenue_cut"]
    bites = [book.parameter(f"bite_{name}", value, low, high, "share", meaning, source)
             for name, value, low, high, meaning, source in (
                 ("high_end", 0.25, 0.1, 0.5, "Denied part of imports at the high-end tier",
                  "assumed; A800 and H800 remained on sale from 2022"),
                 ("broad", 0.7, 0.4, 0.9, "Denied part of imports at the broad tier",
                  "assumed; no China variant shipped in the quarter after October 2023"),
                 ("embargo", 1.0, 0.9, 1.0, "Denied part of imports under an embargo",
                  "definition"))]
    tau = select(tier > 2.5, bites[2], select(tier > 1.5, bites[1],
                                              select(tier > 0.5, bites[0], 0)))
    base = book.parameter("enforcement_base", 0.6, 0.3, 0.95, "share",
                          "Part of a ban that holds without added enforcement", SMUGGLED)
    bend = book.parameter("chip_price_elasticity", 0.5, 0.1, 1, "1",
                          "Fall of licensed sales with the cut taken from them", "assumed")
    holds = book.flow("ban_holds", "nations", "share", 0, 1, "Part of the nation's ban that holds",
                      EVASION, base + (1 - base) * book["chip_enforcement"])
    reach = book["chip_leverage"]
    aimed = at(tau * holds * reach, "first") * book["rivalry"]
    denied = book.flow("chips_denied", "nations", "share", 0, 1,
                       "Part of the chips the nation would import that controls deny it", HISTORY,
                       lesser(total(aimed, "first"), 1))
    taken = total(at(cut * reach, "first") * book["rivalry"], "first")
    book.contribute("compute_supply", (1 - denied) * (1 - bend * lesser(taken, 1)),
                    source=HISTORY)
    return denied


def _evasion(book: Book, denied: Any) -> None:
    """Smuggling for a premium, and what the state takes from sales it allows."""
    from wargame.symbolic.operators import at, clip, highest, total

    price = book.parameter("chip_price", 3e-5, 2e-5, 4e-5, "USD bn/H100e",
                           "Price of one H100-equivalent", "assumed: USD 30,000")
    premium = book.parameter("smuggling_premium", 1, 0.3, 3, "1",
                             "Mark-up on smuggled chips where all imports are denied", "assumed")
    penalty = book.parameter("smuggling_penalty", 0.1, 0, 0.5, "1",
                             "Expected fine relative to the price of a seized chip", "assumed")
    response = book.parameter("smuggling_response", 1, 0.1, 3, "1",
                              "Smuggled part of unmet demand per unit of expected gain", SMUGGLED)
    most = book.parameter("smuggling_most", 0.4, 0.1, 0.5, "share",
                          "Largest part of unmet demand that can be smuggled", SMUGGLED)
    wanted = (book["chip_demand_share"] * book["chip_shipments"]
              * (1 - book["domestic_chip_share"]))
    caught = highest(at(book["ban_holds"] * book["chip_leverage"], "first") * book["rivalry"],
                     "first")
    gain = premium * denied * (1 - caught) - penalty * caught
    smuggled = book.flow("chips_smuggled", "nations", "H100e/yr", 0, 1e12,
                         "Chips that reach the nation against the rules", EVASION,
                         denied * wanted * clip(response * gain, 0, most))
    book.contribute("chip_inflow", smuggled, source=EVASION)
    sold = at(wanted * (1 - denied), "second") * book["rivalry"]
    book.flow("chip_licence_revenue", "nations", "USD bn/yr", 0, 1e6,
              "What the state takes from licensed sales to rivals", HISTORY,
              book["revenue_cut"] * book["chip_leverage"] * price * total(sold, "second"))


def _adaptation(book: Book, denied: Any) -> None:
    """Domestic chips by learning and frugal algorithms, both later than the ban."""
    from wargame.symbolic.operators import at

    tick = book["tick_years"]
    unit = book.parameter("chip_learning_unit", 2e5, 5e4, 1e6, "H100e",
                          "Domestic output at which half of all learning is done", "assumed")
    learning = book.parameter(
        "chip_learning", 0.2, 0.05, 0.6, "1/yr",
        "Growth of home-made chips' odds against imports once all learning is done",
        LEARNING + "; with induced substitution it fits domestic growth of 1.2-2.5x a year")
    done = book["chip_experience"]
    made = book.flow(
        "chips_substituted", "nations", "H100e/yr", 0, 1e12,
        "Domestic chips bought because imports are denied", LEARNING,
        denied * book["domestic_chip_share"] * book["chip_demand_share"] * book["chip_shipments"])
    book.stock("chip_experience", "nations", "H100e", 0, 1e12,
               "Domestic chips bought because imports were denied, in all", LEARNING, initial=0,
               next=done + made * tick)
    book.contribute("domestic_chip_effort", learning * done / (done + unit), source=LEARNING)
    speed = book.parameter("scarcity_felt", 0.8, 0.3, 2, "1/yr",
                           "Rate at which effort turns to what is scarce", INDUCED)
    effort = book.parameter("induced_efficiency", 0.2, 0, 0.6, "1/yr",
                            "Faster catch-up of labs whose nation gets no chips",
                            INDUCED + "; value assumed")
    felt = book["chip_scarcity"]
    book.stock("chip_scarcity", "nations", "share", 0, 1, "Denial that labs have adapted to",
               INDUCED, initial=0, next=felt + speed * tick * (denied - felt))
    book.contribute("catch_up_extra", effort * at(felt, "home"), source=INDUCED)


class ReciprocalParams(Params):
    """Parameters of the reciprocal nation."""

    forgiveness: float = Field(
        0.5, ge=0, le=1, description="Part of a grudge that a turn without controls wears off")
    boldness: float = Field(
        0.5, ge=0, le=1, description="Part of the rivals' tier that it answers with")


class Reciprocal(Strategy):
    """Answers controls in kind and forgives slowly."""

    name: ClassVar[str] = "reciprocal"
    actor = "nation"
    title = "Reciprocal"
    claim = ("Never controls chips first; answers the strictest controls of others in kind, and "
             "relents step by step once they are lifted")
    source = "Axelrod 1984, evolution of cooperation"
    reason = "others' strictest controls are at tier {tier:.0f} and its grudge at {grudge:.1f}"
    memory: ClassVar[Mapping[str, Memory]] = {
        "grudge": Memory(0, 0, 3, "Tier of controls that it has not forgiven yet")}
    Params = ReciprocalParams

    def decide(self, obs: Observation, luck: Luck, params: ReciprocalParams) -> Orders:
        """Remember the worst, answer it, and let it fade."""
        tier = obs.rivals.highest("chip_control_tier")
        grudge = greater(tier, obs.memory["grudge"] * (1 - params.forgiveness))
        answer = grudge * params.boldness
        return Orders(
            chip_control_tier=when(answer >= 2.5, 3, when(answer >= 1.5, 2, when(
                answer >= 0.5, 1, 0))),
            chip_enforcement=when(answer >= 0.5, lesser(0.5, obs.me["public_purse"] / 0.3), 0),
            revenue_cut=0,
        ).remember(grudge=greater(grudge, 0)).note(tier=greater(tier, 0))


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(Reciprocal)
