"""Seeing ahead: a seat's order against holding, in worlds that fit what the seat sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wargame.engine.kernel import Kernel
from wargame.engine.many import Many
from wargame.engine.outcomes import Verdict, judge
from wargame.session.beliefs import Beliefs
from wargame.session.worlds import Counted


@dataclass(frozen=True, eq=False)
class Preview:
    """The rest of the game with an order and without it, in the same worlds.

    It starts from beliefs: it says what the seat's own view of the world makes of the order.
    ``backend`` says what played it.
    """

    beliefs: Beliefs
    levers: Mapping[str, float]
    with_order: Many
    holding: Many

    @property
    def futures(self) -> int:
        """Number of worlds."""
        return self.beliefs.futures

    @property
    def backend(self) -> str:
        """What played the order's branch."""
        return self.with_order.backend

    def metric(self, name: str) -> Counted:
        """One metric, counted. Raises ValueError for one that was not kept."""
        variable = self.beliefs.scenario.program.variables[name]
        return Counted(variable, self.with_order.metric(name), self.holding.metric(name))

    def metrics(self, names: Sequence[str] | None = None) -> tuple[Counted, ...]:
        """Metrics, counted: those of interest unless others are named."""
        chosen = names if names is not None else metrics_of_interest(self.beliefs)
        return tuple(self.metric(n) for n in chosen)

    def verdicts(self) -> tuple[tuple[Verdict, Verdict], ...]:
        """Each claim of the playbook with the order and without it."""
        playbook = self.beliefs.scenario.playbook
        both = [judge(playbook, {n: many.metrics[-1, i] for i, n in enumerate(many.names)})
                for many in (self.with_order, self.holding)]
        return tuple(zip(*both, strict=True))

    def as_json(self, names: Sequence[str] | None = None) -> dict[str, Any]:
        """Plain data: the counts and bands of each metric."""
        return {
            "actor": self.beliefs.seen.actor, "turn": self.beliefs.seen.turn,
            "levers": dict(self.levers), "futures": self.futures, "backend": self.backend,
            "metrics": [counted.as_json() for counted in self.metrics(names)],
        }


def preview(
    beliefs: Beliefs, levers: Mapping[str, float], *,
    others: Mapping[str, Mapping[str, float]] | None = None, kernel: Kernel | None = None,
) -> Preview:
    """An order of the seat, held from then on, against holding.

    ``others`` are orders that the seat supposes of other seats this turn, in both branches.
    Raises `ScenarioError` for an order that the seat cannot give.
    """
    with_order = beliefs.branch(levers, others, kernel=kernel)
    return Preview(beliefs, dict(levers), with_order, beliefs.held(others, kernel=kernel))


def metrics_of_interest(beliefs: Beliefs) -> tuple[str, ...]:
    """The metrics that the playbook's claims test, in their order; all where it tests none."""
    playbook = beliefs.scenario.playbook
    found = dict.fromkeys(t.metric for claim in playbook.outcomes for t in claim.tests)
    return tuple(found) or beliefs.scenario.program.metrics
