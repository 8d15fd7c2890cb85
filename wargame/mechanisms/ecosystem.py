"""Contributors and talent that open weights bring back (M5), and the hub they gather on (M13)."""

from __future__ import annotations

from wargame.symbolic.book import Book

RETURN = "Romer 1990; von Krogh and von Hippel 2006"
HUB = "Bass 1969; Katz and Shapiro 1985"


def declare(book: Book) -> None:
    """Declare the hub's users and models, each lab's downloads a year, contributors and talent."""
    _declare_downloads(book)
    _declare_hub(book)
    _declare_return(book)


def _declare_downloads(book: Book) -> None:
    from wargame.symbolic.operators import greater, ratio, select, total

    per_user = book.parameter(
        "downloads_per_user", 15.0, 5.0, 40.0, "downloads/user/yr",
        "Models a hub user downloads in a year",
        "assumed; about 20 m downloads of language models a year in 2023")
    scale = book.parameter(
        "download_scale", 1.0, 0.5, 2.0, "nat",
        "Lag behind the best open weights at which a model is half as sought after", "assumed")
    legacy = book.parameter(
        "legacy_openness", 0.5, 0.2, 0.8, "share",
        "Openness of weights that stay in use after their lab has closed", "assumed")
    released = book["released_capability"]
    out = book.flow(
        "has_released", "labs", "code", 0, 1, "1 where any weights of the lab are out",
        "definition: released capability above its floor", select(released > -9.5, 1, 0))
    pull = book.flow(
        "release_pull", "labs", "share", 0, 1,
        "How sought after the lab's weights are: quality times what the licence allows", RETURN,
        out * book["licence_freedom"] * greater(book["openness"], legacy)
        * scale / (scale + book["open_frontier"] - released))
    part = book.flow(
        "download_share", "labs", "share", 0, 1, "Share of downloads that go to the lab's weights",
        "attraction model: Bell, Keeney and Little 1975", ratio(pull, total(pull)))
    book.flow(
        "downloads", "labs", "downloads/yr", 0, 1e13, "Downloads of the lab's weights in a year",
        RETURN, per_user * book["hub_users"] * part)


def _declare_hub(book: Book) -> None:
    from wargame.symbolic.operators import total

    tick = book["tick_years"]
    innovation = book.parameter(
        "hub_innovation", 0.03, 0.01, 0.06, "1/yr", "Bass coefficient of innovation, annual",
        "Sultan, Farley and Lehmann 1990, typical")
    imitation = book.parameter(
        "hub_imitation", 0.38, 0.2, 0.6, "1/yr", "Bass coefficient of imitation, annual",
        "Sultan, Farley and Lehmann 1990, typical")
    potential = book.parameter(
        "hub_potential", 4e7, 1.5e7, 1e8, "user",
        "People who would use a hub where every machine could run its models", "assumed")
    servers = book.parameter(
        "hub_without_hardware", 0.6, 0.4, 0.8, "share",
        "Part of them who need no machine of their own", "assumed")
    creation = book.parameter(
        "derivative_rate", 0.45, 0.2, 0.9, "model/user/yr",
        "Models a hub user uploads in a year under fully permissive licences",
        "fitted by hand to .35 m models on Hugging Face in October 2023 (Castano et al. 2024)")
    access = book.slot(
        "hub_access", "nations", "product", "share", 0, 1,
        "Share of the nation's developers whom the world hub may serve", "geoblocking")
    size = book.attribute(
        "economic_size", "nations", "share", 0, 1, "Share of the game's economy", "World Bank 2023")
    served = total(size * access)
    market = book.flow(
        "hub_market", "world", "user", 0, 1e9, "People within reach of the hub", HUB,
        potential * served * (servers + (1 - servers) * book["hardware_reach"]))
    users = book["hub_users"]
    book.stock(
        "hub_users", "world", "user", 0, 1e9, "Users of the hub", HUB, initial=1.5e6,
        next=users + tick * (innovation + imitation * users / potential) * (market - users))
    licence = book.flow(
        "hub_freedom", "world", "share", 0, 1,
        "Freedom of the licences of what is downloaded, weighted by downloads", HUB,
        total(book["download_share"] * book["licence_freedom"] * book["openness"]))
    models = book["hub_models"]
    book.stock(
        "hub_models", "world", "model", 0, 1e12, "Models on the hub", HUB, initial=2.7e5,
        next=models + tick * creation * users * licence)
    apart = size * (1 - access)
    book.flow(
        "hub_fragmentation", "world", "share", 0, 1,
        "Chance that two developers, drawn by economic size, work on different hubs",
        "Herfindahl index of hubs, one for the world and one for each nation shut out",
        total(size) ** 2 - served ** 2 - total(apart ** 2))


def _declare_return(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import at

    tick = book["tick_years"]
    conversion = book.parameter(
        "contribution_rate", 1e-4, 3e-5, 3e-4, "contributor/downloads",
        "Contributors won for each download", "assumed")
    loss = book.parameter(
        "contributor_loss", 0.3, 0.15, 0.6, "1/yr", "Contributors who stop in a year", "assumed")
    gain = book.parameter(
        "community_weight", 0.03, 0.0, 0.08, "1",
        "Capability for each ln of contributors, a level and not a growth", "assumed")
    unit = book.parameter(
        "lone_contributor", 1.0, 1.0, 1.0, "contributor", "One contributor", "definition")
    draw = book.parameter(
        "talent_draw", 0.2, 0.0, 0.5, "nat",
        "Talent, ln, that a large community brings an open lab", "Lerner and Tirole 2002; assumed")
    half = book.parameter(
        "talent_half", 5e3, 2e3, 2e4, "contributor",
        "Contributors at which half of that draw is reached", "assumed")
    base = book.attribute(
        "talent_base", "labs", "nat", -5, 5, "Research talent against the reference lab, ln",
        "assumed", value=0.0)
    supply = book.slot(
        "talent_supply", "nations", "sum", "nat", -3, 3,
        "Change of the research talent a nation draws in, ln: visas, shocks", "migration policy")
    people = book["contributors"]
    book.stock(
        "contributors", "labs", "contributor", 0, 1e10,
        "People who improve the lab's open models", RETURN, initial=0.0,
        next=people + tick * (conversion * book["downloads"] - loss * people))
    book.flow(
        "community_gain", "labs", "nat", 0, 3, "Capability that contributors add to the next run",
        RETURN, gain * sp.log(1 + people / unit))
    book.flow(
        "talent", "labs", "nat", -9, 9, "Research talent of the lab against the reference, ln",
        RETURN,
        base + at(supply, "home") + draw * book["openness"] * people / (people + half), seen="own")
