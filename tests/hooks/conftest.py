"""A folder of one's own to put plugins in, and nothing left behind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

STRATEGY = '''
from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy

class {cls}(Strategy):
    name = "{name}"
    actor = "lab"
    def decide(self, obs, luck, params):
        return Orders(price_stance=1)

@hookimpl
def register_strategies(register):
    register({cls})
'''
LEVER = '''
from wargame.hooks import hookimpl

@hookimpl
def register_equations(book):
    book.lever("{name}", "labs", 0, 1, 0, "share", "a lever", "test")
    book.contribute("lab_income", book["{name}"] * book["overhead_start"], source="test")
'''

Write = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in an empty folder, without a limit, and forget imported plugins afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WARGAME_PLUGINS", raising=False)
    before = dict(sys.modules)
    package = sys.modules.get("wargame_plugins")
    folders = list(package.__path__) if package else []
    yield
    for name in [n for n in sys.modules if n.partition(".")[0] == "wargame_plugins"]:
        del sys.modules[name]
    sys.modules.update({n: m for n, m in before.items() if n.startswith("wargame_plugins")})
    if package:
        package.__path__[:] = folders


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a plugin into the user's folder."""

    def put(stem: str, text: str) -> Path:
        path = tmp_path / "plugins" / f"{stem}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    return put


@pytest.fixture
def strategy() -> Callable[[str], str]:
    return lambda name: STRATEGY.format(name=name, cls=name.title().replace("_", ""))


@pytest.fixture
def lever() -> Callable[[str], str]:
    return lambda name: LEVER.format(name=name)
