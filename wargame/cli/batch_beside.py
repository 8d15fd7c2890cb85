"""A run of a batch among the other mixes of its future, told in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.batch.analysis.beside import Beside, Contrasted
    from wargame.batch.results import ResultSet


def told_beside(results: ResultSet, run: int, metric: str | None, against: str | None) -> None:
    """Print where a run stands, and with ``against`` what makes the difference.

    Raises `BatchError` for names that lead nowhere and runs without a value.
    """
    from wargame.batch.analysis.beside import beside, contrasted

    if against is not None:
        _contrasted(contrasted(results, run, against, metric), results.study.scenario.program)
    else:
        _beside(beside(results, run, metric), str(results.folder))


def beside_document(
    results: ResultSet, run: int, metric: str | None, against: str | None,
) -> dict[str, Any]:
    """The same as plain data."""
    from wargame.batch.analysis.beside import beside, contrasted

    among = beside(results, run, metric)
    found: dict[str, Any] = {"beside": {**asdict(among), "words": among.words}}
    if against is not None:
        told = contrasted(results, run, against, metric)
        found["against"] = {**asdict(told), "gap": told.gap, "words": told.words}
    return found


def _beside(found: Beside, folder: str) -> None:
    import shlex

    from wargame.batch.analysis.wording import mix_words, rounded

    print(f"The same future under {found.of} mixes: {found.words}.")
    rows = [(mix_words(found.mix), str(found.run), rounded(found.end), "this run")]
    rows += [(mix_words(r.mix), str(r.run), rounded(r.end),
              f"apart from turn {r.parted} on" if r.parted else "never apart") for r in found.runs]
    _grid(rows, right=(1, 2))
    if len(rows) < found.of:
        print(f"  and {found.of - len(rows)} mixes between")
    far = max(found.runs, key=lambda r: abs(r.end - found.end), default=None)
    if far is not None and far.end != found.end:
        print(f"What makes the difference: wargame batch show {shlex.quote(folder)} --run "
              f"{found.run} --against {shlex.quote(far.mix)} --explain {found.metric}")


def _contrasted(found: Contrasted, program: Any) -> None:
    from wargame.batch.analysis.wording import mix_words, plain, rounded, signed
    from wargame.cli.figures import change, figure

    unit = program.variables[found.metric].unit
    print(f"{plain(found.metric)[:1].upper()}{plain(found.metric)[1:]} in the same future: "
          f"{found.words}.")
    _grid([("", mix_words(found.mix), mix_words(found.against), "gap"),
           *((label, rounded(one), rounded(other), signed(one - other))
             for label, one, other in found.turns)], right=(1, 2, 3))
    if found.pieces:
        print(f"Each part of {mix_words(found.mix)} alone, exchanged in "
              f"{mix_words(found.against)}:")
        alone = sum(p.amount for p in found.pieces)
        _grid([*((p.what, signed(p.amount)) for p in found.pieces),
               ("what they do together", signed(found.gap - alone))], right=(1,))
    if found.turning:
        print("What this future has to do with it, each number alone:")
        for turning in found.turning:
            print(f"  {turning.words}.")
    if found.terms:
        print("Terms of the equation at the end:")
        _grid([(t.title, change(t.amount, unit),
                f"{figure(t.before, t.unit)} → {figure(t.after, t.unit)}")
               for t in found.terms[:5]], right=(1,))


def _grid(rows: Sequence[tuple[str, ...]], right: tuple[int, ...]) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for column in range(len(rows[0])):
        table.add_column(justify="right" if column in right else "left")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(Padding(table, (0, 0, 0, 2)))
