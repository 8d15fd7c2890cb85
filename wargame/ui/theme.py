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
BODY_FONT = "'Source Sans', 'Source Sans 3', 'Noto Sans', 'Segoe UI', sans-serif"
MONO_FONT = "'JetBrains Mono', 'DejaVu Sans Mono', monospace"
HEADING_FONT = "'Source Serif', 'Source Serif 4', 'Noto Serif', Georgia, serif"


def flags() -> list[str]:
    """Streamlit's theme options for both themes, as command-line arguments."""
    options = {
        "theme.baseFontSize": str(SIZES["body"]),
        "theme.font": "sans-serif",
        "theme.headingFont": "serif",
        "theme.baseRadius": "6px",
        "theme.buttonRadius": "6px",
        "theme.showWidgetBorder": "true",
        "theme.paddingTop": "1.25rem",
        "theme.paddingBottom": "1.5rem",
    }
    for palette in PALETTES.values():
        part = f"theme.{palette.name}"
        options |= {
            f"{part}.primaryColor": palette.primary,
            f"{part}.backgroundColor": palette.ground,
            f"{part}.secondaryBackgroundColor": palette.panel,
            f"{part}.textColor": palette.text,
            f"{part}.borderColor": palette.border,
            f"{part}.linkColor": palette.primary,
            f"{part}.codeBackgroundColor": palette.panel,
            f"{part}.codeTextColor": palette.text,
        }
    return [f"--{name}={value}" for name, value in options.items()]


def palette_of(name: str | None) -> Palette:
    """The palette of a theme's name; light where it is not known."""
    return PALETTES.get(name or "", LIGHT)
