"""Open releases in full (L14, lab licences): staging, gating, licence terms, escrow, security.

These refine the lab's own levers (release mode, delay, royalty). Care before a release makes
guards harder to strip and costs time and reach; licence limits cost derivatives and earn fees;
escrow keeps weights in; security keeps them from being stolen.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Open releases"
ROWS = ("L14", "a1", "a2", "a5", "M2", "M13", "M22")
LLAMA = ("https://centerconsulting.com/ai-library/facts/"
         "llama-license-700-million-mau-threshold")
STAGED = "Solaiman et al. 2019, release strategies of language models"
SECURITY = "Nevo et al. 2024, securing model weights (RAND)"
LICENCE = "Lerner-Tirole 2005, scope of open source licensing"
CASES = (
    ("2019-02-14", "OpenAI: GPT-2 released in stages over nine months",
     "https://openai.com/index/better-language-models"),
    ("2023-07-18", "Meta: Llama 2 under a licence with a limit of 700m monthly users", LLAMA),
    ("2025-07-11", "Moonshot: Kimi K2, attribution above 100m monthly users or USD 20m a month",
     "https://simonwillison.net/2025/Jul/11/kimi-k2"),
    ("2026", "Anthropic: Mythos to trusted partners only", "https://www.mondaq.com/1811116"),
)
CAPS = ("none", "cap_700m", "cap_100m", "cap_10m")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare the levers of a release regime and what they do."""
    _levers(book)
    _care(book)
    _licence(book)
    _security(book)


def _levers(book: Book) -> None:
    book.lever("staged_release", "labs", 0, 4, 0, "1",
               "Quarters between the first partners and everyone; the longer, the harder guards "
               "are to strip and the later everybody has the model", STAGED)
    book.lever("access_gating", "labs", 0, 1, 0, "share",
               "Part of would-be users who are checked before they get weights", STAGED)
    book.lever("licence_user_cap", "labs", 0, 3, 0, "code",
               "Monthly users above which the licence ends; larger ones pay, and some who would "
               "build on the model go elsewhere", LLAMA, choices=CAPS)
    book.lever("licence_attribution", "labs", 0, 1, 0, "code",
               "Whether products must name the model; the lab gains by its name, and some "
               "builders go elsewhere", LICENCE, choices=("no", "yes"))
    book.lever("weight_escrow", "labs", 0, 1, 0, "share",
               "Part of would-be releases that go to a trustee instead; what a trustee keeps does "
               "not spread", SECURITY)
    book.lever("weight_security", "labs", 0, 1, 0, "share",
               "Security of unreleased weights, from usual to state-proof; followers and thieves "
               "then get less from the lab", SECURITY, cost=0.05)


def _care(book: Book) -> None:
    """Staging and gating: slower, narrower, harder to strip."""
    stage, gate, escrow = (book[n] for n in ("staged_release", "access_gating", "weight_escrow"))
    learnt = book.parameter("guard_by_stage", 0.5, 0, 2, "1",
                            "Plain removal costs that each quarter of staging adds", "assumed")
    checked = book.parameter("guard_by_gating", 2, 0, 10, "1",
                             "Plain removal costs that checking everyone adds", "assumed")
    narrow = book.parameter("gating_loss", 0.4, 0.1, 0.8, "share",
                            "Freedom of use lost if everyone is checked", "assumed")
    book.contribute("release_delay_extra", stage, source=STAGED)
    book.contribute("tamper_resistance", learnt * stage + checked * gate, source=STAGED)
    book.contribute("release_allowed", 1 - escrow, source=SECURITY)
    book.contribute("licence_freedom", 1 - narrow * gate, source=STAGED, key="gating")


def _licence(book: Book) -> None:
    """Limits cost freedom of use; those who outgrow them pay."""
    from wargame.symbolic.operators import select, share

    step = book.parameter("cap_loss", 0.1, 0.03, 0.2, "share",
                          "Freedom of use lost with each step of the user cap", "assumed")
    fee = book.parameter("cap_fee", 0.02, 0.005, 0.05, "share",
                         "Part of services on the lab's weights paid to it, for each step of the "
                         "user cap", "assumed")
    named = book.parameter("attribution_loss", 0.03, 0, 0.1, "share",
                           "Freedom of use lost where products must name the model", "assumed")
    credit = book.parameter("attribution_value", 0.005, 0, 0.02, "share",
                            "Worth of being named, relative to services on the lab's weights",
                            "assumed")
    cap, naming = book["licence_user_cap"], book["licence_attribution"]
    book.contribute("licence_freedom", (1 - step * cap) * (1 - named * naming), source=LICENCE,
                    key="terms")
    ours = share(book["downloads"]) * select(book["openness"] > 0, 1, 0)
    deals = book.stock("licence_deals", "labs", "USD bn/yr", 0, 1e4,
                       "Yearly value of licence terms, from last quarter's services", LICENCE,
                       initial=0, seen="own",
                       next=(fee * cap + credit * naming) * ours * book["open_services_revenue"])
    book.contribute("lab_income", deals, source=LICENCE)


def _security(book: Book) -> None:
    """Weights that cannot be stolen: followers and misusers get less from the leader."""
    from wargame.symbolic.operators import highest, ratio, select, total

    theft = book.parameter("theft_catch_up", 0.05, 0, 0.2, "1/yr",
                           "Part of followers' catch-up that comes from the leader's poor security",
                           "assumed")
    stolen = book.parameter("theft_incidents", 0.1, 0, 0.3, "share",
                            "Part of incidents that stolen weights and secrets make possible",
                            "assumed")
    ability = book["capability"]
    leads: Any = select(ability < highest(ability), 0, 1)
    kept = book.flow("leader_security", "world", "share", 0, 1,
                     "Security of the weights of the most capable lab", SECURITY,
                     ratio(total(book["weight_security"] * leads), total(leads)))
    book.contribute("catch_up_extra", -theft * kept * (1 - leads), source=SECURITY)
    book.contribute("incident_factor", 1 - stolen * kept, source=SECURITY)


class StagedParams(Params):
    """Parameters of the staged opener."""

    lag_wanted: float = Field(
        1, ge=0, le=6, description="Nats behind the frontier from which it stages least")
    attention_felt: float = Field(
        0.5, ge=0.05, le=5, description="Public attention to harm at which it checks everyone")


class StagedOpener(Strategy):
    """Opens by stages: the nearer the frontier and the harm, the slower and the more checked."""

    name: ClassVar[str] = "staged_opener"
    actor = "lab"
    title = "Staged opener"
    claim = ("Releases weights under a licence that names it, in stages that lengthen near the "
             "frontier and with checks that tighten as harm draws attention; near the frontier and "
             "in alarm a trustee keeps part of them")
    source = STAGED
    reason = ("{lag:.1f} nat behind the frontier and attention to harm at {attention:.2f}, it "
              "releases over {staged_release:.1f} quarters and checks {access_gating:.0%} of users")
    Params = StagedParams

    def decide(self, obs: Observation, luck: Luck, params: StagedParams) -> Orders:
        """Set the pace by the distance to the frontier and the care by public attention."""
        lag, attention = obs.me["lag_to_frontier"], obs.home["salience"]
        near = clip((params.lag_wanted - lag) / (params.lag_wanted + 1), 0, 1)
        worry = clip(attention / params.attention_felt, 0, 1)
        return Orders(
            release_mode=when(worry < 1, 2, 1),
            staged_release=4 * near,
            access_gating=clip(0.2 + 0.8 * worry, 0, 1),
            licence_user_cap=when(near > 0, 2, 1),
            licence_attribution=1,
            weight_escrow=0.5 * near * worry,
            weight_security=0.3 + 0.4 * near,
            safety_share=clip(0.1 + 0.2 * worry, 0, 0.5),
        ).note(lag=lag, attention=attention)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(StagedOpener)
