"""An equation becomes its own short list of operations, whatever stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.symbolic import operators as op
from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book
from wargame.symbolic.program import Map, Statement
from wargame.symbolic.sets import over

from .author import Author

X, Y, Z = sp.symbols("x y z")


def statements(expression: Any, space: str = "labs") -> tuple[Statement, ...]:
    """What one equation over labs values x, y and z becomes."""
    book = Book()
    for name in ("x", "y", "z"):
        book.attribute(name, "labs", "1", -9, 9, "m", "s", value=1.0)
    book.flow("out", space, "1", -9, 9, "m", "s", expression)
    return compile_book(book).statements_of("out")


def written(expression: Any) -> str:
    """The operations of an equation in one statement, ``mul x y; add 0 1.0``."""
    (only,) = statements(expression)
    assert isinstance(only, Map)

    def text(operand: Any) -> str:
        return str(operand[1])

    done = [" ".join([name, *map(text, operands)]) for name, operands in only.operations]
    return "; ".join(done) or text(only.result)


@pytest.mark.parametrize(("expression", "operations"), [
    (X, "x"),
    (sp.Integer(3), "3.0"),
    (X + Y, "add x y"),
    (X - Y, "sub x y"),
    (Y - X, "sub y x"),
    (-X, "neg x"),
    (-X - Y, "neg x; sub 0 y"),
    (3 - X, "sub 3.0 x"),
    (X * Y, "mul x y"),
    (-X * Y, "mul x y; neg 0"),
    (X / Y, "div x y"),
    (-X / Y, "div x y; neg 0"),
    (1 / X, "div 1.0 x"),
    (-1 / X, "div 1.0 x; neg 0"),
    (X / (Y * Z), "mul y z; div x 0"),
    (X / 4, "mul 0.25 x"),
    (X**2, "mul x x"),
    (X**3, "mul x x; mul 0 x"),
    (X**-1, "div 1.0 x"),
    (X**-2, "mul x x; div 1.0 0"),
    (Y * X**-2, "mul x x; div y 0"),
    (sp.sqrt(X), "root x"),
    (1 / sp.sqrt(X), "root x; div 1.0 0"),
    (X ** sp.Rational(3, 2), "root x; mul x 0"),
    (X ** sp.Rational(1, 3), "power x 0.3333333333333333"),
    (X**Y, "power x y"),
    (X**2.0, "mul x x"),
    (X**0.5, "root x"),
    (X**-1.0, "div 1.0 x"),
    (Y * X**-0.5, "root x; div y 0"),
    (X**0.3, "power x 0.3"),
    (sp.exp(X), "exp x"),
    (sp.Abs(X), "abs x"),
    (sp.exp(2) * X, f"mul x {float(sp.exp(2))!r}"),
    (X + sp.log(2) + sp.sqrt(2), None),
    (op.ratio(X, Y), "gt y 0.0; select 0 y 1.0; div x 1; select 0 2 0.0"),
    (op.ratio(0, Y), "0.0"),
    (op.greater(X, 0), "greater x 0.0"),
    (op.clip(X, 0, 1), "greater x 0.0; lesser 0 1.0"),
    (op.select(X > Y, X, 0), "gt x y; select 0 x 0.0"),
    (op.select(sp.And(X > Y, X < Z), 1, 0), None),
    (op.select(True, X, Y), "gt 1.0 0.0; select 0 x y"),
    (op.select(sp.Not(sp.Or(X > Y, X > Z)), 1, 0), None),
    (op.logistic(X), "neg x; exp 0; add 1.0 1; div 1.0 2"),
    (X ** op.greater(2, 3), "greater 2.0 3.0; power x 0"),
])
def test_an_equation_becomes_these_operations(expression: Any, operations: str | None) -> None:
    found = written(expression)
    assert operations is None or found == operations


def test_numbers_are_folded_before_a_game() -> None:
    assert written(X + sp.log(2) + sp.sqrt(2) - sp.sqrt(2)) == written(X + sp.log(2))
    assert written((X + sp.Rational(1, 3)) + sp.Rational(2, 3)) == "add 1.0 x"


def test_equal_parts_are_computed_once_within_an_equation() -> None:
    once = written(sp.exp(X + Y) / (1 + sp.exp(X + Y)))
    assert once == "add x y; exp 0; add 1.0 1; div 1 2"
    both = statements(op.total(X * Y) / (1 + op.total(X * Y)), "world")
    assert [type(s).__name__ for s in both] == ["Map", "Reduce", "Map"]
    domestic = op.at(op.total(X, "home"), "home")
    placed = statements(domestic + 2 / domestic)
    assert [type(s).__name__ for s in placed] == ["Reduce", "Gather", "Map"]


@pytest.mark.parametrize("power", [9, 13, 16, 31, 64, 1000])
def test_high_powers_are_squared_and_keep_the_sign(power: int) -> None:
    (only,) = statements(X**power)
    assert isinstance(only, Map)
    assert {name for name, _ in only.operations} == {"mul"}
    assert len(only.operations) <= 2 * power.bit_length() + 8
    values: list[float] = []
    for _, operands in only.operations:
        a, b = (values[o[1]] if o[0] == "t" else -1.01 for o in operands)
        values.append(a * b)
    assert values[-1] == pytest.approx((-1.01) ** power, rel=1e-12)


def test_a_condition_may_join_several_comparisons_in_a_fixed_order() -> None:
    one = written(op.select(sp.And(X > Y, Y > Z, X < 1), X, Y))
    other = written(op.select(sp.And(X < 1, Y > Z, X > Y), X, Y))
    assert one == other
    assert one.count("and") == 2


def test_a_reduction_of_a_name_needs_no_copy_and_a_mean_counts_members() -> None:
    assert [type(s).__name__ for s in statements(op.total(X), "world")] == ["Reduce", "Map"]
    assert len(statements(op.mean(X), "world")) == 4


def test_what_never_changes_in_a_game_is_computed_once_and_all_else_in_every_tick() -> None:
    book = Book()
    book.attribute("given", "labs", "1", 0, 1, "m", "s", value=1.0)
    book.parameter("number", 1.0, 0, 1, "1", "m", "s")
    book.stock("level", "labs", "1", 0, 1, "m", "s", initial=0.0, next=book["level"])
    book.lever("pull", "labs", 0, 1, 0, "1", "m", "s")
    book.luck("drawn", "labs", "m")
    per = book.parameter("per_year", 1.0, 0, 1, "1/yr", "m", "s")
    still = {"a": book["given"] * 2, "b": op.total(book["a"]) + book["number"], "c": 1}
    moving = {"d": book["level"], "e": book["pull"], "f": book["drawn"] * book["a"],
              "g": book["elapsed"] * per, "h": op.total(book["d"])}
    for name, expression in (still | moving).items():
        book.flow(name, "world" if name in "bh" else "labs", "1", 0, 1, "m", "s", expression)
    book.slot("empty", "labs", "sum", "1", 0, 1, "m", "s")
    program = compile_book(book)
    named = set(program.variables)
    assert {s.out for s in program.fixed} & named == {*still, "empty"}
    assert {s.out for s in program.flows} & named == set(moving)


def own_statements(book: Book) -> dict[str, str]:
    program = compile_book(book)
    found = {n: repr(program.statements_of(n)) for n in program.equation_of}
    for stock in program.stocks:
        mine = [s for s in program.advance if s.out.partition("~")[0] == f"next {stock}"]
        found[f"next {stock}"] = repr(mine)
    return found


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_neighbour_changes_no_statement_of_any_other_equation(seed: int) -> None:
    book = Author(seed).bench(5).book
    before = own_statements(book)
    flows = [n for n in book.equations if book.variables[n].kind == "flow"]
    for name in flows:
        for place in ("aa", "zz"):
            book.flow(f"{place}_{name}", over(book.variables[name].space), "1", -9, 9, "m", "s",
                      book.equations[name] / 2 + 1)
    book.slot("aside", "world", "sum", "1", -9, 9, "m", "s")
    with book.owned("neighbour"):
        book.contribute("aside", op.total(book["f0"]) * 2, source="s")
    after = own_statements(book)
    assert len(after) == len(before) + 2 * len(flows) + 1
    assert {n: after[n] for n in before} == before


def test_another_contribution_leaves_the_other_terms_of_a_slot_alone(book: Book) -> None:
    book.slot("cost", "labs", "sum", "1", -9, 9, "m", "s")
    for owner in ("a", "c"):
        with book.owned(owner):
            book.contribute("cost", sp.exp(book["tick_years"] / book["tick_years"]), source="s")
    first = compile_book(book).statements_of("cost")
    with book.owned("b"):
        book.contribute("cost", 2, source="s")
    second = compile_book(book).statements_of("cost")
    assert [s.out for s in second] == ["cost<a", "cost<b", "cost<c", "cost"]
    assert [second[0], second[2]] == list(first[:2])


def sets_and_relations(book: Book) -> None:
    book.new_set("blocs")
    book.relation("bloc", "nations", "blocs")
    book.attribute("weight", "blocs", "1", 0, 1, "m", "s", value=1.0)


def more_sets(book: Book) -> None:
    book.new_set("apps")
    book.attribute("users", "apps", "1", 0, 1, "m", "s", value=1.0)
    book.lever("hire", "labs", 0, 1, 0, "1", "m", "s", cost=2.0)


def slots(book: Book) -> None:
    book.slot("cost", "world", "sum", "1", 0, 9, "m", "s")
    book.contribute("cost", op.total(book["users"] * book["weight"]), source="s")


def terms(book: Book) -> None:
    book.contribute("cost", book["drawn"], source="s")
    book.contribute("cost", 3 * book["drawn"], source="s", key="more")
    book.luck("drawn", "world", "m")
    usd = book.parameter("usd", 1.0, 0, 2, "USD bn/yr", "m", "s")
    book.budget("labs", usd * book["cost"])


def state(book: Book) -> None:
    book.stock("level", "blocs", "1", 0, 9, "m", "s", initial=0.0,
               next=book["level"] + op.total(op.at(book["weight"], "bloc"), "bloc") * book["cost"])


def test_the_order_in_which_mechanisms_and_plugins_load_changes_no_digest() -> None:
    parts: list[Callable[[Book], None]] = [sets_and_relations, more_sets, slots, terms, state]
    digests = set()
    for order in permutations(parts):
        if order.index(state) < order.index(sets_and_relations):
            continue
        book = Book()
        for part in order:
            book.include(part.__name__, part)
        digests.add(compile_book(book).digest)
    assert len(digests) == 1


def test_another_equation_changes_the_digest(book: Book) -> None:
    book.flow("x", "world", "1", 0, 1, "m", "s", book["elapsed"] / book["tick_years"])
    first = compile_book(book).digest
    assert compile_book(book).digest == first
    book.equations["x"] *= 2
    assert compile_book(book).digest != first
