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
    "open_supply_concentration": "How much of the open models in use comes from few makers: 100 % "
                                 "is a single maker",
    "supply_concentration": "How much of the supply of tokens comes from few sellers: 1 is a "
                            "single seller, 0.1 is like ten equal ones",
    "can_fund_run": "Whether the lab can pay a run near the frontier within the time such a run "
                    "takes",
    "run_done": "Whether a training run completes in the quarter",
    "trained_capability": "Best model of the lab at the end of the quarter, by a run or by "
                          "learning from others",
    "hardware_reach": "Share of users whose own machine has the memory that the model needs",
    "compression_loss": "How much less open models are worth to users once compressed, as a "
                        "multiple",
    "open_utility": "How much more instruments make open models worth to buyers, as a multiple",
    "closed_utility": "How much more instruments make the lab's closed models worth to buyers, as "
                      "a multiple",
    "lock_in": "How much more one's present vendor is worth than an equal other one, as a "
               "multiple",
    "price_premium": "The lab's closed price as a multiple of the hosted open price",
    "price_room": "The average price as a multiple of the lowest one that is possible",
    "closed_pull": "How much buyers want the lab's closed offer, against a hosted open model",
    "open_advantage": "How much more open models are worth than closed ones where they are good "
                      "enough, as a multiple",
    "open_share_of_segment": "Open models' share of the tokens bought for a use",
    "closed_lean": "How many times likelier buyers take closed than open models",
    "has_released": "Whether any weights of the lab are out",
    "weights_open": "Whether the lab now releases weights to anyone, and may do so",
    "weights_noticed": "Best released weights of the lab as of the last quarter",
    "start_frontier": "Best model in any lab when the game began",
    "talent": "Research talent of the lab, as a multiple of the usual",
    "talent_supply": "Change of the research talent that a nation draws in, as a multiple: visas, "
                     "shocks",
    "lead_value": "How much more the average buyer would pay for a model that is ahead",
    "data_access": "Usable training data, as a multiple of the usual",
    "talent_base": "Research talent, as a multiple of the usual",
    "closeness": "Ease of taking up the second nation's models in the first: nearness of language "
                 "and politics",
    "edge_value": "How much more buyers would pay for a more capable model",
    "price_sensitivity": "How much fewer buyers take an offer as its price rises",
    "shortfall_value": "How much less an open model is worth on tasks that it cannot do well, as "
                       "a multiple",
    "trust_weight": "How much more open models are worth where they are trusted, as a multiple",
    "stringency_weight": "How much less open models are worth under the strictest rules, as a "
                         "multiple",
    "model_layer": "Whether the layer is that of models",
    "coexistence": "Whether open models have between 20 and 80 % of tokens while closed ones "
                   "keep half of revenue",
    "gap_fluctuation": "How much the lead of closed models varies, against its mean",
    "host_markup": "Hosts' markup, as part of their price",
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
