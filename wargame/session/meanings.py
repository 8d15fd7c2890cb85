"""What quantities mean, for people who do not read equations."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.symbolic.declarations import Variable

#: Said here where the model's own sentence is for those who read its equations.
MEANINGS: Mapping[str, str] = {
    "capability": "Best model the lab has trained, in effective compute (chips times how well "
                  "they are used), as a multiple of GPT-4 of March 2023",
    "released_capability": "Best weights the lab ever released; they stay released",
    "algorithms": "What the lab makes of each unit of compute, as a multiple of GPT-4 of March "
                  "2023",
    "defection_pressure": "How near the lab is to giving up open releases: 0.1 a year is a chance "
                          "of about 10 in 100 within a year",
    "trust": "Public trust in open models; 50 % is neutral",
    "open_sponsor_concentration": "How much of the supply of open models comes from few makers: "
                                  "1 is a single maker, 0.1 is like ten equal ones",
}
#: The claim that a metric tests, and its bound: claims have a screen of their own.
_CLAIM = re.compile(r"^[A-Z]\d(?:\([a-z]\))?: ")
_BOUND = re.compile(r"; (?:[A-Z]\d )?holds .*$")


def meaning_of(variable: Variable) -> str:
    """What a variable means, without the test of a claim that it serves."""
    found = MEANINGS.get(variable.name)
    if found is not None:
        return found
    words = _BOUND.sub("", _CLAIM.sub("", variable.meaning))
    return words[:1].upper() + words[1:]
