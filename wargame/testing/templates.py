"""The text of new plugins and of their tests."""

from __future__ import annotations

from typing import Literal

Kind = Literal["strategy", "instrument"]
Actor = Literal["lab", "nation", "regulator"]

#: For each kind of actor: optional levers, what is seen, the orders, and a situation with orders.
_RULES = {
    "lab": (
        "", 'obs.me["lag_to_frontier"]', "nats it is behind the frontier",
        "release_mode=when(seen > params.bar, OPEN_PERMISSIVE, CLOSED),\n"
        "            price_stance=when(seen > params.bar, 0.8, 1.1),",
        "me.lag_to_frontier", "release_mode", "3", "0", "Opens while it is behind the frontier, "
        "and closes as it draws level"),
    "nation": (
        '    optional_levers: ClassVar[frozenset[str]] = frozenset({"chip_control_tier"})\n',
        'obs.world["perceived_gap"]', "nats by which closed models seem to lead",
        "chip_control_tier=when(seen > params.bar, 1, 0),",
        "world.perceived_gap", "chip_control_tier", "1", "0", "Controls chips while closed models "
        "lead by much"),
    "regulator": (
        '    optional_levers: ClassVar[frozenset[str]] = frozenset({"liability_regime"})\n',
        'obs.home["salience"]', "salience of harm at home",
        "liability_regime=when(seen > params.bar, 2, 0),",
        "home.salience", "liability_regime", "2", "0", "Asks for due care once harm is salient at "
        "home"),
}

_STRATEGY = '''"""{title}: {claim_lower}."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import {names}


class {cls}Params(Params):
    """Parameters; each has a default, bounds and a meaning."""

    bar: float = Field(0.5, ge=0, le=4, description="Bar that decides, in {unit}")


class {cls}(Strategy):
    """{claim}."""

    name: ClassVar[str] = "{name}"
    actor = "{actor}"
    title = "{title}"
    claim = "{claim}"
    source = "assumed"
    reason = "it sees {{seen:.2f}} against a bar of {{bar:.2f}}"
{optional}    Params = {cls}Params

    def decide(self, obs: Observation, luck: Luck, params: {cls}Params) -> Orders:
        """Read what the seat sees, compare it with the bar, and order."""
        seen = {seen}
        return Orders(
            {orders}
        ).note(seen=seen, bar=params.bar)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the strategy."""
    register({cls})
'''

_STRATEGY_TEST = '''"""{title} keeps to the rules and does what it claims."""

from pathlib import Path

from wargame.hooks.model import build_model
from wargame.testing import orders_of

PLUGIN = Path(__file__).with_name("{name}.py")


def test_it_conforms(conforms):
    conforms(PLUGIN)


def test_it_does_what_it_claims():
    strategy = build_model([], [PLUGIN]).strategies["{name}"].cls
    assert orders_of(strategy, {{"{view}": 3.0}}).levers["{lever}"] == {above}
    assert orders_of(strategy, {{"{view}": 0.1}}).levers["{lever}"] == {below}
'''

_INSTRUMENT = '''"""{title}: a duty of {actors} that costs closed labs money."""

from __future__ import annotations

from typing import ClassVar

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, clip
from wargame.symbolic.book import Book

TITLE = "{title}"
SOURCE = "assumed"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare the lever, and what it costs a lab through the slot `closed_cost`."""
{imports}    strength = book.lever("{name}_strength", "{actors}", 0, 1, 0, "share",
                          "How strict the duty is", SOURCE)
    cost = book.parameter("{name}_cost", 0.1, 0.02, 0.5, "USD bn/yr",
                          "Yearly cost to a lab of the duty in full", "assumed")
    # 0 at the lever's default: the instrument changes nothing until somebody uses it.
    book.contribute("closed_cost", cost * {term}, source=SOURCE)


class {cls}User(Strategy):
    """Makes the duty stricter as harm draws attention."""

    name: ClassVar[str] = "{name}_user"
    actor = "{actor}"
    title = "{title}, used"
    claim = "Makes the duty stricter as harm draws attention, and lifts it as that fades"
    source = "assumed"
    reason = "attention to harm stands at {{attention:.2f}}"

    def decide(self, obs: Observation, luck: Luck, params: Params) -> Orders:
        """Follow the attention, within the lever's bounds."""
        attention = {attention}
        return Orders({name}_strength=clip(attention, 0, 1)).note(attention=attention)


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the strategy."""
    register({cls}User)
'''

_INSTRUMENT_TEST = '''"""{title} keeps to the rules and costs what it claims."""

from pathlib import Path

from wargame.hooks.loader import load_plugin
from wargame.hooks.search import Found
from wargame.testing import World, orders_of

PLUGIN = Path(__file__).with_name("{name}.py")


def slot(book):
    book.slot("closed_cost", "labs", "sum", "USD bn/yr", 0, 1e4, "Costs of closed labs", "test")


def test_it_conforms(conforms):
    conforms(PLUGIN)


def test_a_stricter_duty_costs_more():
    module = load_plugin(Found("{name}", "file", PLUGIN), [])

    def cost(strength):
        world = World(
            [slot, module.declare], levers={{"{name}_strength": strength}},
            members={{"labs": ["a"], "nations": ["n"], "regulators": ["r"]}},
            relations={{"home": {{"a": "n"}}, "jurisdiction": {{"r": "n"}}}})
        return world.flow("closed_cost")[0]

    assert cost(0) == 0
    assert cost(0) < cost(0.5) < cost(1)


def test_its_strategy_does_what_it_claims():
    strategy = load_plugin(Found("{name}", "file", PLUGIN), []).{cls}User
    calm, alarmed = (orders_of(strategy, {{"{view}": seen}}).levers["{name}_strength"]
                     for seen in (0.1, 0.9))
    assert calm < alarmed
'''

#: For each kind of actor: imports, and the lever as a lab meets it.
_TERMS = {
    "lab": ("", "strength"),
    "nation": ("    from wargame.symbolic.operators import at\n\n", 'at(strength, "home")'),
    "regulator": ("    from wargame.symbolic.operators import at, total\n\n",
                  'at(total(strength, "jurisdiction"), "home")'),
}


def plugin_text(name: str, kind: Kind, actor: Actor) -> tuple[str, str]:
    """The text of a plugin and of its test."""
    title = name.replace("_", " ").capitalize()
    if kind == "instrument":
        imports, term = _TERMS[actor]
        cls = "".join(w.capitalize() for w in name.split("_"))
        view = "me" if actor == "nation" else "home"
        words = {"name": name, "title": title, "actors": f"{actor}s", "imports": imports,
                 "term": term, "cls": cls, "actor": actor, "view": f"{view}.salience",
                 "attention": f'obs.{view}["salience"]'}
        return _INSTRUMENT.format(**words), _INSTRUMENT_TEST.format(**words)
    optional, seen, unit, orders, view, lever, above, below, claim = _RULES[actor]
    names = ["Luck", "Observation", "Orders", "Params", "Strategy", "when"]
    if actor == "lab":
        names = ["CLOSED", "OPEN_PERMISSIVE", *names]
    words = {
        "name": name, "title": title, "cls": "".join(w.capitalize() for w in name.split("_")),
        "actor": actor, "claim": claim, "claim_lower": claim[0].lower() + claim[1:],
        "unit": unit, "optional": optional, "seen": seen, "orders": orders, "view": view,
        "lever": lever, "above": above, "below": below, "names": ", ".join(names)}
    return _STRATEGY.format(**words), _STRATEGY_TEST.format(**words)
