"""Secrets stay where they belong: files, refusals, other people's addresses; and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
#: Brings the loopback up in a fresh network namespace, then runs what follows.
LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def test_files_routes_and_refusals_hold_nothing_of_another_team(hall):
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    meta = room.device("seat:meta").sees("Seal our order")
    meta.draft(1, "canary-meta-file").seal(1)
    us = room.device("seat:us").sees("Seal our order")
    stranger = room.device()
    for device in (us, stranger):
        for path in ("file/bundle", "file/report", "file/slips", "file/no-such", "file/brief/meta",
                     "health",
                     "join", "join/WRONG", "open/wrong", "media/anything", "_stcore/metrics"):
            answer = device.context.request.get(room.server.address + path)
            body = answer.body()
            assert b"canary-meta-file" not in body, path
            if path.startswith("file/"):
                assert answer.status in (403, 404), (path, answer.status)
    assert b"canary-meta-file" in room.host.export(room.token)
    us.page.goto(f"{room.server.address}?seat=meta&role=white_cell")
    us.settle().sees("Seal our order")
    assert not us.received("canary-meta-file")
    assert us.has("United States")
    us.calm()


def test_a_device_without_a_code_sees_the_door_and_nothing_else(hall):
    room = hall(2)
    code = room.codes["seat:meta"]
    meta = room.device("seat:meta")
    assert code not in meta.page.url and code not in meta.page.content()
    cookies = {c["name"]: c for c in meta.context.cookies()}
    assert cookies["wargame_token"]["httpOnly"] and cookies["wargame_token"]["sameSite"] == "Lax"
    assert not any(code.encode() in frame for frame in meta.frames)


def test_the_whole_session_is_played_without_any_network():
    """In a network namespace of its own, with nothing but the loopback."""
    if os.environ.get("WARGAME_ALONE"):
        pytest.skip("this is the run inside")
    unshare = shutil.which("unshare")
    trial = None if unshare is None else subprocess.run(
        [unshare, "-rn", "true"], capture_output=True, check=False)
    if trial is None or trial.returncode:
        pytest.skip("network namespaces are not permitted here")
    wanted = ("tests/journeys/test_session_whole.py",
              "tests/journeys/test_session_trouble.py::"
              "test_a_draft_outlives_a_reload_and_a_lost_network")
    done = subprocess.run(
        [unshare, "-rn", sys.executable, "-c", LOOPBACK, "-m", "pytest", "-m", "browser",
         "-p", "no:cacheprovider", *wanted], cwd=ROOT, text=True, capture_output=True,
        timeout=1200, env={**os.environ, "WARGAME_ALONE": "1"}, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "2 passed" in done.stdout
