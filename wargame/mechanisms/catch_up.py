"""The frontier gap (M9), the release of weights, and what followers learn by distillation (M10)."""

from __future__ import annotations

from wargame.symbolic.book import Book

GAP = "Gerschenkron 1962; Aghion et al. 2001, step-by-step innovation"
DISTILLATION = "Hinton et al. 2015; imitation: Teece 1986"
RELEASE = "irreversible release: Solaiman 2023; first-order lag"


def declare(book: Book) -> None:
    """Declare frontiers and their gap (nat), released weights, and the rate of catching up."""
    _declare_frontiers(book)
    _declare_release(book)
    _declare_distillation(book)
    _declare_catching_up(book)


def _declare_frontiers(book: Book) -> None:
    from wargame.symbolic.operators import highest

    best, tick = book["capability"], book["tick_years"]
    pace = book["compute_growth"] + book["algorithmic_progress"]
    months = book.parameter(
        "months_per_year", 12.0, 12.0, 12.0, "1/yr", "Months in a year", "definition")
    delay = book.slot(
        "offer_delay", "labs", "sum", "1", 0, 40,
        "Quarters by which rules keep a lab's best model from its own customers",
        "pre-release review")
    closed = book.flow(
        "closed_frontier", "world", "nat", -10, 60,
        "Best model in any lab, sold or used inside", GAP, highest(best))
    released = book.flow(
        "open_frontier", "world", "nat", -10, 60, "Best model whose weights were ever released",
        GAP, highest(book["released_capability"]))
    gap = book.flow(
        "frontier_gap", "world", "nat", -70, 70,
        "Best model in any lab over the best open weights", GAP, closed - released)
    book.flow(
        "gap_months", "world", "1", -2000, 2000,
        "Frontier gap as months of frontier progress in effective compute at its trend "
        "(compute and algorithms together), not as months between benchmark records", GAP,
        gap * months / pace)
    book.flow(
        "offered_capability", "labs", "nat", -600, 60, "Best model that the lab sells by API", GAP,
        best - pace * tick * delay)
    book.flow(
        "lag_to_frontier", "labs", "nat", 0, 70, "Best model in any lab over the lab's own", GAP,
        closed - best, seen="own")


def _declare_release(book: Book) -> None:
    from wargame.symbolic.operators import greater, select

    best, aged = book["trained_capability"], book["aged_capability"]
    out = book["released_capability"]
    wait = greater(0, book["release_delay"] + book["release_delay_extra"])
    # Weight 1/(1+d) keeps a steadily rising best exactly d quarters ahead; where only part of
    # the models may be released, that part of the step is made.
    step = book.flow(
        "release_step", "labs", "nat", -80, 80, "Advance of what the lab would release", RELEASE,
        book["release_allowed"] * (best - aged) / (1 + wait))
    book.stock(
        "aged_capability", "labs", "nat", -10, 60,
        "Best model of the lab that is old enough to be released", RELEASE, seen="own",
        next=aged + step)
    book.stock(
        "released_capability", "labs", "nat", -10, 60,
        "Best weights the lab ever released; they stay released; -10 where none", RELEASE,
        next=select(book["weights_open"] > 0, greater(out, aged + step), out))


def _declare_distillation(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import lesser, ratio, total

    base = book.parameter(
        "distillation_detection", 0.1, 0.0, 0.3, "share",
        "Share of distillation that labs find and stop without identity checks", "assumed")
    reference = book.parameter(
        "reference_exposure", 5e7, 1e7, 2e8, "Mtok/yr",
        "Tokens sold by closed labs at which distillation has its reference rate",
        "assumed; OpenAI said in February 2024 that it made 100 bn words a day")
    ceiling = book.parameter(
        "exposure_ceiling", 2.0, 1.0, 3.0, "1", "Most that exposure multiplies distillation",
        "assumed")
    friction = book.parameter(
        "identity_friction", 0.1, 0.0, 0.3, "nat",
        "Utility that buyers lose under full identity checks", "assumed")
    checks = book.slot(
        "identity_checks", "labs", "sum", "share", 0, 1,
        "How strictly a lab checks who uses its API", "know-your-customer rules")
    closedness = 1 - book["openness"]
    detected = book.flow(
        "detection", "world", "share", 0, 1, "Share of distillation that is found and stopped",
        DISTILLATION,
        base + (1 - base) * lesser(1, ratio(total(checks * closedness), total(closedness))))
    sold = book["tokens"] * (1 - book["open_token_share"])
    book.flow(
        "distillation_reach", "world", "1", 0, 10,
        "How much can be learnt from what closed labs sell", DISTILLATION,
        lesser(ceiling, sp.sqrt(sold / reference)) * (1 - detected))
    book.contribute(
        "closed_utility", -friction * checks, source="checks put buyers off: assumed")


def _declare_catching_up(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import at, greater

    tick = book["tick_years"]
    base = book.parameter(
        "catch_up_base", 0.6, 0.2, 4.0, "1/yr",
        "Catching up by staff who move, reverse engineering and known feasibility, annual",
        "assumed; mean lag of open models 1 to 18 months by benchmark (Epoch AI)")
    published = book.parameter(
        "catch_up_publication", 0.6, 0.0, 2.0, "1/yr",
        "Catching up through open knowledge where it reaches everywhere, annual", "assumed")
    distilled = book.parameter(
        "catch_up_distillation", 0.8, 0.0, 3.0, "1/yr",
        "Catching up by distillation at full effort and reference exposure, annual",
        "assumed; 0 to 70 % of catching up, no estimate found")
    extra = book.slot(
        "catch_up_extra", "labs", "sum", "1/yr", -10, 10,
        "What policy adds to the rate of catching up", "weight theft, escrow, joint programmes")
    rate = book.flow(
        "catch_up_rate", "labs", "1/yr", 0, 40, "Rate at which the lab catches up", GAP,
        greater(0, base + published * book["open_breadth"]
                + distilled * book["distil_effort"] * book["distillation_reach"] + extra)
        * book["research_effort"], seen="own")
    part = book.flow(
        "catch_up_share", "labs", "share", 0, 1, "Part of its lag that the lab makes good", GAP,
        1 - sp.exp(-rate * tick), seen="own")
    # A lab learns from what reaches its home: own models, open weights, models sold there.
    book.flow(
        "catch_up", "labs", "nat", 0, 80, "Capability gained by learning from better models", GAP,
        part * greater(0, at(book["effective_access"], "home") - book["capability"]), seen="own")
