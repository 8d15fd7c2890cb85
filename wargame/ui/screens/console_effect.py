"""The field that makes an effect: which quantity, whose, and how it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from wargame.session.content import EffectOn
from wargame.session.white_cell_view import AdjustView
from wargame.ui.safe import html, one_line

OPERATIONS = {"set": "Set it to", "add": "Move it by", "scale": "Multiply it by"}

EVERYBODY = "*"
#: Units that people read in percent.
SHARES = ("share", "fraction", "probability")


class EffectField:
    """Widgets under keys that begin with ``prefix``; `value` reads them in a callback."""

    def __init__(self, choices: Sequence[AdjustView], prefix: str) -> None:
        self._by_name = {c.name: c for c in choices}
        self._prefix = prefix

    def _key(self, part: str) -> str:
        return f"{self._prefix}-{part}"

    def show(self, *, optional: bool = False) -> None:
        """Draw the widgets; ``optional`` lets the quantity stay empty."""
        names = list(self._by_name)
        st.selectbox(
            "Quantity", names, index=None, key=self._key("name"),
            placeholder="None: words only" if optional else "Type to search",
            format_func=lambda n: one_line(self._by_name[n].title), persist_state="session")
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen.members:
            whose = {EVERYBODY: "Everybody", **dict(chosen.members)}
            st.selectbox("Whose", list(whose), index=None, key=self._member_key(chosen),
                         placeholder="Choose whose", format_func=lambda m: one_line(whose[m]))
        operation = st.segmented_control(
            "How", list(OPERATIONS), default="set", required=True, key=self._key("operation"),
            format_func=OPERATIONS.__getitem__)
        now = self._present(chosen)
        st.number_input(
            _label(chosen, str(operation)), value=None, key=self._value_key(chosen),
            placeholder="A number", format="%.6g", step=None)
        scale, unit = _scale(chosen)
        unit = f" {unit}" if unit else ""
        stands = f"It stands at {now * scale:.4g}{unit}" if now is not None else "It can be"
        span = f", from {chosen.low * scale:.4g} to {chosen.high * scale:.4g}{unit}" if (
            chosen.low < chosen.high) else ""
        st.html(html("div", html("p", f"{stands}{span}. {chosen.meaning}",
                                 class_="small muted"), class_="wg"))

    def lacks(self) -> str:
        """What is missing before the field makes an effect, or nothing."""
        chosen = self._chosen()
        if chosen is None:
            return ""
        if chosen.members and not st.session_state.get(self._member_key(chosen)):
            return "Choose whose quantity changes."
        if st.session_state.get(self._value_key(chosen)) is None:
            return "Write by how much it changes, or clear the quantity."
        return ""

    def value(self) -> EffectOn | None:
        """The effect, or None where no quantity or number was given."""
        chosen = self._chosen()
        number = st.session_state.get(self._value_key(chosen)) if chosen else None
        if chosen is None or number is None:
            return None
        member = st.session_state.get(self._member_key(chosen)) if chosen.members else None
        if chosen.members and not member:
            return None
        operation = st.session_state.get(self._key("operation")) or "set"
        scale = 1.0 if operation == "scale" else _scale(chosen)[0]
        return EffectOn.model_validate({
            "name": chosen.name, "member": None if member == EVERYBODY else member,
            "operation": operation, "value": float(number) / scale})

    def clear(self) -> None:
        """Empty the field."""
        chosen = self._chosen()
        if chosen is not None:
            st.session_state[self._value_key(chosen)] = None
        st.session_state[self._key("name")] = None

    def _chosen(self) -> AdjustView | None:
        return self._by_name.get(str(st.session_state.get(self._key("name")) or ""))

    def _member_key(self, chosen: AdjustView) -> str:
        return self._key(f"member-{chosen.name}")

    def _value_key(self, chosen: AdjustView) -> str:
        return self._key(f"value-{chosen.name}")

    def _present(self, chosen: AdjustView) -> float | None:
        keys = [m for m, _ in chosen.members]
        member: Any = st.session_state.get(self._member_key(chosen))
        if keys and member not in keys:
            return None
        at = keys.index(member) if keys else 0
        return chosen.present[at] if at < len(chosen.present) else None


def _label(chosen: AdjustView, operation: str) -> str:
    unit = one_line(_scale(chosen)[1])
    if operation == "scale" or not unit:
        return OPERATIONS[operation]
    return f"{OPERATIONS[operation]}, in {'percent' if unit == '%' else unit}"


def _scale(chosen: AdjustView) -> tuple[float, str]:
    """How many of the unit that people read are in one of the model's, and that unit."""
    if chosen.unit in SHARES:
        return 100.0, "%"
    return 1.0, "" if chosen.unit == "1" else chosen.unit
