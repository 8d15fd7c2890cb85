"""Plain pages that need no script: entering by a code, taking a seat over, and refusals."""

from __future__ import annotations

from wargame.ui.parts.mark import icon
from wargame.ui.safe import Html, html, joined
from wargame.ui.theme import BODY_FONT, DARK, LIGHT, SIZES, Palette, font_faces

_RULES = """
* { box-sizing: border-box; }
body { margin: 0; font: %(body)spx/1.5 %(font)s; color: var(--text); background: var(--ground); }
main { max-width: 34rem; margin: 0 auto; padding: 6vh 20px 40px; }
h1 { font-size: %(h2)spx; line-height: 1.2; margin: 0 0 12px; font-weight: 700; }
p { margin: 0 0 16px; } .brand { display: flex; gap: 12px; align-items: center;
  margin-bottom: 40px; font-weight: 700; font-size: %(h4)spx; }
::placeholder { color: var(--muted); opacity: 1; }
.muted { color: var(--muted); }
form { margin: 24px 0 0; display: flex; flex-wrap: wrap; gap: 12px; align-items: end; }
label { flex: 1 1 100%%; font-weight: 600; }
input { flex: 1 1 20rem; min-width: 0; min-height: 48px; padding: 8px 12px; color: inherit;
  font: 600 %(h4)spx %(mono)s; letter-spacing: .02em; background: var(--panel);
  border: 1px solid var(--border); border-radius: 6px; text-transform: uppercase; }
button, a.button { min-height: 48px; padding: 8px 20px; font: 600 %(body)spx %(font)s;
  border-radius: 6px; border: 1px solid var(--primary); background: var(--primary);
  color: var(--on); cursor: pointer; text-decoration: none; display: inline-flex;
  align-items: center; }
button.other, a.other { background: none; color: var(--primary); }
:focus-visible { outline: 3px solid var(--primary); outline-offset: 2px; }
.notice { border-left: 4px solid var(--warning); background: var(--panel); padding: 12px 16px;
  border-radius: 0 6px 6px 0; }
"""


def page(title: str, *parts: object) -> str:
    """A whole page; text in it is escaped where it is not `Html` already."""
    from wargame.ui.theme import MONO_FONT

    rules = _RULES % {**SIZES, "font": BODY_FONT, "mono": MONO_FONT}
    sheet = (font_faces() + ":root{color-scheme:light dark;" + _colours(LIGHT) + "}"
             "@media (prefers-color-scheme: dark){:root{" + _colours(DARK) + "}}" + rules)
    head = html("head", Html('<meta charset="utf-8">'), Html(
        '<meta name="viewport" content="width=device-width, initial-scale=1">'), Html(
        '<meta name="referrer" content="same-origin">'),
        html("title", f"{title} - wargame"), html("style", Html(sheet)))
    name = html("p", html("img", src=icon(), alt="", width=32, height=32), "wargame",
                class_="brand")
    body = html("body", html("main", name, *parts))
    return f"<!doctype html>{html('html', head, body, lang='en')}"


def enter(words: str = "", code: str = "", title: str = "") -> str:
    """Ask for a code to ``title``; ``words`` say why the last one, ``code``, did not serve."""
    check = " Compare it with the slip: letters, and digits from 2 to 7; there is no 0 and no 1."
    fault = html("p", words, check if code else "", class_="notice", role="alert") if words else ""
    form = html(
        "form", html("label", "Your code", for_="code"),
        html("input", id="code", name="code", value=code or None, required="required",
             autofocus="autofocus", autocomplete="off", autocapitalize="characters",
             spellcheck="false", maxlength="64", placeholder="XXXXX-XXXXX-XXXXX-XXXXX"),
        html("button", "Enter"), method="post", action="/join")
    head = f"{title}: enter by your code" if title else "Enter by your code"
    return page("Enter", html("h1", head), fault, html(
        "p", "The code stands on the slip or screen that your facilitator shows you. It lets this "
        "device into one seat.", class_="muted"), form)


def take_over(code: str, words: str) -> str:
    """Ask whether to take a seat that another device holds."""
    form = html("form", html("input", type="hidden", name="takeover", value="yes"),
                html("button", "Take the seat on this device"),
                html("a", "Leave it", href="/join", class_="button other"),
                method="post", action=f"/join/{code}")
    return page("Take over", html("h1", "This seat is held by another device"),
                html("p", words, class_="notice"), html(
        "p", "Nothing that was written is lost: drafts come along.", class_="muted"), form)


def refused(title: str, words: str) -> str:
    """Something that this device may not have."""
    return page(title, html("h1", title), html("p", words, class_="notice"), html(
        "p", html("a", "To the game", href="/", class_="button")))


def _colours(palette: Palette) -> str:
    names = {"text": palette.text, "muted": palette.muted, "ground": palette.ground,
             "panel": palette.panel, "primary": palette.primary, "on": palette.on_primary,
             "border": palette.border, "warning": palette.warning}
    return joined([Html(f"--{name}:{value};") for name, value in names.items()])
