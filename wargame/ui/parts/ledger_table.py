"""The ledger of a metric: what rules, orders, luck, injects and rulings each did, by turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.session.figures import Figure
from wargame.session.ledger import Entry
from wargame.ui.safe import Html, html
from wargame.ui.views.terms import part

TAGS: Mapping[str, str] = {
    "rule": "The model's own course", "order": "Orders", "chance": "Chance",
    "inject": "Injects", "ruling": "Rulings and dice", "together": "Acting together"}


def ledger_table(entries: Sequence[Entry], turns: int, figure: Figure) -> Html:
    """Turns down, causes across; every line adds up to the change of its turn."""
    tags = [t for t in TAGS if any(e.tag == t and e.amount for e in entries)]
    head = html("thead", html("tr", html("th", "Turn", scope="col"), [
        html("th", TAGS[t], scope="col", class_="number") for t in tags],
        html("th", "Change", scope="col", class_="number")))
    rows = []
    for turn in (*range(1, turns + 1), 0):
        chosen = [e for e in entries if turn in (0, e.turn)]
        cells = [html("td", _amount(sum(e.amount for e in chosen if e.tag == t), figure),
                      class_="number", data_name=TAGS[t]) for t in tags]
        total = _amount(sum(e.amount for e in chosen), figure)
        rows.append(html("tr", html("td", f"Turn {turn}" if turn else "All turns",
                                    class_="" if turn else "strong"), cells,
                         html("td", total, class_="number strong", data_name="Change")))
    return html("div", html("table", head, html("tbody", rows)), class_="wg")


def _amount(amount: float, figure: Figure) -> str:
    return part(figure, amount) if amount else "0"
