"""Real cases of the instruments: dated as far as their source goes, in order, with an address."""

from __future__ import annotations

import re

import pytest

from wargame.hooks.loader import load_plugin
from wargame.hooks.search import Found, bundled_folder

PLUGINS = sorted(bundled_folder().glob("[!_]*.py"))


@pytest.mark.parametrize("path", PLUGINS, ids=lambda p: p.stem)
def test_cases_have_a_date_a_sentence_and_an_address(path):
    module = load_plugin(Found(path.stem, "bundled", path), [])
    dates = [date for date, _, _ in module.CASES]
    assert dates == sorted(dates)
    # No binding treaty is known.
    assert dates or path.stem == "treaty"
    for date, what, address in module.CASES:
        found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date)
        assert found, date
        year, month, day = (int(part or 1) for part in found.groups())
        assert 2015 <= year <= 2027
        assert 1 <= month <= 12
        assert 1 <= day <= 31
        assert len(what) > 15
        assert re.fullmatch(r"https://[\w.-]+\.[a-z]+(/\S*)?", address), address


def test_one_event_has_one_date_wherever_it_is_named():
    events = {}
    for path in PLUGINS:
        for date, what, address in load_plugin(Found(path.stem, "bundled", path), []).CASES:
            for word in ("GPT-2", "Mythos", "order 14110", "diffusion rule", "Kimi K2", "Llama 2"):
                if word in what:
                    events.setdefault(word, set()).add((date, address))
    assert {word: len(found) for word, found in events.items()} == dict.fromkeys(events, 1)
