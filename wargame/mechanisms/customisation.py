"""Cheap customisation (M11), and compression that brings models to small machines (M12)."""

from __future__ import annotations

from wargame.symbolic.book import Book

TUNING = "Hu et al. 2021; Dettmers et al. 2023; learning: Wright 1936"
COMPRESSION = "threshold diffusion: David 1969; Kurtic et al. 2024"


def declare(book: Book) -> None:
    """Declare the cost of a fine-tune (USD), its uptake, and the reach of compressed models."""
    _declare_tuning(book)
    _declare_compression(book)


def _declare_tuning(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import greater

    first = book.parameter(
        "first_finetune_cost", 1000.0, 200.0, 5000.0, "USD",
        "Cost of one useful fine-tune in mid-2023, with data and failed tries",
        "assumed; Dettmers et al. 2023: 24 hours of one GPU for a model of 65 bn parameters")
    halving = book.parameter(
        "finetune_halving", 1.5, 0.8, 3.0, "yr", "Time in which that cost halves", "assumed")
    least = book.parameter(
        "least_finetune_cost", 1.0, 1.0, 1.0, "USD", "Cost that it never falls below", "assumed")
    benefit = book.parameter(
        "finetune_benefit", 3e3, 1e3, 1e4, "USD",
        "Yearly benefit of a fine-tune to the median organisation that considers one", "assumed")
    volume = book.parameter(
        "finetune_volume", 500.0, 100.0, 2000.0, "Mtok",
        "Tokens that a fine-tuned model handles in the year it is used", "assumed")
    factor = book.slot(
        "finetune_cost_factor", "world", "product", "1", 0, 100,
        "What policy does to the cost of a fine-tune", "compute subsidies, compliance")
    cost = book.flow(
        "finetune_cost", "world", "USD", 0, 1e7, "Cost of one useful fine-tune of open weights",
        TUNING, greater(least, first * factor * sp.exp(-book["elapsed"] * sp.log(2) / halving)))
    # Benefits are log-logistic over organisations with shape 1: no power is needed.
    book.flow(
        "specialised_share", "world", "share", 0, 1,
        "Share of organisations whose benefit from a fine-tune exceeds tuning and running it",
        TUNING, benefit / (benefit + cost + book["open_price"] * volume))


def _declare_compression(book: Book) -> None:
    import sympy as sp

    tick = book["tick_years"]
    floor = book.parameter(
        "least_bits", 3.0, 2.0, 4.0, "1", "Bits for each weight that compression tends to",
        "assumed; Kurtic et al. 2024 find 4 bits usable")
    pace = book.parameter(
        "compression_rate", 0.45, 0.2, 0.9, "1/yr", "Annual rate at which bits near that floor",
        "assumed")
    size = book.parameter(
        "open_model_size", 70.0, 30.0, 120.0, "GB",
        "Size of the open model people want to run at 8 bits: one GB for a bn parameters",
        "Llama 2 and Llama 3 of 70 bn")
    loss = book.parameter(
        "loss_at_four_bits", 0.1, 0.02, 0.3, "nat", "Utility lost by compression to 4 bits",
        "Kurtic et al. 2024: 1 to 4 % of scores; conversion assumed")
    growth = book.parameter(
        "memory_growth", 0.22, 0.1, 0.35, "1/yr",
        "Growth of the memory of the median machine, annual", "assumed")
    memory = book["machine_memory"]
    book.stock(
        "machine_memory", "world", "GB", 0, 1e6,
        "Memory for models in the median user's machine", "assumed", initial=12.0,
        next=memory * (1 + tick * growth))
    bits = book["bits"]
    book.stock(
        "bits", "world", "1", 1, 32, "Bits for each weight in common use",
        "Dettmers et al. 2023", initial=8.0, next=bits - tick * pace * (bits - floor))
    need = book.flow(
        "memory_need", "world", "GB", 0, 1e4, "Memory that a wanted open model needs",
        COMPRESSION, size * bits / 8)
    book.flow(
        "hardware_reach", "world", "share", 0, 1,
        "Share of users whose own machine holds the model: log-logistic memory of shape 2",
        COMPRESSION, 1 / (1 + (need / memory) ** 2))
    lost = book.flow(
        "compression_loss", "world", "nat", 0, 5, "Utility lost by compressing open models",
        COMPRESSION, loss * (4 / bits) ** sp.Integer(2))
    book.contribute("open_utility", -lost, source=COMPRESSION)
