"""Checks of a plugin's equations: units, order of loading, neutrality, ranges, symmetry."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.library import Library, load_library
from wargame.hooks.builtin import MECHANISMS
from wargame.hooks.loader import call_hook
from wargame.hooks.model import Model, build_model
from wargame.symbolic.book import Book, BookError
from wargame.symbolic.compile import compile_book
from wargame.symbolic.declarations import Variable
from wargame.testing.finding import Finding, shown
from wargame.testing.remedies import declaring, fitting
from wargame.testing.worlds import SHAPES, Array, empty_scenario
from wargame.world.luck import digest

#: Futures and quarters for which an instrument is tried.
FUTURES, TICKS = 48, 8
_CORE = "wargame.mechanisms"


def check_equations(path: Path, beside: Sequence[str]) -> list[Finding]:
    """Every complaint about what a plugin file adds to the equations of those beside it."""
    model = build_model(beside, [path])
    name = path.stem
    # A neighbour that does not fit by itself says nothing about this one.
    alone = load_library([n for n in model.plugins if n != name]).plugins
    others = [n for n, info in sorted(model.plugins.items())
              if n in alone and "register_equations" in info.hooks]
    case = _Case(model, name, path, others)
    found = list(case.loading())
    if found:
        return found
    for check in (case.declared, case.neutral, case.finite, case.symmetric):
        found += check()
    return found


class _Case:
    """One plugin among the others."""

    def __init__(self, model: Model, name: str, path: Path, others: Sequence[str]) -> None:
        self._model, self._name, self._path = model, name, path
        self._others = list(others)
        self._text = path.read_text(encoding="utf-8").splitlines()
        self._libraries: dict[tuple[str, ...], Library] = {}

    def loading(self) -> Iterator[Finding]:
        """It loads with the core alone and with all others, first or last, to the same bits."""
        try:
            self._library([self._name])
        except Exception as error:  # noqa: BLE001  whatever a plugin raises is a finding
            yield self._failed(error, "")
            return
        try:
            last = self._library([*self._others, self._name])
            first = self._library([self._name, *self._others])
        except Exception as error:  # noqa: BLE001  as above
            yield self._failed(error, " beside the other installed plugins")
            return
        if last.program.digest != first.program.digest:
            name = _difference(first, last)
            yield Finding(
                "error", "load-order", f"it depends on load order: '{name}' is another when it is "
                "loaded before the other plugins", self._place(name),
                "declare the same whatever the book already holds; combine with others through "
                "slots only")

    def declared(self) -> Iterator[Finding]:
        """Levers, variables and parameters say what they mean and where it is from."""
        book = self._library([self._name])
        for kind, things in (("lever", book.levers), ("variable", book.variables),
                             ("parameter", book.parameters)):
            for name, thing in things.items():
                if thing.owner == self._name and not (thing.meaning and thing.source):
                    yield Finding("warning", "declared", f"{kind} '{name}' has no "
                                  f"{'source' if thing.meaning else 'meaning'}",
                                  self._place(name), "state it; the word 'assumed' is a source")

    def neutral(self) -> Iterator[Finding]:
        """With its levers at their defaults it changes no bit of what was there before."""
        without = self._library(self._others)
        within = self._library([*self._others, self._name])
        for shape in SHAPES:
            one, other = self._game(without, shape), self._game(within, shape)
            for _ in range(TICKS):
                one.play_tick()
                other.play_tick()
                for name in sorted(without.variables):
                    if np.asarray(one.rows[name]).tobytes() != \
                            np.asarray(other.rows[name]).tobytes():
                        slots = ", ".join(sorted(self._slots()))
                        yield Finding(
                            "error", "neutral", "with its levers at their defaults it still "
                            f"changes '{name}' in the shape '{shape}'", self._place(slots or name),
                            "let each contribution be 0 to a sum slot, and 1 to a product slot, at "
                            f"the default of every lever (it contributes to {slots})")
                        return

    def finite(self) -> Iterator[Finding]:
        """Everything stays finite, and what it declares within the ranges it gives."""
        library = self._library([self._name])
        told: set[str] = set()
        own = [n for n, v in library.variables.items() if v.owner == self._name]
        for shape in SHAPES:
            game = self._game(library, shape, levers=True)
            for tick in range(1, TICKS + 1):
                game.play_tick()
                for name in sorted(library.variables):
                    values = np.asarray(game.rows[name])
                    if name not in told and not np.isfinite(values).all():
                        told |= set(library.variables)
                        source = name if name in own else next(iter(sorted(self._slots())), name)
                        yield Finding(
                            "error", "finite", f"'{name}' is not finite after {tick} quarters in "
                            f"the shape '{shape}'", self._place(source),
                            "guard divisions and logarithms: ratio(x, y), greater(x, small), "
                            "clip(...)")
                # Where the core itself is out of its ranges, nothing can be asked of a plugin.
                usual = np.all([_inside(v, game.rows[n]) for n, v in library.variables.items()
                                if n not in own], axis=0)
                for name in own:
                    variable, values = library.variables[name], np.asarray(game.rows[name])
                    wrong = values.reshape(-1, FUTURES)[:, usual & ~_inside(variable, values)]
                    if name not in told and wrong.size:
                        told.add(name)
                        reached = wrong.min() if wrong.min() < variable.low else wrong.max()
                        yield Finding(
                            "error", "range", f"'{name}' reaches {reached:.4g} {variable.unit}, "
                            f"outside its range [{variable.low:g}, {variable.high:g}], in the "
                            f"shape '{shape}'", self._place(name),
                            "hold it with clip(...), or declare the range that it has")

    def symmetric(self) -> Iterator[Finding]:
        """Two labs that are alike in all things stay alike, with luck stilled."""
        library = self._library([self._name])
        game = self._game(library, "crowd", levers=True)
        sizes = game.scenario.sizes
        homes = sizes.relations["home"]
        pair = next((i, j) for i in range(len(homes)) for j in range(i) if homes[i] == homes[j])
        for name, row in library.program.rows.items():
            if "labs" in row.space and name in game.rows:
                values = np.array(game.rows[name])
                axis = row.space.index("labs")
                chosen = list(range(values.shape[axis]))
                chosen[pair[0]] = pair[1]
                game.rows[name] = np.take(values, chosen, axis=axis)
        game.still = True
        for _ in range(TICKS // 2):
            game.play_tick()
        for name, variable in sorted(library.variables.items()):
            if variable.space == ("labs",):
                values = np.asarray(game.rows[name])
                if not np.allclose(values[pair[0]], values[pair[1]], rtol=1e-9, atol=1e-12,
                                   equal_nan=True):
                    yield Finding("error", "symmetry", f"labs that are alike differ in '{name}'",
                                  self._place(name), "let what differs be an attribute, never a "
                                  "position or a name")
                    return

    def _library(self, plugins: Sequence[str]) -> Library:
        key = tuple(plugins)
        if key not in self._libraries:
            book = Book()
            for mechanism in MECHANISMS:
                book.include(mechanism, _mechanism(mechanism))
            for plugin in plugins:
                with book.owned(plugin):
                    call_hook(self._model._manager, plugin, "register_equations", book=book)
            self._libraries[key] = Library(self._model, compile_book(book), {}, tuple(book.sets))
        return self._libraries[key]

    def _slots(self) -> set[str]:
        rows = self._library([self._name]).program.rows
        found = {n.partition("<") for n, row in rows.items() if row.role == "contribution"}
        return {slot for slot, _, key in found if key.partition(".")[0] == self._name}

    def _game(self, library: Library, shape: str, *, levers: bool = False) -> ArrayGame:
        scenario = empty_scenario(library, SHAPES[shape], ticks=TICKS)
        drawn: dict[str, float | Array] = {}
        for name, start in scenario.start.items():
            lever, variable = library.levers.get(name), library.variables.get(name)
            known = lever or variable
            # Its levers and stocks are as declared unless they are what is tried.
            if known is None or (not levers and known.owner == self._name
                                 and (variable is None or variable.kind == "stock")):
                continue
            values = _values(name, known.low, known.high, (*start.shape, FUTURES))
            values[..., 0] = np.asarray(start)
            drawn[name] = np.floor(values + 0.5) if lever is not None and lever.choices else values
        for name, parameter in library.parameters.items():
            drawn[name] = _values(name, parameter.low, parameter.high, (FUTURES,))
        return ArrayGame(scenario, 1, range(FUTURES), drawn)

    def _failed(self, error: Exception, more: str) -> Finding:
        if isinstance(error, BookError):
            names = re.findall(r"'([^']+)'", str(error))
            own = [line for f, line in _frames(error) if f == str(self._path)]
            place = f"{shown(self._path)}:{own[-1]}" if own else self._place(*names)
            return Finding("error", "equations", f"its equations do not fit{more}: {error}", place,
                           fitting(error))
        lines = [line for file, line in _frames(error) if file == str(self._path)]
        return Finding("error", "equations", f"register_equations raises {type(error).__name__}"
                       f"{more}: {error}", f"{shown(self._path)}:{lines[-1] if lines else 1}",
                       declaring(error))

    def _place(self, *names: str) -> str:
        for name in names:
            for part in re.split(r"[, ]+|<", name):
                for number, line in enumerate(self._text, 1):
                    if part and re.search(rf"[\"']{re.escape(part)}[\"']", line):
                        return f"{shown(self._path)}:{number}"
        for number, line in enumerate(self._text, 1):
            if "def register_equations" in line:
                return f"{shown(self._path)}:{number}"
        return f"{shown(self._path)}:1"


def _inside(variable: Variable, values: Array) -> npt.NDArray[np.bool_]:
    """Futures in which a variable keeps to its range."""
    slack = 1e-9 * max(abs(variable.low), abs(variable.high), 1e-9)
    flat = np.asarray(values).reshape(-1, FUTURES)
    inside = (flat >= variable.low - slack) & (flat <= variable.high + slack)
    return np.asarray(inside.all(axis=0), dtype=np.bool_)


def _mechanism(name: str) -> Callable[[Book], None]:
    import importlib

    declare: Callable[[Book], None] = importlib.import_module(f"{_CORE}.{name}").declare
    return declare


def _frames(error: Exception) -> list[tuple[str, int]]:
    return [(f.filename, f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)]


def _difference(one: Library, other: Library) -> str:
    """The first equation or declaration in which two programs differ."""
    for name in sorted({*one.program.rows, *other.program.rows}):
        if one.program.rows.get(name) != other.program.rows.get(name):
            return name.partition("<")[0]
    for name in sorted({*one.program.equation_of} & {*other.program.equation_of}):
        if one.program.statements_of(name) != other.program.statements_of(name):
            return name
    return next((s.out.removeprefix("next ") for s, t in zip(
        one.program.advance, other.program.advance, strict=False) if s != t), "register_equations")


def _values(name: str, low: float, high: float, shape: tuple[int, ...]) -> Array:
    """Values in a range, by name: the same with and without the plugin."""
    generator = np.random.default_rng(digest(name))
    low, high = max(float(low), -1e12), min(float(high), 1e12)
    skew = generator.choice((1.0, 4.0, 16.0), size=shape[-1])
    values = low + (high - low) * generator.random(shape) ** skew
    values[..., 1], values[..., 2] = low, high
    return np.asarray(values, dtype=np.float64)
