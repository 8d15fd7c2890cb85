"""An experiment: policy mixes x uncertainties x futures, as one file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from wargame.batch.analysis.question import EquilibriumSpec
from wargame.batch.mix import Assignment, MixSpec
from wargame.playbook.actor import LeverValue
from wargame.playbook.errors import fault
from wargame.playbook.models import LARGEST_SEED
from wargame.playbook.quantity import Identifier, Number, Paragraph, Part, Text, Whole
from wargame.playbook.source import Source
from wargame.playbook.wording import number, shown

SCHEMA = 1
Distribution = Literal["balanced", "uniform", "triangular"]
DesignKind = Literal["sobol", "latin_hypercube", "factorial", "saltelli", "morris", "middle",
                     "given"]
Failures = Literal["record", "off", "stop"]


def _readable(value: object) -> object:
    if isinstance(value, bool) or value != SCHEMA:
        raise fault(f"schema {shown(value)} cannot be read; this version reads schema {SCHEMA}",
                    f"write 'schema: {SCHEMA}', or install the version it was written for")
    return value


class RangeSpec(Part):
    """How one number varies; what is left out comes from the playbook and the model."""

    low: Number | None = Field(default=None, description="Lowest value")
    high: Number | None = Field(default=None, description="Highest value")
    values: tuple[Number, ...] | None = Field(
        default=None, min_length=1, description="These values only, instead of a range")
    distribution: Distribution | None = Field(
        default=None, description="balanced (half below the value, half above), uniform, or "
        "triangular with its peak at the value")
    source: Text | None = Field(
        default=None, description="Where the range comes from: an address, or 'assumed'")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.low is None) != (self.high is None):
            given, wanted = ("low", "high") if self.high is None else ("high", "low")
            raise fault(f"'{given}' is given without '{wanted}'", f"add '{wanted}'")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise fault(f"low {number(self.low)} is not below high {number(self.high)}",
                        "exchange the two, or give 'values' with one value")
        if self.values is not None and (self.low is not None or self.distribution is not None):
            raise fault("gives both 'values' and a range", "keep one of the two")
        return self


class Uncertainties(Part):
    """Which parameters and starting values vary, and how."""

    ranges: Literal["playbook", "listed"] = Field(
        default="playbook", description="playbook: every range of the playbook and the model, and "
        "what is listed here; listed: only that")
    distribution: Distribution = Field(
        default="balanced", description="Of every range that names none")
    parameters: Mapping[str, RangeSpec] = Field(
        default_factory=dict, description="Parameters of the model, by name")
    start: Mapping[str, Mapping[str, RangeSpec]] = Field(
        default_factory=dict, description="Starting values, by variable and then by member, by "
        "ids joined with `|`, or by `world`")
    except_: tuple[Text, ...] = Field(
        default=(), alias="except", description="Parameters and variables that stay as they are")


class DesignSpec(Part):
    """Which points of the ranges are visited."""

    kind: DesignKind = Field(
        default="latin_hypercube", description="latin_hypercube, sobol (for few uncertain "
        "numbers), factorial (every combination), saltelli or morris (for sensitivity), middle "
        "(one point: the playbook's own numbers), given (points from Python)")
    points: Whole = Field(default=256, ge=1, le=10_000_000, description="Number of points; for "
                          "saltelli and morris the number of base points or trajectories")
    levels: Whole = Field(default=3, ge=2, le=1000, description="With factorial: levels of each "
                          "range, from low to high")


class Aim(Part):
    """An outcome to judge mixes by: a metric at the end, which way is better, what is enough."""

    metric: Text = Field(description="Name of the metric")
    direction: Literal["higher", "lower"] | None = Field(
        default=None, description="Which way is better; follows from the threshold if left out")
    at_least: Number | None = Field(default=None, description="Satisfied at or above this")
    at_most: Number | None = Field(default=None, description="Satisfied at or below this")
    label: Text | None = Field(default=None, description="Words for the report")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.at_least is not None and self.at_most is not None:
            if self.at_least > self.at_most:
                raise fault(f"at_least {number(self.at_least)} is above at_most "
                            f"{number(self.at_most)}", "exchange the two")
        elif self.direction is None and self.at_least is None and self.at_most is None:
            raise fault("neither a direction nor a threshold is given",
                        "add 'direction: higher' or 'direction: lower'")
        elif (self.direction == "higher" and self.at_most is not None) or (
                self.direction == "lower" and self.at_least is not None):
            raise fault(f"{self.direction} is better, and the threshold says otherwise",
                        "use at_least where higher is better, at_most where lower is")
        return self

    @property
    def better(self) -> Literal["higher", "lower", "between"]:
        """Which way is better; between where both thresholds are given and no direction."""
        if self.direction is not None:
            return self.direction
        if self.at_least is not None and self.at_most is not None:
            return "between"
        return "higher" if self.at_least is not None else "lower"


def _whole_mix(value: Any) -> Any:
    """A bare name is a mix that changes nothing."""
    return {"name": value} if isinstance(value, str) else value


class Experiment(Part):
    """One experiment file."""

    schema_version: Annotated[Whole, BeforeValidator(_readable)] = Field(
        default=SCHEMA, alias="schema", description="Version of this format: 1")
    id: Identifier = Field(description="Stable name, the file's name without its ending")
    title: Text = Field(description="Title for the report")
    question: Text = Field(description="The question that the batch is run to answer")
    summary: Paragraph = Field(default="", description="A paragraph for the report")
    playbook: Text = Field(description="A bundled playbook's name, or a file beside this one")
    plugins: tuple[Text, ...] = Field(
        default=(), description="Instruments to load besides those of the playbook, by name")
    plugin_files: tuple[Text, ...] = Field(
        default=(), description="Plugin files to load besides, beside this one")
    seed: Whole = Field(default=1, ge=0, le=LARGEST_SEED, description="Seed of luck and design")
    turns: Whole | None = Field(
        default=None, ge=1, description="Turns to play; the whole game if left out")
    futures: Whole = Field(
        default=1, ge=1, le=10_000_000, description="Futures at each point")
    luck: Literal["fresh", "shared"] = Field(
        default="fresh", description="fresh: each point has luck of its own; shared: every point "
        "meets the same. Every mix meets the same luck at the same point in either case")
    failures: Failures = Field(
        default="record", description="What becomes of a run that fails: record it and go on; "
        "off: let decisions that fail pass, their seats hold; stop at the first")
    baseline: Text | None = Field(
        default=None, description="Name of the mix that others are compared with; the first if "
        "left out")
    common: Assignment = Field(
        default_factory=Assignment, description="Strategies and levers beneath every mix")
    mixes: tuple[Annotated[MixSpec, BeforeValidator(
        _whole_mix, json_schema_input_type=str | MixSpec)], ...] = Field(
        default=(), description="Mixes one by one, each with its name")
    options: Mapping[str, Mapping[str, Assignment]] = Field(
        default_factory=dict, description="Axes of a grid whose values are named assignments: "
        "axis, name, strategies and levers")
    grid: Mapping[str, tuple[LeverValue, ...]] = Field(
        default_factory=dict, description="Axes of a grid: `actor.lever` with values, or an actor "
        "with strategies; every combination with each other and with `options` is a mix")
    uncertainties: Uncertainties = Field(
        default_factory=Uncertainties, description="What is not known, and how far")
    design: DesignSpec = Field(
        default_factory=DesignSpec, description="Which points of the ranges are visited")
    equilibrium: EquilibriumSpec | None = Field(
        default=None, description="A question about equilibrium, answered by the report")
    outcomes: tuple[Aim, ...] = Field(
        default=(), description="What mixes are judged by; the tests of the playbook's claims if "
        "left out")

    _origin: Source = PrivateAttr(default_factory=Source)

    @property
    def origin(self) -> Source:
        """The file and lines it was read from; empty for one made in Python."""
        return self._origin

    def model_post_init(self, context: Any) -> None:
        """Remember the file and lines, which the loader passes as the validation's context."""
        if isinstance(context, Source):
            self._origin = context

