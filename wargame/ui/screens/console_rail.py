"""The rail of the console: next step, clock, seats, help wanted and a note, always in sight."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import (
    AddNote,
    ExtendTimer,
    MovePhase,
    PauseTimer,
    SetStandIn,
    SetTimer,
    SubmitOrder,
    UndoTurn,
)
from wargame.session.phase import MOVES, Phase
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.countdown import clock_words
from wargame.ui.safe import Html, html
from wargame.ui.screens.console_fields import done, drop_down, reason_of, same_intent
from wargame.ui.theme import Palette
from wargame.ui.views.next_step import NextStep, SeatLine, next_step, seat_lines
from wargame.ui.views.room_headline import played

NOTE, CLOCKED, PAGE, GAME, CLICKED, CLOSING = (
    "rail-note", "rail-clocked", "console-view", "console-game", "rail-clicked", "rail-closing")
UNJUDGED = "A free action stays unjudged for now"
MOVES_OPEN, UNDO_OPEN = "pop-moves", "pop-undo"
#: The page of the console that each phase begins with, for whoever moved the session there.
FIRST: dict[Phase, str] = {"resolved": "happened", "discussion": "happened"}
BACK: dict[tuple[Phase, Phase], str] = {
    ("locked", "orders"): "Open orders again", ("resolved", "briefing"): "Skip the discussion",
    ("resolved", "debrief"): "End here: go to the debrief",
    ("discussion", "debrief"): "End here: go to the debrief",
    ("debrief", "orders"): "Back into the last turn's orders"}


def show(view: WhiteCellView, act: Act, palette: Palette) -> None:
    """Draw the rail."""
    step = next_step(view)
    with st.container(key="next-step"):
        _step(view, act, step)
    _clock(view, act)
    st.html(_seats(view, palette))
    _note(view, act)
    with st.container(horizontal=True, key="rail-more", gap="small"):
        _other_moves(view, act, step)
        _undo(view, act)


def _step(view: WhiteCellView, act: Act, step: NextStep) -> None:
    _waits(view, act, step)
    here = f"{view.room.phase}-{view.room.turn}"
    # Each step has a button of its own: a late second click on the last one presses nothing.
    with st.container(key="act-next"):
        if step.to == "closed" and st.session_state.get(CLOSING):
            _sure(view, act, step)
        else:
            st.button(step.label, key=f"act-step-{here}", type="primary", width="stretch",
                      disabled=not step.ready,
                      on_click=_ask_to_close if step.to == "closed" else _go,
                      args=() if step.to == "closed" else (view, act, step))
    if step.notes:
        tone = "warning strong" if step.urgent else "muted"
        st.html(html("div", html("p", " ".join(step.notes), class_=f"small {tone}"), class_="wg"))


def _ask_to_close() -> None:
    st.session_state[CLOSING] = True


def _sure(view: WhiteCellView, act: Act, step: NextStep) -> None:
    """The second click that ends a session."""
    st.html(html("div", html("p", "Close it for good? Nobody can write in it or take anything "
                             "back afterwards. Reading it stays possible.",
                             class_="warning strong"), class_="wg"))
    st.button("Not yet", key="act-not-closed", width="stretch",
              on_click=lambda: st.session_state.pop(CLOSING, None))
    st.button("Yes, close the session", key="act-closed", type="primary", width="stretch",
              on_click=_close, args=(view, act, step))


def _close(view: WhiteCellView, act: Act, step: NextStep) -> None:
    st.session_state.pop(CLOSING, None)
    _go(view, act, step)


def _waits(view: WhiteCellView, act: Act, step: NextStep) -> None:
    waits = [html("li", html("span", "\u25cb ", aria_hidden="true"), line) for line in step.waits]
    if waits:
        st.html(html("div", html("p", "Before you can go on:", class_="strong warning"),
                     html("ul", waits, class_="rail-waits small"), class_="wg"))
        missing = [d for d in view.desks if d.sign.for_people and not d.sign.ready
                   and d.stand_in in ("", "white_cell")]
        drafts = [d.sign.actor for d in missing if d.order.state in ("draft", "returned")]
        if drafts:
            st.button("Take drafts as they stand", key="act-take-drafts", width="stretch",
                      on_click=_take, args=(act, view.room.turn, drafts),
                      help="Seals what the teams have written so far; the log and the report say "
                           "so")
        if missing:
            st.button("Let them hold", key="act-hold-missing", width="stretch",
                      on_click=_hold, args=(act, [d.sign.actor for d in missing]),
                      help="Their levers stay where they are, for this turn only, and drafts are "
                           "kept unplayed; the log and the report say so")
        elif view.free_actions and step.to == "resolved":
            st.button("Resolve without a judgement", key="act-unjudged", width="stretch",
                      on_click=_go, args=(view, act, step, UNJUDGED),
                      help="It changes nothing this turn; it can still be judged for the next one "
                           "until that is briefed")


def _take(act: Act, turn: int, drafts: list[str]) -> None:
    for seat in drafts:
        if not act(SubmitOrder(turn=turn, seat=seat)):
            return


def _hold(act: Act, missing: list[str]) -> None:
    for seat in missing:
        if not act(SetStandIn(seat=seat, stand_in="hold", lasts="turn")):
            return


def _go(view: WhiteCellView, act: Act, step: NextStep, reason: str = "") -> None:
    if step.to is None or same_intent(CLICKED):
        return
    if not act(MovePhase(to=step.to, turn=view.room.turn, reason=reason)):
        return
    st.session_state[PAGE] = FIRST.get(step.to, "seats")
    st.session_state.pop(GAME, None)
    if step.minutes and st.session_state.get(CLOCKED, True):
        act(SetTimer(seconds=round(step.minutes * 60)))


def _clock(view: WhiteCellView, act: Act) -> None:
    timer, minutes = view.room.timer, view.room.minutes.get(view.room.phase, 0.0)
    with st.container(key="rail-clock", horizontal=True, gap="small", vertical_alignment="center"):
        if view.room.phase == "closed":
            return
        if timer is None:
            planned = round(minutes) or 5
            st.button(f"Start {planned} min", key="act-timer-start", width="stretch",
                      on_click=act, args=(SetTimer(seconds=planned * 60),),
                      help="Starts the shared timer; every screen shows it")
        else:
            st.button("Go on" if timer.paused else "Pause", key="act-timer-pause",
                      width="stretch", on_click=act,
                      args=(PauseTimer(paused=not timer.paused),),
                      help=f"The timer stands at {clock_words(timer.left)}" if timer.paused
                      else "Stops the clock on every screen")
            st.button("+1 min", key="act-timer-more", width="stretch", on_click=act,
                      args=(ExtendTimer(seconds=60),))
            st.button("Clear", key="act-timer-off", on_click=act, args=(SetTimer(seconds=0),),
                      help="Takes the timer off every screen; the phase stays as it is")


def _seats(view: WhiteCellView, palette: Palette) -> Html:
    faces = faces_of(view.room.seats)
    lines = seat_lines(view.desks, view.room.phase)
    rows = [_seat(line, badge(faces[line.actor], palette)) for line in lines]
    rest = len(view.desks) - len(lines)
    others = html("p", f"{rest} more {'seats are' if rest > 1 else 'seat is'} played by "
                  "strategies.", class_="small muted") if rest else ""
    body = html("ul", rows, class_="rail-seats") if rows else ""
    return html("div", body, others, class_="wg")


def _seat(line: SeatLine, sign: Html) -> Html:
    words = html("small", html("span", line.presence, class_=line.tone),
                 f", {line.order}" if line.order else "", class_="muted")
    call = html("div", html("span", "\u25b2 asks for help", class_="tag warning")) if (
        line.urgent) else ""
    done = html("span", "\u2713", class_="good strong", role="img", aria_label="order sealed")
    return html("li", sign, html("div", html("div", line.name, class_="strong"), words, call),
                done if line.done else "")


def _note(view: WhiteCellView, act: Act) -> None:
    def add() -> None:
        text = str(st.session_state.get(NOTE) or "").strip()
        if text and act(lambda: AddNote(text=text)):
            st.session_state[NOTE] = ""

    st.text_input("Note", key=NOTE, max_chars=300, on_change=add, label_visibility="collapsed",
                  placeholder="Note (press N), then Enter", disabled=view.room.phase == "closed")


def _other_moves(view: WhiteCellView, act: Act, step: NextStep) -> None:
    room = view.room
    others = [to for to in MOVES[room.phase] if to != step.to and (room.phase, to) in BACK]
    more = drop_down("Other moves", key=MOVES_OPEN, width="stretch")
    if not more.open:
        return
    with more:
        st.toggle("Start the planned timer with each phase", value=True, key=CLOCKED,
                  persist_state="session")
        for to in others:
            if to in ("debrief", "orders") and room.phase != "locked":
                _with_reason(view, act, to)
            else:
                st.button(BACK[room.phase, to], key=f"act-move-{to}", width="stretch",
                          on_click=done, args=(act, MovePhase(to=to, turn=room.turn), MOVES_OPEN))


def _with_reason(view: WhiteCellView, act: Act, to: Phase) -> None:
    room, key = view.room, f"move-reason-{to}"
    if room.phase == "debrief" or played(room) < room.turns:
        st.text_input("Reason, for the record", "Time is up", key=key, max_chars=300)
    st.button(BACK[room.phase, to], key=f"act-move-{to}", width="stretch", on_click=done,
              args=(act, lambda: MovePhase(to=to, turn=room.turn, reason=reason_of(key)),
                    MOVES_OPEN))


def _undo(view: WhiteCellView, act: Act) -> None:
    turns = played(view.room)
    possible = turns and view.room.phase not in ("lobby", "closed")
    back = drop_down("Undo", key=UNDO_OPEN, width="stretch", disabled=not possible,
                     tip=None if possible else "No turn has been resolved yet")
    if not (back.open and possible):
        return
    with back:
        st.html(html("div", html("p", "The turn's orders open again, as they were written. The "
                                 "room is told, and the log keeps what was undone.",
                                 class_="small narrow"), class_="wg"))
        st.text_input("Reason, for the record", "Taken back to correct a mistake",
                      key="undo-reason", max_chars=300)
        for turn in range(turns, 0, -1):
            words = f"Take back turn {turn}" if turn == turns else f"Go back to turn {turn}"
            st.button(words, key=f"act-undo-{turn}", width="stretch", on_click=_take_back,
                      args=(act, turn))


def _take_back(act: Act, turn: int) -> None:
    if act(lambda: UndoTurn(turn=turn, reason=reason_of("undo-reason"))):
        st.session_state[UNDO_OPEN] = False
        st.session_state[PAGE] = "seats"
