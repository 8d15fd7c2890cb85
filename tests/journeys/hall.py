"""A hall with a session in it: a server that can be killed, and devices that note all they get."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from wargame.session.command import MovePhase
from wargame.session.host import Host

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"projector": (1920, 1080), "laptop": (1366, 768), "phone": (390, 844)}
PATIENCE = 60_000
TEAMS = ("meta", "openai", "us", "china", "eu_regulator")
METRIC = "open_token_share"


class Server:
    """`wargame app` on a database of its own, at one port through all restarts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.process = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'sessions.db'}"

    def start(self) -> None:
        environment = {**os.environ, "WARGAME_KERNEL": "off", "PYTHONPATH": str(ROOT)}
        argv = [sys.executable, "-m", "wargame", "app", "--port", str(self.port), "--host",
                "127.0.0.1", "--data", str(self.folder)]
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(argv, cwd=self.folder, env=environment, stdout=log,
                                            stderr=log)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log
            try:
                with urllib.request.urlopen(self.address + "_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start within a minute")

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def kill(self) -> None:
        """As a power cut would: without a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


class Cable:
    """A wire between a browser and the server that can be pulled and mended."""

    def __init__(self, server: Server) -> None:
        self.server, self.whole = server, True
        self.ends: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.server.port))
            self.ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        one.close()

    def pull(self) -> None:
        self.whole = False
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.ends.clear()

    def mend(self) -> None:
        self.whole = True


class Device:
    """One browser of its own, with every byte that it was sent."""

    def __init__(self, chromium, server: Server, size: str = "laptop",
                 theme: str = "light", address: str = "") -> None:
        width, height = SIZES[size]
        self.server, self.size = server, size
        self.address = address or server.address
        self.context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme,
            is_mobile=size == "phone", has_touch=size == "phone")
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.frames: list[bytes] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page.on("websocket", lambda ws: ws.on("framereceived", self._frame))
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _frame(self, payload) -> None:
        self.frames.append(payload if isinstance(payload, bytes) else payload.encode())

    def _request(self, request) -> None:
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self.foreign.append(request.url)

    def enter(self, code: str) -> Device:
        """Come in by a join link."""
        self.page.goto(f"{self.address}join/{code}")
        self.page.locator(".st-key-page .wg").first.wait_for()
        return self.settle()

    def settle(self) -> Device:
        """Wait until the script has run and drawn."""
        self.page.wait_for_timeout(200)
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-script-state') !== 'running'")
        self.page.wait_for_timeout(100)
        return self

    def sees(self, words: str, timeout: float = PATIENCE) -> Device:
        self.page.get_by_text(words).first.wait_for(timeout=timeout)
        return self

    def has(self, words: str) -> bool:
        return self.page.get_by_text(words).count() > 0

    def click(self, key: str) -> Device:
        self.page.locator(f".st-key-{key} button").first.click()
        return self.settle()

    def choose(self, name: str) -> Device:
        wanted = re.compile(f"^{re.escape(name)}")
        self.page.get_by_role("radio", name=wanted).first.click(force=True)
        return self.settle()

    def write(self, key: str, words: str) -> Device:
        """Fill a field in and leave it."""
        field = self.page.locator(f".st-key-{key} input, .st-key-{key} textarea").first
        field.fill(words)
        field.press("Tab")
        return self.settle()

    def value(self, key: str) -> str:
        return self.page.locator(f".st-key-{key} input, .st-key-{key} textarea").first.input_value()

    def draft(self, turn: int, reason: str, low: str = "20", high: str = "60") -> Device:
        """Write a reason and a forecast."""
        self.write(f"order-{turn}-reason", reason)
        self.write(f"order-{turn}-low-0-{METRIC}", low)
        return self.write(f"order-{turn}-high-0-{METRIC}", high)

    def seal(self, turn: int) -> Device:
        self.click(f"act-seal-{turn}")
        return self.sees("Your order is sealed")

    def received(self, words: str) -> bool:
        """Whether any byte that came to this device held these words."""
        wanted = words.encode()
        return any(wanted in frame for frame in self.frames) or words in self.page.content()

    def calm(self) -> None:
        """No exception box, no trouble on the page, no foreign request, no script error."""
        assert self.page.locator("[data-testid=stException]").count() == 0
        assert not self.has("went wrong")
        assert self.foreign == []
        assert self.errors == []

    def fits(self) -> None:
        """No sideways scrolling."""
        wide, inner = self.page.evaluate(
            "() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= inner

    def close(self) -> None:
        self.context.close()


class Hall:
    """A session of the Long View with five teams, its server and its devices."""

    def __init__(self, chromium, folder: Path, turns: int = 4) -> None:
        self.chromium, self.server = chromium, Server(folder)
        self.host = Host(self.server.url)
        made = self.host.create("long_view", seed=3, turns=turns, people=TEAMS)
        self.token = self.host.enter(made.master_code, "test").token
        self.codes = {**self.host.view(self.token).codes, "white_cell": made.master_code}
        self.devices: list[Device] = []
        self.count = 0
        self.cable = Cable(self.server)
        self.server.start()

    def device(self, role: str = "", size: str = "laptop", theme: str = "light", *,
               cable: bool = False) -> Device:
        """A device, in the role if one is named; by a ``cable`` that can be pulled."""
        address = f"http://127.0.0.1:{self.cable.port}/" if cable else ""
        made = Device(self.chromium, self.server, size, theme, address)
        self.devices.append(made)
        return made.enter(self.codes[role]) if role else made

    def move(self, to: str, turn: int, reason: str = "") -> None:
        """The white cell moves on, from somewhere else."""
        self.count += 1
        self.host.act(self.token, MovePhase(to=to, turn=turn, reason=reason), f"m{self.count}")

    def order(self, actor: str, turn: int):
        """A seat's order, as the white cell has it."""
        desks = self.host.view(self.token).desks
        order = next(d.order for d in desks if d.sign.actor == actor)
        assert order.turn == turn
        return order

    def close(self) -> None:
        for device in self.devices:
            device.close()
        self.cable.pull()
        self.cable.listener.close()
        self.server.stop()
        self.host.close()
