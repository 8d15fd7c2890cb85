"""What all tests of the equation book share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wargame.symbolic.book import Book


@pytest.fixture
def book() -> Book:
    """An empty book."""
    return Book()


@pytest.fixture(autouse=True, scope="module")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing compiled in a test outlives it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARGAME_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
