"""The console's desk of seats: orders to read, accept and return; stand-ins; see as a player."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import (
    AcceptOrder,
    ReissueCode,
    ReleaseSeat,
    ReturnOrder,
    SetStandIn,
)
from wargame.session.white_cell_view import SeatDesk, WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.faces import faces_of
from wargame.ui.looking import look_as
from wargame.ui.parts.badge import badge
from wargame.ui.parts.desk_order import desk_order
from wargame.ui.parts.notice import empty
from wargame.ui.safe import Html, html, label, one_line
from wargame.ui.screens.console_fields import done, drop_down, missing, reason_of
from wargame.ui.theme import Palette
from wargame.ui.views.next_step import PRESENCE, standing_in

STAND_INS = {"": "Nobody: wait for the team", "people": "The team plays itself again",
             "hold": "Hold: levers stay where they are",
             "repeat": "Repeat the last order", "strategy": "A strategy plays",
             "white_cell": "The white cell writes the order"}
LASTS = {"turn": "This turn only", "game": "Until I change it"}

FREED = "The white cell freed the seat for another device"


def show(view: WhiteCellView, act: Act, palette: Palette) -> None:
    """Draw the page."""
    people = [d for d in view.desks if d.sign.for_people]
    others = [d for d in view.desks if not d.sign.for_people]
    if not people:
        st.html(empty("No seat is for people", "Strategies play every seat: walk through the "
                      "turns with the button on the left. This is a rehearsal."))
    people.sort(key=lambda d: not d.help_wanted)
    columns = st.columns(2, gap="medium")
    for at, desk in enumerate(people):
        with columns[at % 2], st.container(key=f"card-seat-{desk.sign.actor}"):
            _card(view, desk, act, palette)
    if others:
        with st.expander(f"Seats played by strategies ({len(others)})", key="console-others",
                         expanded=not people):
            _others(view, others, act, palette)


def _card(view: WhiteCellView, desk: SeatDesk, act: Act, palette: Palette) -> None:
    st.html(_head(view, desk, palette))
    writing = view.room.phase in ("briefing", "orders", "locked")
    if writing or desk.order.state != "none":
        st.html(desk_order(desk))
    seat, turn = desk.sign.actor, max(view.room.turn, 1)
    judged = view.room.phase in ("orders", "locked")
    with st.container(key=f"seat-actions-{seat}", horizontal=True, gap="small"):
        if judged and desk.order.state == "sealed":
            st.button("Accept", key=f"act-accept-{seat}", on_click=act,
                      args=(AcceptOrder(turn=turn, seat=seat),),
                      help="Tells the team that you have read it; without it the order counts "
                      "just as well")
        if judged and desk.order.state in ("sealed", "accepted"):
            _return(desk, turn, act)
        st.button("See as player", key=f"act-see-{seat}", on_click=look_as, args=(seat,),
                  help=label(f"The page of {desk.sign.name}, read only; the log notes it"))
        _more(view, desk, act)


def _head(view: WhiteCellView, desk: SeatDesk, palette: Palette) -> Html:
    sign = desk.sign
    words, tone = PRESENCE.get(sign.state, (sign.state, "muted"))
    if desk.stand_in and sign.state == "free":
        tone = "muted"
    stand_in = standing_in(desk)
    player = f"; {stand_in}" if stand_in else (
        "" if sign.player.startswith("people") else f"; {sign.player}")
    who = html("small", html("span", words, class_=f"{tone} strong"), player, class_="muted")
    call = html("span", "\u25b2 asks for help", class_="tag warning") if desk.help_wanted else ""
    return html("div", html("div", badge(faces_of(view.room.seats)[sign.actor], palette), html(
        "div", html("h2", sign.name, class_="as4"), who), call, class_="desk-head"), class_="wg")


def _return(desk: SeatDesk, turn: int, act: Act) -> None:
    seat = desk.sign.actor
    key, fold = f"return-reason-{turn}-{seat}-{desk.order.version}", f"pop-return-{seat}"
    more = drop_down("Return\u2026", key=fold)
    if not more.open:
        return
    with more:
        st.html(html("div", html("p", f"Return the order of {desk.sign.name}", class_="strong"),
                     class_="wg"))
        st.text_input("Why? The team reads this", key=key, max_chars=300,
                      placeholder="The subsidy needs a sum")

        def give_back() -> ReturnOrder | None:
            st.session_state[f"{key}-lacks"] = "" if reason_of(key) else (
                "Write the reason: the team reads it.")
            return ReturnOrder(turn=turn, seat=seat, reason=reason_of(key)) if (
                reason_of(key)) else None

        st.button("Return the order", key=f"act-return-{seat}", on_click=done,
                  args=(act, give_back, fold))
        missing(f"{key}-lacks")


def _more(view: WhiteCellView, desk: SeatDesk, act: Act) -> None:
    seat, fold = desk.sign.actor, f"pop-more-{desk.sign.actor}"
    more = drop_down("Absent team, code", key=fold)
    if not more.open:
        return
    with more:
        st.html(html("div", html("h3", desk.sign.name, class_="as4"), class_="wg"))
        _stand_in(view, desk, act, fold)
        closed = view.room.phase == "closed"
        st.button("Free the seat", key=f"act-release-{seat}", width="stretch",
                  disabled=closed or desk.sign.state == "free", on_click=done,
                  args=(act, ReleaseSeat(seat=seat, reason=FREED), fold),
                  help="The device that holds it can only read; the next one enters by the code")
        st.button("New code", key=f"act-reissue-{seat}", width="stretch", disabled=closed,
                  on_click=done, args=(act, ReissueCode(role=f"seat:{seat}"), fold),
                  help="The old code and every device that came in by it are out")


def _stand_in(view: WhiteCellView, desk: SeatDesk, act: Act, fold: str) -> None:
    seat = desk.sign.actor
    kind, which = f"stand-in-{seat}", f"stand-in-strategy-{seat}"
    kinds = [k for k in STAND_INS if k != ("" if desk.stand_in else "people")]
    now = desk.stand_in if desk.stand_in in kinds else kinds[0]
    chosen = st.radio("If the team is not there", kinds, kinds.index(now), key=kind,
                      format_func=STAND_INS.__getitem__)
    if chosen == "strategy" and desk.strategies:
        st.selectbox("Which strategy", desk.strategies, key=which,
                     format_func=lambda n: one_line(n.replace("_", " ")))

    lasting = f"stand-in-lasts-{seat}"
    if chosen not in ("", "people"):
        late = view.room.phase == "locked" or desk.until_turn > 0
        st.radio("For how long", list(LASTS), 0 if late else 1, key=lasting, horizontal=True,
                 format_func=LASTS.__getitem__)

    def stand() -> SetStandIn | None:
        picked = str(st.session_state.get(kind) or "")
        if not picked:
            return None
        strategy = st.session_state.get(which) if picked == "strategy" else None
        return SetStandIn.model_validate(
            {"seat": seat, "stand_in": picked, "strategy": strategy,
             "lasts": None if picked == "people" else st.session_state.get(lasting)})

    st.button("Let it stand in", key=f"act-stand-in-{seat}", width="stretch", on_click=done,
              args=(act, stand, fold), disabled=not chosen)


def _others(view: WhiteCellView, others: list[SeatDesk], act: Act, palette: Palette) -> None:
    faces = faces_of(view.room.seats)
    rows = [html("li", badge(faces[d.sign.actor], palette), html(
        "div", html("div", d.sign.name), html("small", d.sign.player, class_="muted")),
        class_="row") for d in others]
    st.html(html("div", html("ul", rows, class_="grid"), class_="wg"))
    names = {d.sign.actor: d for d in others}
    seat = st.selectbox("Seat", list(names), key="others-seat",
                        format_func=lambda a: one_line(names[a].sign.name))
    if seat is not None:
        desk = names[seat]
        with st.container(horizontal=True, key="others-actions"):
            more = drop_down("Who plays it", key="pop-others")
            if more.open:
                with more:
                    _stand_in(view, desk, act, "pop-others")
            st.button("See as player", key="act-see-other", on_click=look_as, args=(seat,))
