"""What a plugin prints, at import or while deciding, stays out of the program's own output."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest

from wargame.strategies.aside import aside

CHATTY = '''
import os
import sys

print("imported", {"not": "json"})
os.system("echo from a child")
os.write(1, b"from below\\n")

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Chatty(Strategy):
    name, actor = "chatty", "lab"
    reason = "it talks"

    def decide(self, obs, luck, params):
        print("deciding")
        sys.stdout.write("}{")
        os.system("echo while deciding")
        return Orders(price_stance=0.9)


class Slow(Chatty):
    name = "chatty_in_python"

    def decide(self, obs, luck, params):
        if obs.years >= 0:
            return super().decide(obs, luck, params)


@hookimpl
def register_strategies(register):
    print("registering")
    register(Chatty)
    register(Slow)


@hookimpl
def register_equations(book):
    print("declaring")
'''


@pytest.fixture
def run(tmp_path):
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "chatty.py").write_text(CHATTY)

    def started(*words):
        return subprocess.run([sys.executable, "-m", "wargame", *words], cwd=tmp_path, text=True,
                              capture_output=True, check=False)

    return started


@pytest.mark.parametrize("strategy", ["chatty", "chatty_in_python"])
def test_the_json_of_a_play_is_clean_whatever_a_plugin_prints(run, strategy):
    done = run("play", "long_view", "--plugin", "chatty", "--set", f"meta={strategy}",
               "--futures", "2", "--json")
    assert done.returncode == 0, done.stderr
    played = json.loads(done.stdout)
    assert played["strategies"]["meta"] == strategy
    assert played["held"] == []
    for words in ("imported", "registering", "deciding", "}{", "from a child",
                  "from below", "while deciding"):
        assert words in done.stderr


def test_so_is_the_list_of_plugins_and_the_check(run):
    done = run("plugins", "list", "--json")
    plugins = {p["name"]: p for p in json.loads(done.stdout)["plugins"]}
    assert plugins["chatty"]["hooks"] == ["register_equations", "register_strategies"]
    assert [s["tier"] for s in plugins["chatty"]["strategies"]] == ["symbolic", "python"]
    done = run("plugins", "check", "plugins/chatty.py", "--json")
    assert isinstance(json.loads(done.stdout)["findings"], list)


def test_output_comes_back_after_many_threads_had_it_aside(capsys):
    own = sys.stdout

    def work():
        for _ in range(200):
            with aside(), aside():
                assert sys.stdout is not own

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.stdout is own
    with pytest.raises(RuntimeError), aside():
        raise RuntimeError
    assert sys.stdout is own
