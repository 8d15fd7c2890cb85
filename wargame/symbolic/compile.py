"""From the equation book to a program: check names and units, order the flows, lower each once."""

from __future__ import annotations

import heapq
from typing import Any

import sympy as sp

from wargame.symbolic.book import Book, BookError
from wargame.symbolic.declarations import Variable
from wargame.symbolic.dimensions import Dimensions
from wargame.symbolic.lowering import Lowering, Spaces
from wargame.symbolic.operators import greater, lesser, ratio, select
from wargame.symbolic.program import Map, Operand, Program, Row, Rule, Statement, sources
from wargame.symbolic.sets import Axes
from wargame.symbolic.units import Unit, UnitError, parse, times


def compile_book(
    book: Book, rules: tuple[Rule, ...] = (), views: dict[str, Any] | None = None,
    rows: tuple[Row, ...] = (),
) -> Program:
    """Lower a whole book.

    ``rules`` are traced strategies, ``views`` the expressions they observe by row name and
    ``rows`` what they keep besides: parameters, memory and luck of their own. Raises `BookError`
    naming the equations at fault.
    """
    return _Compiler(book, rows).program(rules, views or {})


class _Compiler:
    def __init__(self, book: Book, rows: tuple[Row, ...]) -> None:
        self.book = book
        self.known = dict(book.known())
        self.spaces = Spaces(self.known, book.relations, book.sets)
        self.rows: dict[str, Row] = {row.name: row for row in rows}
        self.equations = dict(book.equations)
        for name, role in self._roles():
            self.rows[name] = Row(name, self.known[name], role)

    def program(self, rules: tuple[Rule, ...], views: dict[str, Any]) -> Program:
        self._check_names()
        self._check_units()
        contributions = self._contributions()
        fixed: list[Statement] = []
        flows: list[Statement] = []
        spans: dict[str, tuple[int, int]] = {}
        still = {n for n, row in self.rows.items() if row.role in ("parameter", "attribute")}
        for name in self._order(contributions):
            if name in self.book.slots:
                made = self._slot(name, contributions.get(name, []))
            elif name != "elapsed":
                made = self._assign(name, name, self.known[name], self.equations[name])
            else:
                continue
            written = {s.out for s in made}
            target = fixed if sources(made) <= still | written else flows
            if target is fixed:
                still |= written
            spans[name] = (len(target), len(target) + len(made))
            target += made
        spans = {n: span if n in still else (span[0] + len(fixed), span[1] + len(fixed))
                 for n, span in spans.items()}
        stocks = tuple(sorted(n for n, v in self.book.variables.items() if v.kind == "stock"))
        advance: list[Statement] = []
        for name in stocks:
            advance += self._stock(self.book.variables[name])
        observe = [s for name, e in sorted(views.items()) for s in self._view(name, e)]
        return Program(
            rows=self.rows, relations=dict(self.book.relations),
            draws=tuple(sorted(self.book.draws)), observe=tuple(observe),
            settle=tuple(self._settle()), fixed=tuple(fixed), flows=tuple(flows),
            advance=tuple(advance),
            stocks=stocks, rules=rules, variables=dict(self.book.variables),
            parameters=dict(self.book.parameters), levers=dict(self.book.levers),
            metrics=tuple(v.name for v in self.book.metrics()), equation_of=spans,
        )

    def _roles(self) -> list[tuple[str, str]]:
        roles: list[tuple[str, str]] = [
            (n, "clock" if n == "elapsed" else v.kind) for n, v in self.book.variables.items()]
        roles += [(n, "parameter") for n in self.book.parameters]
        roles += [(n, "lever") for n in self.book.levers]
        roles += [(n, "luck") for n in self.book.draws]
        return [(n, "flow" if role == "slot" else role) for n, role in sorted(roles)]

    def _check_names(self) -> None:
        for name in self.equations:
            if name not in self.book.variables:
                raise BookError(f"equation '{name}' defines a variable that nobody declared"
                                + self.book.suggest(name))
        if "elapsed" in self.equations:
            raise BookError("the clock 'elapsed' must not have an equation")
        for (slot, key) in self.book.contributions:
            if slot not in self.book.slots and slot in self.known:
                raise BookError(f"'{key}' contributes to '{slot}', which is no slot")
            if slot not in self.book.slots:
                raise BookError(f"'{key}' contributes to slot '{slot}', which nobody declared"
                                + self.book.suggest(slot))
        for where, e in self._expressions():
            for symbol in e.free_symbols:
                if symbol.name not in self.known and not _is_label(symbol, self.book):
                    raise BookError(f"{where} uses '{symbol.name}', which nobody declared"
                                    + self.book.suggest(symbol.name))
        for name, variable in self.book.variables.items():
            if variable.kind in ("stock", "flow") and name not in self.equations \
                    and name != "elapsed":
                raise BookError(f"{variable.kind} '{name}' has no equation "
                                f"(declared by '{variable.owner}')")
            if variable.kind in ("attribute", "slot") and name in self.equations:
                raise BookError(f"{variable.kind} '{name}' must not have an equation")

    def _expressions(self) -> list[tuple[str, Any]]:
        found = [(f"equation '{n}'", e) for n, e in sorted(self.equations.items())]
        found += [(f"'{key}' in slot '{slot}'", e)
                  for (slot, key), (_, e) in sorted(self.book.contributions.items())]
        return found + [(f"the budget of {k}", e) for k, e in sorted(self.book.budgets.items())]

    def _check_units(self) -> None:
        units: dict[str, Unit] = {}
        try:
            for n, v in self.book.variables.items():
                units[n] = parse(v.unit)
            for n, p in self.book.parameters.items():
                units[n] = parse(p.unit)
            for n, lever in self.book.levers.items():
                units[n] = parse(lever.unit)
        except UnitError as fault:
            raise BookError(f"'{n}': {fault}") from None
        units |= {n: {} for n in self.book.draws}
        dimensions = Dimensions(units)
        for name, e in sorted(self.equations.items()):
            dimensions.check(name, e, units[name])
        for (slot, key), (_, e) in sorted(self.book.contributions.items()):
            expected = units[slot] if self.book.slots[slot] == "sum" else {}
            dimensions.check(f"{slot} (from {key})", e, expected)
        for actors, e in sorted(self.book.budgets.items()):
            dimensions.check(f"budget of {actors}", e, times(parse("USD bn"), parse("yr"), -1))

    def _contributions(self) -> dict[str, list[tuple[str, Any]]]:
        grouped: dict[str, list[tuple[str, Any]]] = {}
        for (slot, key), (_, e) in sorted(self.book.contributions.items()):
            grouped.setdefault(slot, []).append((key, e))
        return grouped

    def _order(self, contributions: dict[str, list[tuple[str, Any]]]) -> list[str]:
        """Flows and slots so that each comes after what it reads; ties by name."""
        flows = {n for n, v in self.book.variables.items() if v.kind in ("flow", "slot")}
        needs: dict[str, set[str]] = {}
        for name in flows:
            parts = ([e for _, e in contributions.get(name, [])] if name in self.book.slots
                     else [self.equations[name]] if name in self.equations else [])
            names = {s.name for e in parts for s in e.free_symbols}
            needs[name] = names & flows
        users: dict[str, list[str]] = {n: [] for n in flows}
        waiting = {n: len(needs[n]) for n in flows}
        for name, wanted in needs.items():
            for other in wanted:
                users[other].append(name)
        ready = [n for n in flows if waiting[n] == 0]
        heapq.heapify(ready)
        order: list[str] = []
        while ready:
            name = heapq.heappop(ready)
            order.append(name)
            for user in users[name]:
                waiting[user] -= 1
                if waiting[user] == 0:
                    heapq.heappush(ready, user)
        if len(order) < len(flows):
            raise BookError("cycle of flows: " + _cycle(needs, flows - set(order))
                            + "; read one of them as a stock")
        return order

    def _assign(
        self, name: str, out: str, space: Axes, expression: Any, where: str = "",
    ) -> list[Statement]:
        lowering = Lowering(name, self.spaces, where)
        lowering.assign(out, space, expression)
        for row in lowering.rows:
            self.rows[row.name] = row
        return lowering.statements

    def _slot(self, name: str, parts: list[tuple[str, Any]]) -> list[Statement]:
        space = self.known[name]
        statements: list[Statement] = []
        operations: list[tuple[str, tuple[Operand, ...]]] = []
        summed = self.book.slots[name] == "sum"
        result: Operand = ("c", 0.0 if summed else 1.0)
        access = tuple(range(len(space)))
        for key, e in parts:
            out = f"{name}<{key}"
            self.rows[out] = Row(out, space, "contribution")
            statements += self._assign(out, out, space, e, f"'{key}' in slot '{name}'")
            operations.append(("add" if summed else "mul", (result, ("r", out, access))))
            result = ("t", len(operations) - 1)
        return [*statements, Map(name, space, tuple(operations), result)]

    def _stock(self, variable: Variable) -> list[Statement]:
        out = f"next {variable.name}"
        self.rows[out] = Row(out, variable.space, "next")
        statements = self._assign(out, out, variable.space, self.equations[variable.name],
                                  f"equation '{variable.name}'")
        last = statements[-1]
        assert isinstance(last, Map)
        operations = [*last.operations, ("greater", (last.result, ("c", float(variable.low))))]
        operations.append(
            ("lesser", (("t", len(operations) - 1), ("c", float(variable.high)))))
        held = Map(last.out, last.space, tuple(operations), ("t", len(operations) - 1))
        return [*statements[:-1], held]

    def _view(self, name: str, expression: Any) -> list[Statement]:
        lowering = Lowering(name, self.spaces)
        space = self.spaces.of(expression)
        self.rows[name] = Row(name, space, "view")
        lowering.assign(name, space, expression)
        for row in lowering.rows:
            self.rows[row.name] = row
        return lowering.statements

    def _settle(self) -> list[Statement]:
        """Hold every lever in its bounds, and costed ones within the actor's budget."""
        statements: list[Statement] = []
        for name, lever in sorted(self.book.levers.items()):
            value: Operand = ("r", name, (0,))
            operations: list[tuple[str, tuple[Operand, ...]]] = []
            if lever.choices:
                operations += [("add", (value, ("c", 0.5))), ("floor", (("t", 0),))]
                value = ("t", 1)
            operations.append(("greater", (value, ("c", float(lever.low)))))
            operations.append(
                ("lesser", (("t", len(operations) - 1), ("c", float(lever.high)))))
            statements.append(
                Map(name, (lever.actors,), tuple(operations), ("t", len(operations) - 1)))
        for actors in ("labs", "nations", "regulators"):
            costed = [lever for _, lever in sorted(self.book.levers.items())
                      if lever.actors == actors and lever.cost]
            if costed and actors in self.book.budgets:
                statements += self._afford(actors, costed)
        return statements

    def _afford(self, actors: str, costed: list[Any]) -> list[Statement]:
        name = f"affordable {actors}"
        self.rows[name] = Row(name, (actors,), "view")
        spent = sum((sp.Symbol(lever.name) * sp.Float(lever.cost) for lever in costed),
                    sp.Integer(0))
        budget = greater(self.book.budgets[actors], 0)
        part = select(spent > budget, lesser(ratio(budget, spent), 1), 1)
        statements = self._assign(name, name, (actors,), part, f"the budget of {actors}")
        for lever in costed:
            operation = ("mul", (("r", lever.name, (0,)), ("r", name, (0,))))
            statements.append(Map(lever.name, (actors,), (operation,), ("t", 0)))
        return statements


def _is_label(symbol: Any, book: Book) -> bool:
    """Names of sets, axes and reductions travel as symbols inside Over and At."""
    return symbol.name in {
        "world", "first", "second", "swapped", "total", "highest", "lowest", "rank", "others_total",
        "others_highest", "others_lowest",
        *book.sets, *book.relations}


def _cycle(needs: dict[str, set[str]], stuck: set[str]) -> str:
    name = min(stuck)
    path = [name]
    while True:
        name = min(needs[name] & stuck)
        if name in path:
            return " -> ".join([*path[path.index(name):], name])
        path.append(name)
