"""The app under thirty connections for long: WARGAME_SOAK=240 is a whole workshop."""

from __future__ import annotations

import os

import pytest

from wargame.ui.soak import FIGURES, measure


@pytest.mark.soak
def test_thirty_connections_are_served_for_long() -> None:
    minutes = float(os.environ.get("WARGAME_SOAK", "20"))
    found = measure(minutes, note=print)
    assert set(found) == set(FIGURES)
    assert found["tracebacks"] == 0
    assert found["stale_updates"] == 0
    assert found["memory_growth_mb"] <= 100
