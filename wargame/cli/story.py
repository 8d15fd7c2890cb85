"""A play told in a terminal: turn by turn, and then the claims."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from wargame.cli.figures import arrow, bare, bound, figure, labelled, lever
from wargame.cli.held import held_lines
from wargame.engine.outcomes import TestResult, Verdict
from wargame.engine.play import Play
from wargame.engine.record import OrderRecord, TurnRecord

#: What the world looks like at a glance; those that a playbook's model has are shown.
HEADLINES = (
    "open_token_share", "open_revenue_share", "frontier_lag_months", "task_sufficiency_by_value",
    "hybrid_share", "open_services", "model_spending", "incident_rate",
)
QUANTILES = ("0.05", "0.5", "0.95")


class Story:
    """Prints a play; ``fictional`` shows the made-up names of actors."""

    def __init__(self, played: Play, *, fictional: bool = False) -> None:
        self.played = played
        self.scenario = played.scenario
        playbook = self.scenario.playbook
        self.names = {a.id: a.shown_name(fictional) for a in playbook.actors}
        self.order = [a.id for a in playbook.actors]
        self.console = Console(highlight=False, markup=False, emoji=False)

    def tell(self) -> None:
        """The whole story."""
        self._opening()
        for turn in self.played.turns:
            self._turn(turn)
        self.console.print(Rule("Outcomes", align="left"))
        for verdict in self.played.verdicts():
            self._verdict(verdict)
        self._closing()

    def _opening(self) -> None:
        playbook = self.scenario.playbook
        self.console.print(Text(playbook.title, style="bold"))
        self.console.print(Text(playbook.question, style="italic"))
        grid = _grid(3)
        players = {s.actor: s.strategy.name if s.strategy else "holds" for s in self.scenario.seats}
        for spec in playbook.actors:
            grid.add_row(self.names[spec.id], spec.kind, players[spec.id])
        self.console.print(Padding(grid, (1, 0, 1, 2), expand=False))

    def _turn(self, turn: TurnRecord) -> None:
        last = self.scenario.turns
        self.console.print(Rule(f"Turn {turn.turn} of {last}: {turn.label}", align="left"))
        variables = self.scenario.program.variables
        grid = _grid(4, right=(1, 2))
        for name in HEADLINES:
            if name in turn.after:
                unit, before, after = variables[name].unit, turn.before[name], turn.after[name]
                grid.add_row(_title(variables[name].title), figure(before, unit),
                             figure(after, unit), arrow(before, after))
        self.console.print(Padding(grid, (0, 0, 1, 2), expand=False))
        held, failed = [], {fault.actor for fault in turn.faults}
        for title in dict.fromkeys(r.effect.title for r in turn.effects):
            self._line(Text(f"News: {title}", style="bold"))
        for order in sorted(turn.orders, key=lambda o: self.order.index(o.actor)):
            if order.changed:
                self._orders(order)
            elif order.actor not in failed:
                held.append(self.names[order.actor])
        if held:
            self._line(Text("Held: ", style="dim") + Text(", ".join(held), style="dim"))
        for fault in turn.faults:
            self._line(Text(f"Fault of {fault.strategy} ({self.names[fault.actor]}), line "
                            f"{fault.line}: {fault.reason}; the seat held", style="red"))
        self.console.print()

    def _orders(self, order: OrderRecord) -> None:
        levers = self.scenario.program.levers
        moves = "; ".join(f"{levers[n].title} {lever(before)} → {lever(after)}"
                          for n, (before, after) in order.changed.items())
        self._line(Text(f"{self.names[order.actor]}: ", style="bold") + Text(moves))
        if order.reason:
            self._line(Text(order.reason, style="italic dim"), indent=6)

    def _verdict(self, verdict: Verdict) -> None:
        good = verdict.futures == 1 and verdict.holds == 1
        style = "yellow" if verdict.needs_batch or verdict.futures > 1 else (
            "green" if good else "red")
        why = f": {verdict.why}" if verdict.needs_batch and verdict.why else ""
        self.console.print(Text(f"{verdict.claim}  ", style="bold") + Text(f"{verdict.text}: ")
                           + Text(f"{counted(verdict)}{why}", style=style))
        if verdict.tests:
            alone = verdict.futures == 1
            grid = _grid(4, right=(1,)) if alone else _grid(6, right=(1, 2, 3))
            if not alone:
                grid.add_row("", "5 %", "median", "95 %", "", "", style="dim")
            for result in verdict.tests:
                grid.add_row(*self._test(result, alone=alone))
            self.console.print(Padding(grid, (0, 0, 0, 4), expand=False))

    def _test(self, result: TestResult, *, alone: bool) -> list[str]:
        unit = self.scenario.program.variables[result.test.metric].unit
        words, limit = labelled(result.test.words, unit), bound(result.test, unit)
        if alone:
            return [words, bare(result.value, unit), limit,
                    "yes" if result.holds[0] else "no"]
        quantiles = result.quantiles
        return [words, *(bare(quantiles[q], unit) for q in QUANTILES), limit,
                f"{int(result.holds.sum()):,} of {result.holds.size:,}"]

    def _closing(self) -> None:
        self.console.print()
        for line in held_lines(self.played, self.names):
            self.console.print(Text(line, style="red"))
        for line in backend_lines(self.played):
            self.console.print(Text(line))
        self.console.print(Text(f"Seed {self.played.seed}, state {self.played.state_hash}"))

    def _line(self, text: Text, indent: int = 2) -> None:
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False))


def counted(verdict: Verdict) -> str:
    """The verdict, with thousands set apart."""
    if verdict.needs_batch or verdict.futures == 1:
        return verdict.words
    return f"holds in {verdict.holds:,} of {verdict.futures:,} futures"


def backend_lines(played: Play) -> list[str]:
    """Which backend played and, where a strategy slowed it down, which and why."""
    backend = played.many.backend
    futures = f"{played.futures:,} futures" if played.futures > 1 else "One future"
    words = {
        "scalar": "on plain floats, by the operation list",
        "fused": "in the compiled kernel",
        "numpy": "by NumPy; the kernel is not compiled yet (--compiled does it, once)",
    }.get(backend, f"with strategies of the {backend.partition(' ')[0]} tier")
    lines = [f"{futures} played {words}."]
    tiers = played.scenario.library.tiers
    used = sorted({s.strategy.name for s in played.scenario.seats if s.strategy})
    told = {held.fault.reason for held in played.many.faults}
    for name in used:
        tier, why = tiers[name]
        if tier != "symbolic" and why not in told:
            lines.append(f"{name} is of the {tier} tier, not symbolic: {why}")
    return lines


def _grid(columns: int, right: tuple[int, ...] = ()) -> Any:
    grid = Table.grid(padding=(0, 2))
    for column in range(columns):
        grid.add_column(justify="right" if column in right else "left")
    return grid


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]
