"""The first page: playbooks, seats, seed, fictional names."""

from __future__ import annotations

from wargame.ui import games
from wargame.ui.journal import read_token


def test_the_first_page_offers_every_seat_and_starts_with_the_first(first_page):
    words = first_page.words
    assert "The Long View" in words
    assert "6 turns over 6 years, July 2023 to June 2029" in words
    assert "7 laboratories, 6 nations, 3 regulators" in words
    rows = [row.options for row in first_page.test.get("button_group")]
    assert [len(row) for row in rows] == [7, 6, 3, 1]


def test_choosing_a_seat_in_one_row_clears_the_other_rows(first_page):
    page = first_page
    page.test.pills(key="start-seat-long_view-nation").set_value("china")
    page.run()
    assert ">China</h3>" in page.html
    assert page.test.pills(key="start-seat-long_view-lab").value is None
    page.test.pills(key="start-seat-long_view-watch").set_value("watch")
    page.run()
    assert "You watch" in page.html
    assert page.test.pills(key="start-seat-long_view-nation").value is None


def test_starting_writes_the_whole_choice_into_the_address(first_page):
    page = first_page
    page.test.pills(key="start-seat-long_view-regulator").set_value("eu_regulator")
    page.run()
    page.test.toggle(key="start-fictional").set_value(True)
    page.test.number_input(key="start-seed-long_view").set_value(77)
    page.run()
    assert "Concordia regulators" in page.html
    page.click("act-start")
    journal = read_token(page.token)
    assert (journal.playbook, journal.seat, journal.seed) == ("long_view", "eu_regulator", 77)
    assert journal.fictional
    assert "You play Concordia regulators" in page.html


def test_fictional_names_hide_every_real_name_on_the_desk(page_of, run_of):
    run = run_of("meta", 2, fictional=True)
    real = {spec.name for spec in run.scenario.playbook.actors}
    page = page_of("meta", 2, fictional=True)
    for view in ("happened", "claims", "why", "decide"):
        page.see(view)
        shown = page.html
        assert not [name for name in real if f">{name}<" in shown or f" {name} " in shown]
    assert "Agora" in page.html


def test_a_playbook_that_cannot_be_read_is_shown_with_its_fault(first_page, monkeypatch):
    found = games.playbooks()
    monkeypatch.setattr("wargame.ui.screens.solo.playbooks", lambda: {
        **found, "broken": "broken.yaml:3: calendar: 5 ticks are not a whole number of turns"})
    words = first_page.run().words
    assert "This playbook cannot be played: broken.yaml:3" in words
    assert not first_page.has_button("act-choose-broken")


def test_without_any_playbook_the_page_says_so(first_page, monkeypatch):
    monkeypatch.setattr("wargame.ui.screens.solo.playbooks", dict)
    assert "No playbook can be played" in first_page.run().words


def test_two_playbooks_can_be_chosen_between(first_page, monkeypatch):
    found = games.playbooks()
    other = found["long_view"].model_copy(update={"title": "The Short View"})
    monkeypatch.setattr("wargame.ui.screens.solo.playbooks", lambda: {**found, "short": other})
    monkeypatch.setattr("wargame.ui.screens.solo.game", lambda _: games.game("long_view"))
    monkeypatch.setattr("wargame.ui.screens.solo.kernel_job", lambda _: None)
    page = first_page.run()
    page.click("act-choose-short")
    assert "Chosen" in page.html
    assert page.has_button("act-choose-long_view")
