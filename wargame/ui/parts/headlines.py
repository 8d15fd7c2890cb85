"""The strip of headline metrics: value, change in words, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.parts.mark import picture
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.headline import Headline

WIDTH, HEIGHT, EDGE = 200.0, 32.0, 4.0


def strip(found: Sequence[Headline], palette: Palette, *, started: bool) -> Html:
    """A row of cards; before the first turn there is no change to show."""
    return html("div", html("ul", [_card(h, palette, started) for h in found], class_="cards"),
                class_="wg")


def _card(headline: Headline, palette: Palette, started: bool) -> Html:
    tone = headline.tone or ("muted" if headline.sign == 0 else "")
    moved = f"{headline.arrow} {headline.moved}" if headline.sign else "unchanged"
    parts = [html("span", headline.title, class_="name"), html("span", *value_parts(headline.value),
                                                               class_="value")]
    if started:
        parts.append(html("span", moved, class_=f"move {tone}".strip()))
    if len(headline.path) > 1:
        words = f"{headline.title}, quarter by quarter; now {headline.value}"
        parts.append(html("img", src=picture(sparkline(headline.path, palette)), alt=words))
    return html("li", parts, title=headline.meaning)


def value_parts(text: str) -> tuple[object, ...]:
    """The number apart from its unit, which is set smaller."""
    text = text.replace("per million tokens", "per m tokens").replace("\u00a0", " ")
    before, _, rest = text.partition(" ")
    if before == "USD":
        amount, _, unit = rest.partition(" ")
        return html("span", "USD ", class_="unit"), amount, html("span", f" {unit}", class_="unit")
    return before, html("span", f" {rest}", class_="unit") if rest else ""


def sparkline(path: Sequence[float], palette: Palette) -> str:
    """The way there as a drawing."""
    low, high = min(path), max(path)
    spread = high - low
    across = (WIDTH - 2 * EDGE) / (len(path) - 1)
    points = [(EDGE + at * across,
               HEIGHT / 2 if not spread else
               HEIGHT - EDGE - (value - low) / spread * (HEIGHT - 2 * EDGE))
              for at, value in enumerate(path)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end = points[-1]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
            f'preserveAspectRatio="none"><polyline points="{line}" fill="none" '
            f'stroke="{palette.border}" stroke-width="1.5" vector-effect="non-scaling-stroke"/>'
            f'<path d="M{end[0]:.1f} {end[1]:.1f}h0" stroke="{palette.primary}" stroke-width="7" '
            f'stroke-linecap="round" vector-effect="non-scaling-stroke"/></svg>')
