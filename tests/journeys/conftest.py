"""A real server and a headless browser that notes every request and every complaint."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from wargame.ui import serve

SIZES = {"projector": (1920, 1080), "laptop": (1366, 768), "phone": (390, 844)}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
PATIENCE = 60_000


class Visitor:
    """One browser page, with what it asked for and what it complained of."""

    def __init__(self, page, address: str) -> None:
        self.page = page
        self.address = address
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._request)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.full_runs = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request) -> None:
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self.foreign.append(request.url)

    def _frame(self, frame) -> None:
        """Count runs of the whole page; heartbeats run a fragment only."""
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        if (message.WhichOneof("type") == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY):
            self.full_runs += 1

    def open(self, path: str = "") -> Visitor:
        self.page.goto(self.address + path)
        self.page.locator(".st-key-page .wg").first.wait_for()
        return self.settle()

    def settle(self) -> Visitor:
        """Wait until the script has run and drawn."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-script-state') !== 'running'")
        self.page.wait_for_timeout(150)
        return self

    def click(self, name: str) -> Visitor:
        self.page.get_by_role("button", name=name, exact=True).click()
        return self.settle()

    def choose(self, name: str) -> Visitor:
        self.page.get_by_role("radio", name=name, exact=True).click(force=True)
        return self.settle()

    def seat(self, name: str) -> Visitor:
        self.page.get_by_text(name, exact=True).first.click()
        return self.settle()

    def sees(self, words: str) -> Visitor:
        self.page.get_by_text(words).first.wait_for()
        return self

    @property
    def complaints(self) -> list[str]:
        return [f"asked for {url}" for url in self.foreign] + self.errors


@contextmanager
def served(folder, script=None):
    """A server on a free port; the address is given."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    argv = [sys.executable, "-m", "wargame", "app", "--port", str(port), "--host", "127.0.0.1",
            "--data", str(folder / "sessions")]
    if script is not None:
        argv = [sys.executable, "-c", "import sys; from pathlib import Path; from wargame.ui.serve "
                f"import Serving, run; run(Serving({port}, '127.0.0.1', script="
                f"Path({str(script)!r})))"]
    environment = {**os.environ, "WARGAME_KERNEL": "off",
                   "PYTHONPATH": str(serve.app_path().parent)}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(argv, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str, process) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended early"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start within a minute")


@pytest.fixture(scope="session")
def serving():
    """Starts further servers, of other scripts."""
    return served


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """A visitor with a size of screen and a theme."""
    contexts = []

    def make(size: str = "laptop", theme: str = "light", address: str = "",
             cookies=()) -> Visitor:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme,
            is_mobile=size == "phone", has_touch=size == "phone")
        context.add_cookies(list(cookies))
        contexts.append(context)
        return Visitor(context.new_page(), address or server)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def hall(chromium, tmp_path):
    """A session with five teams: ``hall()`` gives its server, devices and codes."""
    path = Path(__file__).with_name("hall.py")
    spec = spec_from_file_location("wargame_hall", path)
    module = sys.modules.setdefault("wargame_hall", module_from_spec(spec))
    spec.loader.exec_module(module)
    made = []

    def make(turns: int = 4):
        made.append(module.Hall(chromium, tmp_path, turns))
        return made[-1]

    yield make
    for each in made:
        each.close()
