"""A session of a playbook that does not come along: screens know the model that it plays."""

from __future__ import annotations

import pytest

from wargame.playbook.load import bundled_playbooks
from wargame.session.command import MovePhase
from wargame.session.host import Host
from wargame.ui.games import scenario_of
from wargame.ui.host import connect
from wargame.ui.screens.challenge import contestable
from wargame.ui.views.explained import reader_of
from wargame.ui.views.rivals import declared


@pytest.fixture
def played(tmp_path):
    """A host, its white cell's token, and a first turn of an own playbook that was resolved."""
    text = bundled_playbooks()["long_view"].read_text(encoding="utf-8")
    own = tmp_path / "my_game.yaml"
    own.write_text(text.replace("title: The Long View\n", "title: Our own game\n"),
                   encoding="utf-8")
    host = Host(f"sqlite:///{tmp_path / 'sessions.db'}")
    connect(host)
    try:
        token = host.enter(host.create(str(own), seed=1, people=()).master_code, "desk").token
        for phase in ("briefing", "orders", "locked", "resolved"):
            host.act(token, MovePhase(to=phase, turn=phase != "briefing"), phase)
        yield host, token
    finally:
        connect(None)
        host.close()


def test_screens_of_an_own_playbook_know_its_levers_and_its_numbers(played):
    host, token = played
    room = host.view(token).room
    assert (room.title, room.playbook) == ("Our own game", "my_game")
    scenario = scenario_of(room)
    assert scenario.playbook.title == "Our own game"
    assert declared(room)["release_mode"].choices
    assert reader_of(room, "meta").program is scenario.program
    near, others = contestable(room, host.explain(token, "open_token_share", 1))
    assert len(near) > 10
    assert len(near) + len(others) > 200
