"""Commands: everything that anybody can ask a session to do, as data.

Form is checked here; rights, phase, bounds and budget by the session.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, StringConstraints

from wargame.session.content import (
    Binding,
    Content,
    EffectOn,
    Forecast,
    Line,
    Name,
    OtherOrder,
    Paragraph,
    Reason,
    Shows,
    StandInKind,
    Turn,
)
from wargame.session.phase import Phase


class Command(Content):
    """The base of all commands."""


class MovePhase(Command):
    """Go to another phase; ``turn`` is the turn meant, so that a late click moves nothing.

    Going to ``resolved`` resolves the turn; while a free action is unjudged it needs a reason.
    So does going to ``debrief`` before the last turn, and back from ``debrief``.
    """

    kind: Literal["move_phase"] = "move_phase"
    to: Phase
    turn: Annotated[int, Field(ge=0, le=100)]
    reason: Line = ""


class SetTimer(Command):
    """Start the shared timer with so many seconds; 0 takes it away."""

    kind: Literal["set_timer"] = "set_timer"
    seconds: Annotated[int, Field(ge=0, le=6 * 3600)]


class PauseTimer(Command):
    """Stop the clock where it is, or let it run on."""

    kind: Literal["pause_timer"] = "pause_timer"
    paused: bool


class ExtendTimer(Command):
    """Add seconds to the timer (or take some away)."""

    kind: Literal["extend_timer"] = "extend_timer"
    seconds: Annotated[int, Field(ge=-6 * 3600, le=6 * 3600)]


class UndoTurn(Command):
    """Take back every resolution from ``turn`` on: its orders open again, drafts kept."""

    kind: Literal["undo_turn"] = "undo_turn"
    turn: Turn
    reason: Reason


class SetStandIn(Command):
    """Who plays an absent seat; it ``lasts`` a turn (unsaid, if a locked one waits) or the game."""

    kind: Literal["set_stand_in"] = "set_stand_in"
    seat: Name
    stand_in: StandInKind
    strategy: Name | None = None
    lasts: Literal["turn", "game"] | None = None


class ReleaseSeat(Command):
    """Give up a seat (a seat its own, the white cell any, with a reason)."""

    kind: Literal["release_seat"] = "release_seat"
    seat: Name
    reason: Line = ""


class ReissueCode(Command):
    """Replace the code of a role; devices that came in by the old one are out."""

    kind: Literal["reissue_code"] = "reissue_code"
    role: Name


class SeeAsSeat(Command):
    """White cell: look at a seat's own page, read only; logged."""

    kind: Literal["see_as_seat"] = "see_as_seat"
    seat: Name


class SaveDraft(Command):
    """Keep what a seat has written so far; replaces its last draft of the turn."""

    kind: Literal["save_draft"] = "save_draft"
    turn: Turn
    levers: dict[Name, FiniteFloat] = Field(default_factory=dict, max_length=200)
    reason: Line = ""
    forecasts: tuple[Forecast, ...] = Field(default=(), max_length=3)
    free_action: Paragraph = ""
    seat: Name | None = None


class SubmitOrder(Command):
    """Seal the draft (reason and forecast); if locked, the white cell a team's as it stands."""

    kind: Literal["submit_order"] = "submit_order"
    turn: Turn
    seat: Name | None = None


class WithdrawOrder(Command):
    """Open the seat's order again while orders are open."""

    kind: Literal["withdraw_order"] = "withdraw_order"
    turn: Turn
    seat: Name | None = None


class ReturnOrder(Command):
    """White cell: give an order back; both versions are kept."""

    kind: Literal["return_order"] = "return_order"
    turn: Turn
    seat: Name
    reason: Reason


class AcceptOrder(Command):
    """White cell: say that an order is in order."""

    kind: Literal["accept_order"] = "accept_order"
    turn: Turn
    seat: Name


class AddInject(Command):
    """Write an inject that the playbook does not have; it waits until fired."""

    kind: Literal["add_inject"] = "add_inject"
    title: Reason
    text: Paragraph
    to: tuple[Name, ...] = ()
    effects: tuple[EffectOn, ...] = Field(default=(), max_length=20)


class EditInject(Command):
    """Change an inject that has not fired."""

    kind: Literal["edit_inject"] = "edit_inject"
    inject: Name
    title: Reason
    text: Paragraph
    to: tuple[Name, ...] = ()
    effects: tuple[EffectOn, ...] = Field(default=(), max_length=20)


class SteerInject(Command):
    """Fire an inject now, hold it back, let it wait for its own time again, or skip it.

    One that was fired by hand is withdrawn as long as no turn has been resolved with it.
    """

    kind: Literal["steer_inject"] = "steer_inject"
    inject: Name
    to: Literal["fire", "hold", "wait", "skip", "withdraw"]


class Rule(Command):
    """Override what the model says, from the coming turn on; the model's value is kept beside."""

    kind: Literal["rule"] = "rule"
    effect: EffectOn
    reason: Reason


class WithdrawRuling(Command):
    """Take back a ruling that has not taken effect yet."""

    kind: Literal["withdraw_ruling"] = "withdraw_ruling"
    ruling: Name
    reason: Reason


class Adjudicate(Command):
    """Judge a free action: two dice plus pros less cons against 7, by the session's own luck."""

    kind: Literal["adjudicate"] = "adjudicate"
    turn: Turn
    seat: Name
    pros: tuple[Reason, ...] = Field(default=(), max_length=6)
    cons: tuple[Reason, ...] = Field(default=(), max_length=6)
    effects: tuple[EffectOn, ...] = Field(default=(), max_length=5)
    reason: Line = ""


class WithdrawJudgement(Command):
    """Take back a judgement, until its turn is resolved; judged again it has the same dice."""

    kind: Literal["withdraw_judgement"] = "withdraw_judgement"
    turn: Turn
    seat: Name
    reason: Reason


class SendMessage(Command):
    """A message to some seats (none named: everybody) and always to the white cell."""

    kind: Literal["send_message"] = "send_message"
    to: tuple[Name, ...] = Field(default=(), max_length=60)
    text: Annotated[Paragraph, StringConstraints(min_length=1)]
    to_white_cell: bool = False


class ProposeAgreement(Command):
    """Terms between seats; in force once every party has agreed."""

    kind: Literal["propose_agreement"] = "propose_agreement"
    terms: Annotated[Paragraph, StringConstraints(min_length=1)]
    parties: tuple[Name, ...] = Field(min_length=2, max_length=30)
    secret: bool = True
    until_turn: Turn | None = None
    binds: tuple[Binding, ...] = Field(default=(), max_length=20)


class AnswerAgreement(Command):
    """Agree to proposed terms, or turn them down."""

    kind: Literal["answer_agreement"] = "answer_agreement"
    agreement: Name
    agree: bool


class EndAgreement(Command):
    """White cell or a party: an agreement is over."""

    kind: Literal["end_agreement"] = "end_agreement"
    agreement: Name
    reason: Reason


class AddNote(Command):
    """Observer or white cell: something seen, tied to turn, phase and (if named) a seat."""

    kind: Literal["add_note"] = "add_note"
    text: Annotated[Paragraph, StringConstraints(min_length=1)]
    seat: Name | None = None


class RaiseChallenge(Command):
    """Anybody: an objection, parked for the report; ``parameter`` and ``value`` can be rerun."""

    kind: Literal["raise_challenge"] = "raise_challenge"
    text: Reason
    metric: Name | None = None
    parameter: Name | None = None
    value: FiniteFloat | None = None


class AskForHelp(Command):
    """A seat asks the white cell to come over, or says that it no longer needs to."""

    kind: Literal["ask_for_help"] = "ask_for_help"
    wanted: bool


class SetPreviews(Command):
    """Allow or stop previews on team screens."""

    kind: Literal["set_previews"] = "set_previews"
    allowed: bool


class SetProjector(Command):
    """What the projector shows; blank while people should talk, some only in the debrief.

    ``join`` follows the phase once the lobby is left. ``other`` is what ``what_if`` exchanges; left
    out, it is the one shown before.
    """

    kind: Literal["set_projector"] = "set_projector"
    shows: Shows
    metric: Name | None = None
    other: OtherOrder | None = None
