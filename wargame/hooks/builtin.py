"""What is built in, by name. Built-ins carry no hooks of their own: they are listed here."""

from __future__ import annotations

#: Modules of `wargame.mechanisms`; each has ``declare(book)``.
MECHANISMS = (
    "algorithms",
    "capability",
    "catch_up",
    "compute",
    "customisation",
    "defence",
    "demand",
    "diffusion",
    "ecosystem",
    "finance",
    "incidents",
    "lab_levers",
    "market",
    "motives",
    "niches",
    "outcomes",
    "perception",
    "politics",
    "prices",
    "public_purse",
    "revenue",
    "sponsors",
    "sufficiency",
    "trust",
    "value_layers",
    "workloads",
)

#: Classes in modules of `wargame.strategies`, as ``module:Class``.
STRATEGIES = (
    "balancing:Balancing",
    "complement_commoditiser:ComplementCommoditiser",
    "fast_follower:FastFollower",
    "frontier_vendor:FrontierVendor",
    "hawkish:Hawkish",
    "hold:HoldLab",
    "hold:HoldNation",
    "hold:HoldRegulator",
    "liability_minded:LiabilityMinded",
    "light_touch:LightTouch",
    "open_challenger:OpenChallenger",
    "permissive:Permissive",
    "platform:Platform",
    "precautionary:Precautionary",
    "safety_first:SafetyFirst",
)
