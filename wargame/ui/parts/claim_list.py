"""The playbook's claims against a game that was played."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.session.debrief_view import ClaimView
from wargame.ui.parts.notice import empty
from wargame.ui.safe import Html, html

#: Tone and sign of a verdict, by its first word; what one game cannot tell has neither.
LOOKS = {"holds": ("good", "\u2713"), "nearly": ("warning", "\u2248"), "fails": ("bad", "\u00d7")}


def claim_list(claims: Sequence[ClaimView]) -> Html:
    """All claims with their tests."""
    if not claims:
        return empty("No claims", "This playbook does not say what it expects to happen.")
    return html("div", [_claim(c) for c in claims], class_="wg")


def _claim(claim: ClaimView) -> Html:
    tone, sign = next((look for word, look in LOOKS.items() if claim.words.startswith(word)),
                      ("muted", "?"))
    head = html("header", html("span", sign, class_=f"sign {tone}", aria_hidden="true"),
                html("span", claim.claim, class_="strong"), html("h4", claim.text),
                html("span", html("span", claim.words, class_=f"strong {tone}"),
                     class_="verdict"))
    body: list[Html] = []
    if claim.why:
        body.append(html("p", claim.why, class_="small muted"))
    if claim.tests:
        titles = html("thead", html("tr", [html("th", h, scope="col") for h in
                                           ("Sign", "At the end", "Holds with", "Verdict")]))
        rows = [html("tr", html("td", words), html("td", value, class_="strong",
                                                   data_name="At the end"),
                     html("td", bound, data_name="Holds with"), html(
            "td", "passes" if passed else "does not pass", class_="good" if passed else "bad",
            data_name="Verdict")) for words, value, bound, passed in claim.tests]
        body.append(html("table", titles, html("tbody", rows)))
    return html("section", head, body, class_="claim")
