"""The kit as a pytest plugin: by its entry point where the package is installed, else by name."""

from importlib.metadata import entry_points

import pytest

PLUGIN = "wargame.testing.pytest_plugin"


@pytest.fixture(scope="session")
def kit_arguments() -> tuple[str, ...]:
    """What a pytest of a plugin author's needs on its command line."""
    installed = any(entry.value == PLUGIN for entry in entry_points(group="pytest11"))
    return () if installed else ("-p", PLUGIN)
