"""A result set's mixes as policies: the question about equilibrium asked under each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.games import Games
from wargame.batch.analysis.openness import Equilibrium, ask
from wargame.batch.spec import BatchError, ready_kernel
from wargame.engine.kernel import Kernel

if TYPE_CHECKING:
    from wargame.batch.study import Study

Array = npt.NDArray[np.float64]
#: Policies that a report asks the question under; more would not be read.
MOST = 6


def games_of(study: Study, mix: int, kernel: Kernel | None = None) -> Games:
    """The games of one mix, with its strategies and its levers turn by turn."""
    found = study.mixes[mix]
    return Games(study.seated[mix], study.experiment.seed, kernel,
                 schedule=found.orders(study.scenario))


def drawn(study: Study, futures: int) -> dict[str, Array]:
    """What varied in the first futures of a study, for the engine: (..., futures)."""
    numbers = np.arange(futures)
    points = numbers // study.experiment.futures % study.points.shape[0]
    return study.parameters(study.points[points]) if study.columns else {}


def chosen(names: Sequence[str], baseline: str, first: Sequence[str] = ()) -> list[str]:
    """A few mixes to ask under: the baseline, those named, and others spread over the list."""
    wanted = list(dict.fromkeys([baseline, *first]))
    others = [n for n in names if n not in wanted]
    room = max(0, min(len(others), MOST - len(wanted)))
    spread = np.linspace(0, len(others) - 1, room)
    return [*wanted, *(others[int(i)] for i in spread)]


def equilibrium_of(
    study: Study, *, policies: Sequence[str] | None = None, kernel: Kernel | None = None,
    futures: int | None = None, knobs: Sequence[str] | None = None,
    robust: Sequence[str] = (), compiled: bool = False,
    watch: Callable[[str], None] | None = None,
) -> Equilibrium:
    """Answer the experiment's question about equilibrium under some of its mixes.

    The first policy is the baseline; its knobs are moved. ``futures`` is the question's own
    number by default, and every future has the uncertain numbers that it had in the batch. The
    kernel is that of the cache unless given; ``compiled`` makes one if there is none; ``watch`` is
    told what is played next. Raises
    `BatchError` where the experiment asks nothing or a policy is not one of its mixes.
    """
    spec = study.experiment.equilibrium
    if spec is None:
        raise BatchError(f"'{study.experiment.id}' asks nothing about equilibrium: add "
                         "'equilibrium:' to the experiment")
    names = [m.name for m in study.mixes]
    wanted = chosen(names, names[study.baseline], robust) if policies is None else list(policies)
    for name in wanted:
        if name not in names:
            raise BatchError(f"no mix is called '{name}'; the first are " + ", ".join(names[:5]))
    count = spec.futures if futures is None else futures
    if count < 2:
        raise BatchError("an equilibrium needs two futures at least")
    if futures is not None:
        spec = spec.model_copy(update={"futures": futures})
    engine = kernel or ready_kernel(study)
    if engine is None and compiled:
        engine = Kernel(study.scenario).compile(study.scenario)
    asked: Mapping[str, Games] = {n: games_of(study, names.index(n), engine) for n in wanted}
    return ask(asked, spec, parameters=drawn(study, count), seed=study.experiment.seed,
               knobs=knobs, watch=watch)
