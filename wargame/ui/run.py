"""A game in progress: its journal, and the table that the journal makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wargame import __version__
from wargame.engine.play import Game, Table
from wargame.engine.record import OrderRecord, levers_of
from wargame.engine.scenario import Scenario, Seat
from wargame.session.facts import levers_of_kind
from wargame.symbolic.declarations import Lever
from wargame.ui.cast import Cast
from wargame.ui.journal import WATCH, Journal, JournalError, TurnOrders


@dataclass(frozen=True)
class Run:
    """A journal with its table. Playing and undoing give another run; this one stays as it is."""

    game: Game
    journal: Journal
    table: Table

    @property
    def scenario(self) -> Scenario:
        """The scenario that is played."""
        return self.table.scenario

    @property
    def cast(self) -> Cast:
        """Names and colours of the actors."""
        return Cast(self.scenario.playbook, self.journal.fictional)

    @property
    def seat(self) -> Seat | None:
        """The seat that is played here, None for one who watches."""
        return None if self.journal.seat == WATCH else self.scenario.seat(self.journal.seat)

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers of the seat, in the order in which its kind declares them."""
        return () if self.seat is None else levers_of_kind(self.scenario, self.seat.kind)

    @property
    def positions(self) -> Mapping[str, float]:
        """Where the seat's levers stand."""
        return {} if self.seat is None else levers_of(self.table.game, self.seat)

    def play(self, levers: Mapping[str, float], reason: str = "") -> Run:
        """The run after one more turn under these orders; levers left out stay as they are."""
        table = self.table.at(self.table.turn)
        held = {} if self.seat is None else {self.seat.actor: _within(self.levers, levers)}
        table.play_turn(held)
        kept = next(iter(held.values()), {})
        return Run(self.game, self.journal.played(TurnOrders(kept, reason)), table)

    def undo(self) -> Run:
        """The run without its last turn: back to the snapshot before it."""
        if not self.table.turn:
            return self
        return Run(self.game, self.journal.undone(), self.table.undone())

    def reason(self, turn: int, order: OrderRecord) -> str:
        """Why a seat ordered what it did in a turn, counted from 1."""
        if order.player == "people":
            return self.journal.turns[turn - 1].reason
        return order.reason

    def public(self) -> dict[str, Any]:
        """What anyone may read of the game, as JSON; levers only their owner sees are left out."""
        cast, levers = self.cast, self.scenario.program.levers
        hidden = sorted(n for n, lever in levers.items() if lever.seen != "public")
        return {
            "wargame": __version__,
            "equations": self.scenario.program.digest,
            "playbook": self.journal.playbook,
            "title": self.scenario.playbook.title,
            "fictional_names": self.journal.fictional,
            "seed": self.journal.seed,
            "seat": cast.name(self.journal.seat) if self.journal.seat else "watched",
            "not_public": hidden,
            "turns": [
                {
                    "turn": record.turn,
                    "quarters": self.scenario.playbook.calendar.turn_quarters(record.turn - 1),
                    "orders": [
                        {
                            "actor": cast.name(order.actor), "player": order.player,
                            "reason": cast.masked(self.reason(record.turn, order)),
                            "changed": {n: list(moved) for n, moved in order.changed.items()
                                        if n not in hidden},
                        } for order in record.orders],
                    "metrics": dict(record.after), "state_hash": record.state_hash,
                } for record in self.table.turns],
            "claims": [
                {
                    "claim": verdict.claim, "text": verdict.text, "verdict": verdict.words,
                    "tests": [{"metric": t.test.metric, "value": t.value,
                               "passes": bool(t.holds[0])} for t in verdict.tests],
                } for verdict in self.table.verdicts()],
        }


def begin(game: Game, journal: Journal) -> Run:
    """A run from its journal, played up to where the journal ends.

    Raises `JournalError` for a seat, lever or number of turns that the playbook does not have.
    """
    scenario = game.scenario
    if journal.seat != WATCH and all(s.actor != journal.seat for s in scenario.seats):
        raise JournalError("the address names a seat that the playbook does not have")
    if len(journal.turns) > scenario.turns:
        raise JournalError("the address holds more turns than the playbook has")
    run = Run(game, Journal(journal.playbook, journal.seat, journal.seed, journal.fictional),
              game.table(journal.seed))
    known = {lever.name for lever in run.levers}
    for orders in journal.turns:
        if not known.issuperset(orders.levers):
            raise JournalError("the address holds orders for levers that are not in play")
        run = run.play(orders.levers, orders.reason)
    return run


def _within(levers: tuple[Lever, ...], values: Mapping[str, float]) -> dict[str, float]:
    bounds = {lever.name: (lever.low, lever.high) for lever in levers}
    return {n: min(max(float(v), bounds[n][0]), bounds[n][1])
            for n, v in sorted(values.items()) if n in bounds}
