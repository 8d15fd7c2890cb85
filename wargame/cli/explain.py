"""`wargame explain`: why a metric changed in a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.game import LARGEST_SEED
from wargame.cli.mistake import MistakeError, unknown

if TYPE_CHECKING:
    from wargame.engine.attribution import Explanation
    from wargame.engine.library import Library


def explain(
    playbook: Annotated[str, typer.Argument(help="A bundled playbook's name, or a file.")],
    *,
    metric: Annotated[str, typer.Option(
        help="A metric, or any other variable of the model that changes.")],
    turn: Annotated[int, typer.Option(min=1, metavar="NUMBER",
        help="The turn, counted from 1.")],
    member: Annotated[str | None, typer.Option(
        help="Of a variable over a set, the actor or other member that is meant.")] = None,
    seed: Annotated[int | None, typer.Option(
        min=0, max=LARGEST_SEED, metavar="NUMBER",
        help="Seed of the luck; the playbook's own by default.")] = None,
    seats: Annotated[list[str] | None, typer.Option(
        "--set", metavar="ACTOR=STRATEGY", help="Another strategy in a seat; may be repeated.",
    )] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Say why a metric changed: in causes, and in terms of its equation."""
    from wargame.cli.game import game_of
    from wargame.engine.attribution import explain_turn

    game = game_of(playbook, seats or ())
    scenario = game.scenario
    variables = {n: v for n, v in scenario.program.variables.items() if v.kind != "attribute"}
    if metric not in variables:
        raise unknown("metric", metric, [*scenario.program.metrics, *variables], "metrics")
    if turn > scenario.turns:
        raise MistakeError(f"there is no turn {turn}; '{scenario.playbook.id}' has turns 1 to "
                           f"{scenario.turns}")
    names = scenario.sizes.names(variables[metric].space)
    if member is None and len(names) > 1:
        raise MistakeError(f"'{metric}' has a value for each of {', '.join(names)}; add --member")
    if member is not None and member not in names:
        raise unknown(f"member of '{metric}'", member, names, "members")
    table = game.table(seed)
    while table.turn < turn:
        table.play_turn()
    found = explain_turn(table, metric, turn, member=member)
    equation = equation_text(scenario.library, metric)
    if as_json:
        from wargame.cli.document import explanation_document, written

        print(written({"playbook": scenario.playbook.id, "seed": table.seed, "turn": turn,
                       **explanation_document(found, equation)}))
    else:
        tell(found, equation, table.turns[turn - 1].label)


def equation_text(library: Library, name: str) -> str:
    """The equation in plain text; a slot shows what is contributed to it."""
    book = library.model.book
    kind = library.variables[name].kind
    if name in book.slots:
        sign, empty = (" + ", "0") if book.slots[name] == "sum" else (" * ", "1")
        parts = [f"({e})" for (slot, _), (_, e) in sorted(book.contributions.items())
                 if slot == name]
        return f"{name} = {sign.join(parts) or empty}"
    left = f"{name}(next tick)" if kind == "stock" else name
    return f"{left} = {book.equations[name]}"


def tell(found: Explanation, equation: str, label: str) -> None:
    """Print an explanation; ``label`` is that of the turn."""
    from rich.console import Console
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    from wargame.cli.figures import change, figure

    console = Console(highlight=False, markup=False, emoji=False)

    def grid(*rows: list[str], right: tuple[int, ...]) -> Any:
        table = Table.grid(padding=(0, 2))
        for column in range(max([0, *map(len, rows)])):
            table.add_column(justify="right" if column in right else "left")
        for row in rows:
            table.add_row(*row)
        return table

    unit = found.unit
    title = found.title[:1].upper() + found.title[1:]
    console.print(Text(f"{title}, {label}: {figure(found.before, unit)} → "
                       f"{figure(found.after, unit)} ({change(found.change, unit)})",
                       style="bold"))
    console.print(Text(found.meaning, style="italic"))
    console.print(Rule("Causes, by replaying the turn", align="left"))
    causes = [[c.label, change(c.amount, unit)] for c in found.causes]
    console.print(grid(*causes, ["Together", change(found.change, unit)], right=(1,)))
    console.print(Rule("Terms of the equation", align="left"))
    terms = [[t.title, change(t.amount, unit),
              "" if t.kind == "term" else f"{figure(t.before, t.unit)} → {figure(t.after, t.unit)}",
              t.source] for t in found.terms]
    console.print(grid(*terms, ["Remainder", change(found.remainder, unit), "", ""], right=(1,)))
    console.print(Rule("Equation", align="left"))
    console.print(Text(equation))
    console.print(Text(f"LaTeX: {found.equation_latex}", style="dim"))
    console.print(Text(f"Declared in {found.equation_owner}. Source: {found.source}"))
    for p in found.parameters:
        console.print(Text(f"  {p.name} = {figure(p.value, p.unit)} ({p.low:g} to {p.high:g}): "
                           f"{p.meaning}. Source: {p.source}"))
