"""Tabs: one choice over the views of a page, whose address holds the one that is open.

So a reload, a new connection and a step back in the browser all find the tab that was open. The
address holds the tab and its moment, never who looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Template

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_COUNT = Template('.st-key-$key button:nth-of-type($at) p::after { content: " ($count)"; }')


@dataclass(frozen=True)
class Tabs:
    """The tabs that a page offers now: ``names`` by view, ``first`` opens unless another is asked.

    ``key`` names the control, ``parameter`` the part of the address. In another ``moment`` the
    first one opens again, except over a view among ``keep``, where somebody may be writing.
    """

    key: str
    names: Mapping[str, str]
    first: str
    parameter: str = "tab"
    moment: str = ""
    keep: frozenset[str] = field(default_factory=frozenset)

    def settle(self) -> str:
        """The view that is open; call it before `draw`, which needs it settled."""
        seen, held = f"{self.key}-moment", st.session_state
        fresh = seen not in held or self.key not in held
        came = self._asked() if fresh or _stepped_back() else None
        view = held.get(self.key) if came is None else came
        if came is None and held.get(seen) != self.moment and view not in self.keep:
            view = None
        held[seen] = self.moment
        if view not in self.names:
            view = self.first
        if held.get(self.key) != view:
            held[self.key] = view
        return str(view)

    def draw(self, label: str, waiting: Mapping[str, int]) -> None:
        """The control; ``waiting`` counts what waits behind a tab.

        A browser tells which tab was clicked by its label, and a label that has changed meanwhile
        is a lost click. So counts are no part of labels: the style sheet writes them behind.
        """
        chosen = st.segmented_control(
            label, list(self.names), key=self.key, required=True, label_visibility="collapsed",
            wrap=True, format_func=self.names.__getitem__)
        counts = [_COUNT.substitute(key=self.key, at=at, count=waiting[view])
                  for at, view in enumerate(self.names, 1) if waiting.get(view)]
        st.html(f"<style>{''.join(counts)}</style>")
        address = f"{chosen}.{self.moment}" if self.moment else str(chosen)
        known = st.query_params.get(self.parameter)
        if known != address and (known is not None or chosen != self.first):
            st.query_params[self.parameter] = address

    def _asked(self) -> str | None:
        """The view that the address names, if it still counts."""
        view, _, moment = str(st.query_params.get(self.parameter, "")).partition(".")
        counts = view in self.names and (moment == self.moment or view in self.keep)
        return view if counts else None


def _stepped_back() -> bool:
    """Whether this run was asked for by the browser's back or forward button."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
