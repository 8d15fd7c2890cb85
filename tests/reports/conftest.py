"""A session that was played for real, in two turns, with words of every kind in it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from wargame.session.command import (
    AddNote,
    Adjudicate,
    AnswerAgreement,
    MovePhase,
    ProposeAgreement,
    RaiseChallenge,
    Rule,
    SaveDraft,
    SendMessage,
    SubmitOrder,
)
from wargame.session.content import EffectOn, Forecast
from wargame.session.host import Host

HOSTILE = "<script>alert(1)</script> & <img src=http://evil.example/x>"


@dataclass
class Played:
    """A host with one session in its debrief, and the tokens of its roles."""

    host: Host
    session: str
    tokens: dict[str, str]
    url: str
    count: int = 0

    def act(self, role: str, command):
        self.count += 1
        return self.host.act(self.tokens[role], command, f"key {self.count}")


@pytest.fixture(scope="session")
def played(tmp_path_factory) -> Played:
    url = f"sqlite:///{tmp_path_factory.mktemp('session') / 'sessions.db'}"
    host = Host(url)
    made = host.create("long_view", seed=3, turns=2, people=("meta", "us"))
    entry = host.enter(made.master_code, "laptop")
    game = Played(host, entry.session_id, {"white_cell": entry.token}, url)
    for role, code in host.view(entry.token).codes.items():
        if role in ("seat:meta", "seat:us", "observer", "projector"):
            game.tokens[role] = host.enter(code, f"device {role}").token
    game.act("white_cell", MovePhase(to="briefing", turn=0))
    for turn in (1, 2):
        game.act("white_cell", MovePhase(to="orders", turn=turn))
        for role in ("seat:meta", "seat:us"):
            game.act(role, SaveDraft(
                turn=turn, reason=f"because {role} {HOSTILE}", free_action="We call a summit.",
                levers={"release_mode": 0} if role == "seat:meta" else {},
                forecasts=(Forecast(metric="open_token_share", low=0.2, high=0.5),)))
            game.act(role, SubmitOrder(turn=turn))
        if turn == 1:
            _talk(game)
        game.act("white_cell", MovePhase(to="locked", turn=turn))
        game.act("white_cell", MovePhase(
            to="resolved", turn=turn, reason="They are judged afterwards"))
        if turn == 1:
            game.act("white_cell", Adjudicate(turn=1, seat="meta", pros=("Money",), cons=()))
            game.act("white_cell", Rule(effect=EffectOn(
                name="trust", member="us", operation="set", value=0.4), reason="The room agreed."))
            game.act("white_cell", MovePhase(to="briefing", turn=1))
    game.act("white_cell", MovePhase(to="debrief", turn=2))
    yield game
    host.close()


def _talk(game: Played) -> None:
    game.act("seat:meta", SendMessage(to=("us",), text=f"Meet us. {HOSTILE}"))
    game.act("seat:meta", ProposeAgreement(terms="No embargo.", parties=("meta", "us")))
    agreement = game.host.view(game.tokens["seat:us"]).agreements[0].id
    game.act("seat:us", AnswerAgreement(agreement=agreement, agree=True))
    game.act("observer", AddNote(text="They whisper.", seat="meta"))
    game.act("seat:us", RaiseChallenge(text="Too fast.", metric="frontier_lag_months"))
