"""A playbook and a plugin full of Markdown and HTML: shown literally, and no host is called."""

from __future__ import annotations

import json

import pytest

from wargame.playbook.load import load_playbook

pytestmark = pytest.mark.browser
PICTURE = "![x](http://evil.example/p.png)"
TAG = "<img src=http://evil.example/q.png>"
BOLD = "**b** :red[r] $x$ [l](http://evil.example)"
PLUGIN = f'''
"""A hostile instrument."""
from wargame.hooks import hookimpl


@hookimpl
def register_equations(book):
    book.lever("evil", "labs", 0, 1, 0, "share", {PICTURE!r} + {TAG!r}, {BOLD!r},
               label={PICTURE!r} + " " + {TAG!r})
    book.lever("evil_choice", "labs", 0, 3, 0, "code", {BOLD!r}, {TAG!r},
               choices=({PICTURE!r}, {TAG!r}, {BOLD!r}), label={BOLD!r})
    book.lever("evil_wide", "labs", 0, 5000, 0, "1", {BOLD!r}, {TAG!r}, label={TAG!r})
    book.metric("evil_metric", "yr", 0, 1e9, {PICTURE!r}, {TAG!r}, book["elapsed"],
                label={PICTURE!r} + {TAG!r} + {BOLD!r})
'''
SCRIPT = '''
from pathlib import Path
import wargame.playbook.load as load
import wargame.ui.games as games
here = Path(__file__).parent
load.bundled_playbooks = games.bundled_playbooks = lambda: {"hostile": here / "hostile.yaml"}
from wargame.ui.main import show
show()
'''


@pytest.fixture
def hostile(tmp_path):
    from ruamel.yaml import YAML

    data = json.loads(load_playbook("long_view").model_dump_json(by_alias=True, exclude_none=True))
    for at, actor in enumerate(data["actors"]):
        actor |= {"name": f"{(PICTURE, TAG, BOLD)[at % 3]} {at}", "brief": PICTURE + TAG + BOLD}
    words = PICTURE + TAG + BOLD
    data |= {"id": "hostile", "title": words, "question": words, "summary": words,
             "plugins": [*data["plugins"], "evil"]}
    for outcome in data["outcomes"]:
        outcome["text"] = words
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "evil.py").write_text(PLUGIN, encoding="utf-8")
    with (tmp_path / "hostile.yaml").open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(data, stream)
    (tmp_path / "hostile_app.py").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def test_hostile_text_is_shown_literally_and_calls_nobody(hostile, visit, serving):
    with serving(hostile, hostile / "hostile_app.py") as address:
        visitor = visit(address=address).open()
        _literal(visitor)
        visitor.click("Start the game")
        visitor.page.get_by_label("Why? One line for the record").fill(PICTURE + TAG + BOLD)
        visitor.page.keyboard.press("Enter")
        visitor.settle()
        _literal(visitor)
        words = visitor.page.locator(".st-key-page").inner_text().replace("\u2060", "")
        assert PICTURE in words and TAG in words and BOLD in words
        for tip in visitor.page.locator("[data-testid=stTooltipIcon]").all():
            if tip.is_visible():
                tip.hover()
                visitor.page.wait_for_timeout(120)
                _literal(visitor)
        visitor.click("Play the turn").sees(TAG)
        _literal(visitor)
        for view in ("What may come", "Outcomes", "Why did it change?"):
            visitor.choose(view)
            _literal(visitor)
        for key in ("why-pick",):
            visitor.page.locator(f".st-key-{key} input").click()
            visitor.page.wait_for_timeout(400)
            _literal(visitor)
            visitor.page.keyboard.press("Escape")
        visitor.choose("What may come")
        visitor.page.locator(".st-key-ahead-metrics input").click()
        visitor.page.wait_for_timeout(400)
        _literal(visitor)
        assert visitor.complaints == []


def _literal(visitor) -> None:
    """No picture but our own, no link, no script, no colour or formula made of others' text."""
    found = visitor.page.evaluate("""() => ({
        pictures: [...document.querySelectorAll('img')].map(i => i.src)
            .filter(s => !s.startsWith('data:')),
        links: [...document.querySelectorAll('a[href]')].map(a => a.href)
            .filter(h => h.includes('evil')),
        bold: [...document.querySelectorAll('strong')].map(b => b.textContent)
            .filter(t => t === 'b'),
        formulas: [...document.querySelectorAll('.katex')]
            .filter(k => k.textContent.startsWith('x')).length})""")
    assert found == {"pictures": [], "links": [], "bold": [], "formulas": 0}
