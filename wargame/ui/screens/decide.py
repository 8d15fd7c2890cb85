"""The view in which a seat decides: its brief, what it knows, and its orders."""

from __future__ import annotations

import streamlit as st

from wargame.ui import state
from wargame.ui.journal import MOST_REASON
from wargame.ui.parts.badge import badge
from wargame.ui.parts.knowledge import knowledge
from wargame.ui.parts.moves import change
from wargame.ui.parts.order_fields import Desk, order_fields
from wargame.ui.parts.table_map import table_map
from wargame.ui.run import Run
from wargame.ui.safe import html
from wargame.ui.theme import Palette
from wargame.ui.views.knowledge import sections
from wargame.ui.views.orders import OrderForm
from wargame.ui.views.start import seat_card
from wargame.ui.views.table_map import places


def show(run: Run, form: OrderForm, palette: Palette) -> None:
    """Draw the view; one who watches sees all seats instead of orders."""
    started = run.table.turn > 0
    if run.seat is None:
        left, right = st.columns([7, 5], gap="large")
        with left:
            st.html(table_map(places(run), palette))
        with right:
            for section in sections(run):
                st.html(knowledge(section, started=started))
        return
    left, right = st.columns([5, 7], gap="large")
    with left:
        _brief(run, palette)
        for section in sections(run):
            st.html(knowledge(section, started=started))
    with right:
        _orders(run, form)
        with st.expander("Where the other seats stand", key="others"):
            st.html(table_map(places(run), palette))


def _brief(run: Run, palette: Palette) -> None:
    assert run.seat is not None
    card = seat_card(run.scenario, run.cast, run.seat.actor)
    head = html("div", badge(card.face, palette), html("h4", f"Your brief: {card.face.name}"),
                style="display:flex;gap:12px;align-items:center;margin-bottom:8px")
    st.html(html("div", head, html("p", card.brief, class_="serif"), class_="wg"))


def _orders(run: Run, form: OrderForm) -> None:
    draft = state.draft()
    st.html(html("div", html("h3", f"Orders for {form.label}"), html(
        "p", "Orders hold for the whole turn. Levers that you leave alone stay where they are.",
        class_="small muted", style="margin-top:4px"), class_="wg"))
    order_fields(form, Desk(draft, draft.__setitem__, f"order-{form.turn}"))
    moved = form.moves(draft)
    money = form.money_words(draft)
    body = [html("h4", "Your orders" if moved else "Your orders: hold everything")]
    if moved:
        body.append(html("ul", [change(m) for m in moved], class_="changes"))
    if money:
        body.append(html("p", money, class_="warning" if form.over(draft) else "muted"))
    st.html(html("div", html("div", body, class_="panel"), class_="wg"))
    turn = run.table.turn
    key = f"order-reason-{turn}"
    st.text_input(
        "Why? One line for the record", str(st.session_state.get(state.REASON, "")), MOST_REASON,
        key=key, placeholder="What you expect from these orders",
        on_change=lambda: state.remember(state.REASON, st.session_state[key]))
    if moved:
        st.button("Back to where everything stands", key=f"act-reset-{turn}", type="tertiary",
                  on_click=_reset, args=(turn,))


def _reset(turn: int) -> None:
    state.draft().clear()
    for key in [str(k) for k in st.session_state if str(k).startswith(f"order-{turn}-")]:
        del st.session_state[key]
