"""The facilitator's first page: a session is created, rehearsed, resumed or imported."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from wargame.playbook.load import load_playbook
from wargame.session.refusal import RefusedError
from wargame.ui import device
from wargame.ui.screens import start
from wargame.ui.views.start import session_plan


@dataclass(frozen=True)
class Sign:
    id: str = "s-9"
    title: str = "<b>The Long View</b>"
    created: float = 0.0
    phase: str = "orders"
    turn: int = 2
    turns: int = 4


@pytest.fixture
def page(fake_host, open_page, monkeypatch):
    monkeypatch.setattr(device, "cookie", {}.get)
    monkeypatch.setattr(device, "on_this_computer", lambda: True)
    return open_page()


def test_a_playbook_says_what_a_session_of_it_takes(page):
    words = page.words
    for part in ("The Long View", "10 to 20 in 5 teams, and 2 who lead", "4 of 6, 33 minutes each",
                 "about 4 hours with welcome and debrief", "7 laboratories, 6 nations"):
        assert part in words


def test_a_session_is_created_with_the_choices_made(page, fake_host):
    page.test.multiselect(key="session-people-long_view").set_value(["us", "meta"])
    page.test.slider(key="session-turns-long_view").set_value(3)
    page.test.text_input(key="session-seed-long_view").set_value("77")
    page.run()
    page.test.toggle(key="session-fictional").set_value(True)
    page.run()
    page.click("act-create")
    assert fake_host.created == [("long_view", {
        "seed": 77, "people": ("us", "meta"), "turns": 3, "fictional": True, "files": ()})]
    assert "MASTER-CODE" in page.words
    assert 'href="/join/MASTER-CODE"' in page.html


def test_seats_chosen_stay_chosen_when_names_become_fictional(page, fake_host):
    page.test.multiselect(key="session-people-long_view").set_value(["us", "meta"])
    page.run()
    page.test.toggle(key="session-fictional").set_value(True)
    page.run()
    assert all(m.key != "session-people-long_view" for m in page.test.multiselect), (
        "a browser would send the old names for the new ones")
    field = page.test.multiselect(key="session-people-long_view-fictional")
    assert field.value == ["us", "meta"]
    assert not any("United States" in words for words in field.options)


@pytest.mark.parametrize("typed", ["9" * 20, "-4", "luck", "1.5", "\u0661"])
def test_a_seed_that_is_none_stops_at_the_button(page, fake_host, typed):
    page.test.text_input(key="session-seed-long_view").set_value(typed)
    page.run()
    page.click("act-create")
    assert fake_host.created == []
    assert "The seed is a whole number from 0 to 9,007,199,254,740,991" in page.words
    page.test.text_input(key="session-seed-long_view").set_value("9,007,199,254,740,991")
    page.run()
    page.click("act-create")
    assert fake_host.created[0][1]["seed"] == 2**53 - 1
    assert "The seed is" not in page.words


def test_a_session_without_teams_is_asked_for_twice(page, fake_host):
    page.test.multiselect(key="session-people-long_view").set_value([])
    page.run()
    page.click("act-create")
    assert fake_host.created == []
    assert "strategies would play all of them" in page.words
    page.test.multiselect(key="session-people-long_view").set_value(["us"])
    page.run()
    assert "strategies would play all of them" not in page.words
    page.test.multiselect(key="session-people-long_view").set_value([])
    page.run()
    page.click("act-create")
    assert fake_host.created[0][1]["people"] == ()


def test_without_a_seed_luck_is_drawn_by_the_session(page, fake_host):
    page.click("act-create")
    name, asked = fake_host.created[0]
    assert (name, asked["seed"], len(asked["people"])) == ("long_view", None, 5)


def test_a_rehearsal_has_no_seat_for_people(page, fake_host):
    page.click("act-rehearse")
    assert fake_host.created[0][1]["people"] == ()


def test_a_session_that_cannot_be_created_says_why_in_place(page, fake_host):
    fake_host.refuse = RefusedError("content", "the playbook has a fault in line 3")
    page.click("act-create")
    assert "the playbook has a fault in line 3" in page.words
    assert page.has_button("act-create")


def test_the_master_code_is_gone_once_the_page_is_left(page):
    page.click("act-create")
    page.click("act-back")
    assert "MASTER-CODE" not in page.html
    assert page.has_button("act-create")


def test_kept_sessions_are_listed_without_secrets_and_literally(page, fake_host):
    assert "No sessions yet" in page.words
    fake_host.kept = (Sign(),)
    words = page.run().words
    assert "orders, turn 2 of 4" in words
    assert "&lt;b&gt;The Long View&lt;/b&gt;" in words


def test_a_bundle_becomes_a_session_with_its_own_codes(fake_host, monkeypatch):
    held: dict = {}
    monkeypatch.setattr(start.st, "session_state", held)

    class File:
        def getvalue(self):
            return b"bundle"

    start._import(fake_host, File())
    assert fake_host.created == [("bundle", {"data": b"bundle"})]
    assert held[start.CREATED] == ("s-2", "MASTER-CODE")


def test_the_other_ways_in_are_links(page):
    assert 'href="/join"' in page.html
    assert 'href="/?solo=1"' in page.html


@pytest.mark.parametrize(("teams", "said"), [
    ((), "none: strategies play every seat"), (("us",), "1 team, and 2 who lead")])
def test_small_sessions_are_described_in_words(teams, said):
    playbook = load_playbook("long_view").model_copy(update={"teams": teams})
    assert session_plan(playbook).people == said


def test_a_lost_master_code_is_replaced_for_a_session_that_is_kept_here(page, fake_host):
    fake_host.kept = (Sign(),)
    page.run()
    assert page.test.button(key="act-further").disabled
    page.test.selectbox(key="start-lost-code").set_value("s-9")
    page.run()
    page.click("act-further")
    assert fake_host.further == ["s-9"]
    assert "MASTER-CODE" in page.words
