"""Evaluation institutes (L15): money, coverage, and whether they may block a release.

Institutes test models. What they publish makes benchmarks less noisy for all buyers; what they
find at home lowers harm and helps defence. Where they may block, part of the releases and offers
of labs at home waits or fails.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, lesser, when
from wargame.symbolic.book import Book

TITLE = "Evaluation institutes"
ROWS = ("L15", "M14")
AISI = "https://prismnews.com/news/uks-ai-security-institute-becomes-model-for-global-safety"
CAISI = ("https://chatforest.com/builders-log/"
         "caisi-frontier-ai-government-testing-enterprise-builders")
CASES = (
    ("2023-11-02", "United Kingdom: AI Safety (now Security) Institute, GBP 66m a year", AISI),
    ("2026-06-02", "United States: CAISI, more than 40 evaluations, cannot block", CAISI),
)
SIGNALS = "Akerlof 1970, certification; Goodhart 1975"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, testing, and what it does to noise, harm and releases."""
    book.lever("institute_budget", "nations", 0, 1, 0, "USD bn/yr",
               "Money for testing models; the more, the less noisy are benchmarks for every buyer",
               AISI + ": about .08", cost=1.0)
    book.lever("institute_coverage", "nations", 0, 1, 0, "share",
               "Part of new models that the institute is given to test; what it finds at home "
               "lowers harm and helps defence", CAISI)
    book.lever("institute_blocks", "nations", 0, 1, 0, "code",
               "Whether the institute may hold up or stop what fails; part of what labs at home "
               "release and offer then waits or fails", CAISI,
               choices=("no", "yes"))
    tested = _testing(book)
    _noise(book)
    _harm(book, tested)
    _blocking(book, tested)


def _testing(book: Book) -> Any:
    half = book.parameter("institute_half", 0.1, 0.03, 0.3, "USD bn/yr",
                          "Budget at which an institute tests half as well as it could", "assumed")
    budget = book["institute_budget"]
    return book.flow("tested_share", "nations", "share", 0, 1,
                     "Part of models new to the nation that its institute tests well", SIGNALS,
                     book["institute_coverage"] * budget / (budget + half))


def _noise(book: Book) -> None:
    """Published tests inform everyone, so budgets add up across borders."""
    from wargame.symbolic.operators import total

    cut = book.parameter("noise_cut", 0.6, 0.2, 0.9, "share",
                         "Part of the error and gaming of benchmarks that ample testing removes",
                         "assumed")
    ample = book.parameter("testing_half", 0.2, 0.05, 0.6, "USD bn/yr",
                           "Money for testing, worldwide, at which half of that is reached",
                           "assumed")
    spent = total(book["institute_budget"] * book["institute_coverage"])
    informed = book.flow("testing_published", "world", "share", 0, 1,
                         "How far institutes' results reach what ample testing would show",
                         SIGNALS, spent / (spent + ample))
    book.contribute("evaluation_noise", 1 - cut * informed, source=SIGNALS)


def _harm(book: Book, tested: Any) -> None:
    found = book.parameter("harm_found", 0.1, 0.02, 0.3, "share",
                           "Part of incidents that makers prevent once all models are tested",
                           "assumed")
    stopped = book.parameter("harm_stopped", 0.15, 0.03, 0.4, "share",
                             "Further part prevented where the institute may block", "assumed")
    known = book.parameter("defence_by_testing", 0.05, 0, 0.15, "share",
                           "Defence added once all models are tested", "assumed")
    book.contribute("incident_factor",
                    1 - (found + stopped * book["institute_blocks"]) * tested, source=SIGNALS)
    book.contribute("defence_extra", known * tested, source=SIGNALS)


def _blocking(book: Book, tested: Any) -> None:
    from wargame.symbolic.operators import at

    fails = book.parameter("test_failure", 0.15, 0.02, 0.4, "share",
                           "Part of tested open releases that are stopped for good", "assumed")
    wait = book.parameter("blocked_wait", 1, 0.25, 3, "1",
                          "Quarters for which tested models wait on average where the institute "
                          "may block", "assumed")
    blocked = at(tested * book["institute_blocks"], "home")
    book.contribute("release_allowed", 1 - fails * blocked, source=CAISI)
    book.contribute("offer_delay", wait * blocked, source=CAISI)
    book.contribute("release_delay_extra", wait * blocked, source=CAISI)


class EvaluatorParams(Params):
    """Parameters of the evaluator nation."""

    budget: float = Field(
        0.08, ge=0.005, le=0.5, description="Money for testing in quiet times, USD bn a year")
    attention_felt: float = Field(
        0.7, ge=0.05, le=5, description="Public attention to harm from which the institute may "
        "block")
    unclear: float = Field(
        1, ge=0.1, le=5, description="Difference of seen and true gap, nats, at which it doubles "
        "its budget")


class Evaluator(Strategy):
    """Tests more the less the market can see and the more harm is felt, and blocks in alarm."""

    name: ClassVar[str] = "evaluator"
    actor = "nation"
    title = "Evaluator"
    claim = ("Pays for testing, more the further buyers' view of the gap is from the truth and the "
             "more harm draws attention, and lets the institute block only while alarm lasts")
    source = SIGNALS
    reason = ("buyers misjudge the gap by {error:.1f} nat and attention to harm stands at "
              "{attention:.2f}; it spends USD {institute_budget:.2f} bn a year on testing")
    Params = EvaluatorParams

    def decide(self, obs: Observation, luck: Luck, params: EvaluatorParams) -> Orders:
        """Test what is unclear and what is feared."""
        attention = obs.me["salience"]
        wrong = obs.world["perceived_gap"] - obs.world["frontier_gap"]
        error = when(wrong < 0, -wrong, wrong)
        worry = clip(attention / params.attention_felt, 0, 1)
        return Orders(
            institute_budget=lesser(clip(
                params.budget * (1 + clip(error / params.unclear, 0, 2) + 2 * worry), 0, 1),
                obs.me["public_purse"]),
            institute_coverage=0.4 + 0.5 * worry,
            institute_blocks=when(worry >= 1, 1, 0),
        ).note(attention=attention, error=error)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(Evaluator)
