"""The sentence under a lever: it says what comes of it, and never only repeats the title."""

from __future__ import annotations

import pytest

from wargame.hooks.model import build_model
from wargame.session.levers import words_of
from wargame.symbolic.declarations import Lever

SILENT = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of",
    "on", "or", "that", "the", "their", "them", "they", "those", "to", "what", "which", "who",
    "with", "your",
))


def telling(words: str) -> set[str]:
    letters = "".join(c if c.isalnum() else " " for c in words.lower())
    return {w.rstrip("s") for w in letters.split()} - SILENT


@pytest.fixture(scope="module")
def levers() -> dict[str, Lever]:
    """Those of the core and of all bundled instruments, which every playbook draws on."""
    return dict(build_model(None).book.levers)


def test_no_sentence_only_repeats_its_title(levers: dict[str, Lever]) -> None:
    assert len(levers) > 60
    poor = {name: (words_of(lever).title, words_of(lever).meaning)
            for name, lever in levers.items()
            if len(telling(words_of(lever).meaning) - telling(words_of(lever).title)) < 4}
    assert poor == {}


def test_a_sentence_is_short_enough_to_be_read_under_a_slider(levers: dict[str, Lever]) -> None:
    long = {name: len(words_of(lever).meaning) for name, lever in levers.items()
            if len(words_of(lever).meaning) > 130}
    assert long == {}
