"""Load a playbook and play it: the names that notebooks, commands and screens build on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Uints
from wargame.engine.arrays import ArrayGame
from wargame.engine.faults import grouped
from wargame.engine.injects import due, effects_of_inject
from wargame.engine.kernel import Kernel
from wargame.engine.library import load_library
from wargame.engine.many import Many, play_many
from wargame.engine.onward import continue_many
from wargame.engine.outcomes import Verdict, judge
from wargame.engine.record import TurnRecord
from wargame.engine.scenario import Scenario, ScenarioError, bind, ranges, start_ranges
from wargame.engine.tabletop import Table, replayed
from wargame.hooks.search import plugins_beside
from wargame.playbook.load import load_playbook
from wargame.playbook.models import Playbook
from wargame.world.luck import key, row_states, uniforms

if TYPE_CHECKING:
    import pandas as pd

    from wargame.engine.breakeven import Flip

__all__ = ["Game", "Play", "Table", "load", "replayed", "scenario_of"]

Array = npt.NDArray[np.float64]


def scenario_of(
    name: str | Path, *, files: Sequence[Path] = (), plugins: Sequence[str] = (),
) -> Scenario:
    """A bundled playbook by name, or a file, bound to the plugins it names.

    ``plugins`` are names of further ones that are installed, ``files`` plugin files; what is not
    installed is looked for in ``plugins`` beside the playbook. Raises `PlaybookError` with file,
    line, field and fix.
    """
    playbook = load_playbook(name)
    if plugins:
        every = tuple(dict.fromkeys([*playbook.plugins, *plugins]))
        playbook = playbook.model_copy(update={"plugins": every})
    own = beside(playbook, files)
    return bind(playbook, load_library(playbook.plugins, [*files, *own]))


def beside(playbook: Playbook, files: Sequence[Path] = ()) -> list[Path]:
    """Plugin files in ``plugins`` beside a playbook that it names, nothing installed being so."""
    given = {Path(file).stem for file in files}
    return plugins_beside(Path(playbook.origin.file).parent,
                          [name for name in playbook.plugins if name not in given])


@dataclass(frozen=True, repr=False)
class Play:
    """A finished play: the table's future with its turns, and all futures' metrics."""

    scenario: Scenario
    seed: int
    table: Table
    many: Many

    @property
    def turns(self) -> tuple[TurnRecord, ...]:
        """Turn records of future 0."""
        return tuple(self.table.turns)

    @property
    def futures(self) -> int:
        """Number of futures."""
        return int(self.many.metrics.shape[-1])

    @property
    def state_hash(self) -> str:
        """Digest of the final state of future 0, and with more futures of their metrics too."""
        if self.futures == 1:
            return self.table.game.state_hash()
        digest = hashlib.blake2b(self.table.game.state_hash().encode(), digest_size=16)
        digest.update(np.ascontiguousarray(self.many.metrics, dtype="<f8").tobytes())
        return digest.hexdigest()

    def verdicts(self) -> tuple[Verdict, ...]:
        """The playbook's claims over all futures."""
        return judge(self.scenario.playbook,
                     {n: self.many.metrics[-1, i] for i, n in enumerate(self.many.names)})

    def frame(self) -> pd.DataFrame:
        """Metrics as a table: a row for each future and quarter."""
        import pandas as pd

        ticks, names, futures = self.many.metrics.shape
        calendar = self.scenario.playbook.calendar
        values = self.many.metrics.transpose(2, 0, 1).reshape(futures * ticks, names)
        frame = pd.DataFrame(values, columns=list(self.many.names))
        labels = ["start", *(calendar.label(t) for t in range(ticks - 1))]
        frame.insert(0, "quarter", labels * futures)
        frame.insert(0, "tick", list(range(ticks)) * futures)
        frame.insert(0, "future", np.repeat(np.arange(futures), ticks))
        return frame

    def explain(self, metric: str, turn: int) -> Any:
        """Why a metric changed in a turn (counted from 1); see `wargame.engine.attribution`."""
        from wargame.engine.attribution import explain_turn

        return explain_turn(self.table, metric, turn)

    def __repr__(self) -> str:
        return (f"<play of {self.scenario.playbook.id}, seed {self.seed}, {self.futures} "
                f"future(s), {self.state_hash}>")

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{v.claim}</td><td>{v.text}</td><td>{v.words}</td></tr>"
                       for v in self.verdicts())
        return (f"<b>{self.scenario.playbook.title}</b>, seed {self.seed}, {self.futures} "
                f"future(s)<table>{rows}</table><code>{self.state_hash}</code>")


@dataclass(frozen=True)
class Game:
    """A loaded playbook; immutable, so that every change gives another game."""

    scenario: Scenario
    _kernels: dict[str, Kernel] = field(default_factory=dict, repr=False, compare=False)

    def seated(self, **strategies: str | None) -> Game:
        """The same game with other strategies in some seats: ``seated(meta="fast_follower")``."""
        return replace(self, scenario=self.scenario.replacing(strategies))

    def setting(self, **parameters: float) -> Game:
        """The same game with other parameter values."""
        return replace(self, scenario=self.scenario.setting(parameters))

    def table(self, seed: int | None = None) -> Table:
        """A game to be played turn by turn."""
        return Table(self.scenario, self._seed(seed))

    def kernel(self, *, wait: bool = False) -> Kernel | None:
        """The fused kernel if it is compiled already, or in any case with ``wait``."""
        key = self.scenario.program.digest
        kernel = self._kernels.get(key) or self._kernels.setdefault(key, Kernel(self.scenario))
        return kernel if wait or kernel.ready or kernel.cached else None

    def play(
        self, seed: int | None = None, futures: int = 1, *, vary: bool = False,
        compiled: bool = False, injects: bool = False,
    ) -> Play:
        """Play to the end.

        With ``vary`` each future after the first draws its parameters from their ranges;
        ``compiled`` waits for the fused kernel where it is not in the cache yet. With ``injects``
        those of the playbook fire that have a turn or a condition, all futures getting those of
        the table. Raises `ScenarioError` for less than one future.
        """
        if futures < 1:
            raise ScenarioError(f"a play has at least one future, not {futures}")
        number = self._seed(seed)
        table = Table(self.scenario, number)
        fired: dict[str, None] = {}
        while not table.over:
            found = due(self.scenario.playbook, table.turn + 1, table.trace[-1],
                        fired) if injects else ()
            fired |= dict.fromkeys(inject.id for inject in found)
            table.play_turn(effects=[e for inject in found for e in effects_of_inject(inject)])
        if futures == 1:
            names = self.scenario.program.metrics
            metrics = np.array([[[step[n]] for n in names] for step in table.trace])
            tier = self.scenario.tier[0]
            return Play(self.scenario, number, table, Many(
                names, metrics, {}, "scalar" if tier == "symbolic" else tier,
                grouped(table.game.deciders.held)))
        drawn = self.sampled(number, futures) if vary else None
        kernel = self.kernel(wait=compiled)
        if fired:
            start = ArrayGame(self.scenario, number, range(futures), drawn)
            many = continue_many(start, range(futures), table.inputs, kernel=kernel)
        else:
            many = play_many(self.scenario, number, range(futures), parameters=drawn,
                             kernel=kernel)
        return Play(self.scenario, number, table, many)

    def break_even(
        self, actor: str, lever: str, knob: str, *, turn: int = 1, seed: int | None = None,
    ) -> tuple[Flip, ...]:
        """Where an actor's order flips as a parameter, lever or strategy parameter moves.

        ``knob`` is a parameter's name, ``actor.lever`` or ``actor.parameter``; see
        `wargame.engine.breakeven`.
        """
        from wargame.engine.breakeven import break_even

        return break_even(self.scenario, actor, lever, knob, turn=turn, seed=self._seed(seed))

    def sampled(self, seed: int, futures: int) -> dict[str, Array]:
        """Parameters and starting values drawn from their ranges, by addressed luck.

        Arrays end in the futures; future 0 keeps its own values. Half of the draws lie below a
        value and half above, evenly on either side, so that a range that is wider on one side
        does not move the middle.
        """
        numbers = np.arange(futures, dtype=np.uint64)
        found = {name: _spread(seed, "world", f"parameter {name}", numbers, low,
                               self.scenario.parameters[name], high)
                 for name, (low, high) in ranges(self.scenario).items()}
        for name, bounds in start_ranges(self.scenario).items():
            values = np.repeat(self.scenario.start[name][..., None], futures, axis=-1)
            flat = values.reshape(-1, futures)
            for member, (at, low, high) in bounds.items():
                flat[at] = _spread(seed, member, f"start {name}", numbers, low,
                                   float(flat[at, 0]), high)
            found[name] = values
        return found

    def _seed(self, seed: int | None) -> int:
        return self.scenario.playbook.seed if seed is None else seed


def _spread(
    seed: int, member: str, purpose: str, futures: Uints, low: float, middle: float, high: float,
) -> Array:
    address = np.array([key(member, purpose)], dtype=np.uint64)
    draw = uniforms(row_states(seed, 0, address), futures)[0]
    values: Array = np.where(draw < 0.5, low + (middle - low) * 2 * draw,
                             middle + (high - middle) * (2 * draw - 1))
    values[0] = middle
    return values


def load(
    name: str | Path, *, files: Sequence[Path] = (), plugins: Sequence[str] = (),
) -> Game:
    """Load a bundled playbook by name, or a playbook file, with the plugins it names.

    ``plugins`` adds installed ones by name, ``files`` plugin files.
    """
    return Game(scenario_of(name, files=files, plugins=plugins))
