"""What all charts share: fonts, colours and axes, as a plain Vega-Lite dict."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wargame.ui.theme import BODY_FONT, SIZES, Palette

Spec = dict[str, Any]


def config(palette: Palette) -> Spec:
    """Vega-Lite's configuration for a theme."""
    small = SIZES["small"]
    axis = {"labelColor": palette.muted, "titleColor": palette.muted, "labelFontSize": small,
            "titleFontSize": small, "titleFontWeight": "normal", "domainColor": palette.border,
            "tickColor": palette.border, "gridColor": palette.line, "labelFont": BODY_FONT,
            "titleFont": BODY_FONT, "labelPadding": 6}
    return {"background": "transparent", "font": BODY_FONT, "axis": axis, "view": {"stroke": None},
            "text": {"font": BODY_FONT, "fontSize": small, "color": palette.text}}


def draw(spec: Spec, *, key: str, alt: str) -> None:
    """Show a chart over the whole width, with its words for those who cannot see it."""
    st.vega_lite_chart(None, spec, width="stretch", height="content",
                       theme=None, key=key, alt=alt)
