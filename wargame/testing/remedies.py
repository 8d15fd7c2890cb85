"""What to do about an error that a decision raised: words that fit the error."""

from __future__ import annotations

import difflib
import inspect
import re

from wargame import strategies
from wargame.hooks.search import suggestion
from wargame.strategies.strategy import Params
from wargame.symbolic.book import Book
from wargame.symbolic.declarations import Lever
from wargame.world.observation import Observation

#: The remedy for numbers that are not finite.
GUARD = "guard divisions and logarithms: when(x > 0, y / greater(x, 1e-9), 0)"


class NotOrdersError(TypeError):
    """A decision that returned something else than orders."""

    def __init__(self, returned: object) -> None:
        what = "nothing" if returned is None else f"a {type(returned).__name__}"
        super().__init__(f"decide returned {what}, not Orders")


def remedy(error: Exception) -> str:
    """How to mend what a decision raised; at best with the very words to write."""
    if isinstance(error, NotOrdersError):
        return "end every branch with return Orders(lever=value)"
    if isinstance(error, AttributeError):
        return _attribute(error)
    if isinstance(error, UnboundLocalError):
        return "give it a value in every branch"
    if isinstance(error, NameError):
        known = [n for n in dir(strategies) if not n.startswith("_")]
        return (f"import it: from wargame.strategies import {error.name}" if error.name in known
                else f"define it or import it{suggestion(str(error.name), known)}")
    if isinstance(error, ArithmeticError) or (
            isinstance(error, ValueError) and "math" in str(error)):
        return GUARD
    if isinstance(error, LookupError):
        return "make it hold in every state: no key or position that may be missing"
    if "Orders.__init__" in str(error):
        return "name each lever: Orders(release_mode=CLOSED, price_stance=0.9)"
    return "make it hold in every state that a game may reach"


def _attribute(error: AttributeError) -> str:
    if isinstance(error.obj, Params):
        close = suggestion(str(error.name), type(error.obj).model_fields)
        return (f"{close.removeprefix('; ').removesuffix('?')}, or declare it" if close
                else "declare it") + (f" in the class Params: {error.name}: float = "
                                      "Field(0.5, ge=0, le=1, description=\"...\")")
    if isinstance(error.obj, Observation):
        views = [n for n in (*Observation.__slots__, "years", "estimate") if n != "_read"]
        return f"use one of obs.{', obs.'.join(sorted(views))}"
    return "what is seen and drawn are plain numbers; compute with them alone"


def declaring(error: Exception) -> str:
    """How to mend what a plugin raised while it declared; a call in the wrong shape is shown."""
    called = re.search(r"\bBook\.(\w+)\(\)", str(error))
    if isinstance(error, TypeError) and called:
        return f"write {signature(called[1])}"
    return "build every equation from book[...] and the operators alone, whatever else is loaded"


def fitting(error: Exception) -> str:
    """How to mend equations that do not fit, unless the error says so itself."""
    said = str(error)
    if ";" in said:
        return ""
    if "unit mismatch" in said:
        return "make the units agree: a price in USD bn/yr times book['tick_years'] is USD bn"
    if "declared twice" in said or "write conflict" in said:
        return "give each name one declaration and one equation"
    if "nobody declared" in said:
        return "declare it, or look up its name in `wargame plugins guide`"
    return ""


def signature(name: str) -> str:
    """A method of the book as one writes it: ``book.lever(name, actors, ...)``."""
    parameters = list(inspect.signature(getattr(Book, name)).parameters.values())[1:]
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in parameters]
    return f"book.{name}{inspect.Signature(bare)}"


def numbered(lever: Lever) -> str:
    """The choices of a lever as orders write them: ``0 closed, 1 gated``."""
    return ", ".join(f"{number} {choice}" for number, choice in enumerate(lever.choices))


def by_name(lever: Lever, value: str) -> tuple[str, str]:
    """What is wrong with a choice that is ordered by its name, and what to write."""
    close = difflib.get_close_matches(value, lever.choices, n=1)
    what = f"it orders {lever.name}={value!r}, a name and not the number of a choice"
    if not close:
        return what, f"order a number: {numbered(lever)}"
    constant = close[0].upper()
    known = f" or {constant} of wargame.strategies" if hasattr(strategies, constant) else ""
    return what, (f"write {lever.choices.index(close[0])}{known} (the choices are "
                  f"{numbered(lever)})")
