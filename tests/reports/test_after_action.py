"""The after-action report: everything that happened, in one page that fetches nothing."""

from __future__ import annotations

import re

import pytest

from wargame.reports.after_action import after_action
from wargame.session.chance import chance
from wargame.session.ledger import ledger
from wargame.session.looking_back import whole_of_bundle, whole_of_database
from wargame.session.refusal import RefusedError


@pytest.fixture(scope="module")
def whole(played):
    return whole_of_bundle(played.host.export(played.tokens["white_cell"]))


@pytest.fixture(scope="module")
def page(whole):
    return after_action(whole.view, chance=chance(whole.table, futures=20),
                        ledger=ledger(whole.table, ["open_token_share"]))


def test_it_tells_people_model_and_white_cell_apart(page):
    assert page.count('class="tag people"') > 2
    assert 'class="tag model"' in page and 'class="tag cell"' in page


@pytest.mark.parametrize("words", [
    "We call a summit.", "because seat:us", "The room agreed.", "No embargo.", "They whisper.",
    "Too fast.", "Open share of tokens", "Is the open-model movement", "Luck or decision",
    "Overrides, with reasons", "Survey", "Where the changes came from", "Dice "])
def test_it_holds_what_was_said_and_decided(page, words):
    assert words in page


def test_what_people_wrote_is_text_and_nothing_is_fetched(page):
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.findall(r'(?:src|href)="', re.sub(r'xlink:href="#|href="#', "", page))
    assert "@import" not in page and "url(http" not in page


def test_no_logarithm_and_no_raw_name_is_left_in_it(page):
    words = re.sub(r"<style.*?</style>|<svg.*?</svg>|<code>.*?</code>", " ", page, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", words)
    assert not re.search(r"\bnat\b|of effort into", words)
    assert not re.search(r"\b[a-z]+_[a-z]+_[a-z]+\b", words.partition("For the record")[0])


def test_from_and_to_stay_on_one_line_and_what_always_comes_is_said_so(page):
    assert 'class="whole">' in page and "always the same" in page
    assert "0 end lower" not in page and "0 lower" not in page


def test_it_says_who_played_and_when(page, whole):
    assert re.search(r"People played in (every turn|\d of \d turns): ", page)
    assert re.search(r"After-action report, \d{1,2} [A-Z][a-z]+ \d{4}", page)


def test_charts_are_drawn_with_what_they_find(page):
    assert page.count("<svg") == 6 == page.count("<figcaption>")
    assert re.search(r"<figcaption>Open share of tokens (rose|fell) from", page)


def test_the_seed_and_every_state_stand_for_the_record(page, whole):
    assert whole.view.room.head in page and whole.view.room.seed_hash in page
    for turn in whole.view.turns:
        assert turn.state_hash in page


def test_a_session_without_a_turn_has_a_report_too(played):
    host = played.host
    made = host.create("long_view", seed=1)
    token = host.enter(made.master_code, "laptop").token
    assert "No turn was played." in after_action(host.debrief(token))


def test_bundle_database_and_host_give_the_same_view(played, whole):
    from_host = played.host.debrief(played.tokens["white_cell"])
    from_database = whole_of_database(played.url, played.session)
    assert from_host == whole.view == from_database.view


def test_a_damaged_bundle_is_refused(played):
    data = played.host.export(played.tokens["white_cell"])
    with pytest.raises(RefusedError):
        whole_of_bundle(data[: len(data) // 2])
    with pytest.raises(RefusedError):
        whole_of_bundle(b"not a bundle")
