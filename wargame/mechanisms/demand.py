"""Demand (M15, M34): who buys closed and who buys open tokens, by segment.

Coexistence (M35) is no equation: segments that differ, read through a nested logit, have an
interior fixed point over the stated ranges, and the tests of the engine hold the model to it.
"""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "nested logit (McFadden 1978; Berry 1994)"
LOCK_IN = "switching costs (Klemperer 1995; Farrell-Klemperer 2007)"


def declare(book: Book) -> None:
    """Declare tastes, the reach of sellers, utilities (nat) and shares of tokens."""
    import sympy as sp

    from wargame.symbolic.operators import clip, logistic, ratio, select, total

    _tastes(book)
    book.slot("open_utility", "segments", "sum", "nat", -20, 20,
              "What instruments add to the utility of open models", "assumed")
    book.slot("closed_utility", "labs", "sum", "nat", -20, 20,
              "What instruments add to the utility of the lab's closed models", "assumed")
    book.slot("portability", "world", "product", "1", 0, 5,
              "Multiplies the switching cost; portable accounts and interfaces lower it", LOCK_IN)
    price_taste = book["price_sensitivity"] * book["price_taste_factor"]
    edge = book["edge_value"] * book["edge_value_factor"]
    nest = book["nest_dissimilarity"]
    held = book["incumbent_share"]
    cost = book.flow("lock_in", "world", "nat", 0, 15, "Utility of staying with one's vendor",
                     LOCK_IN, book["switching_cost"] * book["portability"])
    book.parameter(
        "premium_anchor", 3.0, 3.0, 3.0, "nat",
        "Logarithm of closed over open price at which closed convenience was fitted",
        "December 2023: GPT-4 Turbo 15, Llama-2-70B 0.76 USD/Mtok (openrouter.ai, Wayback copies)")
    on_sale = book.flow(
        "on_sale", "labs", "share", 0, 1,
        "Closed offer in the market: reach, times what its own released weights do not give",
        "assumed",
        book["sales_reach"] * clip(book["offered_capability"] + 10, 0, 1)
        * (book["after_default"] + (1 - book["after_default"]) * book["solvent"])
        * clip((book["offered_capability"] - book["released_capability"])
               / book["proprietary_lead"], 0, 1) ** 2)
    behind = clip(book["offered_capability"] - book["closed_frontier"], -30, 0)
    dearer = sp.log(book["closed_price"] / book["open_price"])
    relative = book.flow("price_premium", "labs", "nat", -20, 20,
                         "Logarithm of the lab's closed price over the hosted open price",
                         "definition", dearer)
    pull = book.flow(
        "closed_pull", "labs*segments", "1", 0, 1e300,
        "Exponentiated utility of the lab's closed offer, against a hosted open model", SOURCE,
        on_sale * sp.exp(clip((edge * behind - price_taste * (relative - book["premium_anchor"])
                               + book["closed_utility"] + cost * held) / nest, -200, 200)))
    pulls = book.flow("closed_pulls", "segments", "1", 0, 1e300, "Sum of closed pulls", SOURCE,
                      total(pull, "labs"))
    _publics(book)
    trusted = book["trust_factor"] * book["trust_weight"] * (2 * book["buyers_trust"] - 1)
    ruled = book["stringency_factor"] * book["stringency_weight"] * book["buyers_rules"]
    ease = book["closed_convenience"] - book["maturity_effect"] * book["services_maturity"]
    own = book["local_weight"] * book["hardware_reach"]
    tuned = book["niche_value"] * book["niche_reach"]
    terms = book["licence_weight"] * (1 - book["open_licence_freedom"])
    stay = cost * (1 - total(held, "labs"))
    advantage = book.flow(
        "open_advantage", "segments", "nat", -1000, 1000,
        "Utility of open over closed for tasks where open models are good enough", SOURCE,
        trusted - ruled - ease - book["convenience_shift"] + own + tuned - terms + stay
        + book["open_utility"] - nest * sp.log(pulls))
    lag = edge * book["perceived_gap"] + book["shortfall_value"]
    enough = book["sufficiency"]
    chosen = (enough * logistic(clip(advantage, -200, 200))
              + (1 - enough) * logistic(clip(advantage - lag, -200, 200)))
    there = clip(book["open_frontier"] + 10, 0, 1) * book["open_lawful"]
    turned = book["cut_off"] * book["turn_to_open"]
    book.flow(
        "open_share_of_segment", "segments", "share", 0, 1,
        "Open models' share of the segment's tokens: Roy routing of tasks, smoothed by logit",
        SOURCE + "; Roy 1951", select(pulls > 0, there * (chosen + turned * (1 - chosen)), 1))
    sold = book.flow(
        "closed_share", "labs*segments", "share", 0, 1,
        "The lab's closed models' share of the segment's tokens", SOURCE,
        (1 - book["open_share_of_segment"]) * ratio(pull, pulls))
    book.stock("incumbent_share", "labs*segments", "share", 0, 1,
               "The lab's share of the segment's tokens in the last quarter", LOCK_IN, next=sold)
    reach = book["sales_reach"]
    target = book["sales_ambition"] + (1 - book["sales_ambition"]) * (1 - book["openness"])
    book.stock(
        "sales_reach", "labs", "share", 0, 1,
        "Part of buyers that the lab's sales and cloud partners reach", "assumed",
        next=reach + book["reach_pace"] * (target - reach) * book["tick_years"])


def _publics(book: Book) -> None:
    from wargame.symbolic.operators import ratio, total

    size = book["economic_size"]
    for name, value, meaning in (
        ("buyers_trust", book["trust"], "Trust in open models, weighted by economic size"),
        ("buyers_rules", book["stringency"],
         "Stringency of rules on open weights, weighted by economic size"),
        ("open_lawful", book["diffusion_allowed"],
         "Part of the market in which open weights may be used"),
        ("cut_off", book["api_reach"] * (1 - book["api_access"]),
         "Part of the market that access controls cut off from closed models"),
    ):
        book.flow(name, "world", "share", 0, 1, meaning, "accounting",
                  ratio(total(size * value), total(size)))


def _tastes(book: Book) -> None:
    for name, unit, low, high, meaning in (
        ("edge_value", "1", 0.0, 10.0, "Utility of one nat of capability lead"),
        ("price_sensitivity", "1", 0.0, 10.0, "Fall of utility with the logarithm of price"),
        ("closed_convenience", "nat", -10.0, 10.0,
         "Pull of closed over open at equal quality, end of 2023"),
        ("shortfall_value", "nat", 0.0, 10.0, "Utility lost on tasks an open model cannot do well"),
        ("trust_weight", "nat", 0.0, 10.0,
         "Utility between no and full trust in open models, halved"),
        ("stringency_weight", "nat", 0.0, 10.0,
         "Utility lost to rules on open models at their worst"),
        ("local_weight", "nat", 0.0, 10.0, "Value of running on one's own hardware"),
    ):
        book.attribute(name, "segments", unit, low, high, meaning, "assumed")
    book.attribute("sales_ambition", "labs", "share", 0, 1,
                   "Part of buyers a lab seeks to reach while it gives its weights away", "assumed")
    for name, value, low, high, unit, meaning in (
        ("edge_value_factor", 1.0, 0.4, 2.5, "1", "Multiplies the value of a lead everywhere"),
        ("price_taste_factor", 1.0, 0.3, 1.8, "1", "Multiplies price sensitivity everywhere"),
        ("convenience_shift", 0.0, -0.6, 0.6, "nat", "Shifts closed convenience everywhere"),
        ("trust_factor", 1.0, 0.5, 2.0, "1", "Multiplies the weight of trust"),
        ("stringency_factor", 1.0, 0.5, 2.0, "1", "Multiplies the weight of rules"),
        ("licence_weight", 1.0, 0.3, 2.5, "nat", "Utility lost to wholly restrictive licences"),
        ("switching_cost", 0.7, 0.0, 1.4, "nat", "Utility of staying where everybody stays"),
        ("nest_dissimilarity", 0.7, 0.4, 1.0, "1", "Independence of closed models' tastes"),
        ("turn_to_open", 0.6, 0.3, 0.9, "share", "Part of cut-off buyers who turn to open models"),
        ("after_default", 0.02, 0.005, 0.05, "share", "Reach left to the models of a failed lab"),
        ("proprietary_lead", 2.5, 1.0, 4.0, "nat",
         "Lead over its own released weights at which a lab's API is wholly a closed offer"),
        ("reach_pace", 0.35, 0.15, 0.7, "1/yr", "Speed at which a seller builds reach"),
    ):
        book.parameter(name, value, low, high, unit, meaning, "assumed")
