"""Workloads (M16): token, workload and organisation shares read from one routing rule."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "self-selection (Roy 1951; Mussa-Rosen 1978)"
LOG_ODDS_OF_NINE_TENTHS = 2.1972245773362196


def declare(book: Book) -> None:
    """Declare world shares of open models and the mix of pure and hybrid organisations."""
    import sympy as sp

    from wargame.symbolic.operators import clip, logistic, ratio, total

    weight = book.attribute(
        "workload_weight", "segments", "share", 0, 1,
        "The segment's part of organisations and of their workloads", "assumed")
    within = book.parameter(
        "task_heterogeneity", 0.7, 0.3, 1.5, "nat",
        "Spread of workloads inside an organisation: difficulty, sensitivity, volume", "assumed")
    between = book.parameter(
        "organisation_spread", 1.0, 0.5, 2.0, "nat",
        "Spread of organisations around their segment", "assumed")
    part = book["open_share_of_segment"]
    book.flow("token_share", "world", "share", 0, 1, "Open models' share of tokens", "accounting",
              ratio(total(part * book["segment_tokens"]), book["tokens"]))
    book.flow("workload_share", "world", "share", 0, 1, "Open models' share of workloads",
              "accounting", ratio(total(part * weight), total(weight)))
    lean = book.flow(
        "closed_lean", "segments", "nat", -20, 20,
        "Log odds of closed over open in the segment", SOURCE,
        sp.log((1 - part + 1e-6) / (part + 1e-6)))
    band = LOG_ODDS_OF_NINE_TENTHS * within
    open_only = book.flow(
        "open_only_part", "segments", "share", 0, 1,
        "Organisations with less than a tenth of workloads on closed models", SOURCE,
        logistic(clip((-band - lean) / between, -200, 200)))
    closed_only = book.flow(
        "closed_only_part", "segments", "share", 0, 1,
        "Organisations with less than a tenth of workloads on open models", SOURCE,
        logistic(clip((lean - band) / between, -200, 200)))
    mixed = 1 - open_only - closed_only
    for name, value, meaning in (
        ("hybrid_share", mixed, "with at least a tenth of workloads on each side"),
        ("pure_open_share", open_only, "that are all but open"),
        ("pure_closed_share", closed_only, "that are all but closed"),
    ):
        book.flow(name, "world", "share", 0, 1, f"Organisations {meaning}", SOURCE,
                  ratio(total(value * weight), total(weight)))
