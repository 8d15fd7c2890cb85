"""Compute subsidies (L8): public money and public machines for training and tuning at home.

A grant buys training compute for labs at home under an access rule: a call open to all, one
national champion, or labs that release weights. Part of it only replaces what the lab would have
spent; that part stays with the lab as money. Public GPU-hours for small users make fine-tuning
cheaper everywhere they are offered.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import (
    Luck,
    Observation,
    Orders,
    Params,
    Strategy,
    clip,
    greater,
    lesser,
    when,
)
from wargame.symbolic.book import Book

TITLE = "Compute subsidies"
ROWS = ("L8", "M6", "M11")
CASES = (
    ("2024-03-07", "India: AI mission of about USD 1.25bn, with public GPUs for hire",
     "https://insightly.one"),
    ("2024-12-05", "Canada: sovereign compute strategy of CAD 2bn", "https://x3ai.net"),
    ("2025-02-11", "European Union: InvestAI, EUR 20bn of it for large AI factories",
     "https://x3ai.net"),
)
GRANTS = "Cohen-Noll 1991, the technology pork barrel; Aghion et al. 2015, industrial policy"
CROWDING = "David-Hall-Toole 2000, is public R&D a complement or substitute for private R&D"
RULES = ("open_call", "champion", "open_weights")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, grants by lab with crowding-out, and public GPU-hours."""
    book.lever("compute_subsidy", "nations", 0, 20, 0, "USD bn/yr",
               "Public money for training compute of labs at home; it buys training compute, "
               "though part only replaces what labs would have spent", GRANTS, cost=1.0)
    book.lever("subsidy_access", "nations", 0, 2, 0, "code",
               "Which labs at home share the subsidy; it goes to all who ask, to one champion or "
               "to those who release weights", GRANTS, choices=RULES)
    book.lever("public_gpu_hours", "nations", 0, 500, 0, "Mh/yr",
               "Public GPU-hours a year for those who tune and study models; fine-tuning gets "
               "cheaper where they are offered",
               "USD 2 an hour: assumed", cost=0.002)
    _grants(book)
    _small_users(book)


def _eligible(book: Book) -> Any:
    """Weight of each lab under its nation's access rule."""
    from wargame.symbolic.operators import at, highest, select

    ability, rule = book["capability"], at(book["subsidy_access"], "home")
    best = select(ability < at(highest(ability, "home"), "home"), 0, 1)
    return select(rule > 1.5, book["openness"], select(rule > 0.5, best, 1))


def _grants(book: Book) -> None:
    from wargame.symbolic.operators import at, ratio, total

    crowded = book.parameter(
        "subsidy_crowding_out", 0.3, 0, 0.7, "share",
        "Part of a grant that only replaces what the lab would have spent", CROWDING +
        ": a third of the studies they review find net substitution; value assumed")
    weight = book.flow("subsidy_claim", "labs", "1", 0, 1,
                       "Claim of the lab on its nation's subsidy", GRANTS, _eligible(book))
    paid = book.flow("subsidy_received", "labs", "USD bn/yr", 0, 1e3,
                     "Public money for the lab's training compute", GRANTS,
                     at(book["compute_subsidy"], "home")
                     * ratio(weight, at(total(weight, "home"), "home")))
    book.contribute("compute_grant", (1 - crowded) * paid, source=CROWDING)
    book.contribute("lab_income", crowded * paid, source=CROWDING)
    book.flow("subsidy_unspent", "nations", "USD bn/yr", 0, 1e3,
              "Subsidy for which no lab at home qualifies", "accounting",
              book["compute_subsidy"] - total(paid, "home"))


def _small_users(book: Book) -> None:
    from wargame.symbolic.operators import ratio, total

    half = book.parameter("gpu_hours_half", 50, 10, 200, "Mh/yr",
                          "Public GPU-hours that serve half of those who want them, in an economy "
                          "of the world's size", "assumed")
    spared = book.parameter("tuning_compute_part", 0.5, 0.2, 0.8, "share",
                            "Part of the cost of a fine-tune that free hours save",
                            "assumed; the rest is data and work")
    hours, size = book["public_gpu_hours"], book["economic_size"]
    served = book.flow("small_users_served", "nations", "share", 0, 1,
                       "Part of small users whom public hours serve", GRANTS,
                       ratio(hours, hours + half * size))
    book.contribute("finetune_cost_factor",
                    1 - spared * ratio(total(size * served), total(size)), source=GRANTS)


class RacerParams(Params):
    """Parameters of the subsidy racer."""

    gap_felt: float = Field(
        3, ge=0.5, le=10, description="Nats behind the best other nation at which it pays in full")
    purse: float = Field(
        2, ge=0, le=10, description="USD bn a year that it pays in full need")
    matching: float = Field(
        0.3, ge=0, le=1, description="Part of the largest other subsidy that it matches")
    lost: float = Field(
        5, ge=0.5, le=20, description="Nats behind from which it backs open weights, not a race")


class SubsidyRacer(Strategy):
    """Pays to close the gap, keeps up with others' subsidies, and turns to open weights if lost."""

    name: ClassVar[str] = "subsidy_racer"
    actor = "nation"
    title = "Subsidy racer"
    claim = ("Subsidises compute the more its labs trail and the more others pay; backs a champion "
             "while the race can be won and open weights once it cannot")
    source = "Brander-Spencer 1983, strategic R&D subsidies"
    reason = ("its labs trail by {gap:.1f} nat and the largest other subsidy is USD {other:.1f}bn "
              "a year, so it pays USD {compute_subsidy:.1f}bn")
    Params = RacerParams

    def decide(self, obs: Observation, luck: Luck, params: RacerParams) -> Orders:
        """Pay by need and by what others pay."""
        gap = greater(obs.rivals.highest("domestic_capability") - obs.me["domestic_capability"], 0)
        other = greater(obs.rivals.highest("compute_subsidy"), 0)
        need = clip(gap / params.gap_felt, 0, 1)
        lost, purse = gap > params.lost, obs.me["public_purse"]
        wish = clip(params.purse * need + params.matching * other, 0, 20)
        return Orders(
            # USD .1 bn a year is kept for public GPU-hours.
            compute_subsidy=lesser(wish, greater(purse - 0.1, 0)),
            subsidy_access=when(lost, 2, when(gap > 0, 1, 0)),
            public_gpu_hours=when(lost, 50, 10),
        ).note(gap=gap, other=other)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(SubsidyRacer)
