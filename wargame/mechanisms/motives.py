"""Motives (M1 to M4): what a lab stands to gain by opening. Strategies and people decide."""

from __future__ import annotations

from wargame.symbolic.book import Book

NORM = "binary choice (McFadden 1974); career concerns (Lerner-Tirole 2002)"
CLOSURE = "appropriability (Teece 1986; Arrow 1962)"
COMPLEMENT = "complement pricing (Cournot 1838); Spolsky 2002"
RIVALS = "raising rivals' costs (Salop-Scheffman 1983)"
ECOSYSTEM = "user innovation (von Krogh-von Hippel 2006)"


def declare(book: Book) -> None:
    """Declare the parts of the gain from opening and their sum (USD bn/yr), by lab."""
    from wargame.symbolic.operators import clip, total

    book.slot("release_cost", "labs", "sum", "USD bn/yr", 0, 1e6,
              "Expected cost of an open release: liability and compliance", "Shavell 1984")
    width = book.parameter(
        "relevance_width", 3.0, 1.0, 6.0, "nat",
        "How far behind the open frontier a release still matters", "assumed")
    book.parameter(
        "commoditisation", 0.15, 0.03, 0.4, "1",
        "Fall of the logarithm of model prices when a lab opens a model that matters, relative "
        "to the room above the price floor", "assumed")
    book.flow("release_relevance", "labs", "share", 0, 1,
              "How much the lab's best model would add to the open models there are", "assumed",
              clip(1 - (book["open_frontier"] - book["capability"]) / width, 0, 1), seen="own")
    _complement(book)
    _rent(book)
    rivalry = book.attribute(
        "rivalry_weight", "labs", "share", 0, 1,
        "Weight the lab's owner gives to rivals' loss of rent while it sells no access itself",
        "assumed")
    profit = book["gross_profit"]
    book.flow("rival_gain", "labs", "USD bn/yr", 0, 1e6,
              "Value to the lab of the rent that its opening takes from rivals", RIVALS,
              rivalry * (1 - book["sales_reach"]) * book["commoditisation"]
              * book["release_relevance"] * (total(profit) - profit), seen="own")
    _ecosystem(book)
    book.flow("opening_gain", "labs", "USD bn/yr", -1e6, 1e6,
              "What the lab gains a year by opening its best model rather than selling access",
              CLOSURE, book["complement_gain"] + book["rival_gain"] + book["ecosystem_gain"]
              - book["rent_lost"] - book["release_cost"], seen="own")
    book.flow("sharing_norm", "labs", "probability", 0, 1,
              "Chance that the norm of sharing prevails over the model's commercial value", NORM,
              _norm(book), seen="own")


def _complement(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import greater

    revenue = book.attribute(
        "core_revenue", "labs", "USD bn/yr", 0, 1e4,
        "Yearly revenue of the owner's main business, 2023", "company reports")
    margin = book.attribute("core_margin", "labs", "share", 0, 1,
                            "Margin of the owner's main business", "company reports")
    exposure = book.attribute(
        "complement_exposure", "labs", "share", 0, 1,
        "Part of that business that models complement", "assumed")
    elasticity = book.parameter(
        "cross_elasticity", 0.04, 0.01, 0.5, "1",
        "Rise of core revenue with a fall of model prices, in logarithms",
        "assumed range; no estimate found")
    growth = book.parameter("core_growth", 0.1, 0.03, 0.2, "1/yr",
                            "Growth of core revenue, part of the first year's", "assumed")
    grown = book.flow("core_business", "labs", "USD bn/yr", 0, 1e6,
                      "Revenue of the owner's main business now", "linear trend",
                      revenue * (1 + growth * book["elapsed"]))
    floor = book["hosting_floor"]
    book.flow("price_room", "world", "nat", 0, 30,
              "Logarithm of the average price over its floor", COMPLEMENT,
              sp.log(greater(book["price_paid"], floor) / floor))
    book.flow("complement_gain", "labs", "USD bn/yr", 0, 1e6,
              "Profit of the main business from cheaper models if the lab opens", COMPLEMENT,
              margin * grown * exposure * elasticity * book["commoditisation"]
              * book["price_room"] * book["release_relevance"], seen="own")


def _rent(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import clip, ratio, share, total

    keep = book.parameter(
        "appropriability", 0.7, 0.3, 1.0, "share",
        "Part of the rent of closed access that opening forgoes", "assumed")
    volume = book["segment_tokens"] * book["tier_price"]
    edge = book.flow(
        "lead_value", "world", "1", 0, 100, "Utility of a nat of lead to the average buyer, over "
        "the spread of tastes among closed models", CLOSURE,
        ratio(total(book["edge_value"] * volume), total(volume))
        * book["edge_value_factor"] / book["nest_dissimilarity"])
    pull = book.flow(
        "selling_power", "labs", "1", 0, 1, "Reach times the pull of the lab's capability", CLOSURE,
        book["sales_reach"] * book["solvent"]
        * sp.exp(-clip(edge * book["lag_to_frontier"], 0, 200)), seen="own")
    could = book.flow(
        "attainable_share", "labs", "share", 0, 1,
        "Share of closed profit that the lab has or would have if it sold closed access", CLOSURE,
        share(pull), seen="own")
    book.flow("rent_lost", "labs", "USD bn/yr", 0, 1e6,
              "Rent of closed access that the lab gives up by opening", CLOSURE,
              keep * could * total(book["gross_profit"]), seen="own")


def _ecosystem(book: Book) -> None:
    from wargame.symbolic.operators import ratio, total

    returns = book.parameter(
        "ecosystem_return", 0.15, 0.02, 0.4, "share",
        "Research that outsiders' improvements and drawn talent replace", "assumed")
    half = book.parameter(
        "contributors_half", 5e3, 1e3, 3e4, "contributor",
        "Contributors that give half of the further return", "assumed")
    made = book["contributors"]
    relevance = book["release_relevance"]
    book.flow("ecosystem_gain", "labs", "USD bn/yr", 0, 1e6,
              "Research saved by outsiders' work and money from the open fund if the lab opens",
              ECOSYSTEM,
              returns * book["research_spend"] * relevance * (1 + made / (made + half))
              + book["open_fund_outlay"] * ratio(relevance, total(relevance)), seen="own")


def _norm(book: Book) -> object:
    from wargame.symbolic.operators import clip, logistic

    reputation = book.attribute(
        "reputation_motive", "labs", "share", 0, 1,
        "How much the lab's people live by published work", "assumed")
    pull = book.parameter("norm_by_reputation", 3.0, 1.0, 6.0, "nat",
                          "Pull of reputation towards sharing", "assumed")
    push = book.parameter("norm_by_value", 1.5, 0.3, 5.0, "yr/USD bn",
                          "Push of commercial value against sharing", "assumed")
    return logistic(clip(pull * reputation - push * book["rent_lost"], -50, 50))
