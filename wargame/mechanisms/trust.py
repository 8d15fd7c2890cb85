"""Public trust in open models, by nation: severe incidents break it, and time mends it.

Buyers read it. What released weights are blamed for costs trust; a severe failure of closed
access gains a little. News of the worst incident anywhere crosses borders, weaker.
"""

from __future__ import annotations

from wargame.symbolic.book import Book

ASYMMETRY = "Slovic 1993: trust is lost faster than it is won"


def declare(book: Book) -> None:
    """Declare the alarm that a public feels and its trust in open models."""
    from wargame.symbolic.operators import clip, greater, highest

    book.slot("trust_extra", "nations", "sum", "share", -1, 1,
              "What instruments add to the trust that a nation returns to", ASYMMETRY)
    norm = book.parameter("trust_norm", 0.5, 0.2, 0.8, "share",
                          "Trust in open models without severe incidents; .5 is neutral", "assumed")
    loss = book.parameter("trust_loss", 0.5, 0.1, 0.9, "share",
                          "Part of trust that the worst possible open incident destroys",
                          "assumed")
    relief = book.parameter("trust_relief", 0.1, 0, 0.4, "share",
                            "Part of distrust that the worst closed incident removes", "assumed")
    recovery = book.parameter("trust_recovery", 0.4, 0.1, 1.5, "1/yr",
                              "Rate at which trust returns to its norm", "assumed")
    abroad = book.parameter("alarm_abroad", 0.3, 0, 0.8, "share",
                            "Alarm felt over an incident in another nation", "assumed")
    offset = book.attribute("trust_offset", "nations", "share", -0.5, 0.5,
                            "Trust of this nation above the world's norm", "assumed", value=0)
    alarm, blamed = book["alarm"], book["open_alarm"]
    felt = book.flow("alarm_felt", "nations", "share", 0, 1,
                     "Alarm of the public over incidents here and abroad", ASYMMETRY,
                     greater(alarm, abroad * highest(alarm)))
    over_open = book.flow("open_alarm_felt", "nations", "share", 0, 1,
                          "Alarm of the public over incidents blamed on released weights",
                          ASYMMETRY, greater(blamed, abroad * highest(blamed)))
    over_closed = greater(felt - over_open, 0)
    trust = book["trust"]
    target = clip(norm + offset + book["trust_extra"], 0, 1)
    book.stock("trust", "nations", "share", 0, 1, "Public trust in open models; .5 is neutral",
               ASYMMETRY, initial=0.5,
               next=trust - loss * over_open * trust + relief * over_closed * (1 - trust)
               + recovery * book["tick_years"] * (target - trust))
