"""National stocks of AI chips, and the training compute that a lab's money buys at home."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "perpetual inventory; smooth rationing; Pilz, Heim and Brown 2023"
SHIPPED = "Epoch AI, AI chip counts (github.com/epoch-research/ai-companies)"


def declare(book: Book) -> None:
    """Declare chip stocks (H100e, one H100-equivalent) and training compute (YFLOP, 1e24 FLOP)."""
    _declare_deliveries(book)
    _declare_training(book)


def _declare_deliveries(book: Book) -> None:
    from wargame.symbolic.operators import greater

    tick = book["tick_years"]
    growth = book.parameter(
        "chip_growth", 1.0, 0.5, 1.3, "1/yr", "Growth of world accelerator shipments, annual",
        f"{SHIPPED}: 1.02 from mid-2023 to spring 2024; range assumed")
    ceiling = book.parameter(
        "chip_ceiling", 4e7, 1.5e7, 1.2e8, "H100e/yr",
        "Shipments at which power and fabs stop their growth",
        "assumed; IEA 2025: data centres at 945 TWh in 2030")
    retirement = book.parameter(
        "chip_retirement", 0.2, 0.12, 0.33, "1/yr", "Chips retired in a year", "assumed: 3 to 8 yr")
    learning = book.parameter(
        "domestic_learning", 0.1, 0.0, 0.3, "1/yr",
        "Growth of home-made chips' odds against imports without any control",
        "learning by doing: Arrow 1962; value assumed")
    induced = book.parameter(
        "induced_substitution", 0.6, 0.2, 1.5, "1/yr",
        "Growth of these odds when imports are cut off entirely",
        "induced innovation: Acemoglu 2002; value assumed")
    shipments = book["chip_shipments"]
    book.stock(
        "chip_shipments", "world", "H100e/yr", 0, 1e10,
        "Accelerators sold in the world in a year", SHIPPED, initial=1.4e6,
        next=shipments * (1 + tick * growth * (1 - shipments / ceiling)))
    demand_share = book.attribute(
        "chip_demand_share", "nations", "share", 0, 1,
        "Share of world shipments that the nation's buyers take where nothing holds them back",
        SHIPPED)
    supply = book.slot(
        "compute_supply", "nations", "product", "1", 0, 10,
        "Share of the chips it would import that a nation gets: export controls, power",
        SOURCE)
    inflow = book.slot(
        "chip_inflow", "nations", "sum", "H100e/yr", 0, 1e9,
        "Chips that arrive by other ways: smuggling, state orders", SOURCE)
    effort = book.slot(
        "domestic_chip_effort", "nations", "sum", "1/yr", 0, 5,
        "Policy's push on the growth of home-made chips", "industrial policy")
    domestic = book["domestic_chip_share"]
    book.stock(
        "domestic_chip_share", "nations", "share", 0, 1,
        "Share of the nation's chips made at home, out of reach of others' export controls",
        "logistic substitution: Fisher and Pry 1971",
        next=domestic + tick * domestic * (1 - domestic) * (
            learning + induced * greater(0, 1 - supply) + effort))
    deliveries = book.flow(
        "chip_deliveries", "nations", "H100e/yr", 0, 1e11, "Accelerators the nation adds", SOURCE,
        demand_share * shipments * (domestic + (1 - domestic) * supply) + inflow)
    stock = book["national_compute"]
    book.stock(
        "national_compute", "nations", "H100e", 0, 1e12, "Accelerators installed in the nation",
        SHIPPED, next=stock + tick * (deliveries - retirement * stock))


def _declare_training(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import at, lesser, ratio, total

    fraction = book.parameter(
        "training_fraction", 0.3, 0.1, 0.5, "share",
        "Share of a nation's accelerators that its labs can hire for training runs",
        "assumed; the rest serves inference, experiments and others")
    chip_yield = book.parameter(
        "chip_yield", 0.0126, 0.009, 0.016, "YFLOP/H100e/yr",
        "Training compute of one H100 in a year: 1e15 FLOP/s, 30 to 50 % used",
        "Nvidia data sheet; utilisation from Sevilla et al. 2024")
    better_use = book.parameter(
        "yield_growth", 0.2, 0.0, 0.4, "1/yr",
        "Annual growth of what one H100e gives: lower precision, fuller use", "assumed")
    stock = book["national_compute"]
    time = lesser(book["elapsed"], book["scaling_years"])
    orders = book.flow(
        "training_orders", "labs", "YFLOP/yr", 0, 1e15,
        "Training compute that the lab's money would buy where chips are abundant", SOURCE,
        book["run_money"] * book["compute_per_dollar"], seen="own")
    capacity = book.flow(
        "training_capacity", "nations", "YFLOP/yr", 0, 1e12,
        "Training compute that the nation's chips can give in a year", SOURCE,
        stock * fraction * chip_yield * sp.exp(better_use * time))
    access = book.flow(
        "compute_access", "nations", "share", 0, 1,
        "Share of ordered compute that labs get where chips are scarce", SOURCE,
        ratio(capacity, capacity + total(orders, "home")))
    scale = book.slot(
        "run_scale", "labs", "product", "share", 0, 1,
        "Part of the training compute within its reach that the lab uses",
        "treaties, and duties that begin at a size of run")
    book.flow(
        "training_compute", "labs", "YFLOP/yr", 0, 1e15,
        "Compute that goes into the lab's training runs in a year", SOURCE,
        orders * at(access, "home") * scale, seen="own")
    book.flow(
        "inference_scale", "nations", "H100e", 0, 1e12,
        "Accelerators left in the nation to run models", SOURCE, stock * (1 - fraction))
