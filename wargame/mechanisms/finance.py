"""Finance of labs (M36): means, research spending, raising, runway and default."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "cash-flow accounting; default barrier (Merton 1974)"


def declare(book: Book) -> None:
    """Declare cash (USD bn), funds and research spending (USD bn/yr), runway and solvency."""
    from wargame.symbolic.operators import clip, greater, lesser

    _slots_and_parameters(book)
    _climate(book)
    tick, elapsed = book["tick_years"], book["elapsed"]
    cash = book["cash"]
    start = book.attribute("parent_start", "labs", "USD bn/yr", 0, 1e4,
                           "What the owner pays into the lab a year, mid-2023", "assumed")
    overhead_start = book.attribute("overhead_start", "labs", "USD bn/yr", 0, 1e3,
                                    "Sales, staff and other costs, mid-2023", "assumed")
    parent = book.flow(
        "parent_support", "labs", "USD bn/yr", 0, 1e5, "What the owner pays into the lab",
        "linear trend up to a part of the owner's revenue",
        lesser(start * (1 + book["parent_growth"] * elapsed),
               greater(start, book["parent_limit"] * book["core_business"])))
    overhead = book.flow("overhead", "labs", "USD bn/yr", 0, 1e5, "Sales, staff and other costs",
                         "linear trend", overhead_start * (1 + book["overhead_growth"] * elapsed))
    due = book["default_barrier"] * overhead
    solvent = book.flow(
        "solvent", "labs", "share", 0, 1,
        "Ability to trade: 1 until means fall to the default barrier, then falling to 0", SOURCE,
        clip((cash + parent * book["one_year"]) / greater(due, 1e-6 * book["cash_unit"]), 0, 1))
    earned = book.flow("lab_earnings", "labs", "USD bn/yr", -1e6, 1e6,
                       "Gross profit, open hosting, royalties and other income", SOURCE,
                       book["gross_profit"] + book["open_lab_revenue"] + book["lab_income"])
    funds = book.flow("funds", "labs", "USD bn/yr", 0, 1e6, "What the lab can spend a year",
                      SOURCE, solvent * greater(
                          parent + earned + book["drawdown"] * cash, 0), seen="own")
    research = book.flow("research_spend", "labs", "USD bn/yr", 0, 1e6,
                         "Spending on training and research", SOURCE,
                         book["research_share"] * funds)
    book.budget("labs", book["spare_share"] * funds)
    closeness = clip(1 - book["lag_to_frontier"] / book["investor_horizon"], 0, 1)
    access = book.attribute("capital_access", "labs", "share", 0, 1,
                            "How open outside capital is to the lab", "assumed")
    wanted = (access * book["capital_climate"] * solvent
              / (1 + book["rate_sensitivity"] * book["capital_cost"])
              * (book["runs_financed"] * book["run_cost"] * closeness
                 + book["revenue_financed"] * book["api_revenue"]))
    raised = book.flow("capital_raised", "labs", "USD bn/yr", 0, 1e5, "New outside capital",
                       "valuation by standing and revenue: assumed",
                       wanted / (1 + wanted / book["raise_ceiling"]))
    spent = book.flow(
        "lab_costs", "labs", "USD bn/yr", -1e6, 1e6,
        "Research, overhead, lobbying, duties and expected costs of release", SOURCE,
        research + overhead + book["lobby_spend"] + book["closed_cost"] * (1 - book["openness"])
        + book["release_cost"] * book["openness"])
    burn = spent - parent - earned - raised
    book.stock("cash", "labs", "USD bn", 0, 1e6, "Money the lab can draw on", SOURCE, seen="own",
               next=cash - burn * tick)
    book.flow("runway", "labs", "1", 0, 240,
              "Months until the money is gone at the present burn; 240 at most", SOURCE,
              lesser(cash / greater(burn, 1e-6 * book["raise_ceiling"])
                     * book["months_per_year"], 240), seen="own")


def _slots_and_parameters(book: Book) -> None:
    book.slot("closed_cost", "labs", "sum", "USD bn/yr", 0, 1e6,
              "Cost of duties on closed access", "assumed")
    book.slot("lab_income", "labs", "sum", "USD bn/yr", -1e6, 1e6,
              "What instruments pay to, or take from, the lab", "assumed")
    for name, value, low, high, unit, meaning in (
        ("drawdown", 0.35, 0.2, 0.6, "1/yr", "Part of its money a lab plans to use in a year"),
        ("parent_growth", 0.6, 0.2, 1.2, "1/yr", "Growth of owners' support, part of the first"),
        ("parent_limit", 0.1, 0.05, 0.2, "share", "Most of its revenue an owner pays for the lab"),
        ("overhead_growth", 1.0, 0.3, 2.0, "1/yr", "Growth of overhead, part of the first"),
        ("default_barrier", 0.25, 0.1, 0.5, "yr", "Overhead that means must cover to trade"),
        ("spare_share", 0.3, 0.3, 0.3, "share", "Part of funds free for costed levers"),
        ("cash_unit", 1.0, 1.0, 1.0, "USD bn", "A billion US dollars"),
        ("runs_financed", 10.0, 4.0, 20.0, "1/yr", "Runs a year that capital pays for a leader"),
        ("revenue_financed", 1.2, 0.3, 2.5, "1", "Capital raised per USD of yearly revenue"),
        ("investor_horizon", 8.0, 4.0, 12.0, "nat", "Lag at which investors lose interest"),
        ("rate_sensitivity", 10.0, 4.0, 20.0, "yr", "Fall of raising with the cost of capital"),
        ("capital_cost", 0.08, 0.03, 0.18, "1/yr", "Cost of risk capital"),
        ("raise_ceiling", 80.0, 30.0, 200.0, "USD bn/yr", "Most that one lab can raise a year"),
    ):
        book.parameter(name, value, low, high, unit, meaning, "assumed")


def _climate(book: Book) -> None:
    from wargame.symbolic.operators import select

    hazard = book.parameter("funding_break_rate", 0.08, 0.0, 0.2, "1/yr",
                            "Chance a year that the boom in funding breaks", "assumed range")
    left = book.parameter("funding_after_break", 0.3, 0.1, 0.6, "share",
                          "Capital still offered after a break", "assumed")
    recovery = book.parameter("funding_recovery", 0.3, 0.1, 0.6, "1/yr",
                              "Speed at which capital returns", "assumed")
    luck = book.luck("funding_break", "world", "whether the boom in funding breaks")
    climate, tick = book["capital_climate"], book["tick_years"]
    book.stock(
        "capital_climate", "world", "share", 0, 1, "Capital offered, as part of the boom's",
        "regime switching (Hamilton 1989)", initial=1.0,
        next=select(luck < hazard * tick, left * climate,
                    climate + recovery * (1 - climate) * tick))
