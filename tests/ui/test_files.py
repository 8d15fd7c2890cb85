"""Role packs: each team prints its own brief, the white cell all of them, nobody else any."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from wargame.session.host import Host
from wargame.ui import host as hosts
from wargame.ui.routes import routes

TEAMS = ("meta", "us", "eu_regulator")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A host with one session, and the codes of its roles."""
    host = Host(f"sqlite:///{tmp_path_factory.mktemp('files') / 's.db'}")
    made = host.create("long_view", seed=1, people=TEAMS)
    token = host.enter(made.master_code, "test").token
    codes = {**host.view(token).codes, "white_cell": made.master_code}
    yield host, codes
    host.close()


@pytest.fixture
def fetch(session, visitor):
    """The brief as a role gets it."""
    host, codes = session
    hosts.connect(host, "http://192.0.2.7:8501")

    def get(role: str, name: str = "brief"):
        client = visitor(Starlette(routes=routes()))
        if role:
            client.post(f"/join/{codes[role]}", {"takeover": "yes"})
        return client.get(f"/file/{name}")

    yield get
    hosts.connect(None)


def secrets_of(host, codes, actor: str) -> tuple[str, ...]:
    view = host.view(host.enter(codes[f"seat:{actor}"], f"look {actor}", takeover=True).token)
    assert view.objectives
    return tuple(o.replace("'", "&#39;") for o in view.objectives)


@pytest.mark.parametrize("actor", TEAMS)
def test_a_team_prints_its_own_brief_and_no_other(session, fetch, actor):
    secret = {each: secrets_of(*session, each) for each in TEAMS}
    answer = fetch(f"seat:{actor}")
    assert answer.status == 200
    assert answer.header("cache-control") == "no-store"
    assert all(words in answer.text for words in secret[actor])
    for other in TEAMS:
        if other != actor:
            assert not any(words in answer.text for words in secret[other])


def test_the_white_cell_prints_the_briefs_of_all_teams(session, fetch):
    text = fetch("white_cell").text
    for actor in TEAMS:
        assert all(words in text for words in secrets_of(*session, actor))


@pytest.mark.parametrize("role", ["observer", "projector", ""])
def test_who_has_no_seat_prints_no_brief(session, fetch, role):
    answer = fetch(role)
    assert answer.status == 403
    for actor in TEAMS:
        assert not any(words in answer.text for words in secrets_of(*session, actor))


@pytest.mark.parametrize("name", ["bundle", "report", "slips"])
def test_before_the_debrief_no_team_takes_what_belongs_to_all(fetch, name):
    assert fetch("seat:meta", name).status == 403
