"""What a playbook is checked against: the names and ranges of a model."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from wargame.symbolic.declarations import Lever, Parameter, Variable


class StrategyInfo(Protocol):
    """A strategy's name, the kind of actor that plays it, and the ranges of its parameters."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def actor(self) -> Literal["lab", "nation", "regulator"]:
        """Kind of actor."""

    @property
    def parameters(self) -> Mapping[str, tuple[float, float]]:
        """Lowest and highest value by parameter."""


class ModelFacts(Protocol):
    """A model with its plugins, as far as playbooks name its parts."""

    @property
    def variables(self) -> Mapping[str, Variable]:
        """Stocks, flows, attributes, slots; the metrics are among them."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Numbers of the model."""

    @property
    def levers(self) -> Mapping[str, Lever]:
        """Levers of all kinds of actors."""

    @property
    def strategies(self) -> Mapping[str, StrategyInfo]:
        """Strategies by name."""

    @property
    def sets(self) -> Collection[str]:
        """Names of the sets."""

    @property
    def relations(self) -> Mapping[str, tuple[str, str]]:
        """From set and to set, by relation."""

    @property
    def plugins(self) -> Collection[str]:
        """Names of the installed plugins that a playbook may list."""

    def inputs(self, name: str) -> Sequence[str]:
        """Stocks, attributes and parameters that a flow is worked out from, nearest first."""
