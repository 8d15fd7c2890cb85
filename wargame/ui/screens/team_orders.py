"""The seat's orders: levers in plain words, reason, forecast, free action, and the seal."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import WithdrawOrder
from wargame.session.view import SeatView
from wargame.ui.ask import Act, Ask
from wargame.ui.drafting import WORDS, Drafting, drafting
from wargame.ui.parts.forecast_fields import forecast_fields
from wargame.ui.parts.moves import change
from wargame.ui.parts.notice import notice
from wargame.ui.parts.order_fields import Desk, order_fields
from wargame.ui.parts.order_paper import order_paper, order_state
from wargame.ui.parts.place import place
from wargame.ui.safe import html
from wargame.ui.screens import preview
from wargame.ui.theme import Palette
from wargame.ui.views.seat_orders import OPEN, missing

#: One at which no line is broken.
CLOSED = {
    "lobby": "The session has not begun. Orders open when the facilitator says so.",
    "locked": "Orders are locked. The turn is about to be resolved.",
    "resolved": "The turn has been resolved. The next orders open with the next turn.",
    "discussion": "The turn has been resolved. The next orders open with the next turn.",
    "debrief": "The game is over. Your orders of all turns are under \u201cResults\u201d.",
    "closed": "The session is closed.",
}


def show(view: SeatView, act: Act, ask: Ask, palette: Palette) -> None:
    """Draw the view."""
    draft = drafting(view, act)
    _head(view)
    if view.room.phase == "orders" and view.order.state in ("sealed", "accepted"):
        _sealed(view, act)
        return
    if view.room.phase not in OPEN:
        _closed(view)
        return
    left, right = st.columns([7, 5], gap="large")
    with left:
        order_fields(draft.form, Desk(draft.levers, draft.keep_lever, draft.prefix,
                                      locked=not draft.writable))
    with right:
        _paper(draft)
        if view.room.previews:
            preview.show(view, ask, draft.form.changed(draft.levers))
    _bar(draft)


def _head(view: SeatView) -> None:
    st.html(html("div", html("div", html("h3", f"Orders for {view.room.label}"),
                             order_state(view.order), class_="row"), html(
        "p", "Orders hold for the whole turn. Levers that you leave alone stay where they are. "
        "What you write is saved as soon as you leave its field.", class_="small muted",
        style="margin-top:4px"), class_="wg"))
    returned = view.order.returned if view.order.state == "returned" else ""
    place("returned", notice(f"The white cell returned your order: {returned}") if returned else "")


def _sealed(view: SeatView, act: Act) -> None:
    words = ("The white cell has accepted it." if view.order.state == "accepted" else
             "Nobody but the white cell sees it until the turn is resolved.")
    st.html(html("div", html("div", html("h4", "\u2713 Your order is sealed", class_="good"),
                             html("p", words, class_="muted"),
                             [html("p", w, class_="warning strong") for w in view.breaks],
                             order_paper(view, view.order),
                             class_="panel"), class_="wg"))
    if view.order.state == "sealed":
        st.button("Open it again", key="act-withdraw", disabled=bool(view.read_only),
                  on_click=act, args=(WithdrawOrder(turn=view.room.turn),))


def _closed(view: SeatView) -> None:
    st.html(notice(CLOSED[view.room.phase]))
    if view.room.phase == "locked":
        late = view.order.state in ("none", "draft", "returned")
        if late:
            st.html(notice("Your order was not sealed in time. Tell the white cell now: it can "
                           "open orders again, or decide who stands in for you."))
        if view.order.state != "none":
            st.html(html("div", html("div", html("h4", "Your order"),
                                     order_paper(view, view.order), class_="panel"), class_="wg"))


def _paper(draft: Drafting) -> None:
    moves = draft.form.moves(draft.levers)
    money = draft.form.money_words(draft.levers)
    body = [html("h4", "Your orders" if moves else "Your orders: hold everything")]
    if moves:
        body.append(html("ul", [change(m) for m in moves], class_="changes"))
    if money:
        body.append(html("p", money, class_="warning" if draft.form.over(draft.levers)
                         else "muted"))
    body += [html("p", words, class_="warning strong") for words in draft.view.breaks]
    st.html(html("div", html("div", body, class_="panel"), class_="wg"))
    locked = not draft.writable
    if moves and not locked:
        st.button("Back to where everything stands", key=f"act-reset-{draft.view.room.turn}",
                  on_click=draft.clear_levers)
    st.text_input(
        "Why? One line for the record", draft.reason, key=f"{draft.prefix}-reason",
        disabled=locked, placeholder="What you expect from these orders",
        on_change=draft.keep_reason)
    forecast_fields(draft)
    with st.expander("Free action: anything that no lever can do",
                     expanded=bool(draft.free_action), key=f"free-{draft.view.room.turn}"):
        st.text_area(
            "Say what you do, with whom, and what should come of it", draft.free_action,
            key=f"{draft.prefix}-free", disabled=locked,
            placeholder="The white cell judges it with two dice and the room's arguments",
            on_change=draft.keep_free_action)


def _bar(draft: Drafting) -> None:
    """The foot of the page: what is missing, and the seal, always within reach."""
    lacking = missing(draft.view.order)
    said = st.session_state.pop(WORDS, "")
    open_now = draft.view.room.phase == "orders"
    moved = len(draft.form.changed(draft.levers))
    words = "No lever moved: orders hold" if not moved else (
        "1 lever moved" if moved == 1 else f"{moved} levers moved")
    sealable = ("Ready to be sealed, but it breaks an agreement." if draft.view.breaks
                else "Ready to be sealed.")
    ready = sealable if open_now else "A draft for now: orders are not open yet."
    shown = html("span", str(said) if said and lacking.words else lacking.words or ready,
                 role="status",
                 class_="small warning strong" if said and lacking.words else "small muted")
    with st.bottom, st.container(key="bar", horizontal=True, vertical_alignment="center",
                                 horizontal_alignment="distribute"):
        st.html(html("div", html("div", html("span", words, class_="strong"), shown,
                                 class_="play"), class_="wg"), width="content")
        st.button("Seal our order", key=f"act-seal-{draft.view.room.turn}", type="primary",
                  disabled=not (draft.writable and open_now), on_click=draft.seal)
