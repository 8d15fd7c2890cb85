"""The field that makes an effect: which quantity, whose, and how it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from wargame.session.content import EffectOn
from wargame.session.white_cell_view import AdjustView
from wargame.ui.safe import html, one_line

OPERATIONS = {"set": "Set it to", "add": "Move it by", "scale": "Multiply it by"}


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
            st.selectbox("Whose", [m for m, _ in chosen.members], key=self._member_key(chosen),
                         format_func=lambda m: one_line(dict(chosen.members)[m]))
        operation = st.segmented_control(
            "How", list(OPERATIONS), default="set", required=True, key=self._key("operation"),
            format_func=OPERATIONS.__getitem__)
        now = self._present(chosen)
        st.number_input(
            _label(chosen, str(operation)), value=None, key=self._value_key(chosen),
            placeholder="A number", format="%.6g", step=None)
        bounds = f"It stands at {now:.4g}" if now is not None else "It stands at its own value"
        span = f"; from {chosen.low:g} to {chosen.high:g}" if chosen.low < chosen.high else ""
        unit = f" {chosen.unit}" if chosen.unit not in ("", "1") else ""
        st.html(html("div", html("p", f"{bounds}{unit}{span}. {chosen.meaning}",
                                 class_="small muted"), class_="wg"))

    def value(self) -> EffectOn | None:
        """The effect, or None where no quantity or number was given."""
        chosen = self._chosen()
        number = st.session_state.get(self._value_key(chosen)) if chosen else None
        if chosen is None or number is None:
            return None
        member = st.session_state.get(self._member_key(chosen)) if chosen.members else None
        operation = st.session_state.get(self._key("operation")) or "set"
        return EffectOn.model_validate({"name": chosen.name, "member": member,
                                        "operation": operation, "value": float(number)})

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
        at = keys.index(member) if member in keys else 0
        return chosen.present[at] if at < len(chosen.present) else None


def _label(chosen: AdjustView, operation: str) -> str:
    unit = one_line(chosen.unit) if chosen.unit not in ("", "1") else ""
    if operation == "scale" or not unit:
        return OPERATIONS[operation]
    return f"{OPERATIONS[operation]}, in {unit}"
