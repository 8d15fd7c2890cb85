"""Sessions under attack: a small playbook, and helpers beside this file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tiny_playbook import tiny_playbook


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook of five actors and three short turns."""
    return tiny_playbook(tmp_path_factory.mktemp("tiny"))
