"""Levers that every lab has by being a lab (a1 to a8), and how open a release mode makes it."""

from __future__ import annotations

from wargame.symbolic.book import Book

SOURCE = "Solaiman 2023, gradient of release; Bommasani et al. 2023"
MODES = ("closed", "gated", "open_restricted", "open_permissive")


def declare(book: Book) -> None:
    """Declare the levers of labs, their openness (share) and the slots that law may act on."""
    from wargame.symbolic.operators import select

    mode = book.lever(
        "release_mode", "labs", 0, 3, 0, "code",
        "Who gets the weights of new models; weights that are out spread by themselves and cannot "
        "be called back",
        SOURCE, choices=MODES)
    book.lever(
        "release_delay", "labs", 0, 8, 0, "1",
        "Quarters by which released weights lag the lab's own best model",
        "staged release: Solaiman et al. 2019")
    book.lever(
        "price_stance", "labs", 0.3, 2, 1, "1",
        "Multiplies the markup that would maximise profit; below 1 it buys users with profit, "
        "above 1 it takes more from fewer",
        "penetration and premium pricing: Tirole 1988")
    book.lever(
        "research_share", "labs", 0, 1, 0.6, "share",
        "Share of funds spent on training and research; the more, the better the next models and "
        "the sooner the money is gone", "Cottier et al. 2024")
    royalty = book.lever(
        "licence_royalty", "labs", 0, 0.3, 0, "share",
        "Royalty on revenue that others earn with the weights; it is paid by those who host them "
        "and falls to the lab",
        "Kimi K2 licence 2025: revenue test")
    book.lever(
        "safety_share", "labs", 0, 0.5, 0.05, "share",
        "Share of research spend that goes to safety instead of capability", "assumed")
    book.lever(
        "distil_effort", "labs", 0, 1, 0.2, "share",
        "Effort put into learning from the outputs of better models", "Hinton et al. 2015",
        seen="own")
    book.lever(
        "lobby_spend", "labs", 0, 0.5, 0, "USD bn/yr",
        "Money spent on lobbying; closed labs push for rules with it, open ones against them",
        "Tullock 1980", cost=1.0)
    gated = book.parameter(
        "gated_openness", 0.25, 0.1, 0.4, "share",
        "How open gated access (weights or papers on application) is", "assumed")
    restricted = book.parameter(
        "restricted_openness", 0.7, 0.5, 0.9, "share",
        "How open weights under a restrictive licence are", "assumed; Llama 2 licence as a case")
    deterrence = book.parameter(
        "royalty_deterrence", 2.0, 1.0, 3.0, "1",
        "Freedom of a licence lost for each unit of royalty", "assumed")
    allowed = book.slot(
        "release_allowed", "labs", "product", "share", 0, 1,
        "Share of a lab's new weights that may lawfully be released", "law and licensing")
    book.slot(
        "licence_freedom", "labs", "product", "share", 0, 1,
        "What a licence leaves users free to do; 1 is permissive",
        "Lerner and Tirole 2005, scope of open source licences")
    book.contribute(
        "licence_freedom", 1 - deterrence * royalty, source="a royalty restricts use: assumed")
    book.slot(
        "release_delay_extra", "labs", "sum", "1", 0, 40,
        "Quarters of delay that rules add to a release of weights", "law and licensing")
    book.flow(
        "openness", "labs", "share", 0, 1,
        "How open the lab's new work is: weights, papers and code", SOURCE,
        allowed * select(
            mode < 0.5, 0, select(mode < 1.5, gated, select(mode < 2.5, restricted, 1))))
    book.flow(
        "weights_open", "labs", "code", 0, 1,
        "1 where the lab now releases weights to anyone and may do so", SOURCE,
        select(mode > 1.5, select(allowed > 0, 1, 0), 0))
