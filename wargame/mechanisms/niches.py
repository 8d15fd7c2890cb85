"""Niches (M21): how many specialised models pay for themselves."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "free entry on a circle (Salop 1979)"


def declare(book: Book) -> None:
    """Declare the viable number of specialised models and their reach (share)."""
    import sympy as sp

    market = book.parameter(
        "niche_market", 2e9, 5e8, 8e9, "USD",
        "Yearly value at stake for specialised models, mid-2023", "assumed")
    fixed = book.parameter(
        "niche_fixed_cost", 5e4, 1e4, 3e5, "USD", "Data, testing and upkeep of a niche model",
        "assumed")
    volume = book.parameter(
        "niche_volume", 5000, 1000, 30000, "Mtok", "Tokens that a niche model serves", "assumed")
    half = book.parameter(
        "niche_half", 400, 150, 1500, "1", "Number of niches that reach half of specialised needs",
        "assumed")
    book.parameter("niche_value", 0.5, 0.1, 1.0, "nat",
                   "Utility of tuned open models when all niches are served", "assumed")
    number = book.flow(
        "niches", "world", "1", 0, 1e9, "Viable specialised open models", SOURCE,
        sp.sqrt(market / (book["finetune_cost"] + fixed + volume * book["open_price"])))
    book.flow("niche_reach", "world", "share", 0, 1, "Part of specialised needs served",
              SOURCE, number / (number + half))
