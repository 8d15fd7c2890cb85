"""Text that others wrote, made harmless: Streamlit renders Markdown in nearly every label."""

from __future__ import annotations

import html as _html
import re
import string

#: Signs without a meaning in Markdown; a screen reader would read the stroke before them.
_INERT = ",%'\";?"
_PUNCTUATION = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation
                              if mark not in _INERT})
_SPACE = re.compile(r"\s+")
_VOID = frozenset({"br", "hr", "img", "input"})
MOST = 400
#: Invisible, and no place to break a line.
JOINER = "\u2060"
_ADDRESS = re.compile(r":(?=//)|www(?=\.)|@", re.IGNORECASE)


class Html(str):
    """Text that is HTML already; any other text is escaped where it becomes HTML."""

    __slots__ = ()


def one_line(text: object, most: int = MOST) -> str:
    """The text on one line and not longer than ``most`` characters."""
    line = _SPACE.sub(" ", str(text)).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "\u2026"


def label(text: object, most: int = MOST) -> str:
    """Text for a widget's label or option, in which no Markdown is left.

    Bare addresses become links even where every sign is escaped; an invisible joiner parts them.
    """
    parted = _ADDRESS.sub(lambda found: found[0] + JOINER, one_line(text, most))
    return parted.translate(_PUNCTUATION)


def html(tag: str, *children: object, **attributes: object) -> Html:
    """An element; children and attributes are escaped unless they are `Html`.

    ``class_`` and ``for_`` lose their underscore, others turn it into a hyphen; attributes that
    are None or False are left out.
    """
    words = [tag]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        words.append(f'{key}="{_html.escape(str(value), quote=True)}"')
    opening = f"<{' '.join(words)}>"
    if tag in _VOID:
        return Html(opening)
    return Html(f"{opening}{joined(children)}</{tag}>")


def joined(children: object) -> Html:
    """Children one after another, escaped where they are not `Html`."""
    if isinstance(children, Html):
        return children
    if isinstance(children, list | tuple):
        return Html("".join(joined(child) for child in children))
    return Html("" if children is None else _html.escape(str(children), quote=True))
