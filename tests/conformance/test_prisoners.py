"""Axelrod's round robin is played exactly, on every backend that needs no compiler."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.library import Library, lowered
from wargame.engine.model import WargameModel
from wargame.engine.play import load
from wargame.hooks.loader import call_hook
from wargame.hooks.model import build_model
from wargame.symbolic.book import Book
from wargame.testing.worlds import empty_scenario

FILE = Path(__file__).with_name("prisoners.py")
PLAYERS = ("tit_for_tat", "defector", "cooperator", "grudger")
SCORES = {"tit_for_tat": 69, "defector": 78, "cooperator": 60, "grudger": 69}


@pytest.fixture(scope="module")
def library() -> Library:
    model = build_model([], [FILE])
    assert model.faults == []
    for name in [n for n, s in model.strategies.items() if s.owner != "prisoners"]:
        del model.registry.strategies[name]
    book = Book()
    with book.owned("prisoners"):
        call_hook(model._manager, "prisoners", "register_equations", book=book)
    model.__dict__["book"] = book
    return lowered(model)


def scenario_of(library: Library, one: str, other: str):
    empty = empty_scenario(library, {"labs": ("a", "b")}, ticks=10, ticks_per_turn=1)
    return empty.replacing({"a": one, "b": other})


def by_arrays(futures):
    def play(scenario):
        game = ArrayGame(scenario, 1, futures)
        for _ in range(10):
            game.play_turn()
        assert game.faults == []
        assert (game.rows["score"] == game.rows["score"][:, :1]).all()
        return game.rows["score"][:, 0].tolist()

    return play


def by_mesa(scenario):
    model = WargameModel(scenario)
    while model.running:
        model.step()
    assert model.faults == []
    return list(model.rows["score"])


@pytest.mark.parametrize("play", [by_arrays([0]), by_arrays([0, 1, 2]), by_mesa],
                         ids=["table", "arrays", "mesa"])
def test_axelrods_round_robin_gives_its_known_scores(library, play):
    scores = dict.fromkeys(PLAYERS, 0.0)
    for one, other in combinations(PLAYERS, 2):
        mine, its = play(scenario_of(library, one, other))
        scores[one] += mine
        scores[other] += its
    assert scores == SCORES


def test_all_four_reach_the_symbolic_tier(library):
    assert {library.tiers[n] for n in PLAYERS} == {("symbolic", "")}


def test_the_same_scores_come_out_of_a_playbook_on_the_command_line(tmp_path, tiny_playbook):
    scores = dict.fromkeys(PLAYERS, 0.0)
    for one, other in combinations(PLAYERS, 2):
        path = tiny_playbook(tmp_path, FILE, name="prisoners", ticks=10, seats={
            "ann": {"kind": "lab", "strategy": one}, "bob": {"kind": "lab", "strategy": other}})
        table = load(path, files=[FILE]).play().table
        assert table.game.faults == []
        for player, score in zip((one, other), table.game.rows["score"][:, 0], strict=True):
            scores[player] += score
    assert scores == SCORES
    done = subprocess.run(
        [sys.executable, "-m", "wargame", "play", str(path), "--plugin", str(FILE), "--json"],
        text=True, capture_output=True, check=True)
    played = json.loads(done.stdout)
    assert played["strategies"] | {"here": "hold"} == {"ann": one, "bob": other, "here": "hold"}
    assert len(played["turns"]) == 10
    assert all(turn["faults"] == [] for turn in played["turns"])
