"""Sponsors of open models: their number, their pressure to defect (M27), and a fund (M28)."""

from __future__ import annotations

from wargame.symbolic.book import Book

DEFECTION = "proportional hazard (Cox 1972); contagion (Morris-Shin 1998)"
FUND = "private provision of public goods (Bergstrom-Blume-Varian 1986; Lerner-Tirole 2002)"


def declare(book: Book) -> None:
    """Declare open supply by lab, defection hazard (1/yr), services revenue and the open fund."""
    _supply(book)
    _defection(book)
    _services(book)


def _supply(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import clip, select, share, total

    steep = book.parameter("supply_steepness", 0.8, 0.3, 1.5, "1",
                           "Fall of use with distance from the best open model", "assumed")
    out = book["released_capability"]
    there = book["has_released"]
    part = book.flow(
        "open_supply_share", "labs", "share", 0, 1, "The lab's part of open models in use",
        "logit (McFadden 1974)",
        share(there * sp.exp(clip(steep * (out - book["open_frontier"]), -100, 0))))
    book.flow("open_supply_concentration", "world", "share", 0, 1,
              "Concentration (HHI) of the makers of open models in use", "Herfindahl 1950",
              total(part**2))
    terms = book["licence_terms"]
    book.stock(
        "licence_terms", "labs", "share", 0, 1,
        "Freedom under the licence of the lab's best released weights", "Lerner-Tirole 2005",
        next=select(book["weights_open"] > 0, book["openness"] * book["licence_freedom"], terms))
    book.flow("open_licence_freedom", "world", "share", 0, 1,
              "Licence freedom of open models in use", "Lerner-Tirole 2005", total(part * terms))
    book.flow("open_royalty", "world", "share", 0, 1, "Royalty on open models in use",
              "accounting", total(part * book["licence_royalty"]))


def _defection(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import clip, greater, ratio, select, total

    base = book.parameter("defection_base", 0.15, 0.05, 0.5, "1/yr",
                          "Hazard of giving up open releases for an average sponsor", "assumed")
    for name, value, low, high, unit, meaning in (
        ("defection_by_cost", 0.3, 0.0, 0.8, "1", "Hazard's rise with the cost of a run to means"),
        ("defection_by_surplus", 0.8, 0.2, 2.0, "1", "Hazard's fall with the sponsor's surplus"),
        ("defection_by_standing", 0.8, 0.0, 2.0, "1", "Hazard's rise with standing lost"),
        ("contagion", 0.4, -1.0, 1.0, "1",
         "Effect of other sponsors' closing: above 0 contagion, below 0 substitution"),
        ("reference_burden", 0.05, 0.05, 0.05, "share", "Cost of a run to means of an average one"),
    ):
        book.parameter(name, value, low, high, unit, meaning, "assumed; no estimate found")
    year = book.parameter("one_year", 1, 1, 1, "yr", "A year", "definition")
    means = greater(book["cash"] + book["parent_support"] * year, 0.001 * book["run_cost"])
    burden = book.flow("run_burden", "labs", "1", 0, 1e4,
                       "Cost of a frontier run over the sponsor's means", "definition",
                       ratio(book["run_cost"], means), seen="own")
    surplus = clip(ratio(book["opening_gain"], book["research_spend"]), -3, 3)
    standing = clip(book["lag_to_frontier"] / 6, 0, 1)
    part = book["has_released"]
    peers = total(part) - part
    closing = book.flow(
        "peer_closing", "labs", "share", 0, 1,
        "Closedness of the other labs that have released weights", DEFECTION,
        select(peers > 0.001, 1 - ratio(
            total(part * book["openness"]) - part * book["openness"], peers), 0))
    pressure = (book["defection_by_cost"] * sp.log((burden + 1e-4) / book["reference_burden"])
                - book["defection_by_surplus"] * surplus
                + book["defection_by_standing"] * standing + book["contagion"] * closing)
    book.flow("defection_pressure", "labs", "1/yr", 0, 20,
              "Hazard of giving up open releases; 1 - exp(-hazard * years) is the chance",
              DEFECTION, base * sp.exp(clip(pressure, -3, 3)), seen="own")


def _services(book: Book) -> None:
    from wargame.symbolic.operators import ratio, select, total

    rate = book.parameter(
        "services_per_need", 0.3, 0.08, 0.8, "USD bn/yr",
        "Support, tuning and compliance services if all workloads of mid-2023 were open",
        "assumed; hosts earned under USD .1 bn in 2023")
    half = book.parameter("services_half", 3.0, 1.0, 10.0, "USD bn/yr",
                          "Services revenue at which the trade is half mature",
                          "assumed; Red Hat earned 2.4 in 2016")
    book.parameter("maturity_effect", 1.3, 0.3, 2.4, "nat",
                   "Utility that mature open services add to open models", "assumed")
    margin = book.parameter("services_margin", 0.15, 0.0, 0.35, "share",
                            "Operating margin of open services", "Red Hat 2018: .15")
    support = rate * ratio(
        total(book["need"] * book["workload_weight"] * book["open_share_of_segment"]),
        total(book["workload_weight"]))
    revenue = book.flow(
        "open_services_revenue", "world", "USD bn/yr", 0, 1e6,
        "Revenue of hosting, support, tuning and compliance for open models", FUND,
        book["open_hosting_revenue"] + support)
    book.flow("open_services_margin", "world", "share", 0, 1, "Margin of open services",
              "accounting",
              ratio(book["open_hosting_revenue"] * book["host_markup"] + support * margin, revenue))
    book.stock("services_base", "world", "USD bn/yr", 0, 1e6,
               "Open services revenue of the last quarter", "accounting", initial=0.08,
               next=revenue)
    book.flow("services_maturity", "world", "share", 0, 1, "How mature open services are",
              "assumed", book["services_base"] / (book["services_base"] + half))
    reinvest = book.parameter("open_reinvestment", 0.05, 0.0, 0.3, "share",
                              "Part of services revenue that pays for new open models", "assumed")
    grants = book.parameter("open_grants", 0.05, 0.0, 0.5, "USD bn/yr",
                            "Public and foundation grants for open models", "assumed")
    outlay_rate = book.parameter("open_outlay_rate", 0.5, 0.2, 1.0, "1/yr",
                                 "Part of the fund spent in a year", "assumed")
    more = book.slot("open_fund_income", "world", "sum", "USD bn/yr", 0, 1e6,
                     "What instruments pay into the open fund", FUND)
    fund, open_work = book["open_fund"], book["openness"] * book["solvent"]
    outlay = book.flow("open_fund_outlay", "world", "USD bn/yr", 0, 1e6,
                       "What the fund pays to labs that release weights", FUND,
                       select(total(open_work) > 0, outlay_rate * fund, 0))
    book.stock("open_fund", "world", "USD bn", 0, 1e6, "Money pooled for new open models", FUND,
               initial=0.02,
               next=fund + (reinvest * revenue + grants + more - outlay) * book["tick_years"])
    paid = book.flow("open_funding", "labs", "USD bn/yr", 0, 1e6,
                     "What the lab gets from the open fund", FUND,
                     outlay * ratio(open_work, total(open_work)))
    book.contribute("lab_income", paid, source=FUND)
