"""A seat's draft between keystrokes and the session: every field that is left is saved there."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from wargame.session.command import SaveDraft, SubmitOrder
from wargame.session.content import Forecast
from wargame.session.view import SeatView
from wargame.ui.ask import Act
from wargame.ui.telling import tell
from wargame.ui.views.orders import OrderForm
from wargame.ui.views.seat_orders import can_write, seat_form

MOST_FORECASTS = 3
#: Signs of a reason and of a free action that the record takes.
MOST_REASON, MOST_FREE = 300, 1000
WORDS = "team-words"


@dataclass
class Drafting:
    """The draft as the session has it, changed by the callbacks of one run and saved at once.

    A page that may not write has other keys, so that what it shows is the session's draft and not
    what was once typed here.
    """

    view: SeatView
    form: OrderForm
    act: Act
    levers: dict[str, float]
    reason: str
    free_action: str
    forecasts: dict[int, Forecast] = field(default_factory=dict)

    @property
    def writable(self) -> bool:
        """Whether this page can change the draft."""
        return can_write(self.view)

    @property
    def prefix(self) -> str:
        """How the keys of the widgets begin."""
        live = not self.view.read_only
        return f"{'order' if live else 'seen'}-{self.view.room.turn}"

    def keep_lever(self, name: str, value: float) -> None:
        """A lever was moved."""
        self.levers[name] = round(value, 9)
        self.save()

    def keep_reason(self) -> None:
        """The reason was written."""
        self.reason = self._written("reason", MOST_REASON)
        self.save()

    def keep_free_action(self) -> None:
        """The free action was written."""
        self.free_action = self._written("free", MOST_FREE)
        self.save()

    def _written(self, field: str, most: int) -> str:
        """What a field holds, cut to what the record takes; a longer paste is not refused."""
        key = f"{self.prefix}-{field}"
        text = str(st.session_state.get(key) or "")
        if len(text) > most:
            text = text[:most].rstrip()
            st.session_state[key] = text
            tell(f"Only the first {most:,} signs fit; the rest was cut off.", good=True)
        return text

    def keep_forecast(self, at: int, forecast: Forecast | None) -> None:
        """A forecast was made, or emptied."""
        if forecast is None:
            self.forecasts.pop(at, None)
        else:
            self.forecasts[at] = forecast
        self.save()

    def clear_levers(self) -> None:
        """Put every lever back to where it stands."""
        self.levers.clear()
        for name in self.form.fields:
            st.session_state.pop(f"{self.prefix}-{name.name}", None)
        self.save()

    def save(self) -> None:
        """Give the draft to the session."""
        self.act(self.command)

    def command(self) -> SaveDraft:
        """The draft as a command; levers that stay where they stand are left out."""
        return SaveDraft(
            turn=self.view.room.turn, levers=self.form.changed(self.levers),
            reason=" ".join(self.reason.split()), free_action=self.free_action.strip(),
            forecasts=tuple(self.forecasts[at] for at in sorted(self.forecasts)))

    def seal(self) -> None:
        """Seal the draft if nothing is missing, else say what is."""
        lacking = [words for lacks, words in (
            (not self.reason.strip(), "write why in one line"),
            (not self.forecasts, "forecast one number")) if lacks]
        if lacking:
            st.session_state[WORDS] = f"Not sealed yet: {', and '.join(lacking)}."
            return
        st.session_state.pop(WORDS, None)
        self.act(SubmitOrder(turn=self.view.room.turn))


def drafting(view: SeatView, act: Act) -> Drafting:
    """The draft of the seat's order."""
    order = view.order
    return Drafting(
        view, seat_form(view), act, dict(order.levers), order.reason, order.free_action,
        {at: Forecast(metric=f.metric, low=f.low, high=f.high)
         for at, f in enumerate(order.forecasts)})
