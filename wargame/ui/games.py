"""Loaded games and their compiled kernels: shared by all sessions, and rebuilt when lost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from threading import Event, Thread

import streamlit as st

from wargame.engine.kernel import Kernel, compile_in_background
from wargame.engine.play import Game, load
from wargame.playbook.errors import PlaybookError
from wargame.playbook.load import bundled_playbooks, load_playbook
from wargame.playbook.models import Playbook
from wargame.symbolic.book import BookError

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


def playbooks() -> dict[str, Playbook | str]:
    """Bundled playbooks by name; for one that cannot be read, what is wrong with it."""
    found: dict[str, Playbook | str] = {}
    for name in bundled_playbooks():
        try:
            found[name] = load_playbook(name)
        except PlaybookError as error:
            found[name] = str(error)
    return found


def game(name: str) -> Game:
    """A bundled playbook, ready to play. Raises `GameError`."""
    if name not in bundled_playbooks():
        raise GameError(f"no playbook is called '{name}'")
    try:
        return _game(name)
    except (PlaybookError, BookError) as error:
        raise GameError(str(error)) from error


def kernel_job(name: str) -> KernelJob:
    """The kernel of a playbook, which starts compiling when it is first asked for."""
    return _job(name)


@st.cache_resource(show_spinner=False)
def _game(name: str) -> Game:
    return load(name)


@st.cache_resource(show_spinner=False)
def _job(name: str) -> KernelJob:
    loaded = game(name)
    job = KernelJob()
    if os.environ.get(SWITCH) != "off" and loaded.scenario.tier[0] == "symbolic":
        job.kernel = loaded.kernel(wait=True)
        assert job.kernel is not None
        job.thread = compile_in_background(job.kernel, loaded.scenario, job.done.set)
    return job
