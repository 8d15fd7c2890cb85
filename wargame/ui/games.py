"""Loaded games and their compiled kernels: shared by all sessions, and rebuilt when lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import streamlit as st

from wargame.engine.kernel import Kernel, compile_in_background
from wargame.engine.play import Game, load
from wargame.engine.scenario import Scenario
from wargame.playbook.errors import PlaybookError
from wargame.playbook.load import bundled_playbooks, load_playbook
from wargame.playbook.models import Playbook
from wargame.session.refusal import RefusedError
from wargame.session.view import Room
from wargame.symbolic.book import BookError
from wargame.ui.host import connected

#: Set to ``off`` where nothing should be compiled in the background.
SWITCH = "WARGAME_KERNEL"


class GameError(ValueError):
    """A playbook that cannot be played; the message is for people."""


@dataclass
class KernelJob:
    """A kernel that is being compiled; NumPy serves until it is ready."""

    kernel: Kernel | None = None
    done: Event = field(default_factory=Event)
    thread: Thread | None = None

    @property
    def ready(self) -> Kernel | None:
        """The kernel, once it can play without anybody waiting."""
        return self.kernel if self.done.is_set() else None

    @property
    def working(self) -> bool:
        """Whether it is still being compiled."""
        return self.thread is not None and self.thread.is_alive() and not self.done.is_set()

    @property
    def words(self) -> str:
        """One line for the foot of the page."""
        if self.done.is_set():
            return "Fast futures are ready."
        if self.working:
            return "Fast futures are being prepared in the background; nothing waits for them."
        return "Futures are played by NumPy."


class _Own:
    """What the app was started with besides what is bundled: playbooks, and files of plugins."""

    playbooks: tuple[Path, ...] = ()
    plugins: tuple[Path, ...] = ()


def offer(playbooks: Sequence[Path], plugins: Sequence[Path] = ()) -> None:
    """Offer these playbook files besides the bundled ones, and load these plugin files."""
    _Own.playbooks = tuple(p.resolve() for p in playbooks)
    _Own.plugins = tuple(p.resolve() for p in plugins)


def own_plugins() -> tuple[Path, ...]:
    """Plugin files that every game here is played with."""
    return _Own.plugins


def playbooks() -> dict[str, Playbook | str]:
    """Playbooks by name, own ones by file and first; for one that cannot be read, its fault."""
    found: dict[str, Playbook | str] = {}
    for name in _offered():
        try:
            found[name] = load_playbook(name)
        except PlaybookError as error:
            found[name] = str(error)
    return found


def game(name: str) -> Game:
    """A playbook on offer, ready to play. Raises `GameError`."""
    if name not in _offered():
        raise GameError(f"no playbook is called '{name}'")
    try:
        return _game(name, _changed(name))
    except (PlaybookError, BookError) as error:
        raise GameError(str(error)) from error


def _offered() -> tuple[str, ...]:
    """Names of all playbooks on offer: own ones by file, then the bundled ones."""
    return (*map(str, _Own.playbooks), *bundled_playbooks())


def scenario_of(room: Room) -> Scenario | None:
    """The model that a room's session is played with, None where this process has it not."""
    host = connected()
    try:
        found: Scenario = (game(room.playbook).scenario if host is None
                           else host.scenario(room.session))
    except (GameError, RefusedError):
        return None
    return found


def _changed(name: str) -> float:
    """When a playbook's file was written: a changed file is loaded anew."""
    path = bundled_playbooks().get(name) or Path(name)
    return path.stat().st_mtime if path.is_file() else 0.0


def kernel_job(name: str) -> KernelJob:
    """The kernel of a playbook, which starts compiling when it is first asked for."""
    return _job(name, _changed(name))


@st.cache_resource(show_spinner=False, max_entries=16)
def _game(name: str, changed: float) -> Game:
    del changed  # a part of the key
    return load(name, files=_Own.plugins)


@st.cache_resource(show_spinner=False, max_entries=16)
def _job(name: str, changed: float) -> KernelJob:
    del changed
    loaded = game(name)
    job = KernelJob()
    if os.environ.get(SWITCH) != "off" and loaded.scenario.tier[0] == "symbolic":
        job.kernel = loaded.kernel(wait=True)
        assert job.kernel is not None
        job.thread = compile_in_background(job.kernel, loaded.scenario, job.done.set)
    return job
