"""Two measures for the experiment `chip_paradox`: what chip controls leave of a lead.

Both look at pairs of nations, each pair by how far the first's controls aim at the second and by
the part of the chip supply that they reach.
"""

from __future__ import annotations

from wargame.hooks import hookimpl
from wargame.symbolic.book import Book

TITLE = "Lead that chip controls guard"
SOURCE = "accounting; the paradox: effective access is the best of own, open and API models"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the two metrics to the book."""
    import sympy as sp

    from wargame.symbolic.operators import at, greater, ratio, total

    weight = at(book["chip_leverage"], "first") * book["rivalry"]
    model = at(book["domestic_capability"], "first") - at(book["effective_access"], "second")
    book.metric("guarded_lead", "nat", -70, 70,
                "Best model of controlling nations over the best in their rivals' reach", SOURCE,
                ratio(total(weight * model), total(weight)))
    compute = ratio(at(book["national_compute"], "first"), at(book["national_compute"], "second"))
    chips = sp.log(greater(compute, 1e-6))
    book.metric("guarded_compute", "nat", -70, 70,
                "Compute of controlling nations over that of their rivals, in logarithms", SOURCE,
                ratio(total(weight * chips), total(weight)))
