"""Any command there is, told apart by its kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wargame.session import command as c
from wargame.session.note_command import StrikeNote
from wargame.session.screen_command import HideAction, ShowAction

AnyCommand = Annotated[
    c.MovePhase | c.SetTimer | c.PauseTimer | c.ExtendTimer | c.UndoTurn | c.SetStandIn
    | c.ReleaseSeat | c.ReissueCode | c.SeeAsSeat | c.SaveDraft | c.SubmitOrder | c.WithdrawOrder
    | c.ReturnOrder | c.AcceptOrder | c.AddInject | c.EditInject | c.SteerInject | c.Rule
    | c.WithdrawRuling | c.Adjudicate | c.SendMessage | c.ProposeAgreement | c.AnswerAgreement
    | c.EndAgreement | c.AddNote | c.RaiseChallenge | c.AskForHelp | c.SetPreviews
    | c.SetProjector | c.WithdrawJudgement | ShowAction | HideAction | StrikeNote,
    Field(discriminator="kind")]
