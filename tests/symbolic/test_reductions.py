"""Gathering over sets and relations, reading elsewhere, ranks and pairs, on numbers to check."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import Book
from wargame.symbolic.sets import Sizes

from .bench import MEMBERS, RELATED, SMALLER, SMALLER_RELATED, Bench, assert_equal_bits

#: Labs a, b, c; a and c are at home in n, b in m; regulator r sits in n.
VALUES: dict[str, Any] = {
    "lab": [1.0, 2.0, 4.0], "nation": [10.0, 20.0], "regulator": [7.0], "segment": [3.0, 5.0],
    "both": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], "pair": [[1.0, 2.0], [3.0, 4.0]],
    "market": [[1.0, 10.0], [100.0, 1000.0]],
}
SPACES = {"lab": "labs", "nation": "nations", "regulator": "regulators", "segment": "segments",
          "both": "labs*segments", "pair": "nations*nations", "market": "nations*segments"}
LAB, NATION, SEGMENT, BOTH, PAIR, MARKET, REGULATOR = sp.symbols(
    "lab nation segment both pair market regulator")


def others(kind: str, expression: Any) -> Any:
    return op.Over(sp.Symbol(f"others_{kind}"), expression, sp.Symbol("world"))


def value(expression: Any, over: str, **world: Any) -> Any:
    """What an expression is, on floats and on arrays."""
    book = Book()
    for name, space in SPACES.items():
        book.attribute(name, space, "1", -9, 9999, "m", "s", value=1.0)
    book.flow("out", over, "1", -9, 9, "m", "s", expression)
    bench = Bench.of(book, start=None if world else VALUES, ticks=0, **world)
    found = bench.played()
    assert_equal_bits(bench.played(scalar=True), found)
    return found["out"][..., 0].tolist()


@pytest.mark.parametrize(("expression", "over", "expected"), [
    (op.total(LAB), "world", 7.0),
    (op.highest(LAB), "world", 4.0),
    (op.lowest(LAB), "world", 1.0),
    (op.mean(LAB), "world", 7 / 3),
    (op.total(5), "world", 5.0),
    (op.total(LAB) + SEGMENT, "segments", [10.0, 12.0]),
    (op.share(LAB), "labs", [1 / 7, 2 / 7, 4 / 7]),
    (op.total(BOTH), "world", 21.0),
    (op.total(BOTH, "segments"), "labs", [3.0, 7.0, 11.0]),
    (op.total(BOTH, "labs"), "segments", [9.0, 12.0]),
    (op.highest(BOTH, "labs"), "segments", [5.0, 6.0]),
    (op.lowest(BOTH, "segments"), "labs", [1.0, 3.0, 5.0]),
    (op.mean(BOTH, "labs"), "segments", [3.0, 4.0]),
    (op.share(BOTH, "segments"), "labs*segments",
     [[1 / 3, 2 / 3], [3 / 7, 4 / 7], [5 / 11, 6 / 11]]),
    (op.total(LAB * SEGMENT, "segments"), "labs", [8.0, 16.0, 32.0]),
    (op.total(LAB, "home"), "nations", [2.0, 5.0]),
    (op.highest(LAB, "home"), "nations", [2.0, 4.0]),
    (op.lowest(LAB, "home"), "nations", [2.0, 1.0]),
    (op.mean(LAB, "home"), "nations", [2.0, 2.5]),
    (op.total(BOTH, "home"), "nations*segments", [[3.0, 4.0], [6.0, 8.0]]),
    (op.at(NATION, "home"), "labs", [20.0, 10.0, 20.0]),
    (op.at(NATION, "jurisdiction"), "regulators", [20.0]),
    (op.at(MARKET, "home"), "labs*segments",
     [[100.0, 1000.0], [1.0, 10.0], [100.0, 1000.0]]),
    (op.ratio(LAB, op.at(op.total(LAB, "home"), "home")), "labs", [0.2, 1.0, 0.8]),
    (op.rank(LAB), "labs", [3.0, 2.0, 1.0]),
    (op.rank(op.floor(LAB / 2)), "labs", [3.0, 2.0, 1.0]),
    (op.rank(op.lesser(LAB, 2)), "labs", [3.0, 1.0, 1.0]),
    (op.rank(BOTH), "labs*segments", [[6.0, 5.0], [4.0, 3.0], [2.0, 1.0]]),
    (op.rank(sp.Integer(3) * op.total(LAB)), "world", 1.0),
    (others("total", LAB), "labs", [6.0, 5.0, 3.0]),
    (others("highest", LAB), "labs", [4.0, 4.0, 2.0]),
    (others("lowest", LAB), "labs", [2.0, 1.0, 1.0]),
    (others("total", BOTH), "labs*segments", [[20.0, 19.0], [18.0, 17.0], [16.0, 15.0]]),
    (others("highest", op.total(LAB)), "world", -1e300),
    (op.at(NATION, "first"), "nations*nations", [[10.0, 10.0], [20.0, 20.0]]),
    (op.at(NATION, "second"), "nations*nations", [[10.0, 20.0], [10.0, 20.0]]),
    (op.at(PAIR, "swapped"), "nations*nations", [[1.0, 3.0], [2.0, 4.0]]),
    (PAIR - op.at(PAIR, "swapped"), "nations*nations", [[0.0, -1.0], [1.0, 0.0]]),
    (op.total(PAIR, "second"), "nations", [3.0, 7.0]),
    (op.total(PAIR, "first"), "nations", [4.0, 6.0]),
    (op.highest(PAIR, "second"), "nations", [2.0, 4.0]),
    (op.total(PAIR), "world", 10.0),
    (op.total(PAIR * op.at(NATION, "second"), "second"), "nations", [50.0, 110.0]),
    (op.total(op.at(NATION, "second"), "second"), "nations", [30.0, 30.0]),
    (op.total(op.at(NATION, "first"), "second"), "nations", [20.0, 40.0]),
])
def test_members_are_gathered_and_read_as_the_words_say(
    expression: Any, over: str, expected: Any,
) -> None:
    assert value(expression, over) == expected


def test_an_empty_group_gives_nothing_or_the_ends_of_the_scale() -> None:
    assert value(op.total(REGULATOR, "jurisdiction"), "nations") == [0.0, 7.0]
    assert value(op.highest(REGULATOR, "jurisdiction"), "nations") == [-1e300, 7.0]
    assert value(op.lowest(REGULATOR, "jurisdiction"), "nations") == [1e300, 7.0]
    assert value(op.mean(REGULATOR, "jurisdiction"), "nations") == [0.0, 7.0]


@pytest.mark.parametrize(("expression", "over", "expected"), [
    (op.total(REGULATOR), "world", 0.0),
    (op.highest(REGULATOR), "world", -1e300),
    (op.mean(REGULATOR), "world", 0.0),
    (op.total(REGULATOR, "jurisdiction"), "nations", [0.0]),
    (op.at(NATION, "jurisdiction"), "regulators", []),
    (op.rank(REGULATOR), "regulators", []),
    (others("total", REGULATOR), "regulators", []),
    (sp.exp(REGULATOR), "regulators", []),
    (op.rank(LAB), "labs", [1.0]),
    (others("total", LAB), "labs", [0.0]),
    (others("highest", LAB), "labs", [-1e300]),
    (others("lowest", LAB), "labs", [1e300]),
    (op.share(LAB), "labs", [1.0]),
])
def test_one_member_or_none_is_a_set_too(expression: Any, over: str, expected: Any) -> None:
    assert value(expression, over, members=SMALLER, related=SMALLER_RELATED) == expected


def test_totals_run_from_left_to_right_over_sorted_members() -> None:
    names = ["z", "y", "x", "w"]
    values = {"w": 1e16, "x": 1.0, "y": -1e16, "z": 1.0}
    book = Book()
    book.attribute("big", "labs", "1", -1e17, 1e17, "m", "s", value=1.0)
    book.flow("out", "world", "1", -9, 9, "m", "s", op.total(book["big"]))
    bench = Bench.of(book, {**MEMBERS, "labs": names},
                     {**RELATED, "home": dict.fromkeys(names, "n")},
                     {"big": [values[n] for n in sorted(names)]}, ticks=0)
    assert bench.played()["out"].tolist() == [((1e16 + 1.0) - 1e16) + 1.0]
    assert bench.played(scalar=True)["out"].tolist() == [1.0]


def test_a_single_negative_zero_stays_one() -> None:
    book = Book()
    book.attribute("x", "labs", "1", -1, 1, "m", "s", value=-0.0)
    book.flow("out", "nations", "1", -9, 9, "m", "s", op.total(book["x"], "home"))
    bench = Bench.of(book, ticks=0, start={"x": -0.0})
    assert np.signbit(bench.played()["out"]).all()
    assert_equal_bits(bench.played(scalar=True), bench.played())


def test_a_relation_that_points_nowhere_is_named() -> None:
    relations = {"home": ("labs", "nations")}
    with pytest.raises(KeyError, match=r"'home' of 'b'.*nations"):
        Sizes.of({"labs": ["b"], "nations": ["n"]}, {"home": {"b": "m"}}, relations)
    with pytest.raises(KeyError, match=r"'home' of 'b'"):
        Sizes.of({"labs": ["b"], "nations": ["n"]}, {}, relations)


def test_sizes_name_and_count_the_members_of_products() -> None:
    sizes = Sizes.of(MEMBERS, RELATED, {"home": ("labs", "nations")})
    assert sizes.names(("nations", "segments")) == ("m|s", "m|t", "n|s", "n|t")
    assert sizes.position(("nations", "segments"), "n|s") == 2
    assert sizes.count(("labs", "segments")) == 6
    assert sizes.names(()) == ("world",)
    assert sizes.count(()) == 1
    assert sizes.relations["home"] == (1, 0, 1)
