"""Equations as LaTeX, for screens and notebooks."""

from __future__ import annotations

from typing import Any

from wargame.symbolic.book import Book
from wargame.symbolic.declarations import Parameter


def equation_latex(book: Book, name: str) -> str:
    """One variable's equation; a slot shows its contributions.

    Raises KeyError for a name without an equation.
    """
    import sympy as sp

    variable = book.variables[name]
    left = sp.latex(sp.Symbol(name), symbol_names=_names(book))
    if name in book.slots:
        sign = " + " if book.slots[name] == "sum" else r" \cdot "
        parts = [expression_latex(book, e) for (slot, _), (_, e)
                 in sorted(book.contributions.items()) if slot == name]
        return f"{left} = " + (sign.join(rf"\left({p}\right)" for p in parts)
                               or ("0" if book.slots[name] == "sum" else "1"))
    if variable.kind == "stock":
        left = rf"{left}_{{t+1}}"
    return f"{left} = {expression_latex(book, book.equations[name])}"


def expression_latex(book: Book, expression: Any) -> str:
    """Any expression over the book's names."""
    import sympy as sp

    return str(sp.latex(expression, symbol_names=_names(book), mul_symbol="dot"))


def parameters_of(book: Book, name: str) -> tuple[Parameter, ...]:
    """The parameters that an equation (or a slot's contributions) uses, by name."""
    expressions = ([e for (slot, _), (_, e) in book.contributions.items() if slot == name]
                   if name in book.slots
                   else [book.equations[name]] if name in book.equations else [])
    used = {s.name for e in expressions for s in e.free_symbols}
    return tuple(p for n, p in sorted(book.parameters.items()) if n in used)


def _names(book: Book) -> dict[Any, str]:
    import sympy as sp

    return {sp.Symbol(n): rf"\mathrm{{{n}}}".replace("_", r"\ ") for n in book.known()}
