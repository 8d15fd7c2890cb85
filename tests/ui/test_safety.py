"""Text of plugins, playbooks and players is shown literally, wherever it appears."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from wargame.playbook.load import load_playbook
from wargame.ui.journal import Journal
from wargame.ui.safe import html, joined, label

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](http://evil.example/p.png)",
    "[click](javascript:alert(1))", "**bold** :red[text]", "$\\href{http://evil.example}{x}$",
    "`code` ~~gone~~ # head", ":material/delete: :smile:", "\" onmouseover=\"alert(1)",
    "</style><style>body{display:none}", "a\nb\n\n# heading", "<<SCRIPT>alert(1)//<</SCRIPT>",
)
ALLOWED = {"div", "span", "p", "h1", "h2", "h3", "h4", "small", "ul", "ol", "li", "dl", "dt", "dd",
           "details", "summary", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "img",
           "header", "section", "i", "b", "br", "style", "script"}


class Tags(HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.attributes = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_keep_no_markdown(text):
    shown = label(text)
    assert "\n" not in shown
    for mark in "<>[]()*_`$:#~!":
        for at, letter in enumerate(shown):
            if letter == mark:
                assert at > 0 and shown[at - 1] == "\\"


@pytest.mark.parametrize("text", ["http://evil.example", "WWW.evil.example", "a@evil.example"])
def test_labels_hold_no_address_that_could_become_a_link(text):
    assert "\u2060" in label(text)
    assert label(text).replace("\\", "").replace("\u2060", "") == text


def test_a_plain_label_is_read_out_as_it_is_written():
    assert label("At least, %; \"really\"?") == "At least, %; \"really\"?"


@pytest.mark.parametrize("text", HOSTILE)
def test_html_escapes_children_and_attributes(text):
    made = html("p", text, html("b", "kept"), title=text)
    found = Tags(made)
    assert found.tags == {"p", "b"}
    assert found.attributes == [("title", text)]
    assert "<b>kept</b>" in made


def test_elements_in_lists_are_joined_and_escaped():
    assert joined(["<", html("i", "&"), None, ["x"]]) == "&lt;<i>&amp;</i>x"


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory):
    """The Long View with a hostile string in every name and text that people read."""
    from ruamel.yaml import YAML

    data = json.loads(load_playbook("long_view").model_dump_json(by_alias=True, exclude_none=True))
    for at, actor in enumerate(data["actors"]):
        text = HOSTILE[at % len(HOSTILE)].replace("\n", " ").replace("\"", "'")
        actor |= {"name": f"{text} {at}", "fictional": f"f {text} {at}", "brief": text}
    text = " ".join(t.replace("\n", " ") for t in HOSTILE[:4])
    data |= {"id": "hostile", "title": text, "question": text, "summary": text}
    for at, outcome in enumerate(data["outcomes"]):
        outcome["text"] = HOSTILE[at].replace("\n", " ")
        for test in outcome.get("tests", []):
            test["label"] = HOSTILE[at].replace("\n", " ")
    path = tmp_path_factory.mktemp("hostile") / "hostile.yaml"
    with path.open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(data, stream)
    return path


@pytest.mark.parametrize("fictional", [False, True])
def test_a_hostile_playbook_shows_its_strings_on_every_screen(
    hostile_file, open_page, monkeypatch, fictional,
):
    bundled = {"hostile": hostile_file}
    monkeypatch.setattr("wargame.playbook.load.bundled_playbooks", lambda: bundled)
    monkeypatch.setattr("wargame.ui.games.bundled_playbooks", lambda: bundled)
    _harmless(open_page())
    page = open_page(Journal("hostile", "meta", 1, fictional).token())
    reason = "<img src=http://evil.example> ![x](http://evil.example)"
    page.test.text_input(key="order-reason-0").set_value(reason)
    page.run()
    page.test.radio(key="order-0-release_mode").set_value(0)
    page.run()
    _harmless(page)
    page.click("act-play")
    _harmless(page)
    assert "&lt;img src=http://evil.example&gt;" in page.html
    for view in ("ahead", "claims", "why", "decide"):
        _harmless(page.see(view))


def _harmless(page) -> None:
    found = Tags(page.html)
    assert found.tags <= ALLOWED
    assert not [n for n, _ in found.attributes if n.startswith("on")]
    for name, value in found.attributes:
        if name in ("src", "href"):
            assert value.startswith("data:image/svg+xml;base64,")
    scripts = [e.proto.body for e in page.test.get("html") if e.proto.unsafe_allow_javascript]
    assert len(scripts) <= 2  # what is said when the connection is lost, and where a view begins
    assert all("evil" not in s and "alert(" not in s for s in scripts)
    for kind in ("markdown", "caption", "error", "warning", "info", "success", "title", "header"):
        assert not getattr(page.test, kind)
    for pills in page.test.get("button_group"):
        for option in pills.options:
            assert "](" not in option.replace("\\]\\(", "") and "<" not in option.replace("\\<", "")


def test_options_of_drop_downs_are_one_line(page_of):
    page = page_of("meta", 1).see("why")
    for box in page.test.selectbox:
        assert all("\n" not in option for option in box.options)
