"""The console's injects: what waits, when it fires by itself, and new ones."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import AddInject, EditInject, SteerInject
from wargame.session.refusal import RefusedError
from wargame.session.view import SeatSign
from wargame.session.white_cell_view import InjectView, WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.parts.notice import empty
from wargame.ui.safe import Html, html
from wargame.ui.screens.console_effect import EffectField
from wargame.ui.screens.console_effect_numbers import EffectNumbers
from wargame.ui.screens.console_fields import (
    clear,
    done,
    drop_down,
    reason_of,
    seats_field,
    text_of,
)
from wargame.ui.screens.console_fire import ask, asked, fire_question, readers, take_back
from wargame.ui.theme import Palette

TONES = {"waiting": "accent", "held": "warning", "fired": "good", "skipped": "muted"}
NEW_TITLE, NEW_TEXT, NEW_TO = "inject-title", "inject-text", "inject-to"


def show(view: WhiteCellView, act: Act, palette: Palette) -> None:
    """Draw the page."""
    left, right = st.columns([7, 5], gap="medium")
    turn = view.room.turn
    with left:
        if not view.injects:
            st.html(empty("No injects", "The playbook brings none. Write one on the right: it "
                          "waits until you fire it."))
        for inject in sorted(view.injects, key=lambda i: coming(i, turn)):
            with st.container(key=f"card-inject-{inject.id}"):
                _inject(view, inject, act)
    with right, st.container(key="panel-new-inject"):
        _new(view, act)


def coming(inject: InjectView, turn: int) -> tuple[int, int]:
    """Where an inject stands in the list: what fires by itself next first, fired ones last.

    One that is held or skipped keeps its place, under the pointer that held it.
    """
    if inject.state == "fired":
        return 3, -(inject.fired_turn or 0)
    if inject.due is not None and inject.due > turn:
        return 0, inject.due
    return (1 if inject.watches else 2), 0


def _inject(view: WhiteCellView, inject: InjectView, act: Act) -> None:
    st.html(_words(inject, view.room.seats))
    if view.room.phase == "closed":
        return
    if inject.state == "fired":
        if inject.revocable:
            take_back(inject, act)
        return
    if asked(inject):
        fire_question(inject, view.room.seats, act)
        return
    playing = view.room.phase not in ("lobby", "debrief")

    def steer(to: str) -> SteerInject:
        return SteerInject.model_validate({"inject": inject.id, "to": to})

    with st.container(key=f"inject-actions-{inject.id}", horizontal=True, gap="small"):
        st.button("Fire now", key=f"act-fire-{inject.id}", disabled=not playing, on_click=ask,
                  args=(inject,),
                  help=None if playing else "An inject is fired while a game is on")
        if inject.state == "waiting":
            st.button("Hold", key=f"act-hold-{inject.id}", on_click=act, args=(steer("hold"),),
                      help="Keeps it back though its time may come")
        else:
            st.button("Let it wait again", key=f"act-wait-{inject.id}", on_click=act,
                      args=(steer("wait"),))
        if inject.state != "skipped":
            st.button("Skip", key=f"act-skip-{inject.id}", on_click=act, args=(steer("skip"),))
        more = drop_down("Edit", key=f"pop-edit-{inject.id}")
        if more.open:
            with more:
                _edit(view, inject, act)


def _words(inject: InjectView, seats: tuple[SeatSign, ...]) -> Html:
    to = readers(inject, seats)
    own = inject.when
    if inject.due:
        own = (f"fires by itself at the start of turn {inject.due}" if inject.state == "waiting"
               else f"its time was to be turn {inject.due}")
    when = f"fired, turn {inject.fired_turn}" if inject.state == "fired" else own
    head = html("div", html("span", inject.state, class_=f"tag {TONES.get(inject.state, 'muted')}"),
                html("small", f"{when}; to {to}", class_="muted"), class_="row")
    body: list[Html] = [head, html("h2", inject.title, class_="as4 said"),
                        html("p", inject.text, class_="said")]
    if inject.effects:
        body.append(html("ul", [html("li", e) for e in inject.effects], class_="small bullets"))
    if inject.notes:
        body.append(html("p", f"For you: {inject.notes}", class_="small muted said"))
    return html("div", body, class_="wg")


def _edit(view: WhiteCellView, inject: InjectView, act: Act) -> None:
    title, text, to = (f"edit-{inject.id}-{part}" for part in ("title", "text", "to"))
    st.text_input("Headline", inject.title, key=title, max_chars=300)
    st.text_area("Text", inject.text, key=text, max_chars=4000, height=140)
    seats_field("To", view.room.seats, key=to, nobody="The whole room", default=inject.to)
    effects = EffectNumbers(inject, view.adjust)
    effects.show()
    st.button("Keep the change", key=f"act-edit-{inject.id}", on_click=done, args=(
        act, lambda: EditInject(inject=inject.id, title=reason_of(title), text=text_of(text),
                                to=tuple(st.session_state.get(to) or ()),
                                effects=effects.values()),
        f"pop-edit-{inject.id}"))


def _new(view: WhiteCellView, act: Act) -> None:
    st.html(html("div", html("h2", "Write an inject", class_="as4"), class_="wg"))
    st.text_input("Headline", key=NEW_TITLE, max_chars=300, persist_state="session")
    st.text_area("What they read", key=NEW_TEXT, max_chars=4000, height=110,
                 persist_state="session")
    seats_field("To", view.room.seats, key=NEW_TO, nobody="The whole room")
    effect = EffectField(view.adjust, "inject-effect")
    with st.expander("What it does to the world", key="inject-effect-open"):
        effect.show(optional=True)

    def add() -> None:
        def written() -> AddInject:
            if effect.lacks():
                raise RefusedError("content", effect.lacks())
            made = effect.value()
            return AddInject(
                title=reason_of(NEW_TITLE), text=text_of(NEW_TEXT),
                to=tuple(st.session_state.get(NEW_TO) or ()),
                effects=(made,) if made is not None else ())

        if act(written):
            clear(NEW_TITLE, NEW_TEXT, NEW_TO)
            effect.clear()

    st.button("Add it to the list", key="act-add-inject", on_click=add, type="primary",
              disabled=view.room.phase == "closed",
              help="It waits there until you fire it")
