"""Weights cross borders (M29), and what a nation can use in effect (M31)."""

from __future__ import annotations

from wargame.symbolic.book import Book

GRAVITY = "Tinbergen 1962; Comin and Hobijn 2010"
ACCESS = "policy paradox: best of own, open and foreign models; Nelson and Phelps 1966"


def declare(book: Book) -> None:
    """Declare adoption of open weights by nation (share) and effective access (nat)."""
    _declare_adoption(book)
    _declare_access(book)


def _declare_adoption(book: Book) -> None:
    import sympy as sp

    from wargame.symbolic.operators import at, lesser, total

    tick = book["tick_years"]
    rate = book.parameter(
        "diffusion_rate", 2.0, 0.8, 5.0, "1/yr",
        "Rate at which open weights spread in an economy of size 1 that is close to their source",
        "assumed")
    leak = book.parameter(
        "diffusion_leak", 0.3, 0.1, 0.6, "share",
        "Part of the spread that goes on where law forbids it: copies, mirrors, tunnels",
        "assumed")
    closeness = book.attribute(
        "closeness", "nations*nations", "share", 0, 1,
        "Ease of taking up the second nation's models in the first: exp(-distance) of language "
        "and politics", "Tinbergen 1962; assumed values", value=0.5)
    allowed = book.slot(
        "diffusion_allowed", "nations", "product", "share", 0, 1,
        "Share of the nation's users who may lawfully use open weights", "import bans")
    origin = book.flow(
        "weights_origin", "nations", "share", 0, 1,
        "Share of downloads that come from weights of the nation's labs", GRAVITY,
        total(book["download_share"], "home"))
    pull = book.flow(
        "diffusion_pull", "nations", "1/yr", 0, 10,
        "Rate at which the nation takes up open weights", GRAVITY,
        rate * sp.sqrt(book["economic_size"]) * (leak + (1 - leak) * allowed)
        * total(closeness * at(origin, "second"), "second"))
    taken = book["adoption"]
    # Taken weights are copies that nobody can call back: adoption never falls.
    book.stock(
        "adoption", "nations", "share", 0, 1,
        "Share of the nation's possible users who hold open weights", GRAVITY,
        next=taken + lesser(1, tick * pull) * (1 - taken))
    book.flow(
        "lawful_adoption", "nations", "share", 0, 1,
        "Share of the nation's possible users who hold open weights and may use them", GRAVITY,
        taken * allowed)


def _declare_access(book: Book) -> None:
    from wargame.symbolic.operators import greater, highest

    lag = book.parameter(
        "adoption_lag", 2.0, 0.5, 4.0, "nat",
        "How far behind the open frontier a nation is where nobody holds open weights yet",
        "assumed")
    denial = book.parameter(
        "denial_loss", 6.0, 3.0, 10.0, "nat",
        "How far behind the models on sale a nation is that is cut off from them", "assumed")
    sold_here = book.attribute(
        "api_reach", "nations", "share", 0, 1,
        "Ease of using foreign models by API, lawfully or not, at the start", "assumed", value=1.0)
    access = book.slot(
        "api_access", "nations", "product", "share", 0, 1,
        "Share of that access which controls leave", "access controls on closed models")
    own = book.flow(
        "domestic_capability", "nations", "nat", -10, 60, "Best model in the nation's labs", ACCESS,
        greater(-10, highest(book["capability"], "home")))
    opened = book.flow(
        "open_access", "nations", "nat", -20, 60, "Best open model in the nation's hands", ACCESS,
        book["open_frontier"] - lag * (1 - book["adoption"]))
    sold = book.flow(
        "api_capability", "nations", "nat", -700, 60, "Best model the nation can use by API",
        ACCESS, highest(book["offered_capability"]) - denial * (1 - sold_here * access))
    book.flow(
        "effective_access", "nations", "nat", -10, 60,
        "Best capability in the nation's reach: own, open or by API", ACCESS,
        greater(own, greater(opened, sold)))
