"""Colours, sizes and the drawing of Vega-Lite dicts as SVG, without a request to anybody."""

from __future__ import annotations

import json
import re
from typing import Any

Spec = dict[str, Any]

TEXT, MUTED, LINE, PANEL = "#16202C", "#4A5868", "#D5DBE2", "#F3F5F8"
PRIMARY, BORDER = "#0B5CAD", "#768492"
GOOD, WARNING, BAD = "#1B6E3C", "#8A5200", "#B3261E"
#: Hues of Okabe and Ito (2008), darkened for a white ground.
HUES = ("#0072B2", "#B34700", "#007A5A", "#9C4584", "#7A6200")
#: Named as in the page; letters are measured with a face of much the same widths.
FONT = "Arial"
WIDTH = 680


def config() -> Spec:
    """What all charts share."""
    return {
        "background": "#FFFFFF", "font": FONT, "view": {"stroke": None},
        "axis": {"labelColor": TEXT, "titleColor": MUTED, "labelFontSize": 13,
                 "titleFontSize": 13, "titleFontWeight": "normal", "gridColor": LINE,
                 "domainColor": BORDER, "tickColor": BORDER, "labelLimit": 330, "titlePadding": 8},
        "text": {"color": TEXT, "fontSize": 13},
        "header": {"labelColor": TEXT, "labelFontSize": 14, "title": None},
        "legend": {"labelColor": TEXT, "titleColor": MUTED, "labelFontSize": 13,
                   "titleFontSize": 13, "titleFontWeight": "normal", "labelLimit": 300},
    }


def svg(spec: Spec) -> str:
    """A Vega-Lite dict as SVG text, to stand in a page; it scales with its width."""
    import vl_convert

    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json",
             "padding": {"left": 2, "right": 8, "top": 4, "bottom": 4},
             "config": config(), **spec}
    drawn = str(vl_convert.vegalite_to_svg(json.dumps(whole)))
    drawn = re.sub(r'<svg([^>]*?) width="([\d.]+)" height="([\d.]+)"', _scaling, drawn, count=1)
    return drawn.replace("\x00", "")


def _scaling(found: re.Match[str]) -> str:
    """Shrinks with its place down to a readable width, and scrolls below that."""
    rest, width, height = found.groups()
    least = min(520.0, float(width))
    return (f'<svg{rest} width="{width}" height="{height}" '
            f'style="max-width:100%;min-width:{least:g}px;height:auto"')
