"""A fault in a declaration is told at once, with the names it concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wargame.symbolic.book import Book, BookError


def stock(book: Book, name: str = "x", over: str = "labs", **more: Any) -> Any:
    settings = {"low": -1.0, "high": 1.0, "unit": "1"} | more
    unit, low, high = (settings.pop(k) for k in ("unit", "low", "high"))
    return book.stock(name, over, unit, low, high, "meaning", "source", **settings)


def flow(book: Book, name: str, expression: Any = None, over: str = "labs", unit: str = "1") -> Any:
    return book.flow(name, over, unit, 0, 1, "meaning", "source", expression)


def attribute(book: Book, name: str, over: str = "labs", unit: str = "1") -> Any:
    return book.attribute(name, over, unit, 0, 1, "meaning", "source")


def parameter(book: Book, name: str = "p", value: float = 0.5, **more: Any) -> Any:
    settings = {"low": 0.0, "high": 1.0, "unit": "1", "meaning": "m", "source": "s"} | more
    return book.parameter(name, value, **settings)


def lever(book: Book, name: str = "l", actors: str = "labs", **more: Any) -> Any:
    settings = {"low": 0.0, "high": 1.0, "default": 0.5, "unit": "1", "meaning": "m",
                "source": "s"} | more
    return book.lever(name, actors, **settings)


def refused(declare: Callable[[Book], Any], *words: str) -> None:
    """The declaration is refused in words that name what is at fault."""
    book = Book()
    with pytest.raises(BookError) as caught:
        book.include("mine", declare)
    for word in words:
        assert word in str(caught.value)


def test_a_variable_without_a_unit_is_refused() -> None:
    refused(lambda b: flow(b, "x", 1, unit=""), "'x'", "no unit", "'1'")


@pytest.mark.parametrize("again", [
    lambda b: flow(b, "x", 1), lambda b: parameter(b, "x"), lambda b: lever(b, "x"),
    lambda b: b.luck("x", "labs", "m"), lambda b: attribute(b, "x"),
    lambda b: b.slot("x", "labs", "sum", "1", 0, 1, "m", "s"),
])
def test_a_name_declared_twice_is_refused(again: Callable[[Book], Any]) -> None:
    refused(lambda b: (stock(b, "x", next=0), again(b)), "'x' is declared twice", "'mine'")


@pytest.mark.parametrize("name", [
    "world", "first", "second", "swapped", "total", "highest", "lowest", "rank", "others_total",
    "others_highest", "others_lowest", "labs", "nations", "home", "jurisdiction"])
def test_words_of_the_language_are_no_names(name: str) -> None:
    refused(lambda b: flow(b, name, 1), f"'{name}'")
    refused(lambda b: parameter(b, name), f"'{name}'")


@pytest.mark.parametrize("name", ["", "2x", "a b", "a-b", "_", "x\n"])
def test_a_name_that_equations_cannot_write_is_refused(name: str) -> None:
    refused(lambda b: parameter(b, name), "is not a name")


@pytest.mark.parametrize("over", ["firms", "labs*firms", "labs*", "Labs"])
def test_an_unknown_set_is_refused(over: str) -> None:
    refused(lambda b: attribute(b, "x", over), "'x'", over)
    refused(lambda b: b.luck("u", over, "m"), "'u'", over)


def test_a_set_cannot_be_called_like_something_else() -> None:
    for name in ("x", "home", "total", "world", "two words"):
        refused(lambda b, name=name: (attribute(b, "x"), b.new_set(name)), f"'{name}'")


def test_a_relation_needs_two_known_sets_and_a_name_of_its_own() -> None:
    refused(lambda b: b.relation("member", "labs", "blocs"), "'member'", "'blocs'")
    refused(lambda b: b.relation("member", "firms", "labs"), "'member'", "'firms'")
    refused(lambda b: b.relation("first", "labs", "nations"), "'first'")
    refused(lambda b: (attribute(b, "x"), b.relation("x", "labs", "nations")), "'x'")
    refused(lambda b: b.relation("home", "nations", "labs"), "'home' is declared twice")
    Book().relation("home", "labs", "nations")


def test_a_new_set_and_relation_may_be_declared_by_two_plugins() -> None:
    book = Book()
    for _ in range(2):
        book.new_set("blocs")
        book.relation("bloc", "nations", "blocs")
    attribute(book, "weight", "blocs")
    assert book.sets.count("blocs") == 1


@pytest.mark.parametrize("bounds", [
    (1.0, 0.0), (float("-inf"), 1.0), (0.0, float("inf")), (float("nan"), 1.0)])
def test_bounds_are_finite_and_in_order(bounds: tuple[float, float]) -> None:
    low, high = bounds
    refused(lambda b: stock(b, low=low, high=high), "'x'", "bounds")
    refused(lambda b: parameter(b, low=low, high=high), "'p'")
    refused(lambda b: lever(b, low=low, high=high), "'l'")


def test_an_initial_value_lies_within_the_bounds() -> None:
    refused(lambda b: stock(b, low=0, high=1, initial=2.0), "'x'", "2.0")


def test_a_parameter_lies_in_its_range_and_has_a_source() -> None:
    refused(lambda b: parameter(b, value=2.0), "'p'", "2.0 is outside [0.0, 1.0]")
    refused(lambda b: parameter(b, value=float("nan")), "'p'")
    refused(lambda b: parameter(b, source=""), "'p'", "'assumed'")


def test_a_lever_starts_within_its_bounds() -> None:
    refused(lambda b: lever(b, default=1.5), "'l'", "1.5")
    refused(lambda b: lever(b, choices=("no", "yes"), default=2), "'l'", "2", "[0.0, 1.0]")


def test_a_named_choice_has_no_price_by_the_unit() -> None:
    refused(lambda b: lever(b, choices=("no", "yes"), default=0, cost=2.0), "'l'", "cost")


@pytest.mark.parametrize("actors", ["segments", "world", "labs*nations", "actors"])
def test_only_actors_have_levers(actors: str) -> None:
    refused(lambda b: lever(b, actors=actors), "'l'", "only labs, nations and regulators")


def test_a_second_equation_is_a_write_conflict_that_names_both_owners() -> None:
    book = Book()
    book.include("first_owner", lambda b: flow(b, "x", 1))
    with pytest.raises(BookError, match=r"write conflict: 'x'.*first_owner.*second_owner"):
        book.include("second_owner", lambda b: b.define("x", 2))


def test_one_owner_contributes_once_unless_keys_tell_its_terms_apart() -> None:
    book = Book()
    book.slot("cost", "labs", "sum", "1", 0, 9, "m", "s")
    with book.owned("tax"):
        book.contribute("cost", 1, source="s")
        book.contribute("cost", 2, source="s", key="late")
        with pytest.raises(BookError, match=r"'tax.late' contributes twice to slot 'cost'"):
            book.contribute("cost", 3, source="s", key="late")
        with pytest.raises(BookError, match=r"'tax' contributes twice to slot 'cost'"):
            book.contribute("cost", 3, source="s")


def test_a_budget_is_declared_once() -> None:
    refused(lambda b: (b.budget("labs", 1), b.budget("labs", 1)), "budget of labs")


def test_the_owner_is_restored_after_a_failed_declaration() -> None:
    book = Book()
    with pytest.raises(BookError):
        book.include("mine", lambda b: flow(b, "world", 1))
    assert book.owner == ""
