"""What is loaded: the program of a set of plugins, its strategies, and the tier of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wargame.hooks.model import Model, build_model, source_digest
from wargame.strategies.reading import (
    Tier,
    memory_row,
    parameter_row,
    read_symbolically,
)
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import SET_OF, Strategy
from wargame.symbolic import cache
from wargame.symbolic.declarations import Lever, Parameter, Variable
from wargame.symbolic.program import Program, Row, Rule

#: Raised when the meaning of a stored program changes.
FORMAT = "4"


@dataclass(frozen=True)
class Library:
    """A program with the strategies that were loaded beside it.

    ``tiers`` gives for each strategy how fast it can run and, where it is not symbolic, why.
    """

    model: Model
    program: Program
    tiers: Mapping[str, tuple[Tier, str]]
    sets: Sequence[str]

    @property
    def variables(self) -> Mapping[str, Variable]:
        """Variables by name."""
        return self.program.variables

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters by name."""
        return self.program.parameters

    @property
    def levers(self) -> Mapping[str, Lever]:
        """Levers by name."""
        return self.program.levers

    @property
    def relations(self) -> Mapping[str, tuple[str, str]]:
        """Relations: name to (from set, to set)."""
        return self.program.relations

    @property
    def strategies(self) -> Mapping[str, Any]:
        """Strategies by name, with class, actor kind and parameter ranges."""
        return self.model.strategies

    @property
    def plugins(self) -> Sequence[str]:
        """Names of the plugins that were loaded."""
        return tuple(self.model.plugins)


def load_library(plugins: Sequence[str] | None = None, files: Sequence[Path] = ()) -> Library:
    """Load plugins (None: all that are found) and lower their equations, or fetch them lowered.

    Raises `BookError` when the equations do not fit together.
    """
    model = build_model(plugins, files)
    key = f"{FORMAT}_{source_digest(plugins, files)}"
    stored = cache.load_object(key)
    if stored is None:
        stored = _lower(model)
        cache.store_object(key, stored)
    program, tiers, sets = stored
    return Library(model, program, tiers, sets)


def _lower(model: Model) -> tuple[Program, dict[str, tuple[Tier, str]], tuple[str, ...]]:
    from wargame.symbolic.compile import compile_book

    book = model.book
    visible = Visible(book.variables, book.levers)
    rules: list[Rule] = []
    views: dict[str, Any] = {}
    rows: dict[str, Row] = {}
    tiers: dict[str, tuple[Tier, str]] = {}
    for name, info in sorted(model.strategies.items()):
        strategy: type[Strategy] = info.cls
        reading = read_symbolically(strategy, visible)
        space = (SET_OF[strategy.actor],)
        for parameter in strategy.Params.model_fields:
            row = parameter_row(name, parameter)
            rows[row] = Row(row, space, "strategy")
        for memory in strategy.memory:
            row = memory_row(name, memory)
            rows[row] = Row(row, space, "memory")
        if reading.rule is None:
            tiers[name] = ("array", reading.why_not)
            continue
        rule = _ordered_levers(reading.rule, book.levers)
        for purpose in rule.luck:
            rows[purpose] = Row(purpose, space, "strategy luck")
        views |= reading.views
        rules.append(rule)
        tiers[name] = ("symbolic", "")
    program = compile_book(book, tuple(rules), views, tuple(rows.values()))
    return program, tiers, tuple(book.sets)


def _ordered_levers(
    rule: Rule, levers: Mapping[str, Lever],
) -> Rule:
    """The rule without orders for levers of instruments that are not loaded."""
    kept = tuple((row, operand) for row, operand in rule.results
                 if row in levers or row.startswith("memory "))
    return replace(rule, results=kept)


