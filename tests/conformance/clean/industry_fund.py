"""An instrument with a stock, luck of its own and a slot of the world."""

from wargame.hooks import hookimpl


@hookimpl
def register_equations(book):
    from wargame.symbolic.operators import select, total

    dues = book.lever("industry_dues", "labs", 0, 2, 0, "USD bn/yr",
                      "What the lab pays into a common fund", "assumed", cost=1.0)
    chance = book.parameter("fund_grant_chance", 0.6, 0.2, 0.9, "probability",
                            "Chance a quarter that the fund pays out", "assumed")
    pace = book.parameter("fund_pace", 0.5, 0.1, 1, "1/yr", "Part paid out a year", "assumed")
    draw = book.luck("fund_meets", "world", "whether the fund's board agrees this quarter")
    paid = select(draw < chance, pace * book["industry_fund"], 0)
    book.stock("industry_fund", "world", "USD bn", 0, 1e4, "Money in the common fund", "assumed",
               initial=0, next=book["industry_fund"] + book["tick_years"] * (total(dues) - paid))
    book.contribute("open_fund_income", paid, source="assumed")
    book.contribute("lab_income", -dues, source="assumed")
