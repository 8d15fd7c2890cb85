"""The one next step of a session, in words, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.session.phase import Phase
from wargame.session.view import Room
from wargame.session.white_cell_view import SeatDesk, WhiteCellView

#: Phases in which free actions are judged.
JUDGED = ("locked", "resolved", "discussion")


@dataclass(frozen=True)
class NextStep:
    """The big button: its label, the phase it leads to, whether it can be pressed, and notes.

    ``waits`` must be done first; ``notes`` are good to know and hold nobody up. ``minutes`` is how
    long the coming phase is planned to take.
    """

    label: str
    to: Phase | None
    waits: tuple[str, ...]
    notes: tuple[str, ...]
    minutes: float = 0.0
    urgent: bool = False

    @property
    def ready(self) -> bool:
        """Whether it can be pressed."""
        return self.to is not None and not self.waits


def next_step(view: WhiteCellView) -> NextStep:
    """What comes next."""
    room, to = view.room, view.next_phase
    if to is None:
        return NextStep("The session is closed", None, (), (
            "Nothing in it changes any more. Take the report and the bundle with you: both "
            "stand above the debrief.",))
    minutes = room.minutes.get(to, 0.0)
    unjudged = judgeable(room) and bool(view.free_actions)
    return NextStep(_label(room, to), to, view.waits_for, _notes(view), minutes, unjudged)


def _label(room: Room, to: Phase) -> str:
    if room.phase == "lobby":
        return "Begin: brief turn 1"
    if to == "briefing":
        return f"Brief turn {room.turn + 1}"
    return {"orders": "Open orders", "locked": "Lock orders",
            "resolved": f"Resolve turn {room.turn}", "discussion": "Open the discussion",
            "debrief": "Begin the debrief", "closed": "Close the session"}.get(to, to)


def _notes(view: WhiteCellView) -> tuple[str, ...]:
    room, people = view.room, [d for d in view.desks if d.sign.for_people]
    found: list[str] = []
    if room.phase == "lobby":
        found += _missing(people)
    if room.phase == "orders":
        writing = [d.sign.name for d in people if not d.sign.ready and not d.stand_in]
        sealed = sum(d.sign.ready for d in people)
        if people:
            found.append(f"{sealed} of {len(people)} orders sealed"
                         + (f"; still writing: {listed(writing)}." if writing else "."))
    held = held_now(view)
    if held:
        found.append(f"Held, and its time has come (Injects): {listed(held)}.")
    if judgeable(room) and view.free_actions and not view.waits_for:
        count = len(view.free_actions)
        acts = "1 free action waits" if count == 1 else f"{count} free actions wait"
        last = ("the turn is resolved" if room.phase == "locked"
                else f"turn {room.turn + 1} is briefed")
        found.append(f"{acts} for a judgement (Rulings); once {last} it is too late.")
    return tuple(found)


def judgeable(room: Room) -> bool:
    """Whether a free action can still be judged and change something: a turn is to come."""
    return room.phase in JUDGED and (room.phase == "locked" or room.turn < room.turns)


def held_now(view: WhiteCellView) -> list[str]:
    """Titles of injects that were held back and whose own turn is on or over."""
    if view.room.phase not in ("briefing", "orders"):
        return []
    return [i.title for i in view.injects
            if i.state == "held" and i.due is not None and i.due <= view.room.turn]


def _missing(people: Sequence[SeatDesk]) -> list[str]:
    if not people:
        return ["No seat is for people: strategies play all of them."]
    absent = [d.sign.name for d in people if d.sign.state != "taken"]
    here = len(people) - len(absent)
    if not absent:
        return [f"All {len(people)} seats for people are taken."]
    return [f"{here} of {len(people)} seats for people are taken; "
            f"nobody yet for {listed(absent)}."]


def listed(names: Sequence[str]) -> str:
    """Names with commas and an 'and'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(frozen=True)
class SeatLine:
    """A seat in the rail: who is there and how far its order is."""

    actor: str
    name: str
    presence: str
    tone: str
    order: str
    done: bool
    urgent: bool


PRESENCE: Mapping[str, tuple[str, str]] = {
    "taken": ("here", "good"), "away": ("away", "warning"), "free": ("nobody yet", "bad")}
STANDING: Mapping[str, str] = {"hold": "holds", "repeat": "repeats its last order",
                               "white_cell": "you write its order"}
ORDERS: Mapping[str, str] = {"none": "no order yet", "draft": "writing", "sealed": "sealed",
                             "returned": "returned", "accepted": "accepted"}


def seat_lines(desks: Sequence[SeatDesk], phase: Phase) -> tuple[SeatLine, ...]:
    """The seats for people, urgent ones first."""
    lines = [_line(d, phase) for d in desks if d.sign.for_people]
    return tuple(sorted(lines, key=lambda line: not line.urgent))


def _line(desk: SeatDesk, phase: Phase) -> SeatLine:
    sign = desk.sign
    words, tone = PRESENCE.get(sign.state, (sign.state, "muted"))
    if desk.stand_in and sign.player.startswith("stand-in"):
        words, tone = standing_in(desk), "muted"
    writing = phase in ("orders", "locked")
    order = ORDERS.get(desk.order.state, desk.order.state) if writing else ""
    if desk.stand_in in ("hold", "repeat", "strategy") and desk.order.state == "none":
        order = ""
    return SeatLine(sign.actor, sign.name, words, tone, order, sign.ready and writing,
                    desk.help_wanted)


def standing_in(desk: SeatDesk) -> str:
    """Who stands in for a seat and for how long; empty where nobody does."""
    if not desk.stand_in:
        return ""
    who = f"\u201c{desk.strategy}\u201d" if desk.stand_in == "strategy" else (
        STANDING.get(desk.stand_in, desk.stand_in))
    lasts = "this turn only" if desk.until_turn else "until you change it"
    return f"stand-in: {who}, {lasts}"


def attention(view: WhiteCellView) -> dict[str, int]:
    """How many things wait on each page of the console."""
    sealed = sum(d.order.state == "sealed" for d in view.desks if d.sign.for_people)
    calls = sum(d.help_wanted for d in view.desks)
    room = view.room
    return {
        "seats": calls + (sealed if room.phase in ("orders", "locked") else 0),
        "injects": len(held_now(view)),
        "rulings": len(view.free_actions) if judgeable(room) else 0,
        "talk": sum(bool(a.breaches) and a.state == "in force" for a in view.agreements),
        "log": len([f for f in view.faults if f.turn == room.turn]),
    }
