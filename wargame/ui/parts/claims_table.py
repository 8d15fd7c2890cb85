"""The table of outcomes: claims, tests, thresholds, pass or fail in words and by sign."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.safe import Html, html
from wargame.ui.views.claims import BATCH, HOLDS, NEARLY, Claim, Test

TONES = {HOLDS: "good", NEARLY: "warning", BATCH: "muted"}


def claims_table(found: Sequence[Claim]) -> Html:
    """All claims with their tests."""
    return html("div", [_claim(c) for c in found], class_="wg")


def verdict_list(found: Sequence[Claim]) -> Html:
    """The claims alone, without their tests."""
    rows = []
    for claim in found:
        tone = TONES.get(claim.state, "bad")
        words = html("div", claim.text, html("small", f": {claim.words}", class_=f"strong {tone}"))
        rows.append(html("li", html("span", claim.sign, class_=f"sign {tone}", aria_hidden="true"),
                         html("span", claim.claim, class_="strong serif"), words))
    return html("div", html("ul", rows, class_="verdicts"), class_="wg")


def count_bar(holds: int, total: int) -> Html:
    """So many of so many worlds, as words and as a bar."""
    part = 100.0 * holds / total if total else 0.0
    return html("span", html("span", html("i", style=f"width:{part:.1f}%"), class_="track",
                             aria_hidden="true"), f"{holds} of {total}", class_="count small")


def _claim(claim: Claim) -> Html:
    tone = TONES.get(claim.state, "bad")
    verdict = html("span", html("span", claim.words, class_=f"strong {tone}"), class_="verdict")
    head = html("header", html("span", claim.sign, class_=f"sign {tone}", aria_hidden="true"),
                html("span", claim.claim, class_="strong serif"), html("h4", claim.text), verdict)
    body: list[Html] = []
    if claim.why:
        body.append(html("p", f"{claim.why[:1].upper()}{claim.why[1:]}.", class_="small muted"))
    if claim.tests:
        body.append(_tests(claim))
    return html("section", head, body, class_="claim")


def _tests(claim: Claim) -> Html:
    counted = claim.futures is not None
    heads = ["Sign", "Now", "Holds with", "Verdict", *(["Futures that pass"] if counted else [])]
    head = html("thead", html("tr", [html("th", h, scope="col") for h in heads]))
    rows = [_test(t, claim.count if counted else None) for t in claim.tests]
    if counted and len(claim.tests) > 1:
        cells = [html("td", "All signs together", class_="muted"), html("td"), html("td"),
                 html("td"), html("td", count_bar(claim.futures or 0, claim.count),
                                  data_name="Futures that pass")]
        rows.append(html("tr", cells))
    return html("table", head, html("tbody", rows))


def _test(test: Test, count: int | None) -> Html:
    tone = "good" if test.passes else "bad"
    verdict = html("span", html("span", test.sign, class_="sign little", aria_hidden="true"), " ",
                   test.words, class_=tone, style="white-space:nowrap")
    cells = [html("td", test.label), html("td", test.value, class_="strong", data_name="Now"),
             html("td", test.threshold, data_name="Holds with"),
             html("td", verdict, data_name="Verdict")]
    if count is not None and test.futures is not None:
        cells.append(html("td", count_bar(test.futures, count), data_name="Futures that pass"))
    return html("tr", cells)
