"""The choice of a playbook: a card each, of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from wargame.playbook.models import Playbook
from wargame.ui.parts.notice import notice
from wargame.ui.safe import Html, html
from wargame.ui.views.start import PlaybookCard, playbook_cards

NONE = "No playbook can be played. Install wargame again, or repair the ones below."


def playbook_choice(
    found: Mapping[str, Playbook | str], key: str, facts: Callable[[PlaybookCard, Playbook], Html],
    chosen_anew: Callable[[], None] = lambda: None,
) -> str | None:
    """Draw the cards; the name of the chosen playbook, the first playable one to begin with.

    The choice is kept in the session state under ``key``. ``facts`` makes what a card says below
    its summary; ``chosen_anew`` is called after another playbook has been chosen. None where no
    playbook can be played.
    """
    cards = playbook_cards(found)
    playable = [card.name for card in cards if not card.fault]
    chosen = st.session_state.get(key)
    if chosen not in playable:
        chosen = playable[0] if playable else None
    if not playable:
        st.html(notice(NONE))

    def choose(name: str) -> None:
        st.session_state[key] = name
        chosen_anew()

    st.html(html("div", html("h2", "1. Playbook", class_="as3"), class_="wg"))
    for card in cards:
        with st.container(key="card-chosen" if card.name == chosen else f"card-{card.name}"):
            st.html(html("div", _body(card, found[card.name], facts), class_="wg"))
            if card.name != chosen and not card.fault:
                st.button("Choose this playbook", key=f"act-choose-{card.name}", on_click=choose,
                          args=(card.name,))
            elif card.name == chosen and len(playable) > 1:
                st.html(html("div", html("span", "\u2713 Chosen", class_="accent strong"),
                             class_="wg"))
    return None if chosen is None else str(chosen)


def _body(
    card: PlaybookCard, playbook: Playbook | str, facts: Callable[[PlaybookCard, Playbook], Html],
) -> list[Html]:
    title = html("h3", card.title, class_="as2")
    if isinstance(playbook, str):
        return [title, html("p", f"This playbook cannot be played: {card.fault}", class_="bad")]
    return [title, html("p", card.question, class_="strong"), html("p", card.summary),
            facts(card, playbook)]
