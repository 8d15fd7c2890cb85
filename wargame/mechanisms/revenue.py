"""Revenue: what closed labs and hosts of open models earn from tokens."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "accounting"


def declare(book: Book) -> None:
    """Declare spend by segment, revenues and gross profit of labs (USD bn/yr)."""
    from wargame.symbolic.operators import ratio, total

    volume = book["segment_tokens"] * book["tier_price"]
    sold = book["closed_share"]
    paid = book.flow(
        "lab_segment_spend", "labs*segments", "USD bn/yr", 0, 1e6,
        "What the segment pays the lab", SOURCE,
        sold * volume * book["closed_price"] / book["usd_per_bn"])
    book.flow("closed_segment_spend", "segments", "USD bn/yr", 0, 1e6,
              "What the segment pays for closed models", SOURCE, total(paid, "labs"))
    opened = book.flow(
        "open_segment_spend", "segments", "USD bn/yr", 0, 1e6,
        "What the segment pays for hosted open models", SOURCE,
        book["open_share_of_segment"] * volume * book["open_price"] / book["usd_per_bn"])
    revenue = book.flow("api_revenue", "labs", "USD bn/yr", 0, 1e6,
                        "The lab's revenue from access to closed models", SOURCE,
                        total(paid, "segments"))
    book.flow("closed_revenue", "world", "USD bn/yr", 0, 1e6, "Revenue of closed models", SOURCE,
              total(revenue))
    book.flow("open_hosting_revenue", "world", "USD bn/yr", 0, 1e6,
              "Revenue of hosts of open models", SOURCE, total(opened))
    book.flow("gross_profit", "labs", "USD bn/yr", 0, 1e6,
              "API revenue less the cost of serving", SOURCE,
              revenue * (1 - ratio(book["closed_serving_cost"], book["closed_price"])))
    first = book.parameter(
        "first_party_share", 0.12, 0.03, 0.3, "share",
        "Part of open hosting done by the lab that made the model", "assumed")
    book.flow("open_lab_revenue", "labs", "USD bn/yr", 0, 1e6,
              "The lab's income from hosting its own open models, and royalties", SOURCE,
              book["open_hosting_revenue"] * book["open_supply_share"]
              * (first * book["host_markup"] + book["licence_royalty"]))
    book.stock("revenue_base", "labs", "USD bn/yr", 0, 1e6, "API revenue of the last quarter",
               SOURCE, next=revenue)
