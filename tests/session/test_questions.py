"""Questions to a session are answered within what each role may know, and when it may."""

from __future__ import annotations

import math

import pytest

from wargame.session.command import MovePhase, SaveDraft, SetPreviews, SubmitOrder
from wargame.session.content import Forecast
from wargame.session.host import Host
from wargame.session.refusal import RefusedError

METRIC = "open_token_share"
SEATS = ("meta", "us", "openai")


class Game:
    """A host with one session, and tokens by role."""

    def __init__(self, url: str) -> None:
        self.host = Host(url)
        made = self.host.create("long_view", seed=3, turns=2, people=SEATS)
        self.white_cell = self.host.enter(made.master_code, "laptop").token
        codes = self.host.view(self.white_cell).codes
        self.tokens = {role: self.host.enter(code, role).token for role, code in codes.items()
                       if role.removeprefix("seat:") in (*SEATS, "observer", "projector")}
        self.count = 0
        self.do(MovePhase(to="briefing", turn=0))
        self.do(MovePhase(to="orders", turn=1))

    def do(self, command, role: str = "") -> None:
        self.count += 1
        self.host.act(self.tokens[role] if role else self.white_cell, command, f"k{self.count}")

    def play(self, turn: int) -> None:
        for seat in SEATS:
            self.do(SaveDraft(
                turn=turn, reason="a reason", levers={"release_mode": 0} if seat == "meta" else {},
                forecasts=(Forecast(metric=METRIC, low=0.1, high=0.5),)), f"seat:{seat}")
            self.do(SubmitOrder(turn=turn), f"seat:{seat}")
        self.do(MovePhase(to="locked", turn=turn))
        self.do(MovePhase(to="resolved", turn=turn))


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    found = Game(f"sqlite:///{tmp_path_factory.mktemp('db') / 's.db'}")
    found.play(1)
    yield found
    found.host.close()


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    found = Game(f"sqlite:///{tmp_path_factory.mktemp('db') / 's.db'}")
    found.play(1)
    found.do(MovePhase(to="debrief", turn=1, reason="time is up"))
    yield found
    found.host.close()


@pytest.mark.parametrize("role", ["seat:meta", "seat:us", "observer", "projector"])
def test_a_public_metric_is_explained_to_everybody(game, role):
    found = game.host.explain(game.tokens[role], METRIC, 1)
    assert found.before + sum(c.amount for c in found.causes) == pytest.approx(found.after)


def test_a_seat_is_told_why_its_own_quantities_moved_and_nobody_else_is(game):
    found = game.host.explain(game.tokens["seat:meta"], "cash", 1)
    assert found.member == "meta"
    for role in ("seat:us", "observer"):
        with pytest.raises(RefusedError):
            game.host.explain(game.tokens[role], "cash", 1)


def test_a_lab_is_told_of_its_own_cash_and_not_of_another_lab_s(game):
    other = game.host.explain(game.tokens["seat:openai"], "cash", 1)
    assert other.member == "openai"


def test_values_that_a_role_may_not_see_are_no_numbers_for_it(game):
    program = game.host.view(game.white_cell).room.playbook
    assert program == "long_view"
    found = game.host.explain(game.tokens["seat:us"], METRIC, 1)
    whole = game.host.explain(game.white_cell, METRIC, 1)
    assert {t.name for t in found.terms} == {t.name for t in whole.terms}
    assert all(math.isfinite(t.before) for t in whole.terms)


def test_unknown_numbers_and_turns_are_refused_in_words(game):
    for metric, turn in (("no_such", 1), (METRIC, 2), (METRIC, 0)):
        with pytest.raises(RefusedError):
            game.host.explain(game.tokens["seat:us"], metric, turn)


@pytest.mark.parametrize("ask", [
    lambda h, t: h.chance(t), lambda h, t: h.ledger(t, METRIC),
    lambda h, t: h.fork(t, 1, "meta", {}), lambda h, t: h.without_rulings(t, METRIC),
    lambda h, t: h.debrief(t), lambda h, t: h.rerun(t, "any", 1.0, METRIC)])
def test_what_reveals_the_game_is_for_the_white_cell_until_the_debrief(game, ask):
    for token in game.tokens.values():
        with pytest.raises(RefusedError) as refused:
            ask(game.host, token)
        assert refused.value.cause == "phase"


def test_everybody_may_ask_in_the_debrief(ended):
    host, token = ended.host, ended.tokens["seat:us"]
    assert host.chance(token).futures > 100
    assert host.fork(token, 1, "meta", {}).futures > 100
    entries = host.ledger(token, METRIC).of(METRIC)
    series = next(s for s in host.view(token).room.series if s.name == METRIC)
    assert sum(e.amount for e in entries) == pytest.approx(series.values[-1] - series.values[0])
    assert host.without_rulings(token, METRIC) == pytest.approx(series.values[-1])
    assert len(host.debrief(token).turns) == 1


def test_another_value_of_a_parameter_gives_another_game_under_the_same_luck(ended):
    host, token = ended.host, ended.tokens["seat:us"]
    scenario = host._known(token)[1].facts.scenario
    name = next(p.name for p in host.explain(token, METRIC, 1).parameters or
                scenario.program.parameters.values())
    same = host.rerun(token, name, scenario.parameters[name], METRIC)
    series = next(s for s in host.view(token).room.series if s.name == METRIC)
    assert same == series.values[-1]
    with pytest.raises(RefusedError):
        host.rerun(token, "no_such_parameter", 1.0, METRIC)


def test_previews_are_for_seats_while_orders_are_written_and_allowed(game):
    host = game.host
    with pytest.raises(RefusedError):
        host.preview(game.tokens["seat:meta"], {})
    game.do(MovePhase(to="briefing", turn=1))
    game.do(MovePhase(to="orders", turn=2))
    found = host.preview(game.tokens["seat:meta"], {"release_mode": 0})
    assert found.beliefs.seen.actor == "meta" and found.futures > 100
    assert host.preview(game.tokens["seat:meta"], {"release_mode": 0}) is found
    assert host.preview(game.white_cell, {}, "us").beliefs.seen.actor == "us"
    for role in ("observer", "projector"):
        with pytest.raises(RefusedError):
            host.preview(game.tokens[role], {})
    with pytest.raises(RefusedError):
        host.preview(game.tokens["seat:meta"], {"no_such_lever": 1.0})
    game.do(SetPreviews(allowed=False))
    with pytest.raises(RefusedError) as refused:
        host.preview(game.tokens["seat:meta"], {"release_mode": 0})
    assert "stopped" in refused.value.words
