"""A treaty on frontier training (L17): members cut runs, if the pact enforces itself.

A cut costs its maker at home and helps everybody, so members keep to it only where cheating would
probably be seen and would end a pact that is worth something: where the coalition holds enough of
the world's compute (Barrett 1994). Below that, signatures change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Memory, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Treaty on frontier training"
ROWS = ("L17",)
#: No binding treaty is known.
CASES: tuple[tuple[str, str, str], ...] = ()
ENFORCED = "Barrett 1994, self-enforcing international environmental agreements"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, the coalition, whether its members keep their word, and what that does."""
    book.lever("treaty_member", "nations", 0, 1, 0, "code",
               "Whether the nation has joined the treaty; members keep to it where cheating would "
               "be seen and the pact is worth keeping", ENFORCED, choices=("no", "yes"))
    book.lever("treaty_cut", "nations", 0, 1, 0, "share",
               "Part of training compute of labs at home that the nation pledges to leave unused; "
               "it costs at home and helps everybody, as long as members keep to it",
               "assumed")
    book.lever("treaty_verification", "nations", 0, 1, 0, "share",
               "Inspection that the nation pays for and admits; cheating is then likelier to be "
               "seen", "cost assumed", cost=0.05)
    kept = _adherence(book)
    _effects(book, kept)


def _adherence(book: Book) -> Any:
    from wargame.symbolic.operators import clip, ratio, total

    blind = book.parameter("unverified_detection", 0.4, 0.1, 0.7, "share",
                           "Chance that cheating is noticed without inspection", "assumed")
    tempting = book.parameter(
        "treaty_temptation", 0.5, 0.2, 0.8, "share",
        "Gain from cheating relative to the worth of a pact of all nations",
        ENFORCED + "; value assumed")
    width = book.parameter("treaty_width", 0.2, 0.1, 0.3, "share",
                           "Spread of that gain over members", "assumed")
    chips = book["national_compute"]
    joined = book["treaty_member"] * chips
    held = book.flow("coalition_compute_share", "world", "share", 0, 1,
                     "Part of the world's accelerators in nations that joined the treaty",
                     "accounting", ratio(total(joined), total(chips)))
    inspected = ratio(total(joined * book["treaty_verification"]), total(joined))
    seen = book.flow("treaty_detection", "world", "share", 0, 1,
                     "Chance that a member's cheating is noticed", ENFORCED,
                     blind + (1 - blind) * inspected)
    return book.flow("treaty_adherence", "world", "share", 0, 1,
                     "Part of what members pledged that they do", ENFORCED,
                     clip((held * seen - tempting) / width + 0.5, 0, 1))


def _effects(book: Book, kept: Any) -> None:
    from wargame.symbolic.operators import at

    push = book.parameter("treaty_rules", 0.1, 0, 0.3, "1/yr",
                          "Pressure for rules on open weights in members of a treaty that holds, "
                          "at a full cut", "assumed")
    cut = book.flow("treaty_cut_kept", "nations", "share", 0, 1,
                    "Part of training compute that the nation's labs leave unused", ENFORCED,
                    book["treaty_member"] * book["treaty_cut"] * kept)
    book.contribute("run_scale", 1 - at(cut, "home"), source=ENFORCED)
    book.contribute("regulatory_push", push * cut, source=ENFORCED)


class SignatoryParams(Params):
    """Parameters of the conditional signatory."""

    enough: float = Field(
        0.6, ge=0, le=1, description="Part of the world's compute, with its own, from which it "
        "joins")
    alarm: float = Field(
        0.8, ge=0.05, le=5, description="Public attention to harm at which it joins in any case")
    cut: float = Field(
        0.4, ge=0, le=1, description="Part of training compute that it pledges to leave unused")
    patience: float = Field(
        2, ge=0, le=10, description="Turns for which it stays in a treaty that does not hold")


class ConditionalSignatory(Strategy):
    """Joins what can hold, opens itself to inspection, and leaves what does not hold."""

    name: ClassVar[str] = "conditional_signatory"
    actor = "nation"
    title = "Conditional signatory"
    claim = ("Joins once the members, with it, hold enough compute, or while harm alarms its "
             "public; inspects the more, the less the treaty holds, and leaves when patience ends")
    source = ENFORCED
    reason = ("with it the coalition would hold {held:.0%} of compute, and {adherence:.0%} of "
              "what members pledged is kept")
    memory: ClassVar[Mapping[str, Memory]] = {
        "vain": Memory(0, 0, 100, "Turns in a treaty that did not hold, fading when out of it")}
    Params = SignatoryParams

    def decide(self, obs: Observation, luck: Luck, params: SignatoryParams) -> Orders:
        """Count who is in, and whether they keep their word."""
        member = obs.me["treaty_member"]
        own = obs.me["national_compute"] / (obs.nations.total("national_compute") + 1)
        held = clip(obs.world["coalition_compute_share"] + (1 - member) * own, 0, 1)
        adherence = obs.world["treaty_adherence"]
        vain = obs.memory["vain"]
        failing = (member > 0.5) & (adherence < 0.5)
        counted = when(failing, vain + 1, when(member > 0.5, 0, vain - 0.5))
        alarmed = obs.me["salience"] >= params.alarm
        joins = ((held >= params.enough) | alarmed) & (counted <= params.patience)
        return Orders(
            treaty_member=when(joins, 1, 0),
            treaty_cut=when(joins, params.cut, 0),
            treaty_verification=when(joins, 1 - 0.5 * adherence, 0),
        ).remember(vain=counted).note(held=held, adherence=adherence)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(ConditionalSignatory)
