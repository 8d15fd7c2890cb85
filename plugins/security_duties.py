"""Duties on weights by nation (L14): security, escrow and staged release that the law demands.

A nation can ask of its labs what they may also choose by themselves: to keep weights as safe as a
state's secrets, to release in stages, or to leave weights with a trustee. Duties bind all labs at
home or only those near the frontier. What is declared here comes on top of what labs do anyway.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Duties on the security and escrow of weights"
ROWS = ("L14", "M9", "M22")
CASES = (
    ("2019-02-14", "No law yet: GPT-2 released in stages by its lab",
     "https://openai.com/index/better-language-models"),
    ("2023-10-30", "United States: order 14110, large developers report how they protect weights; "
     "rescinded in January 2025",
     "https://news.lavx.hu/article/trump-jumps-from-anything-goes-to-strict-regulation-ai-policy"),
    ("2026", "No law yet: Mythos to trusted partners only", "https://www.mondaq.com/1811116"),
)
SECURITY = "Nevo et al. 2024, securing model weights (RAND)"
STAGED = "Solaiman et al. 2019, release strategies of language models"
SCOPES = ("all_labs", "near_frontier")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, whom duties bind, and what they do to releases and to theft."""
    book.lever("security_duty", "nations", 0, 1, 0, "share",
               "Security of weights that the law demands, from usual to state-proof; less is "
               "stolen from labs at home, whatever they do by themselves", SECURITY,
               cost=0.02)
    book.lever("escrow_duty", "nations", 0, 1, 0, "share",
               "Part of would-be releases that must go to a trustee instead; what a trustee keeps "
               "does not spread, whatever the lab wishes", SECURITY)
    book.lever("staging_duty", "nations", 0, 8, 0, "1",
               "Quarters of release to trusted partners before everyone; labs at home reach the "
               "public that much later", STAGED)
    book.lever("duty_scope", "nations", 0, 1, 0, "code",
               "Which labs at home the duties bind; it is all of them, or only those near the "
               "frontier",
               "EU and US thresholds of training compute", choices=SCOPES)
    bound = _bound(book)
    _releases(book, bound)
    _theft(book, bound)


def _bound(book: Book) -> Any:
    """1 for labs that the duties of their nation bind."""
    from wargame.symbolic.operators import at, select

    near = book.parameter("duty_reach", 1.5, 0.5, 3, "nat",
                          "Lag behind the frontier from which near-frontier duties spare a lab",
                          "assumed; 1e26 operations lies about 1.5 nat above GPT-4")
    spared = select(at(book["duty_scope"], "home") > 0.5,
                    select(book["lag_to_frontier"] > near, 1, 0), 0)
    return book.flow("duty_binds", "labs", "code", 0, 1,
                     "1 where the nation's duties on weights bind the lab", "definition",
                     1 - spared)


def _releases(book: Book, bound: Any) -> None:
    from wargame.symbolic.operators import at

    learnt = book.parameter("guard_by_duty", 0.4, 0, 1.5, "1",
                            "Plain removal costs that each quarter of ordered staging adds",
                            "assumed")
    stage = bound * at(book["staging_duty"], "home")
    book.contribute("release_delay_extra", stage, source=STAGED)
    book.contribute("tamper_resistance", learnt * stage, source=STAGED)
    book.contribute("release_allowed", 1 - bound * at(book["escrow_duty"], "home"),
                    source=SECURITY)


def _theft(book: Book, bound: Any) -> None:
    """The leader's secrets: what others copy and misusers steal where nobody guards them."""
    from wargame.symbolic.operators import at, ratio, select, total

    copied = book.parameter("duty_catch_up", 0.05, 0, 0.2, "1/yr",
                            "Catch-up of followers that full duties on the leader prevent, beyond "
                            "what labs prevent by themselves", "assumed")
    stolen = book.parameter("duty_incidents", 0.1, 0, 0.3, "share",
                            "Part of incidents that full duties on the leader prevent", "assumed")
    cost = book.parameter("security_duty_cost", 0.03, 0.005, 0.15, "USD bn/yr",
                          "Cost to a lab of state-proof security", "assumed")
    lag = book["lag_to_frontier"]
    leads = select(lag > 0, 0, 1)
    guarded = book.flow("guarded", "labs", "share", 0, 1,
                        "Security of weights that the law demands of the lab", SECURITY,
                        bound * at(book["security_duty"], "home"))
    kept = book.flow("leader_guarded", "world", "share", 0, 1,
                     "Security that the law demands of the most capable lab", SECURITY,
                     ratio(total(guarded * leads), total(leads)))
    book.contribute("catch_up_extra", -copied * kept * (1 - leads), source=SECURITY)
    book.contribute("incident_factor", 1 - stolen * kept, source=SECURITY)
    book.contribute("closed_cost", cost * guarded, source=SECURITY)


class GuardianParams(Params):
    """Parameters of the guardian."""

    attention_felt: float = Field(
        0.6, ge=0.05, le=5, description="Public attention to harm at which duties are in full")
    lead_guarded: float = Field(
        1, ge=0, le=5, description="Lead over other nations, nats, from which it guards weights")
    bluff: float = Field(
        0.2, ge=0, le=1, description="Chance of a turn with full security whatever is seen")


class Guardian(Strategy):
    """Guards a lead, stages releases as harm draws attention, and audits at random."""

    name: ClassVar[str] = "guardian"
    actor = "nation"
    title = "Guardian"
    claim = ("Demands security of its labs while they lead and staged release as harm draws "
             "attention, escrow only in alarm; now and then audits security unannounced")
    source = "Nevo et al. 2024; Dresher 1962, mixed strategies of inspection"
    reason = ("its labs stand {lead:+.1f} nat against others and attention to harm at "
              "{attention:.2f}: security {security_duty:.0%}, staging {staging_duty:.1f} quarters")
    Params = GuardianParams

    def decide(self, obs: Observation, luck: Luck, params: GuardianParams) -> Orders:
        """Security by the lead or by chance, staging by attention."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        attention = obs.me["salience"]
        worry = clip(attention / params.attention_felt, 0, 1)
        audit = luck.uniform("audit") < params.bluff
        return Orders(
            security_duty=when(audit | (lead > params.lead_guarded), 1, 0.3 * worry),
            staging_duty=2 * worry,
            escrow_duty=when(worry >= 1, 0.5, 0),
            duty_scope=when(worry >= 1, 0, 1),
        ).note(lead=clip(lead, -70, 70), attention=attention)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(Guardian)
