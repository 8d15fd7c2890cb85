"""Licensing and review before release (L5): a threshold, a delay, voluntary or mandatory.

Above a threshold of capability a model waits for a regulator before it is sold or released. Law at
home binds in full and law abroad as far as its market counts. Short-staffed regulators keep a
queue. Review costs a fee, which small labs feel most, and finds some harm before it happens.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, lesser, when
from wargame.symbolic.book import Book

TITLE = "Licensing and review before release"
ROWS = ("L5",)
ORDER = ("https://news.lavx.hu/article/"
         "trump-jumps-from-anything-goes-to-strict-regulation-ai-policy")
CASES = (
    ("2023-10-30", "United States: order 14110, reports above 1e26 operations; rescinded in "
     "January 2025", ORDER),
    ("2026-06-02", "United States: order on voluntary review of 30 days before release",
     "https://bruno.digital"),
)
ENTRY = "Stigler 1971, regulation as a barrier to entry"
ABROAD = "Bradford 2020, the Brussels effect; value assumed"
MODES = ("none", "voluntary", "mandatory")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, the wait they cause by nation and lab, its cost and what it prevents."""
    book.lever("review_mode", "regulators", 0, 2, 0, "code",
               "Whether models are reviewed before they are sold or released; they wait and pay a "
               "fee, which small labs feel most, and some harm is found in time", ORDER,
               choices=MODES)
    book.lever("review_threshold", "regulators", -5, 20, 1.5, "nat",
               "Capability from which models are reviewed; smaller ones go free of it, and 1.56 "
               "is 1e26 operations by the methods of 2023", ORDER)
    book.lever("review_days", "regulators", 0, 360, 30, "1",
               "Days that a review takes; a model waits for them, and longer where the queue is "
               "long",
               "https://bruno.digital: 30 days")
    book.lever("review_staff", "regulators", 0, 0.2, 0, "USD bn/yr",
               "Money for reviewers, which shortens the queue; without it models of all labs keep "
               "waiting", "assumed", cost=1.0)
    force, line, wait = _law(book)
    reviewed = _reviewed(book, force, line, wait)
    _costs(book, reviewed)
    _harm(book, force, line)


def _law(book: Book) -> tuple[Any, Any, Any]:
    """Force, threshold and wait of the review in each nation, the strictest where there are two."""
    from wargame.symbolic.operators import clip, greater, highest, lowest, select

    taken = book.parameter("review_uptake", 0.5, 0.2, 0.9, "share",
                           "Part of models brought to a voluntary review", "assumed")
    queue = book.parameter("review_queue", 1, 0, 3, "1",
                           "Time in the queue relative to the review without added reviewers",
                           "assumed")
    unit = book.parameter("review_staff_unit", 0.02, 0.005, 0.1, "USD bn/yr",
                          "Money for reviewers that halves the queue", "assumed")
    quarter = book.parameter("review_quarter", 91.25, 91.25, 91.25, "1", "Days in a quarter",
                             "definition")
    mode, staff = book["review_mode"], book["review_staff"]
    force = select(mode > 1.5, 1, select(mode > 0.5, taken, 0))
    wait = book["review_days"] / quarter * (1 + queue * unit / (unit + staff))
    by_nation = book.flow("review_force", "nations", "share", 0, 1,
                          "Part of models above the threshold that are reviewed", ORDER,
                          greater(highest(force, "jurisdiction"), 0))
    line = clip(lowest(select(mode > 0.5, book["review_threshold"], 100), "jurisdiction"),
                -100, 100)
    quarters = book.flow("review_wait", "nations", "1", 0, 40,
                         "Quarters that reviewed models wait in the nation", ORDER,
                         greater(highest(select(mode > 0.5, wait, 0), "jurisdiction"), 0))
    return by_nation, line, quarters


def _reviewed(book: Book, force: Any, line: Any, wait: Any) -> Any:
    """Part of the lab's best model that is under review, and the wait it causes."""
    from wargame.symbolic.operators import at, clip, greater, ratio, total

    width = book.parameter("review_grey_zone", 1, 0.3, 2, "nat",
                           "Width of the range of capability in which review phases in", "assumed")
    reach = book.parameter("review_abroad", 0.5, 0, 1, "share",
                           "How far law abroad binds a lab, if all the market were under it",
                           ABROAD)
    best, size = book["capability"], book["economic_size"]
    under = clip((best - line) / width + 0.5, 0, 1) * force
    by_lab = book.flow("review_reach", "labs*nations", "share", 0, 1,
                       "Part of the lab's best model that the nation would have reviewed", ORDER,
                       under)
    home = clip((best - at(line, "home")) / width + 0.5, 0, 1) * at(force, "home")
    abroad = ratio(total(by_lab * size, "nations"), total(size))
    reviewed = book.flow("under_review", "labs", "share", 0, 1,
                         "Part of the lab's best model that is reviewed", ORDER,
                         greater(home, reach * abroad))
    waited = ratio(total(by_lab * size * wait, "nations"), total(size))
    delay = book.flow("review_delay", "labs", "1", 0, 40,
                      "Quarters by which review holds up the lab's best model", ORDER,
                      greater(home * at(wait, "home"), reach * waited))
    book.contribute("offer_delay", delay, source=ORDER)
    book.contribute("release_delay_extra", delay, source=ORDER)
    return reviewed


def _costs(book: Book, reviewed: Any) -> None:
    fee = book.parameter("licence_fee", 0.01, 0.001, 0.05, "USD bn/yr",
                         "Yearly cost to a lab of having its models reviewed", "assumed")
    book.contribute("closed_cost", fee * reviewed, source=ENTRY)
    book.contribute("release_cost", fee * reviewed, source=ENTRY)


def _harm(book: Book, force: Any, line: Any) -> None:
    from wargame.symbolic.operators import clip

    caught = book.parameter("review_catch", 0.1, 0.02, 0.3, "share",
                            "Part of incidents that review of all models prevents", "assumed")
    above = clip((book["closed_frontier"] - line) / book["review_grey_zone"] + 0.5, 0, 1)
    book.contribute("incident_factor", 1 - caught * force * above, source=ORDER)


class LicensingParams(Params):
    """Parameters of the licensing regulator."""

    attention_felt: float = Field(
        0.6, ge=0.05, le=5, description="Public attention to harm from which review is mandatory")
    longest: float = Field(
        120, ge=0, le=360, description="Days of review when attention is at twice that")
    lag_borne: float = Field(
        3, ge=0, le=10, description="Nats behind the frontier at which it only asks for "
        "voluntary review")


class Licensing(Strategy):
    """Reviews models at the frontier, in earnest once harm draws attention."""

    name: ClassVar[str] = "licensing"
    actor = "regulator"
    title = "Licensing"
    claim = ("Asks for voluntary review of models near the frontier; makes it mandatory, longer "
             "and better staffed as harm draws attention, unless labs at home are far behind")
    source = "Stigler 1971; Ayres-Braithwaite 1992, responsive regulation"
    reason = ("attention to harm stands at {attention:.2f} and labs at home are {lag:.1f} nat "
              "behind; review takes {review_days:.0f} days")
    Params = LicensingParams

    def decide(self, obs: Observation, luck: Luck, params: LicensingParams) -> Orders:
        """Escalate with attention, and spare followers."""
        attention = obs.home["salience"]
        lag = obs.world["closed_frontier"] - obs.home["domestic_capability"]
        worry = clip(attention / params.attention_felt, 0, 2)
        strict = (worry >= 1) & (lag < params.lag_borne)
        return Orders(
            review_mode=when(strict, 2, 1),
            review_threshold=clip(obs.world["closed_frontier"] - when(strict, 1, 0), -5, 20),
            review_days=when(strict, clip(params.longest * worry / 2, 30, 360), 30),
            review_staff=lesser(when(strict, 0.02 * worry, 0), obs.me["agency_budget"]),
        ).note(attention=attention, lag=lag)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(Licensing)
