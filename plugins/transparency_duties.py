"""Transparency duties (L7, M26): fixed costs from a size of training run on, fines, exemptions.

Who trains beyond the threshold must document, test and report wherever the duty holds. The cost is
the same for all, so that small labs feel it most, and a lab that would cross the threshold by
little stays just below it. Open models may be exempt, wholly or unless they are systemic.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Transparency duties"
ROWS = ("L7", "M26")
AI_ACT = "https://blog.greeden.me"
SB_53 = "https://comparativeai.org/en/subnational/us/california-sb-53-frontier-ai"
CASES = (
    ("2025-08-02", "European Union: duties of makers of general-purpose models, systemic above "
     "1e25 operations, lighter for open ones; fines of 3 % from August 2026", AI_ACT),
    ("2025-09-29", "California: SB 53, above 1e26 operations and USD 500m revenue, USD 1m per "
     "violation", SB_53),
)
NOTCH = "Kleven 2016, bunching at notches"
EXEMPTIONS = ("none", "unless_systemic", "full")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, what the duty costs each lab, bunching below the threshold, and trust."""
    _levers(book)
    line, largest = _sizes(book)
    _bunching(book, line, largest, _costs(book, line, largest))
    _trust(book)


def _levers(book: Book) -> None:
    book.lever("transparency_duty", "regulators", 0, 1, 0, "share",
               "How much of the full duty to document, test and report holds; it costs large and "
               "small labs the same, so that small ones feel it most", AI_ACT)
    book.lever("duty_threshold", "regulators", 22, 28, 25, "1",
               "Training compute from which the duty holds, as a power of ten of operations; a "
               "lab that would cross it by little stays just below",
               AI_ACT + ": 25 for systemic models; " + SB_53 + ": 26")
    book.lever("duty_fine", "regulators", 0, 0.07, 0, "share",
               "Fine for a breach, as part of yearly turnover; the higher, the less it pays to "
               "ignore it", AI_ACT + ": 3 %")
    book.lever("open_exemption", "regulators", 0, 2, 0, "code",
               "Which open models are exempt; they are spared its cost, wholly or unless they are "
               "systemic", AI_ACT, choices=EXEMPTIONS)


def _sizes(book: Book) -> tuple[Any, Any]:
    """The threshold in compute, and the largest run of each lab so far."""
    import sympy as sp

    from wargame.symbolic.operators import greater

    unit = book.parameter("duty_unit", 1, 1, 1, "YFLOP", "Operations of a run of size 24",
                          "definition: 1e24")
    line = book.flow("duty_line", "regulators", "YFLOP", 0, 1e6,
                     "Training compute from which the duty holds", AI_ACT,
                     unit * sp.exp(sp.log(10) * (book["duty_threshold"] - 24)))
    before = book["largest_run"]
    book.stock("largest_run", "labs", "YFLOP", 0, 1e15,
               "Largest training run of the lab so far, counted from the start of the game",
               "definition", initial=0, next=greater(before, book["compute_in_run"]))
    return line, greater(before, book["compute_in_run"])


def _costs(book: Book, line: Any, largest: Any) -> Any:
    """Cost a year to a lab of being over the line, for closed work; bears on those who are."""
    from wargame.symbolic.operators import select, total

    fixed = book.parameter("duty_cost", 0.002, 0.0001, 0.01, "USD bn/yr",
                           "Yearly cost of compliance with the full duty",
                           "assumed: USD .1 m to 10 m a year")
    lapse = book.parameter("duty_breach", 0.02, 0, 0.1, "share",
                           "Chance a year of a breach that is found and fined", "assumed")
    multiple = book.parameter("systemic_multiple", 100, 10, 1000, "1",
                              "Compute of systemic models over the threshold",
                              AI_ACT + ": 1e25 against 1e23")
    full = book.flow("duty_full_cost", "labs*regulators", "USD bn/yr", 0, 1e6,
                     "Cost a year of being above the threshold, fines included", AI_ACT,
                     book["transparency_duty"]
                     * (fixed + lapse * book["duty_fine"] * book["revenue_base"]), seen="own")
    over = select(largest >= line, 1, 0)
    systemic = select(largest >= line * multiple, 1, 0)
    kind = book["open_exemption"]
    exempt = select(kind > 1.5, 1, select(kind > 0.5, 1 - systemic, 0))
    book.flow("duty_bound", "labs*regulators", "code", 0, 1,
              "1 where the lab is over the regulator's threshold", AI_ACT, over)
    book.contribute("closed_cost", total(full * over, "regulators"), source=AI_ACT)
    book.contribute("release_cost", total(full * over * (1 - exempt), "regulators"),
                    source=AI_ACT)
    return full


def _bunching(book: Book, line: Any, largest: Any, full: Any) -> None:
    """A lab stays below the line while what lies beyond is worth less than the duty costs."""
    import sympy as sp

    from wargame.symbolic.operators import at, lesser, lowest, ratio, select

    worth = book.parameter("run_return", 1, 0.3, 3, "1",
                           "Worth to the lab of a USD spent on training runs", "assumed")
    margin = book.parameter("bunching_margin", 0.98, 0.9, 0.999, "share",
                            "Size of runs kept below the threshold, relative to it", "assumed")
    wish = book.flow("wished_run", "labs", "YFLOP", 0, 1e15,
                     "Compute of the run that the lab's money would buy", NOTCH,
                     book["training_orders"] * at(book["compute_access"], "home")
                     * book["run_life"], seen="own")
    exempt = select(book["open_exemption"] > 0.5, 1, 0)
    cost = full * (1 - book["openness"] * exempt)
    gain = worth * book["run_money"] * (1 - ratio(line, wish))
    bunches = sp.And(wish > line, largest < line, gain < cost)
    scale = book.flow("bunching", "labs*regulators", "share", 0, 1,
                      "Part of the run it could pay for that the lab keeps to stay below",
                      NOTCH, select(bunches, margin * ratio(line, wish), 1))
    book.contribute("run_scale", lesser(lowest(scale, "regulators"), 1), source=NOTCH)


def _trust(book: Book) -> None:
    from wargame.symbolic.operators import lesser, select, total

    gain = book.parameter("trust_by_transparency", 0.05, 0, 0.15, "share",
                          "Trust in open models that the full duty adds if they are not exempt",
                          "O'Neill 2002; value assumed")
    partly = book.parameter("exempt_trust", 0.6, 0.2, 0.9, "share",
                            "Part of that trust where only systemic open models are bound",
                            "assumed")
    kind = book["open_exemption"]
    kept = select(kind > 1.5, 0, select(kind > 0.5, partly, 1))
    book.contribute("trust_extra",
                    gain * lesser(total(book["transparency_duty"] * kept, "jurisdiction"), 1),
                    source=AI_ACT)


class DisclosureParams(Params):
    """Parameters of the disclosure-minded regulator."""

    trust_wanted: float = Field(
        0.6, ge=0.1, le=1, description="Trust in open models at which it asks for nothing")
    open_share_spared: float = Field(
        0.4, ge=0, le=1, description="Open token share up to which open models are exempt unless "
        "systemic")
    fine: float = Field(0.03, ge=0, le=0.07, description="Fine as part of turnover")


class DisclosureMinded(Strategy):
    """Asks for more disclosure the less the public trusts, and spares the open while small."""

    name: ClassVar[str] = "disclosure_minded"
    actor = "regulator"
    title = "Disclosure-minded"
    claim = ("Raises transparency duties as trust falls or harm draws attention, keeps them to the "
             "largest runs in quiet times, and spares open models while their share is small")
    source = "Fung-Graham-Weil 2007, full disclosure; Ayres-Braithwaite 1992"
    reason = ("trust in open models stands at {trust:.2f} and they carry {share:.0%} of tokens; "
              "{transparency_duty:.0%} of the duty holds from 1e{duty_threshold:.1f} operations")
    Params = DisclosureParams

    def decide(self, obs: Observation, luck: Luck, params: DisclosureParams) -> Orders:
        """Mistrust and attention call for light; size decides who is spared."""
        trust, share = obs.home["trust"], obs.world["open_token_share"]
        mistrust = clip((params.trust_wanted - trust) / params.trust_wanted, 0, 1)
        worry = clip(mistrust + 0.5 * obs.home["salience"], 0, 1)
        return Orders(
            transparency_duty=worry,
            duty_threshold=26 - 1.5 * worry,
            duty_fine=params.fine * worry,
            open_exemption=when(share < params.open_share_spared, 1, 0),
        ).note(trust=trust, share=share)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(DisclosureMinded)
