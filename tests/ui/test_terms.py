"""The inputs of an equation: those that offset each other are one row, and everything adds up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.attribution import explain_turn
from wargame.engine.terms import Term
from wargame.session.titles import titled
from wargame.ui.parts.equation import terms as terms_table
from wargame.ui.views.terms import LEFT, SMALL, offsetting, term_rows


@pytest.fixture(scope="module")
def rows_of(samples):
    """The rows of a metric in the second turn, with its explanation."""
    table = samples(2, "resolved").table
    program = table.scenario.program

    def make(name):
        found = explain_turn(table, name, 2)
        figure = titled(name, found.title, found.unit).figure
        rows, rest = term_rows(found, figure, program.variables, lambda _: True, program)
        return found, rows, rest

    make.metrics = tuple(program.metrics)
    return make


def test_use_and_its_parts_are_one_row_that_can_be_unfolded(rows_of):
    found, rows, _ = rows_of("open_token_share")
    (merged,) = [row for row in rows if row.parts]
    assert {p.title for p in merged.parts} == {"Tokens bought", "Tokens bought for each use"}
    assert merged.title.startswith("More use")
    assert abs(merged.size) < 0.05 < 0.5 < min(abs(p.size) for p in merged.parts)
    assert found.change == pytest.approx(sum(row.size for row in rows), abs=1e-6)


def test_rows_of_every_metric_add_up_to_its_change(rows_of):
    merged = 0
    for name in rows_of.metrics:
        found, rows, rest = rows_of(name)
        whole = sum(p.size for row in rows for p in row.parts or (row,))
        largest = max((abs(row.size) for row in rows), default=0.0)
        if not rest:
            assert abs(found.change - whole) <= max(SMALL * largest, 1e-9), name
        merged += sum(bool(row.parts) for row in rows)
    assert merged >= 3


def test_nothing_is_called_the_readers_own_in_a_figure_of_the_world(rows_of):
    for name in rows_of.metrics:
        _, rows, _ = rows_of(name)
        for row in rows:
            words = " ".join((row.title, *(p.title for p in row.parts)))
            assert not re.search(r"\byou(r)?\b", words, re.IGNORECASE), (name, words)


def test_a_merged_row_shows_its_parts_when_unfolded(rows_of, samples, screen_of):
    from wargame.ui.views.explained import explanation, reader_of

    room = samples(2, "resolved").room()
    found, _, _ = rows_of("open_token_share")
    shown = str(terms_table(explanation(room, found, 2, reader_of(room, ""))))
    assert "nearly cancel" in shown and "<details" in shown and "Tokens bought for each" in shown


AMOUNTS = st.lists(st.floats(-100, 100).filter(lambda x: abs(x) > 1e-3), max_size=7)


@settings(max_examples=100)
@given(AMOUNTS)
def test_each_input_stands_once_and_pairs_nearly_cancel(amounts):
    terms = [Term(f"v{at}", "", "flow", 0.0, 1.0, a, "1", "", "") for at, a in enumerate(amounts)]
    found = offsetting(terms, None)
    assert sorted(t.name for pair in found for t in pair) == sorted(t.name for t in terms)
    for pair in found:
        assert len(pair) <= 2
        if len(pair) == 2:
            a, b = (t.amount for t in pair)
            assert a * b < 0 and abs(a + b) <= LEFT * max(abs(a), abs(b))
