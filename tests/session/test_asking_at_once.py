"""Whatever many screens ask in the same moment is worked out once; a refusal is kept by nobody."""

from __future__ import annotations

import threading
import time

import pytest

from wargame.session import questions
from wargame.session.command import MovePhase, SetStandIn
from wargame.session.host import Host

TEAMS = ("meta", "us", "china")


@pytest.fixture
def played(tmp_path):
    """A session with one turn behind it, and tokens of its roles."""
    host = Host(f"sqlite:///{tmp_path / 's.db'}")
    made = host.create("long_view", seed=2, people=TEAMS)
    lead = host.enter(made.master_code, "lead").token
    codes = host.view(lead).codes
    for count, command in enumerate((
            *(SetStandIn(seat=a, stand_in="hold") for a in TEAMS), MovePhase(to="briefing", turn=0),
            MovePhase(to="orders", turn=1), MovePhase(to="locked", turn=1),
            MovePhase(to="resolved", turn=1))):
        host.act(lead, command, f"k{count}")
    roles = (*(f"seat:{a}" for a in TEAMS), "projector", "observer")
    yield host, {"white_cell": lead, **{r: host.enter(codes[r], r).token for r in roles}}
    host.close()


def test_every_role_s_explanation_comes_from_one_play_of_the_turn(played, monkeypatch):
    host, tokens = played
    asked, explain = [], questions.explain_turn

    def counted(*args):
        asked.append(args[1:])
        time.sleep(0.05)
        return explain(*args)

    monkeypatch.setattr(questions, "explain_turn", counted)
    found = {}

    def ask(role: str) -> None:
        found[role] = host.explain(tokens[role], "open_token_share", 1)

    threads = [threading.Thread(target=ask, args=(role,)) for role in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(tokens)
    assert asked == [("open_token_share", 1, None, None)]
    assert len({each.after for each in found.values()}) == 1


def test_a_seat_s_rivals_are_the_others(played):
    host, tokens = played
    whole = host.explain(tokens["white_cell"], "open_token_share", 1)
    assert {c.kind for c in whole.causes if c.actor} == {"orders"}
    mine = host.explain(tokens["seat:meta"], "open_token_share", 1)
    assert {c.kind for c in mine.causes if c.actor and c.actor != "meta"} == {"rivals"}


def test_what_could_not_be_answered_is_asked_again(played, monkeypatch):
    host, tokens = played
    explain = questions.explain_turn

    def broken(*args):
        raise OSError("no disk")

    monkeypatch.setattr(questions, "explain_turn", broken)
    with pytest.raises(OSError, match="no disk"):
        host.explain(tokens["seat:us"], "open_token_share", 1)
    monkeypatch.setattr(questions, "explain_turn", explain)
    assert host.explain(tokens["seat:us"], "open_token_share", 1).name == "open_token_share"


def test_the_mathematics_is_made_ready_once_before_anybody_asks(played, monkeypatch):
    host, tokens = played
    readied = threading.Semaphore(0)
    monkeypatch.setattr(questions, "WARMING", 0)
    monkeypatch.setattr(questions, "explain_equation", lambda *_: readied.release())
    for token in tokens.values():
        host.prepare(token, kernel=False)
    assert readied.acquire(timeout=10)
    assert not readied.acquire(timeout=0.2)
