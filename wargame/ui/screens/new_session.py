"""The form of a new session: seats for people, turns, names and the seed of the luck."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from wargame.playbook.models import Playbook
from wargame.session.refusal import RefusedError
from wargame.ui.cast import KIND_WORDS, Cast
from wargame.ui.games import own_plugins
from wargame.ui.safe import html, one_line
from wargame.ui.telling import hush, tell

PEOPLE, TURNS, SEED, FICTIONAL = ("session-people", "session-turns", "session-seed",
                                  "session-fictional")
CREATED, ALONE, SEATS = "start-created", "session-alone", "session-seats"
LARGEST_SEED = 2**53 - 1
SEED_FAULT = (f"The seed is a whole number from 0 to {LARGEST_SEED:,}, or empty for a fresh game. "
              "Nothing was created.")


def new_session(host: Any, name: str, playbook: Playbook) -> None:
    """Draw the form."""
    fictional = bool(st.session_state.get(FICTIONAL))
    cast = Cast(playbook, fictional)
    names = {actor: face.name for actor, face in cast.faces.items()}
    # The browser holds choices by their words: where names change, the field is another one.
    key = f"{PEOPLE}-{name}{'-fictional' if fictional else ''}"
    chosen = [a for a in st.session_state.get(f"{SEATS}-{name}", playbook.teams) if a in names]
    people = st.multiselect(
        "Seats for people", list(names), chosen, key=key,
        format_func=lambda a: f"{one_line(names[a])} ({KIND_WORDS[cast.faces[a].kind][0]})",
        placeholder="None: strategies play all of them",
        help="Strategies play the seats that you leave out; you can change who plays later")
    st.session_state[f"{SEATS}-{name}"] = tuple(people)
    most = playbook.calendar.turns
    turns = playbook.session.turns or most
    if most > 1:
        st.slider("Turns", 1, most, min(turns, most), key=f"{TURNS}-{name}")
    if any(spec.fictional and spec.fictional != spec.name for spec in playbook.actors):
        st.toggle("Fictional names", key=FICTIONAL,
                  help="Shows invented names in place of real ones; nothing else changes")
    st.text_input("Seed of the luck", key=f"{SEED}-{name}", max_chars=40,
                  placeholder="Drawn at random",
                  help="Leave it empty for a fresh game; the same seed and orders give the same "
                  "game again")
    alone = not people and st.session_state.get(ALONE) == name
    if alone:
        st.html(html("div", html("p", "No seat is for people: strategies would play all of them. "
                                 "Choose seats above, or create it so.", class_="warning strong"),
                     class_="wg"))
    st.button("Yes, create it without teams" if alone else "Create the session", type="primary",
              key="act-create", width="stretch", on_click=_create, args=(host, name, people, most))
    st.button("Rehearse: strategies play every seat", key="act-rehearse", width="stretch",
              on_click=_create, args=(host, name, (), most), kwargs={"rehearsal": True},
              help="You walk through all phases alone, as in the room")


def _create(host: Any, name: str, people: Any, most: int, *, rehearsal: bool = False) -> None:
    hush()
    seed = _seed(str(st.session_state.get(f"{SEED}-{name}") or ""))
    if seed is False:
        tell(SEED_FAULT)
        return
    if not people and not rehearsal and st.session_state.get(ALONE) != name:
        st.session_state[ALONE] = name
        return
    if begun(lambda: host.create(
            name, seed=seed, people=tuple(people),
            turns=int(st.session_state.get(f"{TURNS}-{name}", most)),
            fictional=bool(st.session_state.get(FICTIONAL)), files=own_plugins())):
        st.session_state.pop(ALONE, None)


def begun(make: Callable[[], Any]) -> bool:
    """Have the page show the session that ``make`` gives; a refusal is told instead."""
    try:
        made = make()
    except RefusedError as no:
        tell(no.words)
        return False
    st.session_state[CREATED] = (made.session_id, made.master_code)
    return True


def _seed(typed: str) -> int | bool | None:
    """The seed that was typed: a number, None where there is none, False where it is no seed."""
    digits = "".join(c for c in typed if not c.isspace() and c not in ",_")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits) > LARGEST_SEED:
        return False
    return int(digits)
