"""The look: colours in light and dark, one scale of type, and the flags that set them.

Colours are those of the project's design notes: text reaches 4.5 to 1 on both grounds, marks and
borders 3 to 1; actors' hues are Okabe and Ito's (2008), darkened for a white ground.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours of one theme, as hexadecimal strings; ``actors`` in fixed order."""

    name: str
    ground: str
    panel: str
    text: str
    muted: str
    primary: str
    on_primary: str
    border: str
    line: str
    good: str
    warning: str
    bad: str
    actors: tuple[str, ...]


LIGHT = Palette(
    name="light", ground="#FFFFFF", panel="#F3F5F8", text="#16202C", muted="#4A5868",
    primary="#0B5CAD", on_primary="#FFFFFF", border="#768492", line="#D5DBE2",
    good="#1B6E3C", warning="#8A5200", bad="#B3261E",
    actors=("#0072B2", "#B34700", "#007A5A", "#9C4584", "#7A6200", "#00708A", "#4A5568"))
DARK = Palette(
    name="dark", ground="#0F1720", panel="#1A2532", text="#EAF0F6", muted="#A9B7C6",
    primary="#7DB7F5", on_primary="#0F1720", border="#64788C", line="#2C3A4A",
    good="#6FCF97", warning="#F2B84B", bad="#FF8A80",
    actors=("#56B4E9", "#E69F00", "#2CC295", "#E39AC6", "#F0E442", "#7FD6E8", "#B8C2CE"))
PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}

#: Type in pixels: small print, body, and four headings. Nothing is set in any other size.
SIZES = {"small": 14, "body": 16, "h4": 20, "h3": 25, "h2": 31, "h1": 39}
BODY_FONT = "'Atkinson Hyperlegible Next', 'Noto Sans', 'Segoe UI', sans-serif"
HEADING_FONT = BODY_FONT
MONO_FONT = "'JetBrains Mono', 'DejaVu Sans Mono', monospace"
_TEXT = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122"
_EXTENDED = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB"
#: Faces of the two families: family, file, weights, and the signs that the file holds.
FACES = (
    ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next-latin-wght-normal", "200 800",
     _TEXT + ",U+2190-2193,U+2212,U+2215"),
    ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next-latin-ext-wght-normal", "200 800",
     _EXTENDED),
    ("JetBrains Mono", "jetbrains-mono-latin-400-normal", "400", _TEXT),
    ("JetBrains Mono", "jetbrains-mono-latin-700-normal", "700", _TEXT),
)


def font_faces() -> str:
    """The faces as rules of a style sheet, for pages that Streamlit does not draw."""
    return "".join(
        f"@font-face{{font-family:'{family}';src:url(/fonts/{file}.woff2) format('woff2');"
        f"font-weight:{weight};font-display:swap;unicode-range:{signs}}}"
        for family, file, weight, signs in FACES)


def options() -> dict[str, object]:
    """Streamlit's theme options for both themes."""
    found: dict[str, object] = {
        "theme.baseFontSize": SIZES["body"],
        "theme.font": BODY_FONT,
        "theme.headingFont": HEADING_FONT,
        "theme.codeFont": MONO_FONT,
        "theme.fontFaces": [
            {"family": family, "url": f"/fonts/{file}.woff2", "weight": weight,
             "unicodeRange": signs} for family, file, weight, signs in FACES],
        "theme.headingFontSizes": [f"{SIZES[n]}px" for n in ("h1", "h2", "h3", "h4")],
        "theme.baseRadius": "6px",
        "theme.buttonRadius": "6px",
        "theme.showWidgetBorder": True,
        "theme.paddingTop": "1rem",
        "theme.paddingBottom": "1.5rem",
    }
    for palette in PALETTES.values():
        part = f"theme.{palette.name}"
        found |= {
            f"{part}.primaryColor": palette.primary,
            f"{part}.backgroundColor": palette.ground,
            f"{part}.secondaryBackgroundColor": palette.panel,
            f"{part}.textColor": palette.text,
            f"{part}.borderColor": palette.border,
            f"{part}.linkColor": palette.primary,
            f"{part}.codeBackgroundColor": palette.panel,
            f"{part}.codeTextColor": palette.text,
            f"{part}.chartCategoricalColors": list(palette.actors),
        }
    return found


def palette_of(name: str | None) -> Palette:
    """The palette of a theme's name; light where it is not known."""
    return PALETTES.get(name or "", LIGHT)
