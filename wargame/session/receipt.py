"""What a person reads when a command was obeyed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.session import command as c
from wargame.session.event import Accepted, Adjudicated, AnyBody, Moved, Resolved
from wargame.session.note_command import StrikeNote
from wargame.session.phases import WORDS
from wargame.session.screen_command import HideAction, ShowAction

SAID: Mapping[type[c.Command], Callable[[Any], str]] = {
    c.SetTimer: lambda k: "The timer runs." if k.seconds else "The timer is gone.",
    c.PauseTimer: lambda k: "The timer is paused." if k.paused else "The timer runs on.",
    c.ExtendTimer: lambda k: "The timer is extended." if k.seconds >= 0
                             else "The timer is shortened.",
    c.UndoTurn: lambda k: f"Turn {k.turn} is taken back; its orders are open again.",
    c.SetStandIn: lambda k: "The stand-in is chosen.",
    c.ReleaseSeat: lambda k: "The seat is free.",
    c.ReissueCode: lambda k: "The old code no longer opens anything.",
    c.SeeAsSeat: lambda k: "",
    c.SaveDraft: lambda k: "Draft kept.",
    c.SubmitOrder: lambda k: "The order is sealed.",
    c.WithdrawOrder: lambda k: "The order is open again.",
    c.ReturnOrder: lambda k: "The order goes back to the team.",
    c.AcceptOrder: lambda k: "The order is accepted.",
    c.AddInject: lambda k: "The inject waits to be fired.",
    c.EditInject: lambda k: "The inject is changed.",
    c.SteerInject: lambda k: {"fire": "The inject is fired.", "hold": "The inject is held.",
                              "wait": "The inject waits for its time.",
                              "skip": "The inject is skipped.",
                              "withdraw": "The inject is taken back; its readers are told."}[k.to],
    c.Rule: lambda k: "The ruling enters the coming turn.",
    c.WithdrawRuling: lambda k: "The ruling is withdrawn.",
    c.WithdrawJudgement: lambda k: "The judgement is taken back; the dice stay the same.",
    c.SendMessage: lambda k: "Sent.",
    c.ProposeAgreement: lambda k: "Proposed; it is in force once every party agrees.",
    c.AnswerAgreement: lambda k: "Agreed." if k.agree else "Turned down.",
    c.EndAgreement: lambda k: "The agreement is over.",
    c.AddNote: lambda k: "Noted.",
    c.RaiseChallenge: lambda k: "Your challenge is kept for the debrief.",
    c.AskForHelp: lambda k: "The white cell knows." if k.wanted else "Thank you.",
    c.SetPreviews: lambda k: "Previews are allowed." if k.allowed else "Previews are stopped.",
    c.SetProjector: lambda k: "The projector follows.",
    StrikeNote: lambda k: "The note is struck out; the log keeps that it was written.",
    ShowAction: lambda k: "The room reads it on the projector.",
    HideAction: lambda k: "It is off the projector.",
}


def message_of(body: AnyBody) -> str:
    """One line about what was done."""
    match body:
        case Accepted(command=command):
            return SAID[type(command)](command)
        case Moved():
            return f"On to {WORDS[body.command.to]}."
        case Resolved():
            return f"Turn {body.turn} is resolved."
        case Adjudicated():
            went = "succeeds" if body.success else "fails"
            return f"Dice {body.dice[0]} and {body.dice[1]}, net {body.net:+d}: it {went}."
    return ""
