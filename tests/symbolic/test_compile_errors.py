"""A fault between equations is found before a game, and the message names the equations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import Book, BookError
from wargame.symbolic.compile import compile_book
from wargame.symbolic.operators import at, greater, highest, rank, select, share, total


@pytest.fixture
def book() -> Book:
    """One attribute on every space: lab, nation, regulator, segment, both, pair, one."""
    book = Book()
    spaces = {"lab": "labs", "nation": "nations", "regulator": "regulators", "segment": "segments",
              "both": "labs*segments", "pair": "nations*nations", "one": "world"}
    for name, over in spaces.items():
        book.attribute(name, over, "1", -9, 9, "m", "s", value=1.0)
    book.attribute("money", "labs", "USD bn", 0, 9, "m", "s", value=1.0)
    book.attribute("income", "labs", "USD bn/yr", 0, 9, "m", "s", value=1.0)
    return book


def flow(book: Book, name: str, expression: Any, over: str = "labs", unit: str = "1") -> None:
    book.flow(name, over, unit, 0, 1, "m", "s", expression)


def refused(book: Book, *words: str) -> None:
    """The book does not compile, and the message has these words."""
    with pytest.raises(BookError) as caught:
        compile_book(book)
    for word in words:
        assert word in str(caught.value), str(caught.value)


def test_a_cycle_of_flows_is_shown_link_by_link(book: Book) -> None:
    flow(book, "a", book["b"] + 1)
    flow(book, "b", total(book["c"]))
    flow(book, "c", book["a"])
    flow(book, "d", book["a"])
    refused(book, "cycle of flows: a -> b -> c -> a", "stock")


def test_a_cycle_through_a_slot_is_found(book: Book) -> None:
    book.slot("cost", "labs", "sum", "1", 0, 9, "m", "s")
    flow(book, "a", book["cost"])
    book.owner = "tax"
    book.contribute("cost", book["a"], source="s")
    refused(book, "a -> cost -> a")


def test_a_flow_that_reads_itself_is_a_cycle(book: Book) -> None:
    flow(book, "a", book["a"] / 2)
    refused(book, "a -> a")


def test_an_unknown_name_is_named_with_its_equation_and_a_suggestion(book: Book) -> None:
    flow(book, "a", book["segmnt"], "segments")
    refused(book, "equation 'a' uses 'segmnt'", "did you mean 'segment'?")


def test_an_unknown_name_in_a_contribution_is_named_with_its_owner(book: Book) -> None:
    book.slot("cost", "labs", "sum", "1", 0, 9, "m", "s")
    with book.owned("tax"):
        book.contribute("cost", book["labb"], source="s")
    refused(book, "'tax' in slot 'cost' uses 'labb'", "did you mean 'lab'?")


def test_an_unknown_name_in_a_budget_is_named(book: Book) -> None:
    book.budget("labs", book["incom"])
    refused(book, "the budget of labs uses 'incom'", "'income'")


def test_an_unknown_relation_is_named(book: Book) -> None:
    flow(book, "a", at(book["nation"], "hom"))
    refused(book, "equation 'a' uses 'hom'")


def test_a_name_of_the_language_is_no_quantity(book: Book) -> None:
    flow(book, "a", book["labs"] + 1)
    refused(book, "equation 'a'", "'labs'")


def test_a_contribution_to_what_is_no_slot_is_refused(book: Book) -> None:
    with book.owned("tax"):
        book.contribute("cots", 1, source="s")
    refused(book, "'tax' contributes to slot 'cots', which nobody declared")
    book.contributions.clear()
    with book.owned("tax"):
        book.contribute("lab", 1, source="s")
    refused(book, "'tax'", "'lab'", "is no slot")


def test_an_equation_for_what_nobody_declared_is_refused(book: Book) -> None:
    book.define("segmnt", 1)
    refused(book, "'segmnt'", "did you mean 'segment'?")


def test_flows_and_stocks_need_an_equation(book: Book) -> None:
    book.flow("a", "labs", "1", 0, 1, "m", "s")
    refused(book, "flow 'a' has no equation")
    book.define("a", 1)
    book.stock("b", "labs", "1", 0, 1, "m", "s")
    refused(book, "stock 'b' has no equation")


@pytest.mark.parametrize("name", ["lab", "cost", "elapsed"])
def test_attributes_slots_and_the_clock_take_no_equation(book: Book, name: str) -> None:
    book.slot("cost", "labs", "sum", "1", 0, 9, "m", "s")
    book.define(name, 1)
    refused(book, f"'{name}' must not have an equation")


@pytest.mark.parametrize(("make", "units"), [
    (lambda b: b["money"] + b["income"], ("USD bn", "USD bn*yr^-1")),
    (lambda b: b["money"] + 1, ("USD bn", "1")),
    (lambda b: select(b["money"] > b["income"], 1, 2), ("USD bn", "USD bn*yr^-1")),
    (lambda b: select(b["money"] > 1, 1, 2), ("USD bn", "1")),
    (lambda b: select(b["lab"] > 1, b["money"], b["income"]), ("USD bn", "USD bn*yr^-1")),
    (lambda b: greater(b["money"], b["income"]), ("USD bn", "USD bn*yr^-1")),
    (lambda b: sp.exp(b["money"]), ("pure number", "USD bn")),
    (lambda b: sp.log(b["money"]), ("pure number", "USD bn")),
    (lambda b: b["money"] ** b["lab"], ("pure number", "USD bn")),
    (lambda b: b["lab"] ** b["money"], ("pure number", "USD bn")),
    (lambda b: op.poisson(b["lab"], b["money"]), ("pure number", "USD bn")),
    (lambda b: b["money"], ("declared in 1", "USD bn")),
    (lambda b: share(b["money"]) * total(b["money"]), ("declared in 1", "USD bn")),
    (lambda b: sp.sqrt(b["money"]), ("declared in 1", "USD bn^0.5")),
])
def test_units_that_do_not_fit_are_shown_with_their_equation(
    book: Book, make: Callable[[Book], Any], units: tuple[str, ...],
) -> None:
    flow(book, "wrong", make(book))
    refused(book, "unit mismatch in equation 'wrong'", *units)


def test_a_stock_changes_by_a_rate_times_the_length_of_a_tick(book: Book) -> None:
    cash = book.stock("cash", "labs", "USD bn", 0, 9, "m", "s", initial=0.0)
    book.define("cash", cash + book["income"])
    refused(book, "unit mismatch in equation 'cash'", "USD bn meets USD bn*yr^-1")
    book.equations["cash"] = cash + book["income"] * book["tick_years"]
    compile_book(book)


def test_a_contribution_has_the_unit_of_its_slot_and_a_factor_none(book: Book) -> None:
    book.slot("cost", "labs", "sum", "USD bn/yr", 0, 9, "m", "s")
    with book.owned("tax"):
        book.contribute("cost", book["money"], source="s")
    refused(book, "'cost (from tax)'", "USD bn")
    book.contributions.clear()
    book.slot("supply", "labs", "product", "USD bn/yr", 0, 9, "m", "s")
    with book.owned("tax"):
        book.contribute("supply", book["income"], source="s")
    refused(book, "'supply (from tax)'", "USD bn*yr^-1")


def test_a_budget_is_in_usd_bn_a_year(book: Book) -> None:
    book.budget("labs", book["money"])
    refused(book, "budget of labs", "USD bn*yr^-1")


def test_a_unit_that_cannot_be_read_is_named(book: Book) -> None:
    book.attribute("odd", "labs", "%", 0, 1, "m", "s", value=0.5)
    refused(book, "'odd'", "'%'")


@pytest.mark.parametrize(("make", "words"), [
    (lambda b: b["lab"] > 1, "condition"),
    (lambda b: total(b["lab"] > 1), "condition"),
    (lambda b: select(b["lab"], 1, 2), "comparison"),
    (lambda b: select(sp.And(b["lab"], b["lab"] > 1), 1, 2), "comparison"),
    (lambda b: select(sp.Xor(b["lab"] > 1, b["one"] > 1), 1, 2), "comparison"),
])
def test_conditions_and_numbers_are_kept_apart(
    book: Book, make: Callable[[Book], Any], words: str,
) -> None:
    flow(book, "wrong", make(book))
    refused(book, "equation 'wrong'", words)


@pytest.mark.parametrize("make", [
    lambda b: sp.tanh(b["lab"]), lambda b: sp.Max(b["lab"], 1), lambda b: sp.sin(b["lab"]),
    lambda b: sp.Piecewise((1, b["lab"] > 0), (0, True)), lambda b: b["lab"] % 2,
])
def test_functions_without_a_meaning_in_every_backend_are_refused(
    book: Book, make: Callable[[Book], Any],
) -> None:
    flow(book, "wrong", make(book))
    refused(book, "equation 'wrong' uses", "cannot be computed", "allowed are")


@pytest.mark.parametrize("make", [
    lambda b: b["lab"] / (b["one"] - b["one"]), lambda b: sp.sqrt(-2) * b["lab"],
    lambda b: b["lab"] + sp.oo, lambda b: b["lab"] * sp.nan, lambda b: b["lab"] ** sp.I,
    lambda b: sp.log(-1) + b["lab"], lambda b: select(b["lab"] > 1, sp.Integer(10) ** 400, 0),
])
def test_numbers_that_are_no_finite_real_numbers_are_refused(
    book: Book, make: Callable[[Book], Any],
) -> None:
    flow(book, "wrong", make(book))
    refused(book, "equation 'wrong'", "not a finite")


@pytest.mark.parametrize(("over", "make", "words"), [
    # values of another set, not gathered
    ("labs", lambda b: b["nation"], "'nation'"),
    ("world", lambda b: b["lab"], "'lab'"),
    ("labs", lambda b: b["both"], "'both'"),
    ("segments", lambda b: total(b["both"], "segments"), "labs"),
    # gathered over what is not there
    ("world", lambda b: total(b["lab"], "segments"), "'segments'"),
    ("nations", lambda b: total(b["segment"], "home"), "'home'"),
    ("nations", lambda b: total(b["lab"], "jurisdiction"), "'jurisdiction'"),
    ("labs", lambda b: at(b["segment"], "home"), "'home'"),
    ("labs", lambda b: at(b["one"], "home"), "'home'"),
    ("labs", lambda b: at(b["nation"], "labs"), "'labs'"),
    ("labs", lambda b: at(b["both"] * b["nation"], "home"), "'home'"),
    # pairs: every reading names a side, and nothing else does
    ("nations*nations", lambda b: b["nation"], "at(..., 'first')"),
    ("nations*nations", lambda b: total(b["lab"], "home"), "at(..., 'first')"),
    ("nations*nations", lambda b: b["pair"] * b["lab"], "'first'"),
    ("nations", lambda b: b["pair"], "'pair'"),
    ("world", lambda b: b["pair"], "'pair'"),
    ("nations", lambda b: at(b["nation"], "first"), "first"),
    ("labs", lambda b: at(b["lab"], "second"), "second"),
    ("nations", lambda b: at(b["nation"], "swapped"), "'swapped'"),
    ("nations*nations", lambda b: at(b["pair"], "first"), "'first'"),
    ("nations*nations", lambda b: at(b["one"], "second"), "'second'"),
    ("world", lambda b: total(b["nation"], "first"), "'first'"),
    ("world", lambda b: highest(b["both"], "second"), "'second'"),
    ("nations", lambda b: total(b["pair"], "nations"), "'nations'"),
    ("labs", lambda b: at(b["pair"], "home"), "'home'"),
    ("nations", lambda b: total(at(b["nation"], "first") * b["lab"], "labs"), "'first'"),
    ("nations", lambda b: rank(b["pair"]), "pair"),
])
def test_values_on_the_wrong_set_are_refused_by_name(
    book: Book, over: str, make: Callable[[Book], Any], words: str,
) -> None:
    flow(book, "wrong", make(book), over)
    refused(book, "'wrong'", words)


def test_a_wrong_set_in_a_contribution_names_slot_and_owner(book: Book) -> None:
    book.slot("cost", "world", "sum", "1", 0, 9, "m", "s")
    with book.owned("tax"):
        book.contribute("cost", total(book["lab"], "segments"), source="s")
    refused(book, "cost", "tax", "'segments'")


def test_a_wrong_set_in_a_stock_or_budget_is_named(book: Book) -> None:
    book.stock("cash", "world", "1", 0, 9, "m", "s", initial=0.0, next=book["lab"])
    refused(book, "'cash'", "'lab'")
    book.equations["cash"] = sp.Integer(0)
    book.budget("labs", total(book["income"]) + book["segment"] * 0 + at(book["income"], "home"))
    book.lever("hire", "labs", 0, 1, 0, "1", "m", "s", cost=1.0)
    refused(book, "labs", "'home'")
