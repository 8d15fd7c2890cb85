"""Outcomes: what the predictions P1 to P5 and conclusions C1 to C3 are scored by."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "The Long View: Open-Source AI and the Battle Over the Stack (2024)"


def declare(book: Book) -> None:
    """Declare the running statistics (stocks) and the named outcomes (metrics).

    Prediction P3 (regulation drives the outcome) compares many runs and has no metric here.
    """
    book.stock("quarters", "world", "1", 0, 1e5, "Quarters played", "definition", initial=0.0,
               next=book["quarters"] + 1)
    _shares(book)
    _growth(book)
    _gap(book)
    _money(book)
    _returns(book)


def _shares(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import ratio, select

    opened, closed = book["open_hosting_revenue"], book["closed_revenue"]
    book.metric("open_revenue_share", "share", 0, 1,
                "Hosting of open models as part of what buyers pay for tokens", SOURCE,
                ratio(opened, opened + closed))
    book.metric("closed_revenue_share", "share", 0, 1,
                "C1: closed models' part of what buyers pay for tokens; holds above .5", SOURCE,
                ratio(closed, opened + closed))
    token = book["open_token_share"]
    book.metric("coexistence", "share", 0, 1,
                "C1: 1 where open token share is in [.2, .8] and closed revenue share above .5",
                SOURCE, select(
                    sp.And(token >= 0.2, token <= 0.8, book["closed_revenue_share"] > 0.5), 1, 0))
    for name, value, meaning in (
        ("task_sufficiency_by_value", "sufficiency_by_value", "weighted by value"),
        ("task_sufficiency_by_count", "sufficiency_by_count", "weighted by number"),
    ):
        book.metric(name, "share", 0, 1,
                    f"P2(d): tasks for which open models suffice, {meaning}; holds above .5",
                    SOURCE, book[value])


def _first(book: Book, name: str, unit: str, value: object, meaning: str) -> object:
    """A stock that keeps the value of the first quarter; the value itself in that quarter."""
    from wargame.symbolic.operators import select

    kept = book.stock(name, "world", unit, 0, 1e15, f"{meaning} in the first quarter",
                      "definition", initial=0.0,
                      next=select(book["quarters"] > 0, book[name], value))
    return select(book["quarters"] > 0, kept, value)


def _growth(book: Book) -> None:
    from wargame.symbolic.operators import ratio, select, total

    downloads = total(book["downloads"])
    book.metric("downloads_growth", "1", 0, 1e9,
                "P1(a): downloads a year over those at the start; holds from 3", SOURCE,
                ratio(downloads, _first(book, "first_downloads", "downloads/yr", downloads,
                                        "Downloads a year")))
    book.metric("hub_models_growth", "1", 0, 1e9,
                "P1(b): models on the hub over those at the start; holds from 3", SOURCE,
                ratio(book["hub_models"], _first(book, "first_hub_models", "model",
                                                 book["hub_models"], "Models on the hub")))
    near = book.parameter("near_frontier_lag", 2.7, 1.5, 4.0, "nat",
                          "Twelve months of frontier progress",
                          "5x compute and 3x algorithms a year are 2.7 nat")
    book.metric("near_frontier_sponsors", "1", 0, 1000,
                "P1(c): labs whose released weights are within a year of the frontier; "
                "holds from 4", SOURCE, total(select(
                    book["released_capability"] >= book["closed_frontier"] - near, 1, 0)))
    book.metric("open_sponsor_concentration", "share", 0, 1,
                "P1(d): concentration (HHI) of makers of open models; holds below .35", SOURCE,
                book["open_supply_concentration"])


def _gap(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import greater, ratio, select

    gap, month, count = book["frontier_gap"], book["gap_months"], book["quarters"]
    early, late = book["early_lag_sum"], book["recent_lag"]
    in_early = book["elapsed"] < book["early_years"]
    book.parameter("early_years", 1.5, 1.5, 1.5, "yr", "The early years, 2023-Q3 to 2024-Q4",
                   "definition")
    for name, term, high, meaning in (
        ("gap_sum", gap, 1e6, "Sum of the quarterly frontier gap"),
        ("gap_squares", gap**2, 1e8, "Sum of the squares of the quarterly frontier gap"),
        ("gap_positive", select(gap > 0, 1, 0), 1e5, "Quarters with closed models ahead"),
        ("early_lag_sum", select(in_early, month, 0), 1e6, "Sum of the lag in the early years"),
        ("early_quarters", select(in_early, 1, 0), 1e5, "Quarters in the early years"),
    ):
        book.stock(name, "world", "1", -high, high, meaning, "running statistic", initial=0.0,
                   next=book[name] + term)
    book.stock("recent_lag", "world", "1", -1e5, 1e5, "Lag in months, averaged over about a year",
               "running statistic", initial=0.0,
               next=select(count > 0, late + 0.25 * (month - late), month))
    n = count + 1
    average = (book["gap_sum"] + gap) / n
    book.metric("frontier_lag_months", "1", -2000, 2000,
                "Lag of open models in months of frontier progress in effective compute", SOURCE,
                month, better="neither")
    book.metric("gap_persistence", "share", 0, 1,
                "P2(a): part of quarters so far with closed models ahead; holds from .9", SOURCE,
                (book["gap_positive"] + select(gap > 0, 1, 0)) / n)
    book.metric("gap_mean", "nat", -70, 70, "Mean frontier gap so far", SOURCE, average)
    variance = greater((book["gap_squares"] + gap**2) / n - average**2, 0)
    book.metric("gap_fluctuation", "1", 0, 1e6,
                "P2(b): standard deviation of the gap over its mean; holds from .25", SOURCE,
                ratio(sp.sqrt(variance), average))
    before = ratio(early + select(in_early, month, 0),
                   book["early_quarters"] + select(in_early, 1, 0))
    now = select(count > 0, late + 0.25 * (month - late), month)
    book.metric("lag_change_months", "1", -2000, 2000,
                "P2(c): lag in months over the last year less that of 2023-24; holds up to 0",
                SOURCE, now - before)


def _money(book: Book) -> None:
    from wargame.symbolic.operators import ratio, total

    near = book.parameter(
        "near_frontier_cost", 0.3, 0.1, 1.0, "share",
        "Cost of a run near the frontier as part of one at it", "assumed")
    book.metric("open_services", "USD bn/yr", 0, 1e6,
                "P5: revenue of services for open models; holds from 10", SOURCE,
                book["open_services_revenue"])
    closed = ratio(total(book["gross_profit"]), book["closed_revenue"])
    book.metric("closed_margin", "share", 0, 1, "Gross margin of closed access", SOURCE, closed)
    book.metric("margin_lead", "share", -1, 1,
                "P5: margin of closed access less that of open services; holds above 0", SOURCE,
                closed - book["open_services_margin"])
    book.metric("open_fund_cover", "1", 0, 1e6,
                "P5: open fund over the cost of a run near the frontier; holds from 1", SOURCE,
                ratio(book["open_fund"], near * book["run_cost"]))
    book.metric("closed_price_level", "USD/Mtok", 0, 1e6,
                "Average price of closed tokens, flagship equivalent", SOURCE,
                ratio(book["closed_revenue"] * book["usd_per_bn"],
                      total(book["segment_tokens"] * book["tier_price"]
                            * (1 - book["open_share_of_segment"]))))
    book.metric("open_price_level", "USD/Mtok", 0, 1e6, "Hosted price of the best open model",
                SOURCE, book["open_price"])
    book.metric("token_volume", "Mtok/yr", 0, 1e18, "Tokens bought a year", SOURCE, book["tokens"])
    book.metric("model_spending", "USD bn/yr", 0, 1e6, "What buyers pay for tokens", SOURCE,
                book["model_spend"])
    book.metric("solvent_labs", "1", 0, 1000, "Labs able to trade", SOURCE, total(book["solvent"]))
    book.metric("releasing_labs", "1", 0, 1000, "Labs that now release weights", SOURCE,
                total(book["weights_open"] * book["solvent"]))


def _returns(book: Book) -> None:
    from wargame.symbolic.operators import ratio, total

    is_model = book["model_layer"]
    kept = 1 - book["openness"]
    for name, rate, meaning in (
        ("closed_profit_so_far", total(book["gross_profit"]), "Gross profit of closed access"),
        ("closed_investment_so_far", total(book["research_spend"] * kept),
         "Research spending of closed labs"),
    ):
        book.stock(name, "world", "USD bn", 0, 1e8, f"{meaning} since the start", "accounting",
                   initial=0.0, next=book[name] + rate * book["tick_years"])
    vendors = ratio(book["closed_profit_so_far"], book["closed_investment_so_far"])
    edges = ratio(total(book["layer_profit_so_far"] * (1 - is_model)),
                  total(book["layer_investment_so_far"] * (1 - is_model)))
    book.metric("closed_vendor_return", "1", 0, 1e6,
                "C2: cumulated profit over cumulated investment of closed model vendors", SOURCE,
                vendors)
    book.metric("edge_return", "1", 0, 1e6,
                "C2: cumulated profit over cumulated investment of infrastructure and uses",
                SOURCE, edges)
    book.metric("return_lead_of_edges", "1", -1e6, 1e6,
                "C2: return of infrastructure and uses less that of closed vendors; "
                "holds above 0", SOURCE, edges - vendors)
    part = total(book["layer_profit_share"] * (1 - is_model))
    book.metric("edge_profit_share", "share", 0, 1,
                "Infrastructure's and applications' part of stack profit", SOURCE, part)
    book.metric("edge_share_change", "share", -1, 1,
                "C3: that part less what it was at the start; holds above 0", SOURCE,
                part - _first(book, "first_edge_share", "share", part,
                              "Infrastructure's and applications' profit share"))
