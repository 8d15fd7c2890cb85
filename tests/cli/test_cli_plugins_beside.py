"""A playbook finds the plugins that stand beside it, from whatever folder it is played."""

from __future__ import annotations

import json

import pytest

PLUGIN = '''
from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Neighbour(Strategy):
    name, actor, title, claim, reason = "neighbour", "lab", "Neighbour", "Sells cheap", "it is near"

    def decide(self, obs, luck, params):
        return Orders(price_stance=0.9)


@hookimpl
def register_strategies(register):
    register(Neighbour)
'''


@pytest.fixture
def beside(run, tmp_path, monkeypatch):
    """A playbook with a plugin of its own, seen from another folder."""
    place = tmp_path / "games"
    (place / "plugins").mkdir(parents=True)
    (place / "plugins" / "beside_it.py").write_text(PLUGIN)
    file = place / "my_game.yaml"
    assert run("playbook", "new", file).exit_code == 0
    text = file.read_text()
    assert "plugins:" in text
    head, _, rest = text.partition("\nplugins:")
    more = rest.lstrip()
    if more.startswith("["):
        text = f"{head}\nplugins: [beside_it, {more[1:]}"
    else:
        text = f"{head}\nplugins:\n  - beside_it{rest}"
    file.write_text(text)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return file


def test_it_is_checked_and_played_from_elsewhere(run, beside) -> None:
    done = run("playbook", "check", beside)
    assert done.exit_code == 0, done.stderr
    done = run("play", beside, "--set", "meta=neighbour", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["strategies"]["meta"] == "neighbour"


def test_a_batch_takes_it_along(run, beside, tmp_path) -> None:
    experiment = beside.with_name("few.yaml")
    experiment.write_text(
        "id: few\ntitle: Few\nquestion: Does it load?\nplaybook: my_game.yaml\nturns: 1\n"
        "design: {kind: middle}\nmixes:\n  - {name: near, strategies: {meta: neighbour}}\n")
    done = run("batch", "run", experiment, "--into", tmp_path / "results")
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "results" / "plugins" / "beside_it.py").is_file()
    (beside.parent / "plugins" / "beside_it.py").unlink()
    done = run("batch", "status", tmp_path / "results")
    assert done.exit_code == 0, done.stderr


def test_one_that_is_nowhere_is_told_with_where_it_was_looked_for(run, refused, beside) -> None:
    (beside.parent / "plugins" / "beside_it.py").unlink()
    line = refused(run("playbook", "check", beside))
    assert "plugins[0]: no plugin is called 'beside_it'" in line
    assert "elsewhere/plugins and " in line
    assert f"{beside.parent}/plugins; " in line


def test_a_strategy_that_another_plugin_brings_is_told_without_a_guess(
    run, refused, beside, monkeypatch,
) -> None:
    monkeypatch.chdir(beside.parent)
    line = refused(run("play", "long_view", "--set", "meta=neighbour"))
    assert line == ("wargame: the strategy 'neighbour' is not loaded; the plugin 'beside_it' "
                    "brings it: add --plugin beside_it")
    line = refused(run("play", "long_view", "--set", "us=neighbour"))
    assert line == ("wargame: 'neighbour' of the plugin 'beside_it' is a strategy of a lab, not of "
                    "a nation")


def test_a_rehearsal_says_why_it_has_fewer_turns_than_the_calendar(run) -> None:
    said = run("rehearse", "long_view", "--seed", "2").stdout.splitlines()
    assert said[0] == ("The session has 4 of the 6 turns of the calendar, as 'session: turns' "
                       "says; --turns 6 plays all.")


def test_questions_put_to_a_playbook_load_a_plugin_too(run, beside) -> None:
    plugin = beside.parent / "plugins" / "beside_it.py"
    words = ("batch", "surprise", "long_view", "--set", "meta=neighbour", "--factor",
             "compute_growth", "--outcome", "open_token_share=0:1", "--generations", "1",
             "--population", "4")
    assert run(*words).exit_code == 2
    done = run(*words, "--plugin", plugin)
    assert done.exit_code == 0, done.stderr


def test_a_session_of_the_app_is_opened_with_it(beside, tmp_path) -> None:
    from wargame.cli.app import _offer_games
    from wargame.session.host import Host
    from wargame.ui.games import offer, own_plugins

    try:
        _offer_games([beside], [])
        assert own_plugins() == (beside.parent / "plugins" / "beside_it.py",)
        host = Host(f"sqlite:///{tmp_path / 'sessions.db'}")
        made = host.create(str(beside), seed=1, turns=1, people=["meta"], files=own_plugins())
        assert "neighbour" in host.scenario(made.session_id).library.strategies
        host.close()
    finally:
        offer(())


def test_a_rehearsal_says_how_its_bundle_is_verified_with_the_plugin(run, beside) -> None:
    done = run("rehearse", beside, "--turns", "1", "--export", "b.wargame")
    command = done.stdout.splitlines()[-1].partition("next: wargame ")[2]
    assert command == f"verify b.wargame --plugin {beside.parent / 'plugins' / 'beside_it.py'}"
    assert run(*command.split()).exit_code == 0
    assert run("verify", "b.wargame").exit_code == 3
