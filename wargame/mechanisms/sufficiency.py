"""Sufficiency (M17): the part of tasks for which open models are good enough."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "threshold model; Christensen 1997; Adner 2002"


def declare(book: Book) -> None:
    """Declare task thresholds (nat), their drift (nat/yr) and sufficiency by segment (share)."""
    from wargame.symbolic.operators import clip, logistic, ratio, total

    threshold = book.attribute(
        "task_threshold", "segments", "nat", -60, 60,
        "Capability that half of the segment's tasks need at the start", "assumed")
    drift = book.parameter(
        "new_task_pace", 1.45, 0.4, 3.4, "1/yr",
        "Rise of what tasks need as new tasks appear, nat a year",
        "assumed; effective compute of the frontier grows by 2.7 nat a year")
    spread = book.parameter(
        "task_difficulty_spread", 1.6, 0.8, 3.0, "nat",
        "Scale of the logistic distribution of task difficulty", "assumed")
    bar = threshold + drift * book["elapsed"]
    sufficient = book.flow(
        "sufficiency", "segments", "share", 0, 1,
        "Part of tasks that the best open model does well enough", SOURCE,
        logistic(clip((book["open_frontier"] - bar) / spread, -40, 40)))
    weight = book["segment_tokens"]
    book.flow(
        "sufficiency_by_count", "world", "share", 0, 1,
        "Sufficiency over segments weighted by tokens", SOURCE,
        ratio(total(sufficient * weight), book["tokens"]))
    value = weight * book["tier_price"]
    book.flow(
        "sufficiency_by_value", "world", "share", 0, 1,
        "Sufficiency over segments weighted by what their tokens are worth", SOURCE,
        ratio(total(sufficient * value), total(value)))
