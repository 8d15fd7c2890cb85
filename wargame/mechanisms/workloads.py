"""Workloads (M16): token, workload and organisation shares read from one routing rule."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "self-selection (Roy 1951; Mussa-Rosen 1978)"
LOG_ODDS_OF_NINE_TENTHS = 2.1972245773362196


def declare(book: Book) -> None:
    """Declare world shares of open models and the mix of pure and hybrid organisations."""
    import sympy as sp

    from wargame.symbolic.operators import clip, ratio, total

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
    book.metric("open_token_share", "share", 0, 1,
                "Open models' share of tokens; C1 holds with it in [.2, .8]", "accounting",
                ratio(total(part * book["segment_tokens"]), book["tokens"]))
    book.metric("open_workload_share", "share", 0, 1, "Open models' share of workloads",
                "accounting", ratio(total(part * weight), total(weight)))
    lean = book.flow(
        "closed_lean", "segments", "nat", -20, 20,
        "Log odds of closed over open in the segment", SOURCE,
        sp.log((1 - part + 1e-6) / (part + 1e-6)))
    tilt = sp.exp(clip(lean / between, -200, 200))
    width = sp.exp(LOG_ODDS_OF_NINE_TENTHS * within / between)
    open_only = book.flow(
        "open_only_part", "segments", "share", 0, 1,
        "Organisations with less than a tenth of workloads on closed models", SOURCE,
        1 / (1 + width * tilt))
    closed_only = book.flow(
        "closed_only_part", "segments", "share", 0, 1,
        "Organisations with less than a tenth of workloads on open models", SOURCE,
        tilt / (tilt + width))
    mixed = 1 - open_only - closed_only
    for name, value, meaning in (
        ("hybrid_share", mixed,
         "P4: organisations with a tenth of workloads or more on each side; holds above .5"),
        ("pure_open_share", open_only,
         "P4: organisations with under a tenth closed; holds below .25"),
        ("pure_closed_share", closed_only,
         "P4: organisations with under a tenth open; holds below .25"),
    ):
        book.metric(name, "share", 0, 1, meaning, SOURCE,
                    ratio(total(value * weight), total(weight)))
