"""A served session with nine browsers, for measuring: pages note when they show which version."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from wargame.session.command import Command
from wargame.session.host import Host

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
PATIENCE = 60_000
#: Seconds after which a click that came to nothing is made again.
AGAIN = 5.0
#: Notes when the page first showed each version, and when a button was clicked.
_WATCH = """() => {
  window.shown = {}; window.clicked = 0;
  const note = () => { const mark = document.querySelector('.version');
    if (mark) { const at = mark.dataset.version; window.shown[at] ??= Date.now(); } };
  new MutationObserver(note).observe(document.body,
    {subtree: true, childList: true, attributes: true, attributeFilter: ['data-version']});
  document.addEventListener('click', () => { window.clicked = Date.now(); }, true);
  note(); }"""
_SHOWN = """(version) => Object.entries(window.shown || {}).filter(([at]) => +at >= version)
  .map(([, when]) => when).sort()[0] || 0"""


class BenchError(RuntimeError):
    """Something that measuring needs is missing; says what to install."""


class Server:
    """`wargame app` on a database of its own, at one port through all restarts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port: int = listener.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it serves, without a stroke at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process that serves."""
        assert self._process is not None
        return self._process

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "wargame", "app", "--port", str(self.port), "--host",
                 "127.0.0.1", "--data", str(self.folder)], stdout=log, stderr=log,
                env={**os.environ, "WARGAME_KERNEL": "off"})
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise BenchError("the app ended as soon as it was started")
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):  # noqa: S310
                    return
            except OSError:
                time.sleep(0.05)
        raise BenchError("the app did not answer within a minute")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)

    def cpu_percent(self, seconds: float) -> float:
        """Percent of one core over some seconds."""
        watched = self._watched()
        before = float(sum(watched.cpu_times()[:2]))
        time.sleep(seconds)
        return round(100 * (float(sum(watched.cpu_times()[:2])) - before) / seconds, 1)

    def memory_mb(self) -> int:
        """Resident memory."""
        return round(float(self._watched().memory_info().rss) / 1e6)

    def _watched(self) -> Any:
        return import_module("psutil").Process(self.process.pid)


class Room:
    """Five teams, two white-cell screens, an observer and a projector."""

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder)
        self.host = Host(f"sqlite:///{folder / 'sessions.db'}")
        made = self.host.create("long_view", seed=1)
        self._session = made.session_id
        self._token = self.host.enter(made.master_code, "bench").token
        view: Any = self.host.view(self._token)
        self.teams = [s.actor for s in view.room.seats if s.for_people]
        self.codes = {**view.codes, "white_cell": made.master_code}
        self.roles = ["white_cell", *(f"seat:{a}" for a in self.teams), "projector", "observer",
                      "white_cell"]
        self.pages: list[Any] = []
        self.foreign: list[str] = []
        self._keys = count()
        self._browser: Any = None
        self._driver: Any = None

    def open(self) -> None:
        """Start the server and open a browser for every role."""
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise BenchError("measuring the app needs the extra 'test': pip install "
                             "'wargame[test]'") from None
        path = next((p for name in BROWSERS if (p := shutil.which(name))), None)
        if path is None:
            raise BenchError("measuring the app needs Chromium, which is not installed here")
        self.server.start()
        self._driver = sync_playwright().start()
        self._browser = self._driver.chromium.launch(executable_path=path, args=FLAGS)
        for role in self.roles:
            self.pages.append(self.page(role))

    def page(self, role: str, theme: str = "light") -> Any:
        """A browser of its own that came in by the role's code."""
        context = self._browser.new_context(viewport={"width": 1366, "height": 768},
                                            color_scheme=theme)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", self._request)
        page.goto(f"{self.server.address}/join/{self.codes[role]}")
        button = page.get_by_role("button", name="Take the seat on this device")
        page.locator(".version, form button").first.wait_for(state="attached")
        if button.count():
            button.click()
        page.locator(".version").first.wait_for(state="attached")
        page.evaluate(_WATCH)
        return page

    def _request(self, request: Any) -> None:
        own = (self.server.address, self.server.address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self.foreign.append(request.url)

    def act(self, command: Command) -> None:
        """Act as the white cell, from another process than the server."""
        self.host.act(self._token, command, f"bench-{next(self._keys)}")

    @property
    def metric(self) -> str:
        """The first headline."""
        view: Any = self.host.view(self._token)
        return str(view.room.series[0].name)

    def strategies(self, actor: str) -> tuple[str, ...]:
        """Strategies that could stand in for a team."""
        view: Any = self.host.view(self._token)
        return next(tuple(d.strategies) for d in view.desks if d.sign.actor == actor)

    def moment(self) -> tuple[str, int]:
        """Phase and turn."""
        room: Any = self.host.view(self._token)
        return room.room.phase, room.room.turn

    def version(self) -> int:
        """The session's version."""
        return self.host.version(self._session)

    def token_of(self, number: int) -> str:
        """A token of one more observer."""
        return self.host.enter(self.codes["observer"], f"bench-{number}").token

    def wait_for(self, version: int) -> list[int]:
        """When each page first showed a version, in milliseconds since 1970."""
        for page in self.pages:
            page.wait_for_function(f"() => ({_SHOWN})({version}) > 0", polling=50)
        return [int(page.evaluate(_SHOWN, version)) for page in self.pages]

    def click_to_last(self, label: str) -> float:
        """Milliseconds from a click on the next step to the last page that shows what it did."""
        first, target = self.pages[0], self.version() + 1
        button = first.get_by_role("button", name=label, exact=True)
        button.click()
        clicked = float(first.evaluate("window.clicked"))
        end = time.monotonic() + AGAIN
        while self.version() < target:
            if time.monotonic() > end:  # people click again, too; the first click counts
                button.click(timeout=1000 * AGAIN)
                end = time.monotonic() + AGAIN
            first.wait_for_timeout(50)
        return max(self.wait_for(target)) - clicked

    def axe_serious(self, note: Callable[[str], None], *, within: bool = False) -> int:
        """Serious and critical findings on every role's page and every view of it, both themes."""
        from wargame.ui.bench_axe import serious

        total = 0
        for theme in ("light", "dark"):
            for role in ("white_cell", f"seat:{self.teams[0]}", "projector", "observer"):
                page = self.page(role, theme)
                for where, findings in serious(page, within=within):
                    total += len(findings)
                    for finding in findings:
                        note(f"axe: {role} {where}, {theme}: {finding}")
                page.context.close()
        return total

    def empty(self) -> None:
        """Close the nine pages, so that what follows is not measured beside them."""
        for page in self.pages:
            page.context.close()
        self.pages.clear()

    def close(self) -> None:
        """End browsers and server."""
        if self._browser is not None:
            self._browser.close()
        if self._driver is not None:
            self._driver.stop()
        self.server.stop()
        self.host.close()

