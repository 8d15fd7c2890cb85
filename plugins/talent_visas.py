"""Visas for research talent (L13): fees, caps, and money to draw people in.

A fee or a tight cap turns people away; part of those turned away go to other nations. A nation's
research talent follows its inflow slowly, as people come and go.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, greater, lesser
from wargame.symbolic.book import Book

TITLE = "Talent and visas"
ROWS = ("L13",)
CASES = (
    ("2025-09-19", "United States: fee of USD 100,000 for each new H-1B visa",
     "https://sherwood.news"),
)
MIGRATION = "Borjas 1987; Grogger-Hanson 2011, selection and sorting of migrants"
CAPS = "Kerr-Lincoln 2010, the supply side of innovation: H-1B visa reforms"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, the pull of nations, inflows and the talent that stays."""
    book.lever("visa_fee", "nations", 0, 200000, 0, "USD",
               "Fee for a work visa above the usual; fewer researchers come, and some of those "
               "turned away go to other nations", "H-1B 2025: 100,000")
    book.lever("visa_places", "nations", 0.2, 3, 1, "1",
               "Places for foreign researchers, as a multiple of the usual; a tight cap turns "
               "people away, some of them to other nations", CAPS)
    book.lever("talent_grants", "nations", 0, 5, 0, "USD bn/yr",
               "Chairs, stipends and moving costs for researchers from abroad; more come, and the "
               "nation's talent follows slowly", MIGRATION,
               cost=1.0)
    _stay(book, _inflow(book, _pull(book)))


def _pull(book: Book) -> Any:
    """Change of a nation's pull on researchers, ln."""
    import sympy as sp

    deterred = book.parameter(
        "fee_response", 5e-6, 1e-6, 1.5e-5, "1/USD", "Fall of ln inflow for each dollar of the fee",
        "assumed; with caps the range covers a fall by 80 %")
    binds = book.parameter("cap_binds", 0.5, 0.1, 1, "1", "Rise of ln inflow with ln places",
                           CAPS + "; value assumed")
    drawn = book.parameter("grant_pull", 0.5, 0.1, 1, "nat",
                           "Rise of ln inflow with boundless grants", "assumed")
    half = book.parameter("grant_half", 1, 0.3, 3, "USD bn/yr",
                          "Grants at which half of that is reached", "assumed")
    grants = book["talent_grants"]
    return book.flow("talent_pull", "nations", "nat", -10, 5,
                     "Change of the nation's pull on foreign researchers, ln", MIGRATION,
                     binds * sp.log(book["visa_places"]) - deterred * book["visa_fee"]
                     + drawn * grants / (grants + half))


def _inflow(book: Book, pull: Any) -> Any:
    """Inflow against the usual: own pull, and what others turn away or draw off."""
    import sympy as sp

    from wargame.symbolic.operators import ratio, total

    diverted = book.parameter("talent_diversion", 0.4, 0, 0.8, "share",
                              "Part of the change of pull elsewhere that is felt here, reversed",
                              "assumed; the rest stay at home")
    size = book["economic_size"]
    elsewhere = ratio(total(size * pull) - size * pull, total(size))
    return book.flow("talent_inflow", "nations", "1", 0, 1e3,
                     "Foreign researchers who come, as a multiple of the usual", MIGRATION,
                     sp.exp(pull - diverted * elsewhere))


def _stay(book: Book, inflow: Any) -> None:
    import sympy as sp

    foreign = book.parameter("foreign_talent", 0.4, 0.1, 0.7, "share",
                             "Part of research talent that came from abroad",
                             "assumed; over half in leading US labs")
    turnover = book.parameter("talent_turnover", 0.25, 0.1, 0.4, "1/yr",
                              "Part of foreign researchers who are replaced in a year", "assumed")
    tick, drawn = book["tick_years"], book["talent_drawn"]
    target = sp.log(1 + foreign * (inflow - 1))
    book.stock("talent_drawn", "nations", "nat", -3, 3,
               "Change of the nation's research talent by visas, ln", MIGRATION, initial=0,
               next=drawn + tick * turnover * (target - drawn))
    book.contribute("talent_supply", drawn, source=MIGRATION)


class MagnetParams(Params):
    """Parameters of the talent magnet."""

    fee_noticed: float = Field(
        50000, ge=1000, le=200000, description="Fee elsewhere, USD, at which it opens in full")
    places: float = Field(
        2, ge=1, le=3, description="Places it offers then, as a multiple of the usual")
    grants: float = Field(
        0.5, ge=0, le=5, description="USD bn a year it pays to draw people in then")
    standing: float = Field(
        0.3, ge=0, le=1, description="Part of that it does even while others charge nothing")


class TalentMagnet(Strategy):
    """Opens its doors when others close theirs."""

    name: ClassVar[str] = "talent_magnet"
    actor = "nation"
    title = "Talent magnet"
    claim = ("Charges nothing; offers more places and money for researchers the higher the fee or "
             "the tighter the cap of the strictest other nation")
    source = "Borjas 1987; Schelling 1960: a rival's loss is an opening"
    reason = ("the highest fee elsewhere is USD {fee:,.0f} and the fewest places {places:.1f} of "
              "the usual, so it offers {visa_places:.1f}")
    Params = MagnetParams

    def decide(self, obs: Observation, luck: Luck, params: MagnetParams) -> Orders:
        """Answer the strictest other nation."""
        fee = clip(obs.rivals.highest("visa_fee"), 0, 200000)
        places = clip(obs.rivals.lowest("visa_places"), 0.2, 3)
        opening = clip(fee / params.fee_noticed + greater(1 - places, 0), 0, 1)
        effort = params.standing + (1 - params.standing) * opening
        return Orders(
            visa_fee=0,
            visa_places=1 + (params.places - 1) * effort,
            talent_grants=lesser(params.grants * effort, obs.me["public_purse"]),
        ).note(fee=fee, places=places)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(TalentMagnet)
