"""What nations and regulators can spend on their levers: appropriations that do not change."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "annual appropriation: Wildavsky 1964"


def declare(book: Book) -> None:
    """Declare the purse of nations and the budget of regulators (USD bn/yr).

    Orders that cost more together are cut to fit, each by the same part; within the budget
    nothing is touched. What labs can spend is in `finance`.
    """
    book.budget("nations", book.attribute(
        "public_purse", "nations", "USD bn/yr", 0, 1000,
        "Public money that the nation can spend on its levers", SOURCE, value=100))
    book.budget("regulators", book.attribute(
        "agency_budget", "regulators", "USD bn/yr", 0, 10,
        "Money that the regulator can spend on its levers", SOURCE, value=1))
