"""Result sets of batches that this process can show; nothing of a session is among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from wargame.batch.analysis.explore import Explorer

#: The query parameter that asks for the Explore screen.
PARAMETER = "results"


class _Offer:
    """The folder that the app was started with."""

    folder: str = ""


def offer(folder: Path | None) -> None:
    """Show this folder's results first; None shows none."""
    _Offer.folder = "" if folder is None else str(folder.resolve())


def offered() -> str:
    """The folder that the app was started with, or nothing."""
    return _Offer.folder


def explorer_of(folder: str) -> Explorer:
    """The views of a result folder. Raises `BatchError` where there is none."""
    manifest = Path(folder).expanduser() / "manifest.json"
    changed = manifest.stat().st_mtime if manifest.is_file() else 0.0
    return _explorer(str(Path(folder).expanduser()), changed)


@st.cache_resource(show_spinner=False, max_entries=4)
def _explorer(folder: str, changed: float) -> Explorer:
    from wargame.batch.analysis.explore import Explorer
    from wargame.batch.results import open_results

    del changed  # a part of the key: a batch that went on is read again
    return Explorer(open_results(folder))
