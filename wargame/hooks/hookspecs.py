"""The hooks that plugins may implement; each function below is one, with its exact signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wargame.hooks import hookspec

if TYPE_CHECKING:
    from wargame.strategies.strategy import Strategy
    from wargame.symbolic.book import Book

#: Takes the class of a strategy, not an object of it.
Register = Callable[[type["Strategy"]], None]


@hookspec
def register_equations(book: Book) -> None:
    """Declare levers, variables and equations, and contribute to slots. Added in 0.1.

    Called once for each model, after the built-in mechanisms, in the order of plugin names; what
    is declared belongs to the plugin. Raising loses the plugin as a whole and ends no game.
    """


@hookspec
def register_strategies(register: Register) -> None:
    """Add strategies: ``register(MyStrategy)`` for each class. Added in 0.1.

    Called once for each model, after the built-in strategies. The name of a strategy must be
    new; one that is taken is an error that names both owners.
    """


HOOKS = ("register_equations", "register_strategies")
