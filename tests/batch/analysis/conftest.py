"""One game, and a kernel only where it is compiled already: its bits are those of NumPy."""

import pytest

import wargame as wg
from wargame.batch.analysis.games import Games


@pytest.fixture(scope="session")
def long_view():
    return wg.load("long_view")


@pytest.fixture(scope="session")
def games(long_view):
    return Games(long_view.scenario, 1, long_view.kernel())
