"""The Rival's Weights: a workshop of four turns in which the second takes the leverage away."""

from __future__ import annotations

import pytest

from wargame.engine.injects import due, effects_of_inject
from wargame.engine.play import Game, Table, load
from wargame.playbook import load_playbook

TURNS = 4


@pytest.fixture(scope="module")
def rival() -> Game:
    """The playbook, with the strategies it names."""
    return load("open_rival")


def played(game: Game, seed: int, *, injects: bool) -> Table:
    table, fired = game.table(seed), set()
    while not table.over:
        found = due(game.scenario.playbook, table.turn + 1, table.trace[-1], fired)
        fired |= {inject.id for inject in found}
        table.play_turn(effects=[e for i in found for e in effects_of_inject(i)]
                        if injects else [])
    return table


def test_a_workshop_of_four_turns_is_ready() -> None:
    playbook = load_playbook("open_rival")
    assert (playbook.calendar.turns, playbook.session.turns) == (TURNS, TURNS)
    assert all(actor.objectives and actor.brief for actor in playbook.actors)
    assert all(inject.source and inject.notes for inject in playbook.injects
               if inject.id != "majority")
    turns = {i.id: i.when.turn for i in playbook.injects if i.when is not None}
    assert (turns["crime_wave"], turns["rival"]) == (1, 2)
    assert [i.to for i in playbook.injects if i.id == "assessment"] == [("albion",)]
    minutes = 40 + TURNS * playbook.session.minutes.total + 15 + 45
    assert minutes <= 240


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rival_brings_the_open_frontier_near_and_harm_with_it(seed: int, rival: Game) -> None:
    table, plain = (played(rival, seed, injects=yes) for yes in (True, False))
    assert not [f for turn in table.turns for f in turn.faults]
    labs = rival.scenario.sizes.members["labs"]
    at = labs.index("deep_current")
    weights = [float(s.rows["released_capability"][at, 0]) for s in table.snapshots]
    assert weights[2] >= 2.9 > weights[1] + 3
    assert table.trace[8]["incident_rate"] > plain.trace[8]["incident_rate"]
    costs = [float(s.rows["released_removal_cost"][at, 0]) for s in table.snapshots]
    assert costs[2] < 1000


def test_no_claim_is_decided_before_the_game_begins(rival: Game) -> None:
    endings = [[v.holds for v in played(rival, seed, injects=yes).verdicts()]
               for seed in range(4) for yes in (True, False)]
    assert len({tuple(ending) for ending in endings}) > 1
