"""Value layers (M20): how the profit of the stack divides over chips, clouds, models and uses."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "value capture by scarcity (Brandenburger-Nalebuff 1996; Jacobides-Knudsen-Augier 2006)"


def declare(book: Book) -> None:
    """Declare profit shares, profit, investment and their sums by layer (USD bn)."""
    from wargame.symbolic.operators import greater, ratio, share, total

    sigma = book.attribute(
        "substitutability", "layers", "1", 0.05, 100,
        "How easily buyers replace one firm of the layer by another, mid-2023", "assumed")
    is_model = book.attribute(
        "model_layer", "layers", "share", 0, 1, "1 for the layer of models, 0 for others",
        "definition")
    intensity = book.attribute(
        "capital_intensity", "layers", "1", 0, 100, "Investment per USD of the layer's profit, "
        "when its profit share stays as it was", "assumed")
    weight = book.parameter(
        "commodity_weight", 2.0, 0.5, 5.0, "1",
        "How much more replaceable models get when none is ahead and nobody dominates", "assumed")
    margin = book.parameter(
        "stack_margin", 0.4, 0.25, 0.55, "share", "Profit of the whole stack as part of spending",
        "assumed")
    uses = book.parameter(
        "application_multiple", 1.5, 0.5, 4.0, "1", "Spending on applications per USD on tokens",
        "assumed")
    hardware = book.parameter(
        "compute_part", 0.57, 0.47, 0.67, "share", "Part of research spending that buys compute",
        "epochai.org/blog/how-much-does-it-cost-to-train-frontier-ai-models (2024)")
    closed = ratio(total(book["closed_share"] * book["segment_tokens"], "segments"),
                   book["tokens"])
    book.flow("closed_token_share", "labs", "share", 0, 1,
              "The lab's closed models' share of all tokens", "accounting", closed)
    level = (1 - total(book["closed_token_share"] ** 2)) / (1 + greater(book["frontier_gap"], 0))
    book.flow("model_substitutability", "world", "share", 0, 1,
              "One less the concentration of closed tokens, smaller when closed models lead",
              SOURCE, level)
    book.flow("layer_profit_share", "layers", "share", 0, 1, "The layer's part of stack profit",
              SOURCE, share(
                  1 / (sigma * (1 + is_model * weight * book["model_substitutability"]))))
    pool = book.flow(
        "stack_profit", "world", "USD bn/yr", 0, 1e6, "Profit of the whole stack", SOURCE,
        margin * (book["model_spend"] * (1 + uses) + hardware * total(book["research_spend"])))
    profit = book.flow("layer_profit", "layers", "USD bn/yr", 0, 1e6, "The layer's profit", SOURCE,
                       pool * book["layer_profit_share"])
    usual = share(1 / sigma)
    book.flow("layer_investment", "layers", "USD bn/yr", 0, 1e6,
              "The layer's investment; models' is research", "assumed",
              (1 - is_model) * intensity * pool * usual
              + is_model * total(book["research_spend"]))
    tick = book["tick_years"]
    for name, rate, meaning in (("profit", profit, "Profit"),
                                ("investment", book["layer_investment"], "Investment")):
        stock = f"layer_{name}_so_far"
        book.stock(stock, "layers", "USD bn", 0, 1e8, f"{meaning} of the layer since the start",
                   "accounting", initial=0.0, next=book[stock] + rate * tick)
