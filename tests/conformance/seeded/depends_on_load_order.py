"""Declares another equation when other instruments came before it."""

from wargame.hooks import hookimpl


@hookimpl
def register_equations(book):
    book.lever("extra_tax", "labs", 0, 1, 0, "share", "A levy on income", "assumed")
    early = "chip_control_tier" not in book.levers
    rate = book.parameter("extra_rate", 1, 0, 2, "USD bn/yr", "Yield of the levy", "assumed")
    book.contribute("lab_income", -book["extra_tax"] * rate * (1 if early else 2),
                    source="assumed")
