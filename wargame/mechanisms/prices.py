"""Prices (M18, M19): what serving costs, and the markups of closed labs and of hosts."""

from __future__ import annotations

from wargame.symbolic.book import Book

LEARNING = "Wright 1936 learning curve on exogenous decline to a floor"
MARKUP = "logit markup, bounded (Anderson-de Palma-Thisse 1992)"
LIST_PRICES = "list prices 2023-24, 3:1 blend (Wayback copies of openrouter.ai/api/v1/models)"


def declare(book: Book) -> None:
    """Declare serving costs and prices (USD/Mtok), markups and the number of hosts."""
    import sympy as sp

    from wargame.symbolic.operators import clip, ratio, total

    _serving(book)
    tick = book["tick_years"]
    # one price for all segments, so shares and tastes are averaged over what segments spend
    volume = book["segment_tokens"] * book["tier_price"]
    taste = book.flow(
        "mean_price_sensitivity", "world", "1", 0, 10, "Price sensitivity of the average buyer",
        MARKUP,
        ratio(total(book["price_sensitivity"] * volume), total(volume))
        * book["price_taste_factor"])
    held = book.flow(
        "held_share", "labs", "share", 0, 1, "The lab's share of last quarter's value of tokens",
        "accounting",
        ratio(total(book["incumbent_share"] * volume, "segments"), total(volume)))
    bound = book.parameter(
        "markup_bound", 0.8, 0.6, 0.9, "share", "Largest part of a price that can be markup",
        "assumed")
    # switching costs blunt the price response of buyers already held (M34)
    response = taste * (1 - held) / (1 + book["lock_in"] * held)
    markup = book.flow(
        "markup", "labs", "share", 0, 1, "Markup of price over serving cost, as part of price",
        MARKUP, 1 / (1 / bound + response))
    smaller = 1 / (1 + book["size_per_lag"] * clip(book["lag_to_frontier"], 0, 40))
    passed = 1 + book["cost_pass_through"] * clip(
        ratio(book["closed_cost"], book["revenue_base"]), 0, 1)
    cost = book.flow(
        "closed_serving_cost", "labs", "USD/Mtok", 0, 1e4, "The lab's cost of serving its flagship",
        LEARNING, book["frontier_serving_cost"] * smaller * passed)
    book.flow(
        "closed_price", "labs", "USD/Mtok", 0, 1e6, "The lab's price of its flagship, 3:1 blend",
        MARKUP, cost * (1 + book["price_stance"] * markup / (1 - markup)))
    hosts = book["hosts"]
    book.flow(
        "host_markup", "world", "share", 0, 1, "Hosts' markup as part of price: Cournot",
        "Cournot 1838", 1 / (hosts + 1))
    kept = 1 - clip(book["open_royalty"], 0, 0.9)
    book.flow(
        "open_price", "world", "USD/Mtok", 0, 1e6, "Hosted price of the best open model", LEARNING,
        book["open_serving_cost"] / (1 - book["host_markup"]) / kept)
    settled = (book["open_hosting_revenue"] / book["host_fixed_cost"]) ** sp.Rational(1, 2)
    book.stock(
        "hosts", "world", "1", 1, 200, "Independent hosts of open models",
        "free entry into Cournot competition (Mankiw-Whinston 1986)", initial=1.0,
        next=hosts + book["host_entry_pace"] * (settled - hosts) * tick)


def _serving(book: Book) -> None:
    import sympy as sp

    slot = book.slot("hosting_cost", "world", "product", "1", 0, 100,
                     "Multiplies what serving open models costs (energy, scarce chips, duties)",
                     "assumed")
    everyone = book.slot("serving_cost_factor", "world", "product", "1", 0, 100,
                         "Multiplies what serving any model costs: power", "assumed")
    for name, value, low, high, unit, meaning, source in (
        ("hosting_floor", 0.08, 0.02, 0.2, "USD/Mtok", "Cost floor of hosting an open flagship",
         "assumed; 2024 hosted prices of small open models"),
        ("size_multiple", 9.0, 3.0, 20.0, "1", "Frontier models' floor over the hosting floor",
         "assumed"),
        ("open_cost_start", 8.0, 8.0, 8.0, "USD/Mtok", "Hosting cost of an open flagship, mid-2023",
         LIST_PRICES + ": 16 for Llama-2-70B with one host"),
        ("closed_cost_start", 11.5, 9.0, 14.0, "USD/Mtok", "Serving cost of a frontier model",
         LIST_PRICES + ": 37.5 for GPT-4 less an assumed markup"),
        ("serving_decline", 1.0, 0.5, 1.8, "1/yr", "Decline of serving cost without learning",
         LIST_PRICES + ": GPT-4 to GPT-4o five times cheaper in 10 months"),
        ("serving_learning", 0.36, 0.15, 0.5, "1", "Wright exponent on cumulated tokens",
         LIST_PRICES + ": Llama-2-70B 16 to 0.76 in five months"),
        ("experience_unit", 1.0, 1.0, 1.0, "Mtok", "Unit of cumulated tokens", "definition"),
        ("accelerator_scarcity", 1.0, 0.7, 1.6, "1", "Multiplies all serving costs", "assumed"),
        ("size_per_lag", 0.25, 0.05, 0.5, "1", "How fast serving gets cheaper behind the frontier",
         "assumed"),
        ("cost_pass_through", 0.5, 0.2, 1.0, "1", "Part of duties on closed labs that buyers pay",
         "assumed"),
        ("host_entry_pace", 2.5, 1.0, 4.0, "1/yr", "Speed of entry and exit of hosts", "assumed"),
        ("host_fixed_cost", 0.002, 0.0005, 0.01, "USD bn/yr", "Fixed cost of a host", "assumed"),
    ):
        book.parameter(name, value, low, high, unit, meaning, source)
    tick, unit = book["tick_years"], book["experience_unit"]
    floor, fall = book["hosting_floor"], book["serving_decline"] * book["elapsed"]
    bend, scarce = book["serving_learning"], book["accelerator_scarcity"]
    open_tokens = book["open_token_share"] * book["tokens"]
    for side, first, sold in (("open", 5e4, open_tokens),
                              ("closed", 1e8, book["tokens"] - open_tokens)):
        done = book.stock(
            f"{side}_experience", "world", "Mtok", 1, 1e20,
            f"Tokens served so far by {side} models",
            "assumed start: a few months of sales for closed, a trial for open",
            initial=first, next=book[f"{side}_experience"] + sold * tick)
        learned = -fall - bend * sp.log(done / unit / first)
        bottom = floor if side == "open" else floor * book["size_multiple"]
        cost = bottom + (book[f"{side}_cost_start"] - bottom) * sp.exp(learned)
        name = "open_serving_cost" if side == "open" else "frontier_serving_cost"
        book.flow(name, "world", "USD/Mtok", 0, 1e4,
                  f"Cost of serving the best {side} model", LEARNING,
                  cost * scarce * everyone * (slot if side == "open" else 1))
