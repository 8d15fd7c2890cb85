"""The built-in mechanisms with all bundled instruments: one book without a fault, and printable."""

from __future__ import annotations

import importlib
import math
import re

import pytest
import sympy as sp

from wargame.hooks.builtin import MECHANISMS
from wargame.hooks.model import build_model
from wargame.symbolic import operators as op
from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book
from wargame.symbolic.latex import equation_latex, expression_latex, parameters_of
from wargame.symbolic.program import Map, Program, Reduce


@pytest.fixture(scope="module")
def whole() -> Book:
    """Every built-in mechanism and bundled plugin."""
    model = build_model()
    assert not model.faults
    return model.book


@pytest.fixture(scope="module")
def program(whole: Book) -> Program:
    return compile_book(whole)


def test_names_units_and_sets_of_all_equations_fit_together(whole: Book, program: Program) -> None:
    assert len(program.equation_of) > 100
    flows = {n for n, v in whole.variables.items() if v.kind in ("flow", "slot")} - {"elapsed"}
    assert set(program.equation_of) == flows
    assert set(program.stocks) == {n for n, v in whole.variables.items() if v.kind == "stock"}


def test_the_mechanisms_alone_are_a_book_too() -> None:
    book = Book()
    for name in reversed(MECHANISMS):
        book.include(name, importlib.import_module(f"wargame.mechanisms.{name}").declare)
    backwards = compile_book(book)
    assert backwards.digest == compile_book(build_model(()).book).digest


def test_every_statement_reads_only_what_is_known_by_then(program: Program) -> None:
    ready = {n for n, row in program.rows.items()
             if row.role in ("parameter", "attribute", "stock", "lever", "luck", "clock")}
    for statement in (*program.fixed, *program.flows, *program.advance):
        if isinstance(statement, Map):
            reads = {o[1] for _, operands in statement.operations for o in operands
                     if o[0] == "r"}
            reads |= {statement.result[1]} if statement.result[0] == "r" else set()
        else:
            reads = {statement.source}
        assert reads <= ready, statement.out
        ready.add(statement.out)


def test_every_operand_has_the_axes_of_its_row(program: Program) -> None:
    for statement in program.statements():
        if not isinstance(statement, Map):
            assert isinstance(statement, Reduce) or statement.relation in program.relations
            continue
        operands = [o for _, several in statement.operations for o in several]
        for operand in [*operands, statement.result]:
            if operand[0] == "r":
                space = program.rows[operand[1]].space
                assert tuple(statement.space[axis] for axis in operand[2]) == space
            if operand[0] == "c":
                assert math.isfinite(operand[1])


def balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def assert_printable(text: str) -> None:
    assert balanced(text), text
    assert text.count(r"\begin{cases}") == text.count(r"\end{cases}"), text
    assert text.count(r"\left") - text.count(r"\leftarrow") == text.count(r"\right"), text
    assert not re.search(r"\\(?:text|mathrm|operatorname)\{[^}]*(?<!\\)_", text), text
    assert "None" not in text


def test_every_equation_has_its_latex(whole: Book) -> None:
    names = [*whole.equations, *whole.slots]
    for name in names:
        text = equation_latex(whole, name)
        left, _, right = text.partition(" = ")
        assert left.strip()
        assert right.strip()
        assert_printable(text)
        assert (r"_{t+1}" in left) == (whole.variables[name].kind == "stock")


def test_a_slot_that_nobody_fills_prints_as_its_start(book: Book) -> None:
    book.slot("extra", "labs", "sum", "1", 0, 1, "m", "s")
    book.slot("factor", "labs", "product", "1", 0, 1, "m", "s")
    assert equation_latex(book, "extra").endswith("= 0")
    assert equation_latex(book, "factor").endswith("= 1")
    with pytest.raises(KeyError):
        equation_latex(book, "nothing")


def test_every_operation_of_the_language_prints(book: Book) -> None:
    book.new_set("trade_blocs")
    book.relation("trade_bloc", "nations", "trade_blocs")
    x, y = book["x_1"], book["y"]
    for name in ("x_1", "y"):
        book.attribute(name, "nations", "1", 0, 1, "m", "s", value=0.5)
    every = [
        op.select(sp.And(x > y, sp.Not(sp.Or(x < 1, sp.Eq(y, 2)))), x, y), op.ratio(x, y),
        op.greater(x, y), op.lesser(x, y), op.clip(x, 0, 1), op.logistic(x), op.total(x),
        op.highest(x, "trade_bloc"), op.lowest(x, "home"), op.mean(x), op.share(x), op.rank(x),
        op.at(x, "first"), op.at(x, "trade_bloc"), op.normal(x), op.poisson(x, y),
        op.pareto(x, y, 20), op.floor(x), sp.exp(x), sp.log(x), sp.sqrt(x), x**y, sp.Abs(x),
        op.Over(sp.Symbol("others_highest"), x, sp.Symbol("world")),
    ]
    for expression in every:
        assert_printable(expression_latex(book, expression))
        assert_printable(expression_latex(book, 1 / expression**2 + expression**3))


def test_parameters_of_an_equation_are_those_it_reads(whole: Book) -> None:
    for name, expression in whole.equations.items():
        used = {str(s) for s in expression.free_symbols} & set(whole.parameters)
        assert {p.name for p in parameters_of(whole, name)} == used
    assert parameters_of(whole, "elapsed") == ()
