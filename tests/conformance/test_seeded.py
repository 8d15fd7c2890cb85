"""Ten plugins with one fault each: the kit names it, in one line; clean ones get no complaint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wargame.testing import check_plugin

HERE = Path(__file__).parent
#: The check that names each fault, words that must be in the line, and the line it is in.
FAULTS = {
    "peeks_at_hidden_state": ("hidden-state", "hidden state", "__closure__"),
    "depends_on_load_order": ("load-order", "depends on load order", "contribute"),
    "uses_global_random": ("global-random", "global random", "random.random()"),
    "mutates_its_observation": ("mutation", "changes its observation", "def decide"),
    "exceeds_its_budget": ("budget", "exceeds its budget", "def decide"),
    "returns_nan": ("finite", "not a finite number", "def decide"),
    "sleeps": ("time", "did not return", "time.sleep"),
    "raises_on_a_rare_state": ("raises", "raises KeyError", "table[int"),
    "leaks_through_its_reason": ("leak", "leaks another seat's order", "def decide"),
    "differs_on_arrays": ("readings", "readings differ", "def decide"),
}
CLEAN = sorted((HERE / "clean").glob("*.py"))


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_named_in_one_line_with_its_place_and_how_to_mend_it(name):
    check, words, text = FAULTS[name]
    path = HERE / "seeded" / f"{name}.py"
    (finding,) = check_plugin(path)
    assert (finding.severity, finding.check) == ("error", check)
    line = str(finding)
    assert "\n" not in line
    assert words in line
    assert "; to mend it, " in line
    place, number = re.fullmatch(r"(.+):(\d+)", finding.where).groups()
    assert place.endswith(f"{name}.py")
    assert text in path.read_text().splitlines()[int(number) - 1]


def test_there_are_ten_seeded_faults():
    assert {p.stem for p in (HERE / "seeded").glob("*.py")} == set(FAULTS)
    assert len(FAULTS) == 10


@pytest.mark.parametrize("path", CLEAN, ids=lambda p: p.stem)
def test_a_clean_plugin_gets_no_complaint(path):
    assert check_plugin(path) == []
