"""Ten plugins with one fault each: the kit names it, in one line; clean ones get no complaint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wargame.engine.library import load_library
from wargame.strategies import Orders, Strategy
from wargame.testing import check_plugin, check_strategy

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


def test_there_are_ten_clean_plugins_of_every_tier_for_every_kind_of_actor():
    assert len(CLEAN) == 10
    library = load_library([], CLEAN)
    assert library.model.faults == []
    own = [n for n, s in library.strategies.items() if s.owner != "builtin"]
    assert {library.tiers[n][0] for n in own} == {"symbolic", "array", "python"}
    assert {library.strategies[n].actor for n in own} == {"lab", "nation", "regulator"}


@pytest.mark.parametrize("path", CLEAN, ids=lambda p: p.stem)
def test_a_clean_plugin_gets_no_complaint(path):
    assert check_plugin(path) == []


class Spendthrift(Strategy):
    """Says what a nation, or a regulator, cannot pay."""

    name = "spendthrift"
    actor = "nation"
    title = "Spendthrift"
    claim = "Pays the most for chips of its own, whatever it has"
    reason = "money is no object"
    optional_levers = frozenset({"chip_investment"})

    def decide(self, obs, luck, params):
        return Orders(chip_investment=60)


class Bureau(Spendthrift):
    name = "bureau"
    actor = "regulator"
    optional_levers = frozenset({"review_staff"})

    def decide(self, obs, luck, params):
        return Orders(review_staff=0.2)


@pytest.mark.parametrize(("strategy", "means"), [
    (Spendthrift, "public_purse"), (Bureau, "agency_budget")])
def test_overspending_is_named_for_every_kind_of_actor_with_what_to_look_at(strategy, means):
    (finding,) = [f for f in check_strategy(strategy) if f.check == "budget"]
    assert finding.severity == "error"
    assert f"order less: tie what it spends to obs.me['{means}']" in str(finding)
