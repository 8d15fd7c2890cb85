"""Antitrust (L11, M34): portability of work between vendors, and limits on bundling.

A duty of portability lowers what it costs to change vendors; markups follow, because buyers who
can leave respond to prices. A limit on bundling takes from a closed model the pull of the platform
it comes with. No case specific to models was found; the case is the nearest law.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Interoperability and bundling"
ROWS = ("L11", "M34", "M18")
CASES = (
    ("2025-09-12", "European Union: Data Act, right to switch between cloud providers (not "
     "specific to models)", "https://trusq.io/en/data-act-cloud-switching-and-portability.html"),
)
SWITCHING = "Klemperer 1995; Farrell-Klemperer 2007, switching costs"
BUNDLING = "Whinston 1990, tying; Nalebuff 2004, bundling as an entry barrier"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, felt duties, and what they do to lock-in, pull and costs."""
    book.lever("portability_duty", "regulators", 0, 1, 0, "share",
               "How far vendors must let customers take prompts, tuning and data along; changing "
               "vendors then costs less, and markups follow", SWITCHING)
    book.lever("bundling_limit", "regulators", 0, 1, 0, "share",
               "How far platforms may not tie their model to what else they sell; closed models "
               "lose the pull of the platform that they come with", BUNDLING)
    bite = book.parameter("portability_bite", 0.6, 0.2, 0.9, "share",
                          "Part of switching costs that full portability removes", "assumed")
    tied = book.parameter("bundle_pull", 0.4, 0.1, 1, "nat",
                          "Utility that a model everyone is reached with owes to its bundle",
                          "assumed")
    duty = book.parameter("portability_cost", 0.01, 0.001, 0.03, "share",
                          "Cost of full portability as part of a vendor's revenue", "assumed")
    portable = _felt(book, "portability_duty", "portability_felt",
                     "Portability over nations by economic size", SWITCHING)
    limited = _felt(book, "bundling_limit", "bundling_limit_felt",
                    "Limit on bundling over nations by economic size", BUNDLING)
    book.contribute("portability", 1 - bite * portable, source=SWITCHING)
    book.contribute("closed_utility", -tied * limited * book["sales_reach"], source=BUNDLING)
    book.contribute("closed_cost", duty * portable * book["revenue_base"], source=SWITCHING)


def _felt(book: Book, lever: str, name: str, meaning: str, source: str) -> Any:
    """A duty of regulators as the world market feels it."""
    from wargame.symbolic.operators import at, lesser, ratio, total

    size = book["economic_size"]
    return book.flow(name, "world", "share", 0, 1, meaning, source,
                     lesser(ratio(total(book[lever] * at(size, "jurisdiction")), total(size)), 1))


class InspectorParams(Params):
    """Parameters of the random inspector."""

    calm: float = Field(
        0.15, ge=0, le=0.5, description="Concentration (HHI) of supply below which it never acts")
    alarmed: float = Field(
        0.5, ge=0.51, le=1, description="Concentration at which it always acts")
    strength: float = Field(
        0.8, ge=0.1, le=1, description="Strength of what it orders when it acts")
    limit_above: float = Field(
        0.35, ge=0.1, le=1, description="Concentration above which it limits bundling as well")


class RandomInspector(Strategy):
    """Acts at random, the more often the more concentrated supply is."""

    name: ClassVar[str] = "random_inspector"
    actor = "regulator"
    title = "Random inspector"
    claim = ("Mixes: in each turn it imposes portability with a chance that rises with the "
             "concentration of supply, so that vendors cannot foresee it, and lifts it otherwise")
    source = "Dresher 1962; Avenhaus-von Stengel-Zamir 2002, inspection games"
    reason = ("supply is concentrated at {concentration:.2f}, so it acts with a chance of "
              "{chance:.0%}; portability is at {portability_duty:.0%}")
    Params = InspectorParams

    def decide(self, obs: Observation, luck: Luck, params: InspectorParams) -> Orders:
        """Draw whether to act."""
        found = obs.world["supply_concentration"]
        chance = clip((found - params.calm) / (params.alarmed - params.calm), 0, 1)
        acts = luck.uniform("inspection") < chance
        return Orders(
            portability_duty=when(acts, params.strength, 0),
            bundling_limit=when(acts & (found > params.limit_above), params.strength, 0),
        ).note(concentration=found, chance=chance)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(RandomInspector)
