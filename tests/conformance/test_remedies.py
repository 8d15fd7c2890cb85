"""What the check says of slips in a decision: the remedy that fits, and no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wargame.strategies import Orders, Strategy, UnseenError
from wargame.testing import check_plugin, check_strategy
from wargame.testing.conformance import left_out

PLUGIN = '''
from pydantic import Field

from wargame.hooks import hookimpl
from wargame.strategies import Memory, Orders, Params, Strategy, when


class SlipParams(Params):
    bar: float = Field(0.5, ge=0, le=1, description="A bar")


class Slip(Strategy):
    name, actor, title, claim = "slip", "lab", "Slip", "Slips"
    reason = "it slips"
    Params = SlipParams

    def decide(self, obs, luck, params):
        {body}


@hookimpl
def register_strategies(register):
    register(Slip)
'''


@pytest.fixture
def told(tmp_path):
    """The one complaint about a strategy whose decision is these lines."""
    def check(*body):
        path = tmp_path / "slip.py"
        path.write_text(PLUGIN.replace("{body}", "\n        ".join(body)))
        (finding,) = check_plugin(path)
        assert finding.where.partition("slip.py:")[2] in ("17", "18")
        return finding.severity, str(finding).partition(": ")[2].partition(": ")[2]

    return check


WHOLE = ('a seat sees rivals as a whole, never one of them; write obs.rivals.highest("openness"), '
         ".lowest(...), .mean(...) or .total(...)")
UNSEEN = "decide asks for what its seat cannot see: "


@pytest.mark.parametrize(("body", "said"), [
    ('return Orders(price_stance=obs.rivals["deepseek"]["openness"])',
     f"{UNSEEN}obs.rivals['deepseek'] cannot be read: {WHOLE}"),
    ("return Orders(price_stance=obs.rivals.deepseek)",
     f"{UNSEEN}obs.rivals has no 'deepseek': {WHOLE}"),
    ("return Orders(price_stance=obs.me.runway)",
     f'{UNSEEN}obs.me has no attribute \'runway\'; write obs.me["runway"]'),
    ('return Orders(price_stance=obs.me["runwey"])',
     f"{UNSEEN}nothing is called 'runwey'; did you mean 'runway'?"),
    ('return Orders(price_stance=obs.me["zzz"])',
     f"{UNSEEN}nothing is called 'zzz'; to mend it, ask for one of the quantities that `wargame "
     "plugins guide` lists"),
    ('return Orders(price_stance=obs.memory["hurt"])',
     f"{UNSEEN}no memory is called 'hurt'; declare it in the class: memory = "
     "{'hurt': Memory(initial, low, high, meaning)}"),
])
def test_what_cannot_be_seen_comes_with_what_to_write_instead(told, body, said):
    assert told(body) == ("error", said)


@pytest.mark.parametrize(("body", "said"), [
    ('return Orders(release_mode="open_permissive")',
     "it orders release_mode='open_permissive', a name and not the number of a choice in world "
     "'crowd, as declared'; to mend it, write 3 or OPEN_PERMISSIVE of wargame.strategies (the "
     "choices are 0 closed, 1 gated, 2 open_restricted, 3 open_permissive)"),
    ('return Orders(release_mode="open_permisive")',
     "it orders release_mode='open_permisive', a name and not the number of a choice in world "
     "'crowd, as declared'; to mend it, write 3 or OPEN_PERMISSIVE of wargame.strategies (the "
     "choices are 0 closed, 1 gated, 2 open_restricted, 3 open_permissive)"),
    ('return Orders(release_mode="zzz")',
     "it orders release_mode='zzz', a name and not the number of a choice in world 'crowd, as "
     "declared'; to mend it, order a number: 0 closed, 1 gated, 2 open_restricted, 3 "
     "open_permissive"),
    ("return Orders(price_stance=None)",
     "it orders price_stance=None, which is not a finite number in world 'crowd, as declared'; to "
     "mend it, order a number in every branch"),
])
def test_an_order_that_is_no_number_is_told_with_the_numbers_there_are(told, body, said):
    assert told(body) == ("error", said)


@pytest.mark.parametrize(("body", "said", "mend"), [
    ("return {}", "decide returned a dict, not Orders in an ordinary world",
     "end every branch with return Orders(lever=value)"),
    ("Orders(price_stance=1)", "decide returned nothing, not Orders in an ordinary world",
     "end every branch with return Orders(lever=value)"),
    ("return Orders(price_stance=params.barr)",
     "decide raises AttributeError: 'SlipParams' object has no attribute 'barr' in an ordinary "
     "world", "did you mean 'bar', or declare it in the class Params: barr: float = Field(0.5, "
     'ge=0, le=1, description="...")'),
    ("return Orders(price_stance=obs.mi)", "decide raises AttributeError: 'Observation' object has "
     "no attribute 'mi' in an ordinary world", "use one of obs.domestic, obs.estimate, obs.home, "
     "obs.labs, obs.me, obs.memory, obs.nations, obs.regulators, obs.rivals, obs.world, obs.years"),
    ("return Orders(price_stance=clip(1, 0, 2))",
     "decide raises NameError: name 'clip' is not defined in an ordinary world",
     "import it: from wargame.strategies import clip"),
    ("return Orders(price_stance=1 / int(0 * obs.years))",
     "decide raises ZeroDivisionError: division by zero in an ordinary world",
     "guard divisions and logarithms: when(x > 0, y / greater(x, 1e-9), 0)"),
    ('return Orders({"price_stance": 1})', "decide raises TypeError: Orders.__init__() takes 1 "
     "positional argument but 2 were given in an ordinary world",
     "name each lever: Orders(release_mode=CLOSED, price_stance=0.9)"),
])
def test_the_remedy_fits_the_error(told, body, said, mend):
    assert told(body) == ("error", f"{said}; to mend it, {mend}")


def test_a_leftover_print_is_one_warning_with_its_line_what_it_says_and_how_often(told, capfd):
    severity, said = told('print("hello", obs.me["runway"])', "return Orders(price_stance=0.9)")
    assert severity == "warning"
    assert said.startswith("it prints (")
    times = int(said.partition("(")[2].partition(" times")[0].replace(",", ""))
    assert times > 100
    assert "such as 'hello " in said
    assert "not known yet" not in said
    assert said.endswith("; to mend it, take it out; what a reader should see goes to .note(...) "
                         "and into the reason")
    assert capfd.readouterr() == ("", "")


def test_the_command_ends_with_the_warning_and_not_with_all_that_was_printed(tmp_path):
    path = tmp_path / "slip.py"
    path.write_text(PLUGIN.replace("{body}", "print(obs.years)\n        return Orders()"))
    words = [sys.executable, "-m", "wargame", "plugins", "check", path.name]
    done = subprocess.run(words, cwd=tmp_path, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    warned, speed, count = done.stdout.splitlines()
    assert warned.startswith("slip.py:18: warning: it prints (")
    assert speed.startswith("slip: symbolic tier")
    assert count == "slip.py: 0 error(s), 1 warning(s)"


class Loud(Strategy):
    """Prints, and comes from no plugin file."""

    name, actor, title, claim, reason = "loud", "lab", "Loud", "Prints", "it prints"

    def decide(self, obs, luck, params):
        print("loud")  # noqa: T201  what it is tried with
        return Orders(price_stance=0.9)


def test_a_strategy_by_itself_is_heard_too(capfd):
    (finding,) = check_strategy(Loud)
    assert (finding.severity, finding.check) == ("warning", "prints")
    assert "such as 'loud'" in finding.what
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["rivals", "labs", "domestic"])
def test_a_group_gives_nobody_away_by_name_or_position(name):
    from wargame.world.observation import Observation

    group = getattr(Observation(lambda *_: 1.0), name)
    for ask in (lambda: group[0], lambda: group["a"], lambda: list(group), lambda: group.a):
        with pytest.raises(UnseenError, match=f"a seat sees {name} as a whole"):
            ask()
    assert not hasattr(group, "_members")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A plugin with a strategy and a lever in ./plugins; returns its text and its path."""
    text = (PLUGIN.replace("{body}", "return Orders(price_stance=0.9)") + (
        "\n\n@hookimpl\ndef register_equations(book):\n"
        "    fee = book.lever('slip_fee', 'labs', 0, 1, 0, 'USD bn/yr', 'A fee', 'assumed')\n"
        "    book.contribute('closed_cost', fee, source='assumed')\n"))
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "slip.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    return text


@pytest.mark.parametrize("name", ["plugins/slip_too.py", "slip_too.py", "slip.py"])
def test_a_copy_to_try_out_is_checked_without_what_it_was_copied_from(mine, tmp_path, name):
    copy = tmp_path / name
    copy.write_text(mine + "\n# changed\n")
    assert check_plugin(copy) == []
    (said,) = left_out(copy)
    assert said.startswith("plugins/slip.py ")
    if name != "slip.py":
        return
    done = subprocess.run([sys.executable, "-m", "wargame", "plugins", "check", name], cwd=tmp_path,
                          text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"checked without a plugin of yours: {said}"
    assert done.stdout.splitlines()[-1] == f"{name}: nothing is wrong"


def test_a_third_plugin_is_checked_beside_one_of_two_that_clash(mine, tmp_path):
    (tmp_path / "plugins" / "slip_too.py").write_text(mine)
    third = tmp_path / "third.py"
    third.write_text(mine.replace('"slip"', '"third"').replace("slip_fee", "third_fee"))
    assert check_plugin(third) == []
    assert check_strategy(Loud)[0].check == "prints"


def test_a_taken_name_is_told_with_the_places_of_both(mine, tmp_path):
    path = tmp_path / "plugins" / "slip.py"
    path.write_text(mine.replace('"slip"', '"fast_follower"'))
    (finding,) = check_plugin(path)
    assert finding.where == "plugins/slip.py:12"
    assert "one of builtin, " in finding.what
    assert "fast_follower.py:" in finding.what
    assert str(finding).endswith("and one of slip, plugins/slip.py:12; rename one")
    path.write_text(mine.replace("slip_fee", "liability_regime"))
    (finding,) = check_plugin(path)
    assert finding.where == "plugins/slip.py:28"
    assert "'liability_regime' is declared already: by the plugin 'liability_regimes', " \
        in finding.what
    assert "liability_regimes.py:" in finding.what


@pytest.mark.parametrize(("line", "said"), [
    ("book.flow('seen', 'labs', 'share', 0, 1, 'Seen')",
     "register_equations raises TypeError: Book.flow() missing 1 required positional argument: "
     "'source'; to mend it, write book.flow(name, over, unit, low, high, meaning, source, "
     "equation=None, *, seen='public', label='')"),
    ("book.parameter('p', 1, 0, 2, '1', 'A number', '')",
     "its equations do not fit: parameter 'p' has no source; write 'assumed' if it has none"),
    ("book.contribute('closed_cost', book['runwey'], source='assumed')",
     "did you mean 'runway'?"),
    ("book.flow('runway', 'labs', 'share', 0, 1, 'Seen', 'assumed', 1)",
     "; to mend it, give each name one declaration and one equation"),
    ("book.contribute('closed_cost', book['runway'], source='assumed')",
     "; to mend it, make the units agree: a price in USD bn/yr times book['tick_years'] is USD bn"),
])
def test_equations_get_a_remedy_that_fits_and_no_second_one(tmp_path, line, said):
    path = tmp_path / "oddity.py"
    path.write_text("from wargame.hooks import hookimpl\n\n\n@hookimpl\n"
                    f"def register_equations(book):\n    {line}\n")
    (finding,) = check_plugin(path)
    assert finding.where.endswith("oddity.py:6")
    assert str(finding).endswith(said)
    assert str(finding).count("; to mend it") <= 1
