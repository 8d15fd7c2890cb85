"""Benchmark noise (M14): the gap that buyers see, and how good tests sharpen it."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "Bayesian updating with a steady gain (Kalman 1960); Goodhart 1975; Akerlof 1970"


def declare(book: Book) -> None:
    """Declare the noisy signal, the buyers' belief and the perceived gap (nat)."""
    from wargame.symbolic.operators import clip, normal

    noise = book.slot(
        "evaluation_noise", "world", "product", "1", 0, 10,
        "Multiplies the error and the gaming of benchmarks (evaluation institutes lower it)",
        "assumed")
    spread = book.parameter(
        "benchmark_noise", 0.6, 0.2, 1.5, "nat", "Standard error of public benchmarks",
        "lag by benchmark spread of 1.5 to 12.5 months over open records of 2023-24 "
        "(github.com/epoch-research/benchmark-stitching), in nat; rounded")
    drift = book.parameter(
        "gap_drift", 0.6, 0.3, 1.2, "nat", "How far buyers expect the gap to move in a quarter",
        "assumed")
    gaming = book.parameter(
        "benchmark_gaming", 0.2, 0.0, 0.6, "nat",
        "By how much tuning to public tests hides the gap", "assumed; Goodhart's law")
    luck = book.luck("benchmark_error", "world", "error of the quarter's published benchmarks")
    sigma = spread * noise
    signal = book["frontier_gap"] - gaming * noise + sigma * normal(luck)
    weight = drift**2 / (drift**2 + sigma**2)
    book.flow(
        "signal_weight", "world", "share", 0, 1,
        "Weight of the quarter's benchmarks in what buyers believe", SOURCE, weight)
    perceived = book.flow(
        "perceived_gap", "world", "nat", -20, 40,
        "Lead of closed over open models as buyers see it", SOURCE,
        clip(book["gap_belief"] * (1 - book["signal_weight"])
             + signal * book["signal_weight"], -10, 30))
    book.stock(
        "gap_belief", "world", "nat", -10, 30,
        "What buyers believed of the gap before the quarter's benchmarks", SOURCE,
        initial=2.0, next=perceived)
