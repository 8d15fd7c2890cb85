"""Addresses of every draw of a program: which rows of luck exist, and the key of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.symbolic.program import Program
from wargame.symbolic.sets import Sizes
from wargame.world.luck import key, row_states, uniforms

Uints = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Draws:
    """The draws of one tick: names in order, members of each, and one key for each member."""

    names: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]
    keys: Uints

    @classmethod
    def of(cls, program: Program, sizes: Sizes, names: Sequence[str]) -> Draws:
        """Keys from member ids and purposes; the purpose of a draw is its name."""
        shapes, keys = [], []
        for name in names:
            space = program.rows[name].space
            shapes.append(sizes.shape(space))
            keys += [key(member, name) for member in sizes.names(space)]
        return cls(tuple(names), tuple(shapes), np.array(keys, dtype=np.uint64))

    def draw(
        self, seed: int, tick: int, futures: Uints,
    ) -> dict[str, npt.NDArray[np.float64]]:
        """Uniform draws by name, shaped (members of each axis..., futures)."""
        if not self.names:
            return {}
        values = uniforms(row_states(seed, tick, self.keys), futures)
        found, at = {}, 0
        for name, shape in zip(self.names, self.shapes, strict=True):
            count = int(np.prod(shape, dtype=int))
            found[name] = values[at:at + count].reshape(*shape, futures.size)
            at += count
        return found
