"""What the server knows of the device that asks: its cookies, and where it stands."""

from __future__ import annotations

import secrets

import streamlit as st

from wargame.ui.host import DESK, TOKEN, desk_key


def cookie(name: str) -> str | None:
    """A cookie that came with the page."""
    return st.context.cookies.get(name)


def token() -> str | None:
    """The token of the device's seat."""
    return cookie(TOKEN)


def on_this_computer() -> bool:
    """Whether the browser runs on the computer that serves."""
    return st.context.ip_address is None


def may_start() -> bool:
    """Whether the device may start sessions: this computer, or one that holds the desk's key."""
    key, held = desk_key(), cookie(DESK)
    return on_this_computer() or bool(key and held and secrets.compare_digest(key, held))
