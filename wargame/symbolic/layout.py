"""Where each row lies in the flat buffer of the fused kernel."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.symbolic.program import Program, Row
from wargame.symbolic.sets import Sizes

#: Futures computed side by side; short blocks are padded to this many. Numba unrolls a literal
#: loop of 16 before it inlines, and then does not vectorise it; of 32 it does (3 to 4 times
#: faster here).
LANES = 32


@dataclass(frozen=True)
class Layout:
    """Position of every row, counted in members; the buffer holds ``count * LANES`` doubles."""

    start: dict[str, int]
    members: dict[str, int]
    count: int

    @classmethod
    def of(cls, program: Program, sizes: Sizes) -> Layout:
        """Rows in a fixed order: by role, then by name."""
        start: dict[str, int] = {}
        members: dict[str, int] = {}
        at = 0
        for row in sorted(program.rows.values(), key=_order):
            start[row.name] = at
            members[row.name] = sizes.count(row.space)
            at += members[row.name]
        return cls(start, members, at)

    def offset(self, name: str) -> int:
        """First double of a row."""
        return self.start[name] * LANES


def _order(row: Row) -> tuple[str, str]:
    return row.role, row.name
