"""For pytest: the fixture `conforms`, there wherever wargame is installed.

``def test_it_conforms(conforms): conforms("plugins/my_plugin.py")`` is a whole test.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Conforms = Callable[[Any], None]


@pytest.fixture(scope="session")
def conforms() -> Conforms:
    """Fails with one line for each complaint about a plugin file, a module or a strategy."""
    def check(target: type | Path | str | ModuleType) -> None:
        __tracebackhide__ = True
        from wargame.testing.conformance import check_plugin, check_strategy

        found = check_strategy(target) if isinstance(target, type) else check_plugin(target)
        if found:
            pytest.fail("\n".join(map(str, found)), pytrace=False)

    return check
