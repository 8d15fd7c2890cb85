"""The page in Streamlit's test harness, at any point of a game, without a browser."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from wargame.session.refusal import RefusedError
from wargame.ui.games import SWITCH, game
from wargame.ui.host import connect
from wargame.ui.journal import Journal, TurnOrders
from wargame.ui.run import Run, begin

APP = Path(__file__).resolve().parents[2] / "app.py"
PLAYBOOK = "long_view"


class Page:
    """A page under test: what it shows, and its widgets by key."""

    def __init__(self, token: str | None = None) -> None:
        self.test = AppTest.from_file(str(APP), default_timeout=60)
        if token is not None:
            self.test.query_params["game"] = token
        self.run()

    def run(self) -> Page:
        self.test.run()
        assert not self.test.exception
        assert "went wrong" not in self.html
        return self

    @property
    def html(self) -> str:
        """All HTML on the page, without the style sheet."""
        bodies = [element.proto.body for element in self.test.get("html")]
        return "\n".join(body for body in bodies if not body.startswith("<style"))

    @property
    def words(self) -> str:
        """The HTML with plain spaces."""
        return self.html.replace("\u00a0", " ")

    @property
    def token(self) -> str:
        value = self.test.query_params["game"]
        return value[0] if isinstance(value, list) else value

    def click(self, key: str) -> Page:
        self.test.button(key=key).click()
        return self.run()

    def see(self, view: str) -> Page:
        self.test.segmented_control(key="view").set_value(view)
        return self.run()

    def has_button(self, key: str) -> bool:
        return any(button.key == key for button in self.test.button)

    def charts(self) -> list:
        return self.test.get("vega_lite_chart")


@pytest.fixture(autouse=True)
def no_compiler(monkeypatch):
    monkeypatch.setenv(SWITCH, "off")


@pytest.fixture(scope="session")
def long_view():
    return game(PLAYBOOK)


@pytest.fixture
def run_of(long_view):
    """A run of the Long View: a seat, some turns of orders, a seed."""
    def make(seat: str = "meta", turns: int = 0, seed: int = 1, fictional: bool = False,
             levers: dict | None = None) -> Run:
        journal = Journal(PLAYBOOK, seat, seed, fictional,
                          tuple(TurnOrders(levers or {}, "") for _ in range(turns)))
        return begin(long_view, journal)

    return make


@pytest.fixture
def page_of(run_of):
    """A page that shows such a run."""
    def make(*args, **kwargs) -> Page:
        return Page(run_of(*args, **kwargs).journal.token())

    return make


@pytest.fixture
def open_page():
    """A page at an address: a token, or nothing for the first page."""
    return Page


@pytest.fixture
def first_page():
    return Page()


@pytest.fixture(scope="session")
def samples(long_view):
    """Views made by hand: ``samples(turns=1, phase="orders").seat("meta")`` and so on."""
    module = _beside("sample_views")

    @cache
    def make(turns: int = 1, phase: str = "orders"):
        return module.Samples(long_view, turns, phase)

    return make


@pytest.fixture
def asking(samples):
    """The session's answers in the debrief after so many turns."""
    def make(turns):
        return _beside("sample_views").Asking(samples(turns, "debrief"))

    return make


@pytest.fixture
def fake_host():
    """A host of one session with views made by hand, served by this process."""
    made = _beside("fake_host").FakeHost()
    connect(made, "http://192.0.2.7:8501", "desk-key")
    yield made
    connect(None)


@pytest.fixture(scope="session")
def visitor():
    """Makes clients of an ASGI application, each with cookies of its own."""
    return _beside("asgi_client").Client


def _beside(name: str):
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


class ScreenPage(Page):
    """One screen on its own, with what it asked to be done."""

    def __init__(self, show, view, act, ask, acts: list, **named) -> None:
        def draw(show, view, act, ask, named):
            from wargame.ui.theme import LIGHT

            show(view, act, *([] if ask is None else [ask]), LIGHT, **named)

        self.acts = acts
        self.test = AppTest.from_function(draw, default_timeout=60, kwargs={
            "show": show, "view": view, "act": act, "ask": ask, "named": named})
        self.run()

    def options(self, key: str) -> list[str]:
        """The views of the team's screen that its control offers."""
        views = ["know", "orders", "talk", "happened", "debrief"]
        return views[:len(self._control(key).options)]

    def see(self, key: str, view: str) -> ScreenPage:
        self._control(key).set_value(view)
        self.run()
        return self

    def _control(self, key: str):
        return self.test.segmented_control(key=key)


@pytest.fixture
def screen_of():
    """A screen with an act that notes what it is given: ``screen_of(team.show, view, samples)``."""
    def make(show, view, made=None, *, accepted: bool = True, ask=None, **named) -> ScreenPage:
        acts: list = []

        def act(wanted) -> bool:
            try:
                acts.append(wanted() if callable(wanted) else wanted)
            except RefusedError:
                return False
            return accepted

        asking = ask if ask is not None else made and _beside("sample_views").Asking(made)
        return ScreenPage(show, view, act, asking, acts, **named)

    return make
