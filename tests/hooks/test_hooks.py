"""The hooks themselves: each one's signature, and what the checks say of mistakes."""

from __future__ import annotations

import inspect

import pytest

from wargame.hooks import hookspecs
from wargame.hooks.builtin import MECHANISMS
from wargame.hooks.faults import PluginError
from wargame.hooks.hookspecs import HOOKS
from wargame.hooks.model import build_model
from wargame.hooks.search import bundled_folder

BUNDLED = sorted(path.stem for path in bundled_folder().glob("[!_]*.py"))


def faults_of(model):
    return [(f.plugin, f.stage, f.line, f.reason) for f in model.faults]


def test_every_hook_is_listed_documented_and_dated():
    marked = [n for n in vars(hookspecs)
              if hasattr(getattr(hookspecs, n), "wargame_spec")]
    assert sorted(marked) == sorted(HOOKS)
    for name in HOOKS:
        assert "Added in" in inspect.getdoc(getattr(hookspecs, name))


def test_hook_register_equations_adds_to_the_book_under_the_plugins_name(write, lever):
    write("ant", lever("ant_lever"))
    model = build_model()
    assert model.levers["ant_lever"].owner == "ant"
    assert ("lab_income", "ant") in model.book.contributions
    assert model.variables["openness"].owner == "lab_levers"
    assert not model.faults


def test_hook_register_strategies_adds_strategies_with_their_ranges(write, strategy):
    write("ant", strategy("ant") + """
from pydantic import Field
from wargame.strategies import Params
class Own(Params):
    nerve: float = Field(0.5, ge=0, le=2, description="Nerve")
Ant.Params = Own
""")
    info = build_model().strategies["ant"]
    assert (info.actor, info.owner, info.title) == ("lab", "ant", "ant")
    assert info.parameters == {"nerve": (0.0, 2.0)}


def test_a_misspelt_hook_is_a_fault_with_a_suggestion_and_its_line(write):
    write("ant", "from wargame.hooks import hookimpl\n\n@hookimpl\ndef register_equation(book):\n"
                 "    pass\n")
    [(plugin, stage, line, reason)] = faults_of(build_model())
    assert (plugin, stage, line) == ("ant", "check", 3)
    assert reason == "no hook is called 'register_equation'; did you mean 'register_equations'?"


def test_a_misspelt_argument_is_a_fault_with_a_suggestion(write):
    write("ant", "from wargame.hooks import hookimpl\n@hookimpl\ndef register_equations(bok):\n"
                 "    pass\n")
    write("bee", "from wargame.hooks import hookimpl\n@hookimpl\ndef register_strategies(x):\n"
                 "    pass\n")
    ant, bee = faults_of(build_model())
    assert ant[3] == "hook 'register_equations' has no argument 'bok'; did you mean 'book'?"
    assert bee[3] == "hook 'register_strategies' has no argument 'x'; it has 'register'"


def test_a_forgotten_mark_no_hooks_at_all_and_wrappers_are_faults(write):
    write("ant", "def register_equations(book):\n    pass\n")
    write("bee", "x = 1\n")
    write("cow", "from wargame.hooks import hookimpl\n@hookimpl(wrapper=True)\n"
                 "def register_equations(book):\n    yield\n")
    ant, bee, cow = faults_of(build_model())
    assert "write @hookimpl above it" in ant[3]
    assert "it has no hooks" in bee[3]
    assert "cannot be wrapped" in cow[3]


def test_a_hook_may_leave_arguments_out(write):
    write("ant", "from wargame.hooks import hookimpl\n@hookimpl\ndef register_equations():\n"
                 "    pass\n")
    model = build_model()
    assert "ant" in model.plugins
    assert model.book
    assert not model.faults


def test_two_strategies_of_one_name_are_an_error_naming_both_owners(write, strategy):
    write("ant", strategy("hawk"))
    write("bee", strategy("hawk"))
    with pytest.raises(PluginError, match=r"'hawk': one of ant, .*plugins/ant\.py:5, "
                       r"and one of bee, .*plugins/bee\.py:5; rename one"):
        build_model()
    write("bee", strategy("platform"))
    with pytest.raises(PluginError, match=r"'platform': one of builtin, .*platform\.py:\d+, "
                       r"and one of bee, .*plugins/bee\.py:5; rename one"):
        build_model()


@pytest.mark.parametrize(("line", "reason"), [
    ("register(Ant())", "takes a class of Strategy"),
    ("Ant.name = 'two words'; register(Ant)", "letters, digits and _"),
    ("Ant.decide = Strategy.decide; register(Ant)", "has no decide"),
    ("1 / 0", "ZeroDivisionError"),
])
def test_what_is_no_strategy_loses_the_plugin_and_says_where(write, strategy, line, reason):
    text = strategy("ant")
    path = write("ant", text.replace("    register(Ant)", f"    {line}"))
    model = build_model()
    [fault] = model.faults
    assert (fault.plugin, fault.stage, fault.file) == ("ant", "strategies", path)
    assert fault.line == text.rstrip().count("\n") + 1
    assert reason in fault.reason
    assert "ant" not in model.plugins
    assert "ant" not in model.strategies


def test_equations_that_fail_lose_the_plugin_whole_and_nothing_else(write, strategy, lever):
    write("ant", lever("ant_lever"))
    write("bee", strategy("bee_play") + lever("bee_lever") + "    raise RuntimeError('stung')\n")
    write("cow", lever("cow_lever"))
    model = build_model()
    assert "bee" in model.plugins
    assert {"ant_lever", "cow_lever"} <= set(model.levers)
    assert "bee_lever" not in model.levers
    assert ("lab_income", "bee") not in model.book.contributions
    assert "bee" not in model.plugins
    assert "bee_play" not in model.strategies
    [fault] = model.faults
    assert (fault.plugin, fault.stage) == ("bee", "equations")
    assert fault.reason == "RuntimeError: stung"
    assert fault.line > 0


def test_a_plugin_that_declares_what_exists_is_the_one_at_fault(write, lever):
    write("ant", lever("same_lever"))
    write("bee", lever("same_lever"))
    model = build_model()
    assert model.levers["same_lever"].owner == "ant"
    [fault] = model.faults
    assert fault.plugin == "bee"
    assert "'same_lever' is declared twice" in fault.reason


def test_every_mechanism_that_exists_is_listed_in_alphabetical_order():
    from pathlib import Path

    import wargame.mechanisms as package

    folder = Path(package.__file__).parent
    assert list(MECHANISMS) == sorted(p.stem for p in folder.glob("*.py") if p.stem != "__init__")


def test_a_model_says_what_playbooks_are_checked_against():
    model = build_model()
    assert list(model.plugins) == BUNDLED
    assert {"labs", "nations", "regulators", "segments", "layers"} <= set(model.sets)
    assert model.relations["home"] == ("labs", "nations")
    assert model.variables["open_token_share"].metric
    assert "compute_weight" in model.parameters
    assert model.strategies["platform"].parameters["small_models_lag"] == (2.0, 8.0)
    assert list(model.strategies) == sorted(model.strategies)
