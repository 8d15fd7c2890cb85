"""The order form: a slider, a scale of stops or a choice for every lever of the seat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from wargame.ui.safe import html, label
from wargame.ui.views.orders import Field, Group, OrderForm

#: Choices whose names together are this short stand on one line.
ONE_LINE = 24
#: So many groups of levers stand open; further ones open on demand.
OPEN = 2


@dataclass(frozen=True)
class Desk:
    """Where drafted values are read and kept; ``prefix`` begins the keys of the widgets."""

    draft: Mapping[str, float]
    keep: Callable[[str, float], None]
    prefix: str
    locked: bool = False
    open_groups: int = OPEN

    def value(self, field: Field) -> float:
        """The drafted value of a lever, else where it stands."""
        return self.draft.get(field.name, field.present)


def order_fields(form: OrderForm, desk: Desk) -> None:
    """All levers in groups; the style sheet lays two beside each other where there is room."""
    for at, group in enumerate(form.groups):
        if at < desk.open_groups:
            st.html(html("div", html("h4", group.title), class_="wg"))
            _group(desk, group)
            continue
        with st.expander(label(_counted(desk, group)), key=f"levers-{form.turn}-{at}"):
            _group(desk, group)


def _counted(desk: Desk, group: Group) -> str:
    """The title of a closed group, with how many of its levers were moved."""
    count = len(group.fields)
    moved = sum(f.moved(desk.value(f)) for f in group.fields)
    levers = "1 lever" if count == 1 else f"{count} levers"
    return f"{group.title}: {levers}" + (f", {moved} moved" if moved else "")


def _group(desk: Desk, group: Group) -> None:
    with st.container(key=f"levergrid-{group.fields[0].name}"):
        for field in group.fields:
            with st.container(key=f"lever-{field.name}"):
                _field(desk, field)


def _field(desk: Desk, field: Field) -> None:
    key = f"{desk.prefix}-{field.name}"
    value = desk.value(field)
    words = field.words
    if words.lever.choices:
        _choice(desk, key, field, value)
    elif words.wide:
        st.select_slider(
            label(words.title), words.stops(value), value=value, format_func=words.text, key=key,
            help=label(field.note), disabled=desk.locked,
            on_change=_keep(desk, key, field.name, lambda chosen: chosen))
    else:
        _slider(desk, key, field, value)
    _present(desk, field)


def _slider(desk: Desk, key: str, field: Field, value: float) -> None:
    words, scale = field.words, field.scale
    low, high = words.lever.low * scale, words.lever.high * scale
    st.slider(
        label(words.title), float(low), float(high), min(max(value * scale, low), high),
        words.step, words.format, key=key, help=label(field.note), disabled=desk.locked,
        on_change=_keep(desk, key, field.name, lambda shown: shown / scale))


def _choice(desk: Desk, key: str, field: Field, value: float) -> None:
    words = field.words
    names = [words.text(choice) for choice in words.lever.choices]
    st.radio(
        label(words.title), range(len(names)), index=min(max(round(value), 0), len(names) - 1),
        format_func=lambda at: label(names[at]), key=key, help=label(field.note),
        horizontal=sum(map(len, names)) <= ONE_LINE, disabled=desk.locked,
        on_change=_keep(desk, key, field.name, float))


def _keep(
    desk: Desk, key: str, name: str, read: Callable[[float], float],
) -> Callable[[], None]:
    """Copy a widget's value into the draft, which outlives the widget."""
    def keep() -> None:
        desk.keep(name, read(st.session_state[key]))

    return keep


def _present(desk: Desk, field: Field) -> None:
    """What the lever does, between which bounds, and where it stood if it was moved."""
    value = desk.value(field)
    words = field.words
    shown: list[str] = [words.meaning]
    if not words.lever.choices:
        shown.append(f" {words.bounds}.")
    if field.moved(value):
        shown += [f" Stands at {words.text(field.present)} \u2192 ", html("b", words.text(value))]
    st.html(html("div", html("div", shown, class_="was"), class_="wg"))
