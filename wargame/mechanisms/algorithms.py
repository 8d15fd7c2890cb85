"""Algorithmic progress and its spillover through what is published (M8)."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "Nelson and Phelps 1966; Jones 1995"


def declare(book: Book) -> None:
    """Declare each lab's algorithms (nat) and the stock of open knowledge (pure number)."""
    from wargame.symbolic.operators import highest, mean, total

    tick = book["tick_years"]
    progress = book.parameter(
        "algorithmic_progress", 1.04, 0.59, 1.66, "1/yr",
        "Growth of algorithmic efficiency at the frontier, annual, logarithmic",
        "Ho et al. 2024: compute halves in 8 months, interval 5 to 14")
    open_part = book.parameter(
        "open_progress_share", 0.3, 0.0, 0.6, "share",
        "Part of that progress that rests on open work when the open stock is 1", "assumed")
    diversion = book.parameter(
        "distillation_diversion", 0.2, 0.0, 0.4, "share",
        "Own research given up at full effort of distillation", "assumed")
    publication = book.parameter(
        "publication_rate", 0.3, 0.1, 0.6, "1/yr",
        "Growth of the open stock for each open lab at full effort", "assumed")
    academic = book.parameter(
        "academic_publication", 0.1, 0.05, 0.2, "1/yr",
        "Growth of the open stock by universities and volunteers", "assumed")
    obsolescence = book.parameter(
        "open_obsolescence", 0.5, 0.3, 1.0, "1/yr", "Open knowledge that grows stale in a year",
        "assumed")
    effort = book["research_effort"]
    inflow = book.slot(
        "open_stock_inflow", "world", "sum", "1/yr", 0, 10,
        "What policy adds to open knowledge in a year", "open mandates for public research")
    stock = book["open_stock"]
    book.stock(
        "open_stock", "world", "1", 0, 100,
        "Open knowledge: papers, code and weights that anyone can build on", SOURCE, initial=1.0,
        next=stock + tick * (
            publication * total(book["openness"] * effort) + academic + inflow
            - obsolescence * stock))
    breadth = book.flow(
        "open_breadth", "world", "share", 0, 1,
        "How far open knowledge reaches, with falling returns", SOURCE, stock / (1 + stock))
    own = book["algorithms"]
    lead = highest(own)
    # At an open stock of 1 the bracket is 1, so that progress is the measured one.
    research = progress * (1 - open_part + 2 * open_part * breadth) * effort * (
        1 - diversion * book["distil_effort"])
    book.stock(
        "algorithms", "labs", "nat", -10, 60,
        "Algorithmic efficiency of the lab, ln; 0 is that of GPT-4", SOURCE, seen="own",
        next=own + tick * research + book["catch_up_share"] * (lead - own))
    book.flow(
        "world_algorithms", "world", "nat", -10, 60, "Mean algorithmic efficiency of labs", SOURCE,
        mean(own))
    book.flow(
        "algorithmic_lead", "world", "nat", 0, 70,
        "Algorithmic efficiency of the leading lab over the mean", SOURCE, lead - mean(own))
