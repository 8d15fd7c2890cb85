"""One screen on made-up data, chosen by the address; a page for looking at and for browser tests.

``?screen=team&phase=orders&turns=1&seat=meta``; screens are team, observer, projector, debrief and
explain. Nothing that is done there is kept.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent))
from sample_views import Asking, Samples

from wargame.session.command import SaveDraft
from wargame.session.view import ForecastView, Timer
from wargame.ui import roles
from wargame.ui.games import game
from wargame.ui.screens import debrief, observer, team
from wargame.ui.style import sheet
from wargame.ui.theme import palette_of


@st.cache_resource
def samples(turns: int, phase: str) -> Samples:
    return Samples(game("long_view"), turns, phase)


@st.cache_resource
def cached_look(turns: int, shows: str):
    made = samples(turns, "debrief")
    found = Asking(made).looked_back(shows) if shows in ("luck", "what_if", "ledger") else None
    return lambda: found


def act(made: Samples, wanted) -> bool:
    command = wanted() if callable(wanted) else wanted
    st.session_state.setdefault("acted", []).append(command)
    if isinstance(command, SaveDraft):
        series = {s.name: s for s in made.series()}
        forecasts = tuple(ForecastView(f.metric, series[f.metric].title, series[f.metric].unit,
                                       f.low, f.high) for f in command.forecasts)
        st.session_state["order"] = replace(
            made.order("meta"), levers=command.levers, reason=command.reason,
            free_action=command.free_action, forecasts=forecasts)
    return True


asked = st.query_params
st.set_page_config("wargame", layout="wide", initial_sidebar_state="collapsed")
palette = palette_of(st.context.theme.type)
st.html(sheet(palette))
made = samples(int(asked.get("turns", 1)), asked.get("phase", "orders"))
with st.container(key="page"):
    match asked.get("screen", "team"):
        case "projector":
            view = made.projector(asked.get("shows", "state"), asked.get("metric", ""))
            if asked.get("clock"):
                timer = Timer(float(asked["clock"]), "paused" in asked, 1000.0)
                view = replace(view, room=replace(view.room, timer=timer))
            if asked.get("action"):
                view = replace(view, action=made.action(asked["action"] == "thrown"))
            asking = Asking(made)
            asking.looked_back = cached_look(int(asked.get("turns", 1)), view.shows)
            roles.show(view, partial(act, made), asking, palette, "http://192.168.8.10:8501/")
        case "console":
            view = made.white_cell()
            if "page" in asked:
                st.session_state.setdefault("console-view", asked["page"])
            roles.show(view, partial(act, made), Asking(made), palette,
                       "http://192.168.8.10:8501")
        case "debrief":
            st.session_state.setdefault(debrief.VIEW, asked.get("part", "timeline"))
            debrief.show(made.seat("meta"), partial(act, made), Asking(made), palette)
            st.html('<div class="version"></div>')
        case "observer":
            observer.show(made.observer(), partial(act, made), palette)
        case _:
            view = made.seat(asked.get("seat", "meta"))
            if state := asked.get("order"):
                view = replace(view, order=replace(view.order, state=state, returned="Too short."))
            if "order" in st.session_state:
                view = replace(view, order=st.session_state["order"])
            if asked.get("readonly"):
                view = replace(view, read_only="Another device has taken this seat.")
            team.show(view, partial(act, made), Asking(made), palette)
