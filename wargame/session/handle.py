"""Handling: whether a command is obeyed, and the event that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.session import (
    agreements,
    injects,
    messages,
    notes,
    orders,
    phases,
    rulings,
    seats,
    showing,
)
from wargame.session import command as c
from wargame.session.event import Accepted, AnyBody
from wargame.session.note_command import StrikeNote
from wargame.session.refusal import RefusedError
from wargame.session.request import OBSERVER, SEAT, WHITE_CELL, Request
from wargame.session.rolls import adjudication, check_unjudging
from wargame.session.screen_command import HideAction, ShowAction
from wargame.session.timer import check_timer

CELL, PLAY, BOTH = frozenset({WHITE_CELL}), frozenset({SEAT}), frozenset({WHITE_CELL, SEAT})
#: Who may give a command.
RIGHTS: Mapping[type[c.Command], frozenset[str]] = {
    c.MovePhase: CELL, c.SetTimer: CELL, c.PauseTimer: CELL, c.ExtendTimer: CELL,
    c.UndoTurn: CELL, c.SetStandIn: CELL, c.ReleaseSeat: BOTH, c.ReissueCode: CELL,
    c.SeeAsSeat: CELL, c.SaveDraft: BOTH, c.SubmitOrder: BOTH, c.WithdrawOrder: BOTH,
    c.ReturnOrder: CELL, c.AcceptOrder: CELL, c.AddInject: CELL, c.EditInject: CELL,
    c.SteerInject: CELL, c.Rule: CELL, c.WithdrawRuling: CELL, c.Adjudicate: CELL,
    c.SendMessage: BOTH, c.ProposeAgreement: BOTH, c.AnswerAgreement: PLAY,
    c.EndAgreement: BOTH, c.AddNote: frozenset({WHITE_CELL, OBSERVER}),
    c.RaiseChallenge: frozenset({WHITE_CELL, SEAT, OBSERVER}), c.AskForHelp: PLAY,
    c.SetPreviews: CELL, c.SetProjector: CELL, c.WithdrawJudgement: CELL,
    ShowAction: CELL, HideAction: CELL, StrikeNote: CELL,
}
WHO = {WHITE_CELL: "the white cell", SEAT: "a team", OBSERVER: "an observer"}


def handle(request: Request, command: c.Command) -> AnyBody:
    """The event that a command becomes. Raises `RefusedError`, and changes nothing either way."""
    may = RIGHTS.get(type(command))
    if may is None:
        raise RefusedError("content", "There is no such command.")
    if request.role.partition(":")[0] not in may:
        who = " or ".join(WHO[r] for r in (WHITE_CELL, SEAT, OBSERVER) if r in may)
        raise RefusedError("role", f"Only {who} can do that.")
    if request.state.phase == "closed":
        raise RefusedError("phase", "The session is closed; nothing in it changes any more.")
    if request.seat and not seats.holds(request.state, request.seat, request.device):
        raise RefusedError("role", read_only_words(request))
    if isinstance(command, c.MovePhase):
        return phases.move(request, command)
    if isinstance(command, c.Adjudicate):
        return adjudication(request, command)
    check = CHECKS.get(type(command))
    if check is not None:
        check(request, command)
    return Accepted(command=command)  # type: ignore[arg-type]


def read_only_words(request: Request) -> str:
    """Why the device of a seat cannot act, or nothing."""
    if not request.seat or seats.holds(request.state, request.seat, request.device):
        return ""
    if request.state.seats[request.seat].device:
        return "Another device has taken this seat over; this one can only read."
    return "This seat was released; enter by its code to take it again."


def _check_seen(request: Request, command: c.SeeAsSeat) -> None:
    request.known_seat(command.seat)


def _check_help(request: Request, command: c.AskForHelp) -> None:
    if request.state.seats[request.seat].help_wanted == command.wanted:
        raise RefusedError("conflict", "The white cell has been called already."
                           if command.wanted else "The white cell has not been called.")


CHECKS: Mapping[type[c.Command], Callable[[Request, Any], None]] = {
    c.PauseTimer: check_timer, c.ExtendTimer: check_timer, c.UndoTurn: phases.check_undo,
    c.SetStandIn: seats.check_stand_in, c.ReleaseSeat: seats.check_release,
    c.ReissueCode: seats.check_reissue, c.SeeAsSeat: _check_seen,
    c.SaveDraft: orders.check_draft, c.SubmitOrder: orders.check_submit,
    c.WithdrawOrder: orders.check_withdraw, c.ReturnOrder: orders.check_return,
    c.AcceptOrder: orders.check_accept, c.AddInject: injects.check_content,
    c.EditInject: injects.check_content, c.SteerInject: injects.check_steering,
    c.Rule: rulings.check_ruling, c.WithdrawRuling: rulings.check_withdrawal,
    c.SendMessage: messages.check_message, c.ProposeAgreement: agreements.check_proposal,
    c.AnswerAgreement: agreements.check_answer, c.EndAgreement: agreements.check_end,
    c.AddNote: notes.check_note, StrikeNote: notes.check_strike,
    c.RaiseChallenge: notes.check_challenge,
    c.AskForHelp: _check_help, c.SetProjector: showing.check_projector,
    c.WithdrawJudgement: check_unjudging, ShowAction: showing.check_action,
    HideAction: showing.check_hidden,
}
