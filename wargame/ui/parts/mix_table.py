"""Policy mixes as a table: middle, nine of ten futures, and futures within the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.batch.analysis.wording import mix_words
from wargame.session.figures import Figure
from wargame.ui.parts.claims_table import count_bar
from wargame.ui.safe import Html, html

if TYPE_CHECKING:
    import pandas as pd


def mix_table(frame: pd.DataFrame, figure: Figure, enough: str) -> Html:
    """One row for each mix; ``enough`` is the threshold in words."""
    enough = f"{enough[:1].upper()}{enough[1:]}"
    counted = bool((frame["met"] >= 0).any())
    heads = ["Mix", "Middle", "Nine of ten futures", *([enough] if counted else [])]
    head = html("thead", html("tr", [html("th", h, scope="col") for h in heads]))
    rows = []
    for row in frame.to_dict("records"):
        cells = [html("td", mix_words(str(row["mix_name"])), class_="strong"),
                 html("td", figure.text(float(row["q50"])), data_name="Middle"),
                 html("td", figure.span(float(row["q05"]), float(row["q95"]), "to"),
                      data_name="Nine of ten futures")]
        if counted:
            cells.append(html("td", count_bar(max(int(row["met"]), 0), int(row["count"])),
                              data_name=enough))
        rows.append(html("tr", cells))
    return html("div", html("table", head, html("tbody", rows)), class_="wg")
