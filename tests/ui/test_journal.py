"""Addresses: the same journal comes out as went in, and nothing else does any harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from wargame.ui.journal import Journal, JournalError, TurnOrders, read_token

NUMBERS = some.floats(allow_nan=False, allow_infinity=False)
ORDERS = some.builds(
    TurnOrders, some.dictionaries(some.text(max_size=12), NUMBERS, max_size=4),
    some.text(max_size=40))
JOURNALS = some.builds(
    Journal, some.text(max_size=20), some.text(max_size=20), some.integers(0, 2**63 - 1),
    some.booleans(), some.lists(ORDERS, max_size=6).map(tuple))


@given(JOURNALS)
@settings(max_examples=60, deadline=None)
def test_a_journal_survives_the_address(journal):
    assert read_token(journal.token()) == journal


@given(some.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_other_address_is_refused_in_words(text):
    with pytest.raises(JournalError):
        read_token(text)


def test_an_address_that_unpacks_into_too_much_is_refused():
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" * 5_000_000)).decode()
    with pytest.raises(JournalError):
        read_token(bomb)


def test_a_game_of_six_full_turns_fits_into_an_address():
    levers = {f"lever_name_{n}": 0.123456789 for n in range(14)}
    journal = Journal("long_view", "meta", 2**53 - 1, True, (TurnOrders(levers, "x" * 140),) * 6)
    assert len(journal.token()) < 2000


@pytest.mark.parametrize("token", ["", "nonsense", "eNqLNtRR", "x" * 9000])
def test_a_bad_address_leads_to_the_first_page_with_a_message(open_page, token):
    page = open_page(token)
    assert "could not be opened" in page.words
    assert "Take a seat" in page.html


def test_an_address_of_a_playbook_that_is_not_there_says_so(open_page):
    page = open_page(Journal("elsewhere", "meta", 1).token())
    assert "no playbook is called" in page.words
