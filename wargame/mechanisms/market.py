"""The market for tokens: four kinds of demand, their volumes and how these grow."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "logistic diffusion (Bass 1969); constant-elasticity usage"


def declare(book: Book) -> None:
    """Declare segments, need, token volumes (Mtok/yr) and the average price paid (USD/Mtok)."""
    from wargame.symbolic.operators import ratio, total

    book.parameter(
        "usd_per_bn", 1e9, 1e9, 1e9, "USD/USD bn", "US dollars in a billion", "definition")
    start = book.attribute(
        "tokens_start", "segments", "Mtok/yr", 0, 1e12,
        "Tokens bought by the segment when the game begins", "assumed")
    growth = book.attribute(
        "need_growth", "segments", "1/yr", 0, 5,
        "Annual growth of need at constant prices while far from its ceiling", "assumed")
    tier = book.attribute(
        "tier_price", "segments", "share", 0, 1,
        "Price of the tier that the segment buys, as a part of the flagship's, closed or open",
        "assumed; versioning (Mussa-Rosen 1978)")
    pace = book.parameter(
        "need_pace", 1.0, 0.6, 1.4, "1", "Multiplies the growth of need in all segments", "assumed")
    ceiling = book.parameter(
        "need_ceiling", 150, 40, 600, "1", "Need when saturated, as a multiple of its start",
        "assumed")
    elasticity = book.parameter(
        "usage_elasticity", 0.9, 0.5, 1.1, "1",
        "Fall of total usage with the price paid, in logarithms",
        "assumed; sign from usage studies of inference prices")
    reference = book.parameter(
        "reference_price", 33, 33, 33, "USD/Mtok",
        "Flagship-equivalent price at which usage equals need",
        "mid-2023 list prices: GPT-4 37.5 and hosted Llama-2-70B 16 USD/Mtok, 3:1 blend")
    need = book["need"]
    book.stock(
        "need", "segments", "1", 0, 1e5, "Need for tokens, start = 1", SOURCE, initial=1.0,
        next=need + need * growth * pace * (1 - need / ceiling) * book["tick_years"])
    tokens = book.flow(
        "segment_tokens", "segments", "Mtok/yr", 0, 1e18, "Tokens bought a year", SOURCE,
        start * need * (book["price_paid"] / reference) ** (-elasticity))
    book.flow(
        "tokens", "world", "Mtok/yr", 0, 1e18, "Tokens bought a year, all segments", SOURCE,
        total(tokens))
    spend = total(book["closed_segment_spend"]) + total(book["open_segment_spend"])
    volume = total(tokens * tier)
    book.flow(
        "model_spend", "world", "USD bn/yr", 0, 1e6,
        "What buyers pay for tokens of closed and open models", "accounting", spend)
    book.stock(
        "price_paid", "world", "USD/Mtok", 0.001, 1e4,
        "Average flagship-equivalent price of the last quarter", "accounting", initial=33.0,
        next=ratio(spend * book["usd_per_bn"], volume))
