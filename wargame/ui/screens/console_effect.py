"""The field that makes an effect: which quantity, whose, and how it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from wargame.session.content import EffectOn, Operation
from wargame.session.dial import Dial
from wargame.session.figures import in_words, trimmed
from wargame.session.levers import capital
from wargame.session.titles import in_sentence, spelt
from wargame.session.white_cell_view import AdjustView
from wargame.ui.safe import html, one_line

#: Short enough for one row.
OPERATIONS: Mapping[Operation, str] = {"set": "Set to", "add": "Change by", "scale": "Multiply"}
#: Of effective compute, of which the model has logarithms.
LEVEL: Mapping[Operation, str] = {"set": "Set to", "add": "Multiply"}
EVERYBODY = "*"
#: Of a meaning behind a title, in a list.
MEANING = 60


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
            format_func=lambda n: called(self._by_name[n]), persist_state="session")
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen.members:
            whose = {EVERYBODY: "Everybody", **dict(chosen.members)}
            st.selectbox("Whose", list(whose), index=None, key=self._member_key(chosen),
                         placeholder="Choose whose", format_func=lambda m: one_line(whose[m]))
        ways = LEVEL if chosen.dial.level else OPERATIONS
        if st.session_state.get(self._key("operation")) not in ways:
            st.session_state[self._key("operation")] = "set"
        st.segmented_control("How", list(ways), required=True, key=self._key("operation"),
                             format_func=ways.__getitem__)
        st.number_input(
            number_label(chosen.dial, self._operation()), value=None, key=self._value_key(chosen),
            placeholder="A number", format="%.6g", step=None)
        st.html(html("div", html("p", self._words(chosen), class_="small muted"), class_="wg"))

    def lacks(self) -> str:
        """What is missing before the field makes an effect, or nothing."""
        chosen = self._chosen()
        if chosen is None:
            return ""
        if chosen.members and not st.session_state.get(self._member_key(chosen)):
            return "Choose whose quantity changes."
        number = st.session_state.get(self._value_key(chosen))
        if number is None:
            return "Write by how much it changes, or clear the quantity."
        return number_fault(chosen.dial, self._operation(), float(number))

    def value(self) -> EffectOn | None:
        """The effect, or None where no quantity or number was given."""
        chosen = self._chosen()
        number = st.session_state.get(self._value_key(chosen)) if chosen else None
        if chosen is None or number is None:
            return None
        member = st.session_state.get(self._member_key(chosen)) if chosen.members else None
        if chosen.members and not member:
            return None
        if self.lacks():
            return None
        operation = self._operation()
        return EffectOn(name=chosen.name, member=None if member == EVERYBODY else member,
                        operation=operation, value=chosen.dial.value(operation, float(number)))

    def clear(self) -> None:
        """Empty the field."""
        chosen = self._chosen()
        if chosen is not None:
            st.session_state[self._value_key(chosen)] = None
        st.session_state[self._key("name")] = None

    def _chosen(self) -> AdjustView | None:
        return self._by_name.get(str(st.session_state.get(self._key("name")) or ""))

    def _operation(self) -> Operation:
        found: Operation = st.session_state.get(self._key("operation")) or "set"
        return found

    def _words(self, chosen: AdjustView) -> str:
        """Where the quantity stands, what it can be, and what it is."""
        now, dial = self._present(chosen), chosen.dial
        stands = f"Now {in_words(trimmed(dial.figure), now)}; " if now is not None else ""
        words = capital(f"{stands}{dial.span()}".strip(" ;"))
        meaning = chosen.meaning.strip().rstrip(".")
        # Of a logarithm shown as a multiple the meaning speaks of another number.
        if dial.level or said_already(chosen):
            return words
        return f"{words} {capital(meaning)}."

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


def called(choice: AdjustView) -> str:
    """A quantity in a list: its title, and what it means where that is a bare name."""
    bare = choice.title.lower().startswith(spelt(choice.name))
    if not bare or said_already(choice):
        return one_line(choice.title)
    meaning = choice.meaning.strip().rstrip(".")
    return f"{one_line(choice.title)}: {one_line(in_sentence(meaning), MEANING)}"


def said_already(choice: AdjustView) -> bool:
    """Whether the meaning says no more than the title."""
    meaning = choice.meaning.strip().rstrip(".").lower()
    return not meaning or meaning in choice.title.lower() or choice.title.lower() in meaning


def number_label(dial: Dial, operation: Operation) -> str:
    """The label of a field for a number, with its unit."""
    unit = one_line(dial.unit(operation))
    words = "Multiply by" if unit == "times" else OPERATIONS[operation]
    return words if unit in ("", "times") else f"{words}, in {'percent' if unit == '%' else unit}"


def number_fault(dial: Dial, operation: Operation, typed: float) -> str:
    """Why a number that was typed cannot be, in a sentence; empty where it can."""
    try:
        return capital(dial.fault(operation, dial.value(operation, typed)))
    except ValueError as error:
        return str(error)
