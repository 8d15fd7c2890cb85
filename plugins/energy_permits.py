"""Energy and permits (L12): power for data centres, and how long it takes to be allowed it.

Power that a nation adds lets it take up more chips than it would have; the effect falls as chips
outgrow it. Permits that take longer or shorter than usual shift the usual building by as much. More
power also makes serving any model cheaper.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, greater, lesser
from wargame.symbolic.book import Book

TITLE = "Energy and permits"
ROWS = ("L12", "M30", "M19")
IEA = "IEA 2025, Energy and AI, https://www.business-standard.com"
CASES = (
    ("2025-04-10", "IEA: data centres from 415 to 945 TWh by 2030, of which the United States adds "
     "240", "https://www.business-standard.com"),
)
BUILDING = "time to build: Kydland-Prescott 1982"
SCARCITY = "Leontief limit, smoothed; " + IEA


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, power on its way and in use, and what it does to chips and prices."""
    book.lever("power_programme", "nations", 0, 20, 0, "GW/yr",
               "Power for data centres that the nation adds to what is built anyway; more chips "
               "can then be taken up, and serving any model gets cheaper",
               "public part of USD 2bn a GW: assumed", cost=0.5)
    book.lever("permit_months", "nations", 6, 84, 36, "1",
               "Months until power for a data centre is permitted and connected; a longer wait "
               "puts off what would be built, a shorter one brings it forward",
               "36 is usual: assumed")
    extra = _power(book)
    _effects(book, extra)


def _power(book: Book) -> Any:
    """Power over or under what would have been there, GW by nation."""
    tick = book["tick_years"]
    year = book.parameter("months_of_a_year", 12, 12, 12, "1/yr", "Months in a year", "definition")
    usual = book.parameter("usual_permit_months", 36, 36, 36, "1",
                           "Months that permits usually take", "definition of the lever's default")
    building = book.parameter(
        "usual_power_building", 9, 5, 14, "GW/yr",
        "Power for data centres that the world adds in a year", IEA + ": 530 TWh in six years at "
        "full use would be 10 GW a year; AI's part and use assumed")
    worn = book.parameter("power_retirement", 0.03, 0.01, 0.05, "1/yr",
                          "Added power that closes in a year", "assumed")
    months = book["permit_months"]
    waiting, added = book["power_waiting"], book["power_added"]
    connected = book.flow("power_connected", "nations", "GW/yr", 0, 1e5,
                          "Power of the programme that is permitted and connected in a year",
                          BUILDING, waiting * year / months)
    book.stock("power_waiting", "nations", "GW", 0, 1e4, "Power of the programme on its way",
               BUILDING, initial=0,
               next=waiting + tick * (book["power_programme"] - connected))
    book.stock("power_added", "nations", "GW", 0, 1e4, "Power that the programme has added",
               BUILDING, initial=0, next=added + tick * (connected - worn * added))
    # Another waiting time moves all later building by the difference, once.
    shift = building * book["chip_demand_share"] * (usual - months) / year
    moved = book["power_moved"]
    book.stock("power_moved", "nations", "GW", -1e3, 1e3,
               "Usual building brought forward by quick permits, or put off by slow ones",
               BUILDING, initial=0, next=moved + tick * year / usual * (shift - moved))
    return added + moved


def _effects(book: Book, extra: Any) -> None:
    import sympy as sp

    from wargame.symbolic.operators import greater, total

    draw = book.parameter(
        "power_per_chip", 1.4e-6, 1e-6, 2e-6, "GW/H100e",
        "Power of one H100e with its share of the data centre",
        "Nvidia data sheet: .7 kW a chip; the rest assumed to double it")
    least = book.parameter("power_unit", 0.1, 0.1, 0.1, "GW", "Power below which nothing is scaled",
                           "definition")
    bound = book.parameter("power_bound", 0.4, 0.1, 0.8, "share",
                           "Chips that a nation would add, as part of those it does, if power were "
                           "no limit", "assumed; the range spans finance or fabs as the limit")
    bill = book.parameter("power_part_of_serving", 0.15, 0.05, 0.3, "share",
                          "Part of serving costs that abundant power saves", "assumed")
    need = draw * book["national_compute"] + least
    relief = book.flow("power_relief", "nations", "share", -1, 1,
                       "Power added over what accelerators draw, with falling returns", SCARCITY,
                       extra / (need + sp.Abs(extra)))
    book.contribute("compute_supply", 1 + bound * relief, source=SCARCITY)
    world = total(extra)
    everywhere = book.flow("power_relief_worldwide", "world", "share", -1, 1,
                           "The same over all nations", SCARCITY,
                           world / (greater(total(need), least) + sp.Abs(world)))
    book.contribute("serving_cost_factor", 1 - bill * everywhere, source=SCARCITY)


class BuilderParams(Params):
    """Parameters of the power builder."""

    access_wanted: float = Field(
        0.8, ge=0.1, le=1, description="Part of ordered compute that its labs should get")
    programme: float = Field(
        5, ge=0, le=20, description="GW a year that it adds where labs get none")
    haste: float = Field(
        24, ge=0, le=30, description="Months it cuts from permits where labs get none")


class PowerBuilder(Strategy):
    """Adds power and hurries permits as far as its labs go short of compute."""

    name: ClassVar[str] = "power_builder"
    actor = "nation"
    title = "Power builder"
    claim = ("Adds power and shortens permits in proportion to the compute that its labs order and "
             "do not get; slows down when nobody goes short or harm alarms the public")
    source = "Hirschman 1958, unbalanced growth: relieve the bottleneck"
    reason = ("its labs get {access:.0%} of the compute they order, so it adds "
              "{power_programme:.1f} GW a year and permits take {permit_months:.0f} months")
    Params = BuilderParams

    def decide(self, obs: Observation, luck: Luck, params: BuilderParams) -> Orders:
        """Build by the shortage."""
        access, alarm = obs.me["compute_access"], clip(obs.me["alarm_felt"], 0, 1)
        short = clip(1 - access / params.access_wanted, 0, 1)
        return Orders(
            power_programme=lesser(params.programme * short, obs.me["public_purse"] / 0.5),
            permit_months=clip(36 - params.haste * short + 12 * alarm, 6, 84),
        ).note(access=greater(access, 0))


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(PowerBuilder)
