"""Liability regimes (L6, M25): none, safe harbour, negligence or strict, by regulator.

A provider of closed access can see and stop misuse; whoever releases weights cannot, so care
after the release does not cut what strict liability charges (Shavell 1984, Hylton 2002). Expected
liability is the chance of incidents times their capped damage times what courts attribute.
"""

from __future__ import annotations

from typing import Any

from wargame.hooks import hookimpl
from wargame.symbolic.book import Book

TITLE = "Liability regimes"
ROWS = ("L6", "M25")
CASES = (
    ("2024-09-29", "California: SB 1047 (above 1e26 operations and USD 100m) vetoed",
     "https://thezvi.substack.com/p/sb-1047-is-weakened"),
    ("2025-02-11", "European Union: AI liability directive withdrawn",
     "https://backfield.net/river/card/3172"),
    ("2026-12-09", "European Union: strict product liability extends to software",
     "https://the-idea-shop.com"),
)
TORT = "Shavell 1984; Hylton 2002"
JUDGEMENT_PROOF = "Shavell 1986, judgment-proof problem"
REGIMES = ("none", "safe_harbour", "negligence", "strict")


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, expected damage and what it adds to open and closed costs."""
    book.lever("liability_regime", "regulators", 0, 3, 0, "code",
               "Who answers for harm done with a model; who sells access can stop misuse, who has "
               "released weights cannot, and a strict court charges them all the same",
               TORT, choices=REGIMES)
    book.lever("liability_cap", "regulators", 0, 1000, 1000, "USD bn",
               "Most that one incident can cost a developer; a developer pays nothing for damage "
               "beyond it, and 1000 is no cap", JUDGEMENT_PROOF)
    book.lever("downstream_share", "regulators", 0, 1, 0, "share",
               "Part of the harm of open weights that those who deploy them answer for; "
               "developers pay for the rest, so that releasing costs them less", TORT)
    _costs(book, _fault(book), _damage(book))
    _indemnity(book)


def _damage(book: Book) -> Any:
    """Expected damages of one incident under the regulator's cap, USD bn."""
    from wargame.symbolic.operators import clip, greater, ratio, select

    smallest = book.parameter("damage_unit", 0.003, 0.0003, 0.03, "USD bn",
                              "Damages of the smallest recorded incident", "assumed")
    tail, top = book["severity_tail"], book["severity_cap"]
    limit = clip(ratio(book["liability_cap"], smallest), 0, top)
    least = greater(limit, 1)
    rare = top ** (-tail)
    # E[min(X, k)] of a bounded Pareto law on [1, top]: one plus the integral of its survival.
    above = ((1 - least ** (1 - tail)) / (tail - 1) - (limit - 1) * rare) / (1 - rare)
    return book.flow("capped_damage", "regulators", "USD bn", 0, 1e6,
                     "Expected damages of one incident within the cap", TORT,
                     smallest * select(limit > 1, 1 + above, limit))


def _fault(book: Book) -> Any:
    """Part of the harm for which a lab answers at a regulator."""
    from wargame.symbolic.operators import clip, select

    due = book.parameter("due_care", 0.1, 0.03, 0.25, "share",
                         "Safety share of research that courts take for due care", "assumed")
    error = book.parameter("court_error", 0.1, 0, 0.3, "share",
                           "Chance that courts find fault where there was due care",
                           "Craswell-Calfee 1986; value assumed")
    harbour = book.parameter("harbour_residual", 0.3, 0, 0.6, "share",
                             "Negligence that is left in a safe harbour", "assumed")
    lacking = clip(1 - book["safety_share"] / due, 0, 1)
    regime = book["liability_regime"]
    negligent = error + (1 - error) * lacking
    return book.flow("fault", "labs*regulators", "share", 0, 1,
                     "Part of the harm for which the lab answers", TORT,
                     select(regime > 2.5, 1,
                            select(regime > 1.5, negligent,
                                   select(regime > 0.5, harbour * negligent, 0))))


def _costs(book: Book, fault: Any, damage: Any) -> None:
    from wargame.symbolic.operators import at, total

    traced = book.parameter("attribution", 0.3, 0.05, 0.8, "share",
                            "Part of harm that courts trace to the developer", "assumed")
    insured = book.parameter("insured_share", 0.2, 0, 0.5, "share",
                             "Part of liability that insurers or the state bear", "assumed")
    reach = book.parameter("release_reach", 0.3, 0.1, 0.6, "share",
                           "Part of the use of open weights that one good release wins", "assumed")
    control = book.parameter("provider_control", 0.9, 0.7, 0.98, "share",
                             "Part of harm that a provider of closed access prevents when liable",
                             "assumed")
    harm = (traced * (1 - insured) * reach * book["release_hazard"]
            * at(book["release_exposure"], "jurisdiction") * damage * fault)
    full = book.flow("liability_exposure", "labs*regulators", "USD bn/yr", 0, 1e9,
                     "Expected liability for harm done with the lab's best model", TORT, harm,
                     seen="own")
    book.contribute("liability_per_release",
                    total(full * (1 - book["downstream_share"]), "regulators"), source=TORT)
    book.contribute("closed_cost", (1 - control) * total(full, "regulators"), source=TORT)


def _indemnity(book: Book) -> None:
    """Sellers of closed access answer for their customers; nobody does for open weights."""
    from wargame.symbolic.operators import at, lesser, ratio, select, total

    worth = book.parameter("indemnity_worth", 0.3, 0, 1, "nat",
                           "Utility that deployers of open weights lose under strict liability "
                           "everywhere, if they answer for all harm", TORT + "; value assumed")
    least = book.parameter("deployer_exposure", 0.4, 0.1, 0.8, "share",
                           "Part of that loss that remains if developers answer for all harm",
                           "assumed")
    mild = book.parameter("negligence_weight", 0.4, 0.2, 0.7, "share",
                          "Deployers' exposure under negligence relative to strict liability",
                          "assumed")
    regime, passed = book["liability_regime"], book["downstream_share"]
    strength = select(regime > 2.5, 1, select(regime > 1.5, mild,
                                              select(regime > 0.5, mild**2, 0)))
    size = book["economic_size"]
    felt = total(strength * (least + (1 - least) * passed) * at(size, "jurisdiction"))
    exposed = book.flow("deployer_liability", "world", "share", 0, 1,
                        "Exposure of those who deploy open weights, weighted by economic size",
                        TORT, lesser(ratio(felt, total(size)), 1))
    book.contribute("open_utility", -worth * exposed, source=TORT)
