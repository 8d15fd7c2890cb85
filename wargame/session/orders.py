"""Orders: draft, seal, withdraw, return, accept; each turn's orders of each seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from wargame.engine.record import levers_of
from wargame.session.budget import SMALL, budget_of, cost_of, money_words
from wargame.session.command import (
    AcceptOrder,
    ReturnOrder,
    SaveDraft,
    SubmitOrder,
    WithdrawOrder,
)
from wargame.session.content import Forecast
from wargame.session.levers import words_of
from wargame.session.refusal import RefusedError
from wargame.session.wording import quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

Standing = Literal["none", "draft", "sealed", "returned", "accepted"]
#: Who sealed an order that a team had written and the white cell took as it stood.
AS_IT_STOOD = "draft"
SEALED: tuple[Standing, ...] = ("sealed", "accepted")


@dataclass(frozen=True)
class OrderText:
    """What an order says."""

    levers: Mapping[str, float]
    reason: str = ""
    forecasts: tuple[Forecast, ...] = ()
    free_action: str = ""


@dataclass(frozen=True)
class OrderState:
    """A seat's order for a turn; ``versions`` were sealed, one after the other.

    ``by`` is the role that wrote it, ``returned`` why the white cell gave it back.
    """

    turn: int
    seat: str
    state: Standing = "none"
    text: OrderText = OrderText({})
    by: str = ""
    versions: tuple[OrderText, ...] = ()
    returned: str = ""

    @property
    def sealed(self) -> bool:
        """Whether it will be played."""
        return self.state in SEALED


def check_draft(request: Request, command: SaveDraft) -> None:
    """Raise `RefusedError` for levers out of bounds, metrics unknown and drafts out of time."""
    actor = _writer(request, command.seat)
    early = ("briefing", "orders") if not request.white_cell else (
        "briefing", "orders", "locked")
    _in_time(request, command.turn, early)
    order = request.state.order(command.turn, actor)
    if order.sealed:
        raise RefusedError("conflict", "The order is sealed; withdraw it to change it.")
    check_levers(request, actor, command.levers)
    for forecast in command.forecasts:
        _check_forecast(request, forecast)


def check_submit(request: Request, command: SubmitOrder) -> None:
    """Raise `RefusedError` for an order that is not whole, or costs more than there is."""
    taken = takes_draft(request.state, command, request.role)
    actor = (request.known_seat(command.seat or "") if taken
             else _writer(request, command.seat))
    _in_time(request, command.turn, ("orders", "locked") if request.white_cell else ("orders",))
    order = request.state.order(command.turn, actor)
    if order.sealed:
        raise RefusedError("conflict", "The order is sealed already.")
    if order.state == "none":
        raise RefusedError("content", "There is no draft yet; write the order first, if only to "
                           "say that everything stays as it is.")
    if not (order.text.reason or taken):
        raise RefusedError("content", "The order needs a line that says why.")
    if not order.text.forecasts and not request.white_cell:
        raise RefusedError("content", "The order needs a forecast: what do you expect of one "
                           "figure after this turn?")
    check_levers(request, actor, order.text.levers)
    check_budget(request, actor, order.text.levers)


def check_withdraw(request: Request, command: WithdrawOrder) -> None:
    """Raise `RefusedError` once orders are locked."""
    actor = _writer(request, command.seat)
    _in_time(request, command.turn, ("orders", "locked") if request.white_cell else ("orders",))
    if not request.state.order(command.turn, actor).sealed:
        raise RefusedError("conflict", "There is no sealed order to withdraw.")


def check_return(request: Request, command: ReturnOrder) -> None:
    """Raise `RefusedError` for an order that is not sealed, or played already."""
    actor = request.known_seat(command.seat)
    _in_time(request, command.turn, ("orders", "locked"))
    if not request.state.order(command.turn, actor).sealed:
        raise RefusedError("conflict", f"{request.name(actor)} has no sealed order to return.")


def check_accept(request: Request, command: AcceptOrder) -> None:
    """Raise `RefusedError` for an order that is not sealed."""
    actor = request.known_seat(command.seat)
    _in_time(request, command.turn, ("orders", "locked"))
    standing = request.state.order(command.turn, actor).state
    if standing != "sealed":
        raise RefusedError("conflict", f"The order of {request.name(actor)} is accepted already."
                           if standing == "accepted" else
                           f"{request.name(actor)} has no sealed order to accept.")


def check_levers(request: Request, actor: str, levers: Mapping[str, float]) -> None:
    """Raise `RefusedError` for a lever that the seat does not have, or beyond its bounds."""
    known = {lever.name: lever for lever in request.facts.levers(actor)}
    for name, value in levers.items():
        lever = known.get(name)
        if lever is None:
            raise RefusedError("content", f"The seat has no lever {quoted(name)}.")
        words = words_of(lever)
        if lever.choices:
            if value != round(value) or not 0 <= value < len(lever.choices):
                raise RefusedError("content", f"{words.title}: there is no choice {value:g}.")
        elif not lever.low - SMALL <= value <= lever.high + SMALL:
            raise RefusedError("content", f"{words.title} is from {words.text(lever.low)} to "
                               f"{words.text(lever.high)}; {words.text(value)} is not.")


def check_budget(request: Request, actor: str, levers: Mapping[str, float]) -> None:
    """Raise `RefusedError` for orders that cost more than is at hand, and more than now."""
    own = request.facts.levers(actor)
    if not any(lever.cost for lever in own):
        return
    table, seat = request.table, request.facts.seats[actor]
    present = levers_of(table.game, seat)
    cost = cost_of(own, present, levers)
    if cost <= cost_of(own, present, {}) + SMALL:
        return
    budget = budget_of(table.scenario, table.game, seat)
    if budget is not None and cost > budget * (1 + SMALL) + SMALL:
        raise RefusedError("content", money_words(cost, budget))


def drafted(state: State, command: SaveDraft, actor: str, by: str) -> State:
    """The state with a draft; a returned order stays marked until it is sealed again."""
    order = state.order(command.turn, actor)
    text = OrderText(dict(command.levers), command.reason, command.forecasts,
                     command.free_action)
    standing: Standing = "returned" if order.state == "returned" else "draft"
    if text.free_action != order.text.free_action:
        # Another free action is judged anew.
        state = replace(state, rolls=tuple(
            r for r in state.rolls if (r.command.turn, r.command.seat) != (command.turn, actor)))
    return state.with_order(replace(order, state=standing, text=text, by=by))


def takes_draft(state: State, command: SubmitOrder, role: str) -> bool:
    """Whether the white cell seals what a team has written, in a turn that waits for the team."""
    seat = state.seats.get(command.seat or "")
    return (role == "white_cell" and state.phase == "locked" and seat is not None
            and seat.stand_in != "white_cell")


def submitted(state: State, command: SubmitOrder, actor: str, by: str) -> State:
    """The state with a sealed order."""
    order = state.order(command.turn, actor)
    by = AS_IT_STOOD if takes_draft(state, command, by) else by
    return state.with_order(replace(
        order, state="sealed", by=by, versions=(*order.versions, order.text)))


def stood(state: State, turn: int, actor: str, standing: Standing, returned: str = "") -> State:
    """The state with an order that now stands otherwise."""
    order = state.order(turn, actor)
    return state.with_order(replace(order, state=standing, returned=returned or order.returned))


def writer(command: SaveDraft | SubmitOrder | WithdrawOrder, seat: str) -> str:
    """The seat that an order is for: the one named, or the one that asks."""
    return command.seat or seat


def _writer(request: Request, named: str | None) -> str:
    if not request.white_cell:
        if named not in (None, request.seat):
            raise RefusedError("role", "A seat gives its own orders only.")
        return request.seat
    if named is None:
        raise RefusedError("content", "Say which seat the order is for.")
    actor = request.known_seat(named)
    if request.state.seats[actor].stand_in != "white_cell":
        raise RefusedError("role", f"The white cell gives orders for {request.name(actor)} only "
                           "while it stands in for it.")
    return actor


def _in_time(request: Request, turn: int, phases: tuple[str, ...]) -> None:
    state = request.state
    if turn != state.turn:
        raise RefusedError("phase", f"That was for turn {turn}; turn {state.turn} is on."
                           if state.turn else "The first turn has not begun.")
    if state.phase not in phases:
        raise RefusedError("phase", {
            "lobby": "The first turn has not begun.",
            "briefing": "Orders are not open yet.",
            "locked": "Orders are locked.",
        }.get(state.phase, f"Turn {turn} has been resolved." if state.phase in (
            "resolved", "discussion") else "Play is over."))


def _check_forecast(request: Request, forecast: Forecast) -> None:
    program = request.facts.scenario.program
    variable = program.variables.get(forecast.metric)
    if variable is None or forecast.metric not in program.metrics or variable.seen != "public":
        raise RefusedError("content", f"There is no public figure {quoted(forecast.metric)}.")
    if forecast.low > forecast.high:
        raise RefusedError("content", "A forecast goes from the lower number to the higher.")
