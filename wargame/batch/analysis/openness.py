"""Whether a profile is an equilibrium: under each policy, for whom, and what breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.accounts import Payoff, default_payoff
from wargame.batch.analysis.equilibrium import (
    MissingLibraryError,
    Mixed,
    Stability,
    dominant,
    mixed_with_error,
    pure_equilibria,
    shown,
    stability,
)
from wargame.batch.analysis.games import Games
from wargame.batch.analysis.payoffs import Choice, PayoffTable, play_payoffs
from wargame.batch.analysis.question import EquilibriumSpec
from wargame.batch.analysis.replicator import Rest, replicate
from wargame.batch.analysis.screening import ALL, SCREENED, every_knob, screened
from wargame.batch.analysis.tipping import Tipping, tipping
from wargame.batch.analysis.wording import plain
from wargame.engine.scenario import ScenarioError
from wargame.hooks.search import suggestion

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class UnderPolicy:
    """The question under one policy mix.

    ``mixed`` are all equilibria of two seats, with chances, where quantecon is installed.
    """

    policy: str
    table: PayoffTable
    asked: Stability
    pure: tuple[Stability, ...]
    rests: tuple[Rest, ...]
    dominant: Mapping[str, str]
    mixed: tuple[Mixed, ...] = ()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The mean payoffs, a row for each combination of choices."""
        return shown(self.table)

    @property
    def words(self) -> str:
        """What holds under this policy, in a sentence or two."""
        text = f"Under {plain(self.policy)}, {self.asked.words}"
        others = [s for s in self.pure if s.profile != self.asked.profile]
        if others:
            named = "; ".join(", ".join(f"{a} {plain(c)}" for a, c in s.profile.items())
                              for s in others[:3])
            text += f". Equilibria on the means are: {named}"
        return text


@dataclass(frozen=True)
class Equilibrium:
    """The answer: by policy, and the changes that break or make the profile at the first."""

    question: str
    seats: tuple[str, ...]
    payoffs: Mapping[str, str]
    units: Mapping[str, str]
    policies: tuple[UnderPolicy, ...]
    tippings: tuple[Tipping, ...]
    futures: int
    tried: int
    names: Mapping[str, str]
    note: str = ""

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<li>{escape(self.named(p.words))}</li>" for p in self.policies)
        return (f"<b>{escape(self.question)}</b><p>{escape(self.named(self.words))}</p>"
                f"<ul>{rows}</ul>")

    def named(self, text: str) -> str:
        """A sentence with the seats' names in the place of their ids."""
        for seat, name in self.names.items():
            text = re.sub(rf"\b{re.escape(seat)}\b", name.replace("\\", "/"), text,
                          flags=re.IGNORECASE)
        return text

    @property
    def smallest(self) -> Tipping | None:
        """The knob that has to move least, as a part of its range; None where none suffices."""
        turning = [t for t in self.tippings if t.value is not None]
        return min(turning, key=lambda t: t.part, default=None)

    @property
    def words(self) -> str:
        """The answer in a few sentences."""
        kept = [p.policy for p in self.policies if p.asked.is_nash]
        named = ", ".join(f"{a} {plain(c)}" for a, c in self.policies[0].asked.profile.items())
        text = (f"{named} is an equilibrium on the means under {len(kept)} of "
                f"{len(self.policies)} policies")
        smallest = self.smallest
        if smallest is not None:
            text += f". The smallest single change that turns it: {smallest.words}"
        elif self.tried:
            text += f". No single change of the {self.tried} that were tried turns it"
        return text


def _mixed(table: PayoffTable, seed: int) -> tuple[Mixed, ...]:
    if len(table.seats) != 2:
        return ()
    try:
        return mixed_with_error(table, resamples=50, seed=seed)
    except MissingLibraryError:
        return ()


def choices_of(games: Games, spec: EquilibriumSpec) -> dict[str, list[Choice]]:
    """The choices of each seat, with names of levers and of their values checked."""
    found: dict[str, list[Choice]] = {}
    for actor, choices in spec.seats.items():
        games.scenario.seat(actor)
        found[actor] = [
            Choice(name, said.strategy, {
                lever: _value(games, actor, lever, value) for lever, value in said.levers.items()})
            for name, said in choices.items()]
    return found


def _value(games: Games, actor: str, lever: str, value: float | str) -> float:
    known = games.scenario.program.levers.get(lever)
    if isinstance(value, str) and known is not None:
        if value not in known.choices:
            raise ScenarioError(f"'{value}' is no choice of '{lever}'"
                                + suggestion(value, known.choices))
        value = float(known.choices.index(value))
    (_, _, number), = games.scenario.commanded({actor: {lever: value}})
    return float(number)


def ask(
    policies: Mapping[str, Games], spec: EquilibriumSpec, *,
    parameters: Mapping[str, float | Array] | None = None, seed: int = 1,
    knobs: Sequence[str] | None = None, watch: Callable[[str], None] | None = None,
) -> Equilibrium:
    """Answer the question under each policy; knobs are moved under the first.

    ``watch`` is told what is played next.

    ``parameters`` are uncertain values over the question's futures. Raises `ScenarioError` for
    actors, levers, strategies and terms that are not there.
    """
    first = next(iter(policies.values()))
    choices = choices_of(first, spec)
    payoffs: dict[str, Payoff] = {
        actor: spec.payoffs[actor].payoff() if actor in spec.payoffs
        else default_payoff(first, actor) for actor in spec.seats}
    found: list[UnderPolicy] = []
    tell = watch or (lambda _: None)
    for name, games in policies.items():
        tell(f"Policy {len(found) + 1} of {len(policies)}: {name}")
        table = play_payoffs(games, choices, payoffs, spec.futures, parameters=parameters)
        found.append(UnderPolicy(
            name, table, stability(table, table.position(spec.profile)), pure_equilibria(table),
            replicate(table, seed=seed), dominant(table), _mixed(table, seed)))
    profile = {actor: next(c for c in choices[actor] if c.name == spec.profile[actor])
               for actor in spec.seats}
    wanted = list(spec.knobs if knobs is None else knobs)
    tried = len(wanted)
    if ALL in wanted:
        every = [k for k in every_knob(first) if k not in wanted]
        tried += len(every) - 1
        tell(f"Knobs: all {len(every):,} at both ends of their ranges")
        turning = screened(first, profile, choices, payoffs, every,
                           min(spec.futures, SCREENED), parameters=parameters)
        wanted = [k for k in wanted if k != ALL] + turning
    moved: list[Tipping] = []
    for knob in wanted:
        tell(f"Knob {len(moved) + 1} of {len(wanted)}: {knob}")
        moved.append(tipping(first, profile, choices, payoffs, knob, spec.futures,
                             parameters=parameters, seed=seed))
    return Equilibrium(
        spec.question, tuple(spec.seats), {a: p.words for a, p in payoffs.items()},
        {a: p.unit for a, p in payoffs.items()}, tuple(found), tuple(moved), spec.futures, tried,
        {a: first.scenario.playbook.actor(a).name for a in spec.seats}, spec.note)
