"""The parameters behind a number: those of its equation, then of the equations that feed it."""

from __future__ import annotations

from wargame.symbolic.program import Program, sources

#: Equations are followed back until so many uncertain parameters are found.
ENOUGH = 8


def parameters_behind(program: Program, name: str) -> tuple[str, ...]:
    """Names of uncertain parameters, the nearest first and by name within one distance."""
    reads = _reads(program)
    level, seen = [name], {name}
    found: dict[str, None] = {}
    while level and len(found) < ENOUGH:
        behind = sorted({n for each in level for n in reads.get(each, ())} - seen)
        seen.update(behind)
        found.update(dict.fromkeys(n for n in behind if _uncertain(program, n)))
        level = [n for n in behind if n in program.variables]
    return tuple(found)


def _uncertain(program: Program, name: str) -> bool:
    parameter = program.parameters.get(name)
    return parameter is not None and parameter.low < parameter.high


def _reads(program: Program) -> dict[str, set[str]]:
    """Variables and parameters that each variable's equation reads, whatever helps it compute."""
    direct: dict[str, set[str]] = {}
    to_come = {f"next {stock}": stock for stock in program.stocks}
    for statement in program.statements():
        name = to_come.get(statement.out, statement.out)
        direct.setdefault(name, set()).update(sources([statement]) - {name})

    def named(name: str, via: frozenset[str]) -> set[str]:
        found: set[str] = set()
        for read in direct.get(name, ()):
            if read in program.parameters or read in program.variables:
                found.add(read)
            elif read not in via:
                found |= named(read, via | {read})
        return found

    return {name: named(name, frozenset({name})) for name in direct}
