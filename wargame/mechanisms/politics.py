"""Regulatory politics (M33): salience, the lobbying contest and the stringency of regulation.

Alarm decays like the kernel of a self-exciting process (Hawkes 1971). Labs that keep weights
closed push for rules and labs that release them push back (Tullock 1980). Stringency rises into
what is left below 1 and decays, so it stays within 0 and 1. It reaches the market by
reviews before a release, costs of compliance and slower legal use.
"""

from __future__ import annotations

from typing import Any

from wargame.symbolic.book import Book

AGENDA = "Kingdon 1984; Baumgartner-Jones 1993, punctuated equilibrium"
CONTEST = "Tullock 1980, rent-seeking contest"
LIABILITY = "Shavell 1984; Hylton 2002"
REVIEW = "EU AI Act, duties of providers of general-purpose models"


def declare(book: Book) -> None:
    """Declare salience, the contest, shocks, stringency and what stringency does."""
    book.slot("regulatory_push", "nations", "sum", "1/yr", -4, 4,
              "What instruments add to the pressure for rules (negative: against)", AGENDA)
    book.slot("liability_per_release", "labs", "sum", "USD bn/yr", 0, 1e6,
              "Expected liability from releasing the lab's best weights", LIABILITY)
    book.contribute("release_cost", book["liability_per_release"], source=LIABILITY,
                    key="liability")
    _stringency(book, _contest(book), _shocks(book))
    _reach(book)


def _contest(book: Book) -> Any:
    """Part of the contest that the closed-minded win, by nation."""
    from wargame.symbolic.operators import ratio, total

    abroad = book.parameter("lobby_abroad", 0.3, 0, 1, "share",
                            "Weight of lobbying by labs from other nations", "assumed")
    rest = book.parameter("diffuse_interests", 0.02, 0.002, 0.1, "USD bn/yr",
                          "Lobbying effort of those who want no rules and own no lab", "assumed")
    spend, openness = book["lobby_spend"], book["openness"]

    def heard(effort: Any) -> Any:
        return total(effort, "home") * (1 - abroad) + abroad * total(effort)

    against = book.flow("closed_lobby", "nations", "USD bn/yr", 0, 1e3,
                        "Lobbying heard from labs that keep weights closed", CONTEST,
                        heard(spend * (1 - openness)))
    for_open = book.flow("open_lobby", "nations", "USD bn/yr", 0, 1e3,
                         "Lobbying heard from labs that release weights", CONTEST,
                         heard(spend * openness))
    return book.flow("closed_contest", "nations", "share", 0, 1,
                     "Part of the lobbying contest won by those who want rules", CONTEST,
                     ratio(against, against + for_open + rest))


def _shocks(book: Book) -> Any:
    """Turns of policy that no mechanism explains: a number, signed by chance."""
    from wargame.symbolic.operators import poisson, select

    rate = book.parameter("policy_shock_rate", 0.7, 0, 2, "1/yr",
                          "Turns of policy a year in each nation",
                          "range assumed; US policy turned about six times in 2025-26")
    tighten = book.parameter("policy_shock_tightens", 0.5, 0.1, 0.9, "probability",
                             "Chance that a turn of policy tightens", "assumed")
    count = book.luck("policy_shock", "nations", "how often policy turns")
    sign = book.luck("policy_shock_sign", "nations", "whether policy tightens or loosens")
    return book.flow("policy_shocks", "nations", "1", -50, 50,
                     "Turns of policy in the quarter, positive when they tighten", AGENDA,
                     poisson(count, rate * book["tick_years"]) * select(sign < tighten, 1, -1))


def _stringency(book: Book, contest: Any, shocks: Any) -> None:
    from wargame.symbolic.operators import greater, lesser

    tick = book["tick_years"]
    fade = book.parameter("salience_decay", 2, 0.5, 3.5, "1/yr",
                          "Rate at which an incident leaves public attention",
                          "Downs 1972, issue-attention cycle; value assumed")
    salience = book["salience"]
    book.stock("salience", "nations", "1", 0, 10, "Public attention to harm from AI",
               "Hawkes 1971, self-exciting process", initial=0,
               next=salience * (1 - fade * tick) + book["alarm_felt"])
    by_salience = book.parameter("rules_by_salience", 0.4, 0.1, 2, "1/yr",
                                 "Rise of stringency a year per unit of salience", "assumed")
    by_lobby = book.parameter("rules_by_lobbying", 0.2, 0, 0.6, "1/yr",
                              "Rise of stringency a year if the closed side wins the contest",
                              "assumed")
    decay = book.parameter("rules_decay", 0.35, 0.05, 1, "1/yr",
                           "Rate at which rules lapse, loosen or fall behind", "assumed")
    jolt = book.parameter("policy_shock_size", 0.15, 0.05, 0.3, "share",
                          "Part of the way to full, or to no, stringency that one turn covers",
                          "assumed")
    rules, push = book["stringency"], book["regulatory_push"]
    up = tick * (by_salience * salience + by_lobby * contest + greater(push, 0))
    down = tick * (decay + greater(-push, 0))
    rise = lesser(up + jolt * greater(shocks, 0), 1)
    fall = lesser(down + jolt * greater(-shocks, 0), 1)
    book.stock("stringency", "nations", "share", 0, 1, "Stringency of the rules on open weights",
               AGENDA, initial=0.15, next=rules + rise * (1 - rules) - fall * rules)


def _reach(book: Book) -> None:
    """How rules bear on releases, costs and legal use."""
    from wargame.symbolic.operators import at

    review = book.parameter("review_quarters", 2, 0, 4, "1",
                            "Quarters of review before a release at full stringency", "assumed")
    duty = book.parameter("compliance_cost", 0.02, 0.002, 0.2, "USD bn/yr",
                          "Cost of compliance of an open release at full stringency", "assumed")
    lighter = book.parameter("closed_compliance", 0.4, 0.1, 1, "share",
                             "Cost of compliance of closed access relative to open release",
                             "assumed")
    hold = book.parameter("use_held_back", 0.15, 0, 0.6, "share",
                          "Part of legal uptake of open weights that full stringency holds back",
                          "assumed")
    rules = book["stringency"]
    home = at(rules, "home")
    book.contribute("release_delay_extra", review * home, source=REVIEW)
    book.contribute("release_cost", duty * home, source=REVIEW, key="compliance")
    book.contribute("closed_cost", lighter * duty * home, source=REVIEW)
    book.contribute("diffusion_allowed", 1 - hold * rules, source=REVIEW)
