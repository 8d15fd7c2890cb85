"""Pages of a session: the role comes from the cookie, and every change goes through `act`."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from wargame.session.command import AddInject, ProposeAgreement, SendMessage, SetPreviews, SetTimer
from wargame.session.refusal import RefusedError
from wargame.ui import act as acting
from wargame.ui import device, telling
from wargame.ui.host import DESK, TOKEN


@pytest.fixture
def entered(fake_host, samples, monkeypatch, open_page):
    """A page of a role, entered by its code."""
    made = samples(1, "orders")
    fake_host.views = {"white_cell": made.white_cell(), "seat:meta": made.seat("meta"),
                       "observer": made.observer(), "projector": made.projector()}

    def enter(code: str):
        token = fake_host.enter(code, "device").token
        monkeypatch.setattr(device, "cookie", {TOKEN: token}.get)
        return open_page()

    return enter


@pytest.mark.parametrize(("code", "who"), [
    ("MASTER", "White cell"), ("META", "Meta"), ("OBSERVER", "Observer")])
def test_the_cookie_decides_which_screen_is_shown(entered, code, who):
    words = entered(code).words
    assert who in words
    assert "Turn 2 of 6" in words


def test_a_token_that_counts_no_longer_leads_to_the_code(entered, fake_host):
    page = entered("META")
    fake_host.tokens.clear()
    assert "This device holds no seat any more." in page.run().words
    assert 'href="/join"' in page.html


def test_a_device_without_a_token_is_asked_for_a_code(fake_host, open_page, monkeypatch):
    monkeypatch.setattr(device, "on_this_computer", lambda: False)
    monkeypatch.setattr(device, "cookie", {}.get)
    page = open_page()
    assert "Take your seat" in page.words
    assert not page.has_button("act-create")
    monkeypatch.setattr(device, "cookie", {DESK: "desk-key"}.get)
    assert page.run().has_button("act-create")


class Host:
    """A host that keeps what it was asked, by key."""

    def __init__(self, refuse: Exception | None = None) -> None:
        self.refuse, self.keys = refuse, []

    def act(self, token, command, key):
        if self.refuse:
            raise self.refuse
        self.keys.append(key)


@pytest.fixture
def held(monkeypatch) -> dict:
    """The session state of a browser, as a plain dict."""
    state: dict = {}
    monkeypatch.setattr(acting.st, "session_state", state)
    return state


def test_a_double_click_sends_one_key_even_when_the_page_was_drawn_in_between(held):
    host, command = Host(), SetPreviews(allowed=True)
    assert acting.Acting(host, "t", "first")(command)
    assert acting.Acting(host, "t", "second")(command)
    assert len(set(host.keys)) == 1


def test_the_same_click_later_on_a_page_drawn_anew_is_another_intent(held, monkeypatch):
    monkeypatch.setattr(acting, "WINDOW", -1.0)
    host, command = Host(), SetPreviews(allowed=True)
    acting.Acting(host, "t", "first")(command)
    acting.Acting(host, "t", "second")(command)
    assert len(set(host.keys)) == 2


def test_two_different_commands_of_one_page_have_two_keys(held):
    host = Host()
    page = acting.Acting(host, "t", "first")
    page(SetPreviews(allowed=True))
    page(SetPreviews(allowed=False))
    assert len(set(host.keys)) == 2


@pytest.mark.parametrize("drawn", ["first", "second"])
def test_to_and_fro_and_to_again_is_three_intents_however_fast_it_comes(held, drawn):
    host = Host()
    for page, allowed in (("first", True), (drawn, False), ("first", True)):
        acting.Acting(host, "t", page)(SetPreviews(allowed=allowed))
    assert len(set(host.keys)) == 3


def test_a_slow_page_that_is_clicked_twice_sends_one_key(held, monkeypatch):
    monkeypatch.setattr(acting, "WINDOW", -1.0)
    page, host = "first", Host()
    for _ in range(2):
        acting.Acting(host, "t", page)(SetPreviews(allowed=True))
    assert len(set(host.keys)) == 1


def test_a_refusal_is_told_in_place_and_not_raised(held):
    refusing = acting.Acting(Host(RefusedError("phase", "Orders are closed.")), "t", "first")
    assert not refusing(SetPreviews(allowed=True))
    assert telling.told() == ("Orders are closed.", False, 1)


def test_words_outlive_what_draws_the_page_again_and_end_by_the_next_act_or_in_time(
        held, monkeypatch):
    refusing = acting.Acting(Host(RefusedError("phase", "Orders are closed.")), "t", "first")
    refusing(SetPreviews(allowed=True))
    assert telling.told() == telling.told()
    refusing(SetPreviews(allowed=True))
    assert telling.told() == ("Orders are closed.", False, 2)
    assert acting.Acting(Host(), "t", "second")(SetPreviews(allowed=False))
    assert telling.told() is None
    refusing(SetPreviews(allowed=True))
    monkeypatch.setattr(telling, "DWELL", -1.0)
    assert telling.told() is None


def test_the_clock_that_starts_with_a_phase_leaves_its_words_and_takes_refusals_away(held):
    page = acting.Acting(Host(), "t", "first")
    telling.tell("On to briefing.", good=True)
    assert page(SetTimer(seconds=180))
    assert telling.told().words == "On to briefing."
    telling.tell("Orders are closed.")
    assert page(SetTimer(seconds=60))
    assert telling.told() is None


@pytest.mark.parametrize("code", ["MASTER", "META", "OBSERVER"])
def test_a_refusal_has_a_place_that_is_always_there(entered, code):
    page = entered(code)
    blank = _shape(page)
    page.test.session_state[telling.NOTICE] = (
        telling.Told("Orders are closed.", False, 1), telling._now())
    page.run()
    assert "Orders are closed." in page.words
    assert _shape(page) == blank


def _shape(page) -> list[str]:
    """Where each part of the screen stands, and what it is."""
    def parts(block, at: str) -> list[str]:
        return [words for number, child in sorted(block.children.items())
                for words in (f"{at}.{number} {child.type}",
                              *parts(child, f"{at}.{number}"))] if hasattr(
            block, "children") else []

    main = page.test.main
    screen = next(number for number, child in sorted(main.children.items())
                  if hasattr(child, "children"))
    return [str(len(main.children)), *parts(main.children[screen], str(screen))]


def test_a_fault_of_the_program_is_told_without_its_words(held):
    failing = acting.Acting(Host(RuntimeError("secret of meta")), "t", "first")
    assert not failing(SetPreviews(allowed=True))
    assert "secret" not in telling.told()[0]


def test_a_form_that_makes_no_command_says_which_field(held):
    page = acting.Acting(Host(), "t", "first")
    with pytest.raises(ValidationError):
        SendMessage(text="")
    assert not page(lambda: SendMessage(text=""))
    assert telling.told().words == "Text is empty. Nothing was changed."
    assert not page(lambda: SendMessage(text="x" * 5000))
    assert telling.told()[0].startswith("Text is too long")
    assert not page(lambda: AddInject(title="", text="x"))
    assert telling.told().words == "Headline is empty. Nothing was changed."
    assert not page(lambda: ProposeAgreement(terms="x" * 5000, parties=("us", "china")))
    assert telling.told().words == "Terms are too long. Nothing was changed."


def test_an_idle_page_looks_and_does_not_run_again(entered, fake_host):
    entered("META")
    assert fake_host.looks == 2  # once before the page is drawn, once by the heartbeat
