"""Levers of labs, and the openness that follows from a release mode."""

from __future__ import annotations

import pytest

from wargame.mechanisms import lab_levers
from wargame.symbolic.book import Book
from wargame.testing.equations import World

LABS = {"labs": ["a", "b", "c", "d"]}


def test_each_release_mode_has_its_openness() -> None:
    world = World([lab_levers.declare], members=LABS, levers={"release_mode": [0, 1, 2, 3]})
    assert list(world.flow("openness")) == [0.0, 0.25, 0.7, 1.0]
    assert list(world.flow("weights_open")) == [0.0, 0.0, 1.0, 1.0]


def test_a_royalty_takes_freedom_from_the_licence() -> None:
    world = World(
        [lab_levers.declare], members=LABS, levers={"licence_royalty": [0, 0.1, 0.2, 0.3]})
    # One minus twice the royalty.
    assert list(world.flow("licence_freedom")) == pytest.approx([1.0, 0.8, 0.6, 0.4])


def test_a_full_ban_on_release_closes_the_lab_and_a_partial_one_does_not() -> None:
    def ban(book: Book) -> None:
        strength = book.attribute("ban", "labs", "share", 0, 1, "strength of a ban", "test")
        book.contribute("release_allowed", 1 - strength, source="test")

    world = World([lab_levers.declare, ban], members=LABS, levers={"release_mode": 3},
                  values={"ban": [0.0, 0.25, 0.5, 1.0]})
    assert list(world.flow("weights_open")) == [1.0, 1.0, 1.0, 0.0]
    assert list(world.flow("openness")) == pytest.approx([1.0, 0.75, 0.5, 0.0])


def test_every_lab_action_is_a_lever_within_its_bounds() -> None:
    book = Book()
    book.include("lab_levers", lab_levers.declare)
    assert {name: (lever.low, lever.high) for name, lever in book.levers.items()} == {
        "release_mode": (0, 3), "release_delay": (0, 8), "price_stance": (0.3, 2),
        "research_share": (0, 1), "licence_royalty": (0, 0.3), "safety_share": (0, 0.5),
        "distil_effort": (0, 1), "lobby_spend": (0, 0.5)}
    assert book.levers["lobby_spend"].cost == 1.0
    assert book.levers["release_mode"].choices == (
        "closed", "gated", "open_restricted", "open_permissive")
