"""Short messages: what is empty, what went wrong, what runs in the background."""

from __future__ import annotations

from wargame.ui.safe import Html, html


def empty(title: str, words: str) -> Html:
    """A place where something will be."""
    return html("div", html("div", html("h4", title), html("p", words, style="margin:8px auto 0"),
                            class_="empty"), class_="wg")


def notice(words: str) -> Html:
    """Something that people should know, or that did not work."""
    return html("div", html("div", words, class_="notice", role="status"), class_="wg")


def foot(words: str, *, ready: bool, working: bool) -> Html:
    """The foot of the page, with a dot for what runs in the background."""
    dot = html("span", class_="dot" if ready else "dot waiting", aria_hidden="true")
    shown = dot if ready or working else ""
    return html("div", html("div", shown, words, class_="foot"), class_="wg")
