"""Restrictions on weights (L3): models above a threshold whose weights may not be released.

A ban binds labs at home. Part of what it forbids comes out elsewhere, through labs' branches and
partners in nations that do not ban, the more the larger these are; enforcement narrows the way.
A nation may also forbid the use of weights from abroad. What is out stays out.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, greater
from wargame.symbolic.book import Book

TITLE = "Weight restrictions"
ROWS = ("L3", "M29")
DIFFUSION = "https://aiwiki.ai/wiki/export_controls"
NTIA = "https://www.ntia.gov"
CASES = (
    ("2024-07-30", "United States: NTIA advises to monitor open weights, not to restrict them",
     NTIA),
    ("2025-01-13", "United States: diffusion rule restricts closed weights above 1e26 operations "
     "and exempts open ones; rescinded in May 2025", DIFFUSION),
)
LEAKAGE = "Felder-Rutherford 1993, leakage of unilateral rules; value assumed"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, how much of a ban leaks, and what it leaves of releases and of use."""
    _levers(book)
    width = book.parameter("weight_grey_zone", 1, 0.3, 2, "nat",
                           "Width of the range of capability in which a ban phases in", "assumed")
    _releases(book, width, _leak(book))
    _use(book, width)


def _levers(book: Book) -> None:
    book.lever("weight_threshold", "nations", -5, 20, 1.5, "nat",
               "Capability from which the ban bites; smaller ones go free of it, and 1.56 is 1e26 "
               "operations by the methods of 2023", DIFFUSION)
    book.lever("weight_ban", "nations", 0, 1, 0, "share",
               "Part of models above the threshold whose weights labs at home may not release; "
               "some come out all the same by way of nations without a ban",
               DIFFUSION)
    book.lever("weight_enforcement", "nations", 0, 1, 0, "share",
               "Enforcement against releases by way of other nations; the way through branches "
               "and partners abroad gets narrower", "cost assumed", cost=0.1)
    book.lever("foreign_weights_ban", "nations", 0, 1, 0, "share",
               "Part of uses of weights from abroad, above the threshold, that are forbidden; "
               "buyers at home lose them, though what is out stays out",
               NTIA)


def _leak(book: Book) -> Any:
    """Part of what a nation bans that comes out in nations that do not."""
    from wargame.symbolic.operators import greater, ratio, total

    most = book.parameter("weight_leak", 0.5, 0.1, 0.9, "share",
                          "Part of banned releases that come out abroad if nobody else bans and "
                          "nobody enforces", LEAKAGE)
    held = book.parameter("weight_enforced", 0.8, 0.5, 0.95, "share",
                          "Part of that way out which full enforcement closes", "assumed")
    size = book["economic_size"]
    free = size * (1 - book["weight_ban"])
    elsewhere = ratio(greater(total(free) - free, 0), total(size) - size)
    return book.flow("weight_leakage", "nations", "share", 0, 1,
                     "Part of the releases that the nation bans which come out elsewhere",
                     LEAKAGE, most * elsewhere * (1 - held * book["weight_enforcement"]))


def _releases(book: Book, width: Any, leak: Any) -> None:
    from wargame.symbolic.operators import at, clip

    above = clip((book["capability"] - at(book["weight_threshold"], "home")) / width + 0.5, 0, 1)
    banned = book.flow("release_banned", "labs", "share", 0, 1,
                       "Part of the lab's would-be releases that the ban at home prevents",
                       LEAKAGE, above * at(book["weight_ban"] * (1 - leak), "home"))
    book.contribute("release_allowed", 1 - banned, source=DIFFUSION)


def _use(book: Book, width: Any) -> None:
    from wargame.symbolic.operators import clip

    above = clip((book["open_frontier"] - book["weight_threshold"]) / width + 0.5, 0, 1)
    foreign = 1 - book["weights_origin"]
    book.contribute("diffusion_allowed", 1 - book["foreign_weights_ban"] * above * foreign,
                    source=NTIA)


class GuardianParams(Params):
    """Parameters of the weight guardian."""

    attention_felt: float = Field(
        0.6, ge=0.05, le=5, description="Public attention to harm at which it wants a full ban")
    alone: float = Field(
        0.4, ge=0, le=1, description="Part of the wanted ban that it imposes when nobody else does")
    margin: float = Field(
        0.5, ge=-3, le=5, description="Nats by which the threshold lies above the open frontier")


class WeightGuardian(Strategy):
    """Bans new weights as harm draws attention, and in full only if others do."""

    name: ClassVar[str] = "weight_guardian"
    actor = "nation"
    title = "Weight guardian"
    claim = ("Bans weights beyond those already out as harm draws attention, goes further the "
             "more others ban, and enforces against the way round by other nations")
    source = LEAKAGE
    reason = ("attention to harm stands at {attention:.2f} and others ban {others:.0%}; it bans "
              "{weight_ban:.0%} of releases above {weight_threshold:.1f} nat")
    Params = GuardianParams

    def decide(self, obs: Observation, luck: Luck, params: GuardianParams) -> Orders:
        """Attention sets the wish, the others' bans how much of it makes sense."""
        attention = obs.me["salience"]
        others = clip(obs.rivals.mean("weight_ban"), 0, 1)
        wish = clip(attention / params.attention_felt, 0, 1)
        return Orders(
            weight_threshold=clip(greater(obs.world["open_frontier"], -5) + params.margin, -5, 20),
            weight_ban=wish * (params.alone + (1 - params.alone) * others),
            weight_enforcement=wish * (1 - others),
            foreign_weights_ban=0.5 * wish * others,
        ).note(attention=attention, others=others)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(WeightGuardian)
