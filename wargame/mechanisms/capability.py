"""Cost of a frontier run (M6) and capability production (M7): money becomes models in jumps."""

from __future__ import annotations

from wargame.symbolic.book import Book

COST = "Cottier et al. 2024; endogenous sunk costs: Sutton 1991"
PRODUCTION = "Cobb-Douglas in logs; Hoffmann et al. 2022; Merton 1976 jumps"


def declare(book: Book) -> None:
    """Declare run cost (USD bn), its price index and each lab's capability (nat).

    Capability is the natural logarithm of effective compute; 0 is GPT-4 as of March 2023.
    """
    _declare_run_cost(book)
    _declare_funding(book)
    _declare_production(book)


def _declare_run_cost(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import greater, lesser

    compute_growth = book.parameter(
        "compute_growth", 1.57, 0.69, 1.79, "1/yr",
        "Growth of the compute of frontier runs, annual, logarithmic",
        "Epoch AI, training compute of notable models: 4.6x to 5x a year; range 2x to 6x")
    cost_growth = book.parameter(
        "cost_growth", 0.875, 0.47, 1.13, "1/yr",
        "Growth of the cost of frontier runs, annual, logarithmic",
        "Cottier et al. 2024: 2.4x a year, interval 2.0-2.9, widened to 1.6-3.1")
    years = book.parameter(
        "scaling_years", 8.0, 5.0, 12.0, "yr", "Years for which both trends go on",
        "assumed; Sevilla et al. 2024 see no hard limit before 2030")
    first_cost = book.parameter(
        "first_run_cost", 0.12, 0.079, 0.2, "USD bn", "Cost of a frontier run in mid-2023",
        "Cottier et al. 2024: GPT-4 .079, Gemini Ultra .199, at cloud prices")
    first_compute = book.parameter(
        "first_run_compute", 35.0, 21.0, 50.0, "YFLOP", "Compute of a frontier run in mid-2023",
        "Epoch AI: GPT-4 21, Gemini Ultra 50")
    time = lesser(book["elapsed"], years)
    book.flow(
        "run_cost", "world", "USD bn", 0, 1e6, "Cost of a training run near the frontier", COST,
        first_cost * sp.exp(cost_growth * time))
    # What compute costs follows from the two trends; it never becomes dearer but by scarcity.
    book.flow(
        "compute_per_dollar", "world", "YFLOP/USD bn", 0, 1e12,
        "Training compute that money buys", COST,
        first_compute / first_cost * sp.exp(greater(0, compute_growth - cost_growth) * time))


def _declare_funding(book: Book) -> None:
    from wargame.symbolic.operators import highest, ratio, select, total

    run_share = book.parameter(
        "run_share", 0.2, 0.1, 0.4, "share",
        "Share of research spend that pays for the compute of training runs",
        "Cottier et al. 2024: hardware is half of development cost; part of runs in it assumed")
    focus = book.attribute(
        "run_focus", "labs", "1", 0, 5,
        "Weight of frontier training in the lab's research; 1 is usual",
        "assumed; read from the compute of the models that came out", value=1.0)
    half = book.parameter(
        "research_half", 1.0, 0.3, 3.0, "1/yr",
        "Research spend, in run costs a year, at which a lab reaches half of the pace it could",
        "assumed; experiments scale with runs")
    life = book["run_life"]
    cost = book["run_cost"]
    spend = book["research_spend"] * (1 - book["safety_share"])
    grant = book.slot(
        "compute_grant", "labs", "sum", "USD bn/yr", 0, 1e3,
        "Public money that pays for a lab's training compute", "compute subsidies")
    money = book.flow(
        "run_money", "labs", "USD bn/yr", 0, 1e5, "What the lab pays for training runs", COST,
        spend * run_share * focus + grant, seen="own")
    book.flow(
        "research_effort", "labs", "share", 0, 1,
        "Research set against what the frontier asks for; 0 without money",
        "diminishing returns to research: Jones 1995", ratio(spend, spend + half * cost),
        seen="own")
    funded = book.flow(
        "can_fund_run", "labs", "code", 0, 1,
        "1 where the lab can pay a run near the frontier within the time such a run takes", COST,
        select(money * life >= cost, 1, 0))
    book.flow(
        "frontier_labs", "world", "1", 0, 1000, "Labs that can pay a run near the frontier", COST,
        total(funded))
    book.flow(
        "frontier_openness", "world", "share", 0, 1,
        "Openness of the most open lab among those that can pay a run near the frontier", COST,
        highest(funded * book["openness"]))


def _declare_production(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import greater, select

    tick = book["tick_years"]
    life = book.parameter(
        "run_life", 1.25, 0.75, 1.5, "yr", "Time after which the compute of a run is stale",
        "Sevilla et al. 2022, the longest training run: 14 to 15 months")
    rate = book.parameter(
        "run_rate", 2.0, 1.0, 4.0, "1/yr", "Training runs a lab may complete in a year",
        "assumed; GPT-4 March 2023, Turbo November 2023, 4o May 2024")
    weight_compute = book.parameter(
        "compute_weight", 1.0, 0.8, 1.2, "1", "Capability for each ln of training compute",
        "definition at 1; Hoffmann et al. 2022")
    weight_talent = book.parameter(
        "talent_weight", 0.3, 0.1, 0.5, "1", "Capability for each ln of research talent",
        "assumed; research staff is 29 to 49 % of cost in Cottier et al. 2024")
    weight_data = book.parameter(
        "data_weight", 0.2, 0.05, 0.4, "1", "Capability for each ln of usable data", "assumed")
    reference = book.parameter(
        "reference_compute", 21.0, 21.0, 21.0, "YFLOP", "Compute of the model of capability 0",
        "Epoch AI: GPT-4, 2.1e25 FLOP")
    faintest = book.parameter(
        "faintest_run", 1e-3, 1e-3, 1e-3, "YFLOP", "Compute below which runs do not count",
        "definition: 1e21 FLOP, above GPT-2")
    data = book.attribute(
        "data_access", "labs", "nat", -5, 5, "Usable training data against the reference, ln",
        "assumed", value=0.0)
    pooled, best = book["compute_in_run"], book["capability"]
    potential = book.flow(
        "run_capability", "labs", "nat", -40, 120,
        "Capability of the model that would come out if the lab's run ended now", PRODUCTION,
        weight_compute * sp.log(greater(pooled, faintest) / reference)
        + weight_talent * book["talent"] + weight_data * data
        + book["algorithms"] + book["community_gain"], seen="own")
    luck = book.luck("run_completion", "labs", "whether a training run completes")
    # A run that would not beat the lab's best goes on.
    done = book.flow(
        "run_done", "labs", "code", 0, 1, "1 where a training run completes", PRODUCTION,
        select(sp.And(luck < 1 - sp.exp(-rate * tick), potential > best), 1, 0), seen="own")
    book.stock(
        "compute_in_run", "labs", "YFLOP", 0, 1e15, "Compute gathered in the run under way",
        PRODUCTION, seen="own",
        next=pooled * (1 - done) * (1 - tick / life) + tick * book["training_compute"])
    trained = book.flow(
        "trained_capability", "labs", "nat", -10, 120,
        "Best model of the lab at the end of the tick, by a run or by learning from others",
        PRODUCTION, best + greater(done * (potential - best), book["catch_up"]), seen="own")
    book.stock(
        "capability", "labs", "nat", -10, 60,
        "Best model the lab has trained, ln of effective compute; 0 is GPT-4 of March 2023",
        PRODUCTION, seen="own", next=trained)
