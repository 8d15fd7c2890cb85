"""The numbers of an inject's effects, to be changed one by one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wargame.session.content import EffectOn
from wargame.session.dial import Dial
from wargame.session.levers import capital
from wargame.session.refusal import RefusedError
from wargame.session.white_cell_view import AdjustView, InjectView
from wargame.ui.safe import html, one_line
from wargame.ui.screens.console_effect import number_fault, number_label


class EffectNumbers:
    """A field for each effect; `values` reads them in a callback."""

    def __init__(self, inject: InjectView, choices: Sequence[AdjustView]) -> None:
        dials = {c.name: c.dial for c in choices}
        self._inject = inject
        self._fields: list[tuple[EffectOn, str, Dial]] = [
            (effect, words.rpartition(": ")[0], dials.get(effect.name, Dial()))
            for effect, words in zip(inject.values, inject.effects, strict=False)]

    def show(self) -> None:
        """Draw the fields, with the numbers that the cards show."""
        if not self._fields:
            return
        st.html(html("div", html("p", "What it does to the world. Empty a number to leave its "
                                 "effect out.", class_="small muted"), class_="wg"))
        for at, (effect, about, dial) in enumerate(self._fields):
            operation = effect.operation
            words = number_label(dial, operation)
            st.session_state.setdefault(self._key(at), self._typed(at))
            st.number_input(one_line(f"{about}: {words[:1].lower()}{words[1:]}"), value=None,
                            key=self._key(at), format="%.6g", step=None,
                            help=capital(dial.span()) or None if operation == "set" else None)

    def values(self) -> tuple[EffectOn, ...]:
        """The effects with the numbers typed; raises `RefusedError` for one that cannot be."""
        found = []
        for at, (effect, about, dial) in enumerate(self._fields):
            typed = st.session_state.get(self._key(at), self._typed(at))
            if typed is None:
                continue
            if typed == self._typed(at):
                found.append(effect)
                continue
            fault = number_fault(dial, effect.operation, float(typed))
            if fault:
                raise RefusedError("content", f"{about}: {fault} Nothing was changed.")
            found.append(effect.model_copy(
                update={"value": dial.value(effect.operation, float(typed))}))
        return tuple(found)

    def _typed(self, at: int) -> float:
        effect, _, dial = self._fields[at]
        return float(f"{dial.typed(effect.operation, effect.value):.6g}")

    def _key(self, at: int) -> str:
        return f"edit-{self._inject.id}-effect-{at}"
