"""A comparison as counted worlds: so many better, so many worse, so many the same."""

from __future__ import annotations

from wargame.session.figures import number
from wargame.session.titles import title_of
from wargame.session.worlds import Counted
from wargame.ui.safe import Html, html
from wargame.ui.views.world_sizes import size_words


def world_count(counted: Counted, branch: str, other: str) -> Html:
    """How often and how much: the finding, a bar in three parts, and both branches in numbers.

    ``branch`` and ``other`` are what a room calls the two branches.
    """
    title = title_of(counted.variable.name, counted.variable).words
    total = counted.futures
    up, down = ("better", "worse") if counted.better is not None else ("higher", "lower")
    first = counted.better if counted.better is not None else counted.higher
    second = counted.worse if counted.worse is not None else counted.lower
    if counted.same == total:
        words = f"{title}: the same in all {number(total, 0)} worlds"
    else:
        words = (f"{title}: {up} in {number(first or 0, 0)} of {number(total, 0)} worlds, "
                 f"{down} in {number(second or 0, 0)}")
    parts = [(first or 0, "first"), (counted.same, "same"), (second or 0, "second")]
    bar = html("div", [html("i", class_=name, style=f"width:{100 * n / total:.2f}%")
                       for n, name in parts if n], class_="worlds", aria_hidden="true")
    sizes = [] if counted.same == total else [
        html("p", said, class_="small") for said in size_words(counted, branch, other)]
    return html("div", html("p", words, class_="strong"), bar, sizes, class_="wg worlds-said")
