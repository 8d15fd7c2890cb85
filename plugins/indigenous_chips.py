"""Chips of one's own (L18, M30): investment, yields, import bans and counter-controls.

Money becomes fabs years later; fabs give good chips only as yields are learnt. Import bans push
buyers to home-made chips and cost chips at once. Counter-controls deny others what their chips are
made of, once their stores have run down. A playbook says who holds such inputs (`input_leverage`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, lesser, when
from wargame.symbolic.book import Book

TITLE = "Indigenous chips and counter-controls"
ROWS = ("L18", "M30")
CURTAIN = "https://techcoldwar.com/silicon-curtain-export-controls-chip-industry"
CASES = (
    ("2026-01", "China: customs keep out H200 chips that the United States had licensed",
     CURTAIN),
    ("2026-04", "China: Huawei passes Nvidia as the largest source of its AI chips",
     "https://threadreaderapp.com/thread/2041241187252945071.html"),
)
LEARNING = "Arrow 1962, learning by doing; Irwin-Klenow 1994, learning in semiconductors"
BUILDING = "time to build: Kydland-Prescott 1982"
LEVERAGE = "Hirschman 1945; Farrell-Newman 2019"
BANS = ("none", "discouraged", "banned")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, fabs, yields, import bans and counter-controls."""
    book.lever("chip_investment", "nations", 0, 60, 0, "USD bn/yr",
               "Public money for fabs of AI chips at home; fabs stand years later and give good "
               "chips only as yields are learnt", BUILDING, cost=1.0)
    book.lever("chip_import_ban", "nations", 0, 2, 0, "code",
               "Whether foreign AI chips may come in; buyers turn to home-made chips, and chips "
               "are missing at once", CURTAIN, choices=BANS)
    book.lever("counter_controls", "nations", 0, 1, 0, "share",
               "Part of inputs to chips that the nation keeps from all others; others run short "
               "once their stores have run down", LEVERAGE)
    made = _fabs(book)
    _ban(book, made)
    _counter(book)


def _fabs(book: Book) -> Any:
    """Good chips from publicly built fabs, H100e a year by nation."""
    tick = book["tick_years"]
    years = book.parameter("fab_building_time", 2.5, 1.5, 4, "yr", "Time from money to fab",
                           "assumed; fabs take two to four years")
    price = book.parameter("fab_cost", 8e-5, 4e-5, 2e-4, "USD bn*yr/H100e",
                           "Public cost of capacity for one H100e a year at full yield",
                           "assumed: USD 80,000")
    worn = book.parameter("fab_wear", 0.1, 0.05, 0.2, "1/yr", "Capacity that ages out in a year",
                          "assumed")
    pace = book.parameter("yield_learning", 0.8, 0.3, 1.5, "1/yr",
                          "Speed at which yield nears its best once much is made", LEARNING)
    best = book.parameter("yield_best", 0.8, 0.6, 0.9, "share", "Yield that learning tends to",
                          "assumed; mature lines")
    unit = book.parameter("yield_unit", 1e5, 3e4, 5e5, "H100e/yr",
                          "Output at which yield is learnt at half its speed", "assumed")
    building, capacity, part = (book[n] for n in ("fabs_building", "fab_capacity", "fab_yield"))
    opened = building / years
    book.stock("fabs_building", "nations", "USD bn", 0, 1e5, "Public money in fabs not yet open",
               BUILDING, initial=0, next=building + tick * (book["chip_investment"] - opened))
    book.stock("fab_capacity", "nations", "H100e/yr", 0, 1e9, "Capacity of publicly built fabs",
               BUILDING, initial=0, next=capacity + tick * (opened / price - worn * capacity))
    made = book.flow("fab_output", "nations", "H100e/yr", 0, 1e9,
                     "Good chips from publicly built fabs", LEARNING, capacity * part)
    book.stock("fab_yield", "nations", "share", 0, 1, "Good chips as part of those begun",
               LEARNING, initial=0.25,
               next=part + tick * pace * (best - part) * made / (made + unit))
    book.contribute("chip_inflow", made, source=LEARNING)
    return made


def _ban(book: Book, made: Any) -> None:
    from wargame.symbolic.operators import ratio, select

    mild = book.parameter("import_discouraged", 0.25, 0.1, 0.5, "share",
                          "Imports that fall away when discouraged", "assumed")
    strict = book.parameter("import_banned", 0.85, 0.6, 1, "share",
                            "Imports that fall away when banned", "assumed; the rest is smuggled")
    push = book.parameter("ban_push", 0.4, 0.1, 1, "1/yr",
                          "Growth of home-made chips' odds against imports when all must buy at "
                          "home and publicly built fabs supply them", "assumed")
    ban = book["chip_import_ban"]
    shut = book.flow("imports_shut", "nations", "share", 0, 1,
                     "Part of chip imports that the nation itself keeps out", CURTAIN,
                     select(ban > 1.5, strict, select(ban > 0.5, mild, 0)))
    book.contribute("compute_supply", 1 - shut, source=CURTAIN, key="ban")
    wanted = book["chip_demand_share"] * book["chip_shipments"]
    book.contribute("domestic_chip_effort", push * (1 + shut) * ratio(made, made + wanted),
                    source=LEARNING)


def _counter(book: Book) -> None:
    from wargame.symbolic.operators import lesser, total

    held = book.attribute("input_leverage", "nations", "share", 0, 1,
                          "Part of the inputs to chips (rare metals, chemicals) that the nation "
                          "holds", "assumed", value=0.05)
    stores = book.parameter("input_stores", 1.5, 0.7, 3, "1/yr",
                            "Rate at which stores of inputs run down or are filled again",
                            "assumed")
    need = book.parameter("input_need", 0.5, 0.1, 0.9, "share",
                          "Chips that cannot be made without the inputs denied", "assumed; the "
                          "rest finds substitutes")
    kept = book["counter_controls"] * held
    scarce = book["input_scarcity"]
    book.stock("input_scarcity", "nations", "share", 0, 1,
               "Inputs to chips that the nation's suppliers lack", LEVERAGE, initial=0,
               next=scarce + book["tick_years"] * stores
               * (lesser(total(kept) - kept, 1) - scarce))
    book.contribute("compute_supply", 1 - need * scarce, source=LEVERAGE, key="inputs")


class SelfReliantParams(Params):
    """Parameters of the self-reliant nation."""

    purse: float = Field(
        20, ge=0, le=60, description="USD bn a year it invests when it gets no foreign chips")
    floor: float = Field(
        0.1, ge=0, le=1, description="Part of that it invests while nothing is denied")
    ready: float = Field(
        0.4, ge=0.05, le=0.95, description="Home-made part of its chips at which it bans imports")
    wrath: float = Field(
        0.5, ge=0.05, le=1, description="Denied part of imports at which it strikes back")


class SelfReliant(Strategy):
    """Invests as it is denied chips, strikes back, and bans imports once it can do without."""

    name: ClassVar[str] = "self_reliant"
    actor = "nation"
    title = "Self-reliant"
    claim = ("Invests in chips of its own the more it is denied, answers hard denial or others' "
             "counter-controls with its own, and shuts imports out only once it can do without")
    source = "List 1841, infant industries; Acemoglu 2002; Axelrod 1984"
    reason = ("it is denied {denied:.0%} of its imports and makes {homemade:.0%} of its chips, so "
              "it invests USD {chip_investment:.0f}bn a year")
    Params = SelfReliantParams

    def decide(self, obs: Observation, luck: Luck, params: SelfReliantParams) -> Orders:
        """Invest by what is denied; bans wait until fabs are there."""
        # What the nation keeps out itself is not denied to it.
        open_part = 1 - obs.me["imports_shut"]
        got = when(open_part > 0, obs.me["compute_supply"] / when(open_part > 0, open_part, 1), 1)
        denied, homemade = clip(1 - got, 0, 1), obs.me["domestic_chip_share"]
        struck = clip(obs.rivals.highest("counter_controls"), 0, 1)
        angry = denied >= params.wrath
        return Orders(
            chip_investment=lesser(
                params.purse * clip(params.floor + denied, 0, 1), obs.me["public_purse"]),
            chip_import_ban=when(homemade > params.ready, when(angry, 2, 1), 0),
            counter_controls=when(angry, 1, struck),
        ).note(denied=denied, homemade=homemade)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(SelfReliant)
