"""Colours that can be read, one scale of type, and the command that starts the app."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from wargame.ui import routes, serve, theme
from wargame.ui.style import sheet


def luminance(colour: str) -> float:
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda p: p.name)
def test_text_and_marks_can_be_read_in_both_themes(palette):
    for ground in (palette.ground, palette.panel):
        for colour in (palette.text, palette.muted, palette.primary, palette.good,
                       palette.warning, palette.bad):
            assert contrast(colour, ground) >= 4.5
        assert contrast(palette.border, ground) >= 3
    assert contrast(palette.on_primary, palette.primary) >= 4.5
    for colour in palette.actors:
        assert contrast(colour, palette.ground) >= 4.5


def test_actors_are_told_apart_by_shape_code_and_colour_together(run_of):
    faces = run_of("meta").cast.faces.values()
    assert len({(f.shape, f.hue, f.code) for f in faces}) == len(faces)
    assert len({(f.shape, f.colour(theme.LIGHT), f.dash) for f in faces}) == len(faces)


def test_fictional_codes_are_those_of_the_fictional_names(run_of):
    faces = run_of("meta", fictional=True).cast.faces
    assert faces["openai"].code == "LU"
    assert faces["alibaba"].code == "JG"


def test_the_type_scale_rises_by_a_quarter():
    sizes = sorted(theme.SIZES.values())
    assert sizes[0] >= 14
    assert all(1.1 < b / a < 1.3 for a, b in pairwise(sizes))


def test_the_style_sheet_names_no_other_host_and_no_hashed_class():
    for palette in theme.PALETTES.values():
        text = sheet(palette)
        assert "http" not in text and "@import" not in text and "url(" not in text
        # What a field says about the key Enter has no class of its own; nothing else goes by these.
        text = text.replace('[data-testid="InputInstructions"]', "")
        assert "emotion" not in text and "data-testid" not in text
        assert "$" not in text


def test_every_setting_is_known_to_streamlit():
    wanted = serve.settings(serve.Serving())
    assert len(wanted) > 25
    serve.check(wanted)


def test_a_streamlit_without_a_needed_option_is_named_before_anything_is_served():
    with pytest.raises(serve.ServingError, match=r"does not know runner\.noSuchThing; install"):
        serve.check({"runner.noSuchThing": True, "runner.postScriptGC": False})


def test_the_app_is_served_without_statistics_watchers_or_tracebacks():
    wanted = serve.settings(serve.Serving(8599, "0.0.0.0"))
    assert wanted["server.port"] == 8599
    assert wanted["server.address"] == "0.0.0.0"
    assert wanted["client.showErrorDetails"] == "none"
    assert wanted["server.fileWatcherType"] == "none"
    assert wanted["browser.gatherUsageStats"] is False
    assert wanted["runner.postScriptGC"] is False


def test_every_font_is_in_the_package_with_its_licence():
    for family, file, _, _ in theme.FACES:
        assert (routes.FONTS / f"{file}.woff2").is_file()
        licence = routes.FONTS / f"LICENSE-{family.lower().replace(' ', '-')}.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8")


def test_the_entry_script_is_short_and_imports_nothing_heavy():
    lines = serve.app_path().read_text().splitlines()
    assert len(lines) <= 40
    check = ("import sys, wargame.ui.serve; "
             "assert 'streamlit' not in sys.modules and 'sympy' not in sys.modules")
    subprocess.run([sys.executable, "-c", check], check=True)
