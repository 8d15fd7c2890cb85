"""Bots that rehearse a session: they see what a team sees and do what a team can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.session.command import (
    AnswerAgreement,
    Command,
    ProposeAgreement,
    RaiseChallenge,
    SaveDraft,
    SendMessage,
    SubmitOrder,
)
from wargame.session.content import Binding, Forecast
from wargame.session.view import LeverView, SeatView
from wargame.world.luck import uniform

#: How far a bot moves a lever at most, as a part of its range.
STEP = 0.25


@dataclass(frozen=True)
class Bot:
    """A team of one; its whims are drawn from the rehearsal's seed."""

    actor: str
    seed: int

    def draft(self, view: SeatView) -> SaveDraft:
        """An order: two levers moved a little, why, a forecast, and now and then a free action."""
        turn = view.room.turn
        levers = sorted(view.levers, key=lambda v: self._whim(turn, f"choose {v.name}"))
        metric = next(iter(view.room.headline), view.metrics[0])
        now = next((s.values[-1] for s in view.room.series if s.name == metric), 0.0)
        width = max(abs(now) * 0.2, 0.05)
        free = self._whim(turn, "free") < 0.3
        return SaveDraft(
            turn=turn, levers={v.name: self._moved(turn, v) for v in levers[:2]},
            reason=f"Rehearsal: {view.seat.name} tries turn {turn}.",
            forecasts=(Forecast(metric=metric, low=now - width, high=now + width),),
            free_action=f"{view.seat.name} calls for a summit." if free else "")

    def holding(self, view: SeatView) -> SaveDraft:
        """The same order with everything as it is, where the other costs too much."""
        return self.draft(view).model_copy(update={"levers": {}})

    def submit(self, view: SeatView) -> SubmitOrder:
        """Seal it."""
        return SubmitOrder(turn=view.room.turn)

    def talk(self, view: SeatView, others: tuple[str, ...]) -> Iterator[Command]:
        """A message, now and then an agreement, an answer to one, a challenge."""
        turn = view.room.turn
        partner = min((o for o in others if o != self.actor), default="",
                      key=lambda o: self._whim(turn, f"partner {o}"))
        if partner:
            yield SendMessage(to=(partner,), text=f"{view.seat.name}: shall we talk about turn "
                                                  f"{turn}?")
        if partner and view.levers and self._whim(turn, "agree") < 0.25:
            lever = view.levers[0]
            yield ProposeAgreement(
                terms=f"{lever.title}: as it stands, until turn {turn}.",
                parties=(self.actor, partner), until_turn=turn, binds=(Binding(
                    seat=self.actor, lever=lever.name, low=lever.present, high=lever.present),))
        for found in view.agreements:
            if found.state == "proposed" and self.actor not in found.agreed:
                yield AnswerAgreement(agreement=found.id,
                                      agree=self._whim(turn, f"answer {found.id}") < 0.7)
        if self._whim(turn, "challenge") < 0.1:
            yield RaiseChallenge(text="Rehearsal: would that really happen?")

    def _moved(self, turn: int, lever: LeverView) -> float:
        whim = self._whim(turn, f"move {lever.name}")
        if lever.choices:
            return float(int(whim * len(lever.choices)))
        moved = lever.present + (2 * whim - 1) * STEP * (lever.high - lever.low)
        return round(min(max(moved, lever.low), lever.high), 6)

    def _whim(self, turn: int, purpose: str) -> float:
        return uniform(self.seed, 0, turn, self.actor, f"rehearsal, {purpose}")
