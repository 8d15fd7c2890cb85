"""Marginal risk and defence (M24): open access feeds defence, and concentration is a risk too."""

from __future__ import annotations

from wargame.symbolic.book import Book

MARGINAL = "Kapoor et al. 2024, societal impact of open foundation models"
DEFENCE = "Gordon-Loeb 2002: defence has falling returns; " + MARGINAL
CONCENTRATION = "Herfindahl 1950, Hirschman 1945"


def declare(book: Book) -> None:
    """Declare access, defence, concentration of supply and systemic risk."""
    import sympy as sp

    from wargame.symbolic.operators import clip, ratio, total

    book.slot("defence_extra", "nations", "sum", "share", -1, 1,
              "What instruments add to a nation's defence", DEFENCE)
    strength = book.parameter(
        "defence_strength", 0.3, 0.05, 0.6, "share",
        "Part of misuse prevented where every researcher has full access", "assumed")
    granted = book.parameter(
        "researcher_access", 0.05, 0, 0.3, "share",
        "Access to closed models that outside researchers are granted", "assumed")
    ceiling = book.parameter("defence_ceiling", 0.9, 0.7, 0.95, "share",
                             "Part of misuse that defence can prevent at most", "assumed")
    adoption = book["adoption"]
    access = book.flow("researcher_reach", "nations", "share", 0, 1,
                       "Access of a nation's researchers to weights", MARGINAL,
                       clip(adoption + granted * (1 - adoption), 0, 1))
    book.flow("defence", "nations", "share", 0, 1, "Part of misuse that defence prevents", DEFENCE,
              clip(strength * sp.sqrt(access) + book["defence_extra"], 0, ceiling))

    hosts = book.parameter(
        "open_host_concentration", 0.1, 0.03, 0.25, "1",
        "Concentration (HHI) among those who host open weights", "assumed")
    rho = book.parameter(
        "systemic_failure_rate", 0.05, 0.01, 0.2, "1/yr",
        "System-wide failures a year if one supplier served everyone", "assumed")
    tokens = book["segment_tokens"]
    part = ratio(total(book["closed_share"] * tokens, "segments"), total(tokens))
    rest = clip(1 - total(part), 0, 1)
    supply = book.flow("supply_concentration", "world", "1", 0, 1,
                       "Concentration (HHI) of the supply of tokens", CONCENTRATION,
                       total(part**2) + hosts * rest**2)
    book.metric("systemic_risk", "1/yr", 0, 1, "Expected system-wide failures a year", MARGINAL,
                rho * supply, better="lower")
