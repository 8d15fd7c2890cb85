"""One future at the table: the scalar backend behind rows that look like arrays.

At a single future plain floats are several times faster than arrays of one; the bits are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.symbolic.program import Program, Statement
from wargame.symbolic.scalar_backend import ScalarMachine, State
from wargame.symbolic.sets import Sizes

Array = npt.NDArray[np.float64]


class TableRows(MutableMapping[str, Array]):
    """Rows kept as lists of floats and shown as arrays, (members of each axis..., 1)."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.state: State = {}
        self._shapes = {n: (*sizes.shape(row.space), 1) for n, row in program.rows.items()}
        self._shown: dict[str, tuple[list[float], Array]] = {}

    def __getitem__(self, name: str) -> Array:
        values = self.state[name]
        shown = self._shown.get(name)
        if shown is None or shown[0] is not values:
            shown = (values, np.array(values, dtype=np.float64).reshape(self._shapes[name]))
            self._shown[name] = shown
        return shown[1]

    def __setitem__(self, name: str, values: Any) -> None:
        self.state[name] = np.asarray(values, dtype=np.float64).reshape(-1).tolist()

    def __delitem__(self, name: str) -> None:
        del self.state[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.state)

    def __len__(self) -> int:
        return len(self.state)

    def copy(self) -> TableRows:
        """The same position, to be played on separately; lists are replaced, never changed."""
        twin = object.__new__(TableRows)
        twin.state = dict(self.state)
        twin._shapes = self._shapes
        twin._shown = dict(self._shown)
        return twin

    __copy__ = copy


class TableMachine:
    """Prepares statements like `NumpyMachine`, for `TableRows`."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self._machine = ScalarMachine(program, sizes)

    def prepare(self, statements: Iterable[Statement]) -> Callable[[Any, int], None]:
        """A function ``run(rows, futures)``; there is one future."""
        run = self._machine.prepare("run", statements)
        return lambda rows, _futures: run(rows.state)
