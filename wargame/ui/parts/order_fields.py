"""The order form: a slider, a scale of stops or a choice for every lever of the seat."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from wargame.ui.safe import html, label
from wargame.ui.state import draft
from wargame.ui.views.orders import Field, Group, OrderForm

#: Choices whose names together are this short stand on one line.
ONE_LINE = 24
#: So many groups of levers stand open; further ones open on demand.
OPEN = 2


def order_fields(form: OrderForm) -> None:
    """All levers in groups, two beside each other where there is room."""
    for at, group in enumerate(form.groups):
        if at < OPEN:
            st.html(html("div", html("h4", group.title), class_="wg"))
            _group(form, group)
            continue
        with st.expander(label(_counted(group)), key=f"levers-{form.turn}-{at}"):
            _group(form, group)


def _counted(group: Group) -> str:
    """The title of a closed group, with how many of its levers were moved."""
    count = len(group.fields)
    moved = sum(f.moved(draft().get(f.name, f.present)) for f in group.fields)
    levers = "1 lever" if count == 1 else f"{count} levers"
    return f"{group.title}: {levers}" + (f", {moved} moved" if moved else "")


def _group(form: OrderForm, group: Group) -> None:
    for at in range(0, len(group.fields), 2):
        columns = st.columns(2, gap="large")
        for column, field in zip(columns, group.fields[at:at + 2], strict=False):
            with column, st.container(key=f"lever-{field.name}"):
                _field(form.turn, field)


def _field(turn: int, field: Field) -> None:
    key = f"order-{turn}-{field.name}"
    value = draft().get(field.name, field.present)
    words = field.words
    if words.lever.choices:
        _choice(key, field, value)
    elif words.wide:
        st.select_slider(
            label(words.title), words.stops(value), value=value, format_func=words.text, key=key,
            help=label(field.note), on_change=_keep(key, field.name, lambda chosen: chosen))
    else:
        _slider(key, field, value)
    _present(field)


def _slider(key: str, field: Field, value: float) -> None:
    words, scale = field.words, field.scale
    low, high = words.lever.low * scale, words.lever.high * scale
    st.slider(
        label(words.title), float(low), float(high), min(max(value * scale, low), high),
        words.step, words.format, key=key, help=label(field.note),
        on_change=_keep(key, field.name, lambda shown: shown / scale))


def _choice(key: str, field: Field, value: float) -> None:
    words = field.words
    names = [words.text(choice) for choice in words.lever.choices]
    st.radio(
        label(words.title), range(len(names)), index=min(max(round(value), 0), len(names) - 1),
        format_func=lambda at: label(names[at]), key=key, help=label(field.note),
        horizontal=sum(map(len, names)) <= ONE_LINE,
        on_change=_keep(key, field.name, float))


def _keep(key: str, name: str, read: Callable[[float], float]) -> Callable[[], None]:
    """Copy a widget's value into the draft, which outlives the widget."""
    def keep() -> None:
        draft()[name] = read(st.session_state[key])

    return keep


def _present(field: Field) -> None:
    value = draft().get(field.name, field.present)
    words = field.words
    stands = words.text(field.present)
    bounds = "" if words.lever.choices else f"{field.bounds}; "
    shown: list[str] = [bounds, "stands at ", stands]
    if field.moved(value):
        shown += [" \u2192 ", html("b", words.text(value))]
    if not words.lever.choices or field.moved(value):
        st.html(html("div", html("div", shown, class_="was"), class_="wg"))
