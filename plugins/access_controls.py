"""Access controls on closed models (L2, M32): who abroad may use what labs at home sell.

A nation can close access to listed models for its rivals or for all foreigners, for part of a
year, or revoke it at a stroke. What is closed cuts buyers off; what was once revoked is remembered
abroad, and buyers who remember turn away from all that the nation's labs sell. A playbook says
who is whose rival here (`access_rivalry`, 0 unless told).
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Access controls on closed models"
ROWS = ("L2", "M32")
DIRECTIVE = ("https://pureai.com/articles/2026/06/29/"
             "are-frontier-ai-models-becoming-export-controlled-infrastructure.aspx")
CASES = (
    ("2026-06-12", "United States: directive closes two Anthropic models until 1 July", DIRECTIVE),
    ("2026-06-27", "United States: GPT-5.6 for about 20 approved organisations only",
     "https://news.chathome.org"),
)
WEAPONISED = "Hirschman 1945; Farrell-Newman 2019, weaponised interdependence"
MEMORY = "Hirschman 1970, exit; value assumed"
RULES = ("none", "rivals", "all_foreign")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, denial of access, its memory abroad and the premium on sovereignty."""
    _levers(book)
    strength, struck = _strength(book)
    _denial(book, strength, struck)
    _memory(book, strength, struck)


def _levers(book: Book) -> None:
    book.lever("access_rule", "nations", 0, 2, 0, "code",
               "Who abroad may not use listed closed models; buyers who are shut out take models "
               "from elsewhere", WEAPONISED, choices=RULES)
    book.lever("access_models", "nations", 0, 1, 0, "share",
               "Part of what labs at home sell that is on the list; the others are sold abroad as "
               "before", DIRECTIVE)
    book.lever("access_days", "nations", 0, 365, 0, "1",
               "Days in a year on which the rule is in force; buyers abroad are cut off for so "
               "much of it", DIRECTIVE + ": 19 days")
    book.lever("access_discretion", "nations", 0, 0.3, 0, "1/yr",
               "Chance a year that all access from abroad is revoked for a quarter; once it has "
               "happened, buyers abroad remember it and turn away",
               "range assumed: 0 to .3 a year")
    book.attribute("access_rivalry", "nations*nations", "share", 0, 1,
                   "How far the first nation's rule for rivals aims at the second", "assumed",
                   value=0)


def _strength(book: Book) -> tuple[Any, Any]:
    """Strength of the standing rule, and whether access is revoked in this quarter."""
    from wargame.symbolic.operators import select

    year = book.parameter("access_year", 365, 365, 365, "1", "Days in a year", "definition")
    strength = book["access_models"] * book["access_days"] / year
    luck = book.luck("access_revocation", "nations", "whether access from abroad is revoked")
    struck = book.flow(
        "access_struck", "nations", "code", 0, 1,
        "1 in a quarter in which all access from abroad is revoked", WEAPONISED,
        select(luck < book["access_discretion"] * book["tick_years"], 1, 0))
    return book.flow("access_closed", "nations", "share", 0, 1,
                     "Part of its labs' sales that the nation's standing rule closes to those it "
                     "aims at", WEAPONISED,
                     select(book["access_rule"] > 0.5, strength, 0)), struck


def _denial(book: Book, strength: Any, struck: Any) -> None:
    """What each nation cannot reach of the closed models on sale in the world."""
    from wargame.symbolic.operators import at, greater, lesser, ratio, select, total

    resold = book.parameter("access_resold", 0.3, 0.05, 0.6, "share",
                            "Part of closed access that resellers restore", "assumed")
    sales = book["revenue_base"]
    weight = book.flow("access_leverage", "nations", "share", 0, 1,
                       "Part of closed sales in the world made by labs of the nation",
                       WEAPONISED, ratio(total(sales, "home"), total(sales)))
    rule = book["access_rule"]
    everyone = greater(select(rule > 1.5, strength, 0), struck) * weight
    rivals = select(rule < 1.5, strength, 0) * weight
    aimed = total(at(rivals, "first") * book["access_rivalry"], "first")
    denied = book.flow("access_denied", "nations", "share", 0, 1,
                       "Part of closed models on sale that the nation is cut off from",
                       WEAPONISED,
                       (1 - resold) * lesser(greater(total(everyone) - everyone, 0) + aimed, 1))
    book.contribute("api_access", 1 - denied, source=WEAPONISED)


def _memory(book: Book, strength: Any, struck: Any) -> None:
    """Revocations are remembered; buyers abroad turn away and come back slowly."""
    from wargame.symbolic.operators import at, greater, highest, lesser, ratio, select, total

    tick = book["tick_years"]
    fade = book.parameter("access_memory_fade", 0.4, 0.1, 1, "1/yr",
                          "Rate at which revocations are forgotten abroad", MEMORY)
    hazard = book.parameter("access_switching", 0.15, 0.03, 0.5, "1/yr",
                            "Hazard that a buyer abroad turns away, for each remembered "
                            "revocation in full", MEMORY)
    back = book.parameter("access_return", 0.1, 0, 0.4, "1/yr",
                          "Rate at which buyers who turned away come back", MEMORY)
    premium = book.parameter("sovereign_premium", 1, 0.3, 3, "nat",
                             "Utility that buyers who turned away find lacking in the nation's "
                             "closed models", "assumed")
    aim: Any = select(book["access_rule"] > 1.5, 1,
                      greater(highest(book["access_rivalry"], "second"), 0))
    felt = greater(strength * aim, struck)
    before, record = book["access_closed_before"], book["access_record"]
    book.stock("access_closed_before", "nations", "share", 0, 1,
               "What the nation kept closed to others in the last quarter", "definition",
               initial=0, next=felt)
    book.stock("access_record", "nations", "1", 0, 40,
               "Revocations by the nation that are remembered abroad", WEAPONISED, initial=0,
               next=record * (1 - fade * tick) + greater(felt - before, 0))
    turned = book["buyers_turned"]
    book.stock("buyers_turned", "nations", "share", 0, 1,
               "Part of buyers abroad who turned away from the nation's closed models",
               WEAPONISED, initial=0,
               next=turned + lesser(hazard * record * tick, 1) * (1 - turned)
               - back * tick * turned)
    size = book["economic_size"]
    abroad = 1 - ratio(size, total(size))
    book.contribute("closed_utility", -premium * at(turned * abroad, "home"), source=WEAPONISED)


class GatekeeperParams(Params):
    """Parameters of the gatekeeper."""

    thin_lead: float = Field(
        3, ge=0, le=5, description="Lead over the best other nation, nats, below which it acts")
    open_share_felt: float = Field(
        0.8, ge=0.05, le=1, description="Open token share at which closing access is pointless")
    discretion: float = Field(
        0.1, ge=0, le=0.3, description="Chance a year of revocation in full while the lead is nil")


class Gatekeeper(Strategy):
    """Closes access while the lead is thin, and relents as open models fill in."""

    name: ClassVar[str] = "gatekeeper"
    actor = "nation"
    title = "Gatekeeper"
    claim = ("Closes its labs' best models to others as its lead thins, to everyone abroad when "
             "little is left of it, and relents as open models take the place of what it withholds")
    source = WEAPONISED
    reason = ("its labs stand {lead:+.1f} nat against those of other nations and open models "
              "carry {share:.0%} of tokens; {access_models:.0%} of closed models are on its list")
    Params = GatekeeperParams

    def decide(self, obs: Observation, luck: Luck, params: GatekeeperParams) -> Orders:
        """Weigh what denial protects against what it drives away."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        share = obs.world["open_token_share"]
        leading = lead > 0
        worry = clip(1 - lead / (params.thin_lead + 0.01), 0, 1)
        useful = clip(1 - share / params.open_share_felt, 0, 1)
        listed = when(leading, worry * useful, 0)
        return Orders(
            access_rule=when(listed > 0.5, 2, when(listed > 0, 1, 0)),
            access_models=listed,
            access_days=when(listed > 0, 365, 0),
            access_discretion=params.discretion * listed,
        ).note(lead=lead, share=share)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(Gatekeeper)
