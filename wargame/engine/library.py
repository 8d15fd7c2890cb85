"""What is loaded: the program of a set of plugins, its strategies, and the tier of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wargame.engine.phases import Phases, prepare
from wargame.engine.tiers import settled_rule
from wargame.hooks.model import BUILTIN, Model, build_model
from wargame.strategies.limit import TimeLimitError, limit_seconds
from wargame.strategies.reading import (
    Tier,
    memory_row,
    parameter_row,
    read_symbolically,
)
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import SET_OF, Strategy
from wargame.symbolic import cache
from wargame.symbolic.book import BookError
from wargame.symbolic.declarations import Lever, Parameter, Variable
from wargame.symbolic.program import Program, Row, Rule, sources
from wargame.symbolic.sets import Sizes

#: Raised when the meaning of a stored program changes.
FORMAT = "6"


@dataclass(frozen=True, repr=False)
class Library:
    """A program with the strategies that were loaded beside it.

    ``tiers`` gives for each strategy how fast it can run and, where it is not symbolic, why.
    """

    model: Model
    program: Program
    tiers: Mapping[str, tuple[Tier, str]]
    sets: Sequence[str]
    _phases: dict[Any, Phases] = field(default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        return (f"<library, {len(self.variables)} variables, {len(self.strategies)} strategies, "
                f"plugins {', '.join(self.plugins) or 'none'}>")

    def phases(self, sizes: Sizes, *, one_future: bool) -> Phases:
        """The program's phases at these sizes, made ready once."""
        key = (one_future, tuple(sorted(sizes.members.items())),
               tuple(sorted(sizes.relations.items())))
        if key not in self._phases:
            self._phases[key] = prepare(self.program, sizes, one_future=one_future)
        return self._phases[key]

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

    def inputs(self, name: str) -> Sequence[str]:
        """Stocks, attributes and parameters that a flow is worked out from, nearest first."""
        reads = {s.out: sources([s]) for s in (*self.program.fixed, *self.program.flows)}
        found: dict[str, None] = {}
        seen, waiting = {name}, [name]
        for each in waiting:
            for row in sorted(reads.get(each, set()) - seen):
                seen.add(row)
                if self.program.rows[row].role in ("stock", "attribute", "parameter"):
                    found[row] = None
                else:
                    waiting.append(row)
        return tuple(found)


def load_library(plugins: Sequence[str] | None = None, files: Sequence[Path] = ()) -> Library:
    """Load plugins (None: all that are found) and lower their equations, or fetch them lowered.

    A plugin whose equations do not fit is left out, and is among the faults of the model. Raises
    `BookError` when those that come along do not fit together.
    """
    model = build_model(plugins, files)
    key = f"{FORMAT}_{model.digest}"
    stored = cache.load_object(key)
    if stored is None:
        try:
            stored = _lower(model)
        except BookError as error:
            model = _without_culprits(plugins, files, model, error)
            stored = _lower(model)
        late = any(TimeLimitError.__name__ in why for _, why in stored[1].values())
        if not model.faults and not late:
            cache.store_object(key, stored)
    program, tiers, sets = stored
    return Library(model, program, tiers, sets)


def _without_culprits(
    plugins: Sequence[str] | None, files: Sequence[Path], model: Model, error: BookError,
) -> Model:
    """The model without the plugin that does not fit; without all suspects if it is not one alone.

    Plugins that come along are above suspicion. Raises the error where there is no suspect.
    """
    suspects = [n for n, info in model.plugins.items() if info.origin != "bundled"]
    if not suspects:
        raise error
    for out in [*([name] for name in suspects), suspects]:
        trial = build_model(plugins, files)
        for name in out:
            trial.leave_out(name, f"its equations do not fit: {error}")
        try:
            _lower(trial)
        except BookError:
            continue
        return trial
    raise error


def lowered(model: Model) -> Library:
    """A model's library, lowered afresh: for strategies that are tried without being installed."""
    return Library(model, *_lower(model))


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
        # What comes along ends; on a busy computer even that can take longer than a limit.
        plugin = model.plugins.get(info.owner)
        known = info.owner == BUILTIN or (plugin is not None and plugin.origin == "bundled")
        reading = read_symbolically(
            strategy, visible, seconds=None if known else limit_seconds())
        space = (SET_OF[strategy.actor],)
        for parameter in strategy.Params.model_fields:
            row = parameter_row(name, parameter)
            rows[row] = Row(row, space, "strategy")
        for memory in strategy.memory:
            row = memory_row(name, memory)
            rows[row] = Row(row, space, "memory")
        rule, tier, why = settled_rule(strategy, reading, visible, book.levers)
        tiers[name] = (tier, why)
        if rule is not None:
            rows |= {purpose: Row(purpose, space, "strategy luck") for purpose in rule.luck}
            views |= reading.views
            rules.append(rule)
    program = compile_book(book, tuple(rules), views, tuple(rows.values()))
    return program, tiers, tuple(book.sets)

