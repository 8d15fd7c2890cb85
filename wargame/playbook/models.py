"""A playbook: who plays, on which calendar, from which numbers, to answer which question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PrivateAttr

from wargame.playbook.actor import (
    KIND_RELATIONS,
    KIND_SETS,
    ActorKind,
    ActorSpec,
    LeverValue,
    MemberSpec,
    StrategyUse,
)
from wargame.playbook.calendar import Calendar
from wargame.playbook.effect import EffectSpec
from wargame.playbook.errors import fault
from wargame.playbook.inject import InjectSpec, WhenSpec
from wargame.playbook.outcome import OutcomeSpec, OutcomeTest
from wargame.playbook.quantity import (
    Identifier,
    Number,
    Paragraph,
    ParameterOverride,
    Part,
    Quantity,
    Text,
    Whole,
)
from wargame.playbook.session import PhaseMinutes, SessionSpec
from wargame.playbook.source import Source
from wargame.playbook.wording import shown

__all__ = [
    "KIND_RELATIONS", "KIND_SETS", "SCHEMA", "ActorKind", "ActorSpec", "Calendar", "EffectSpec",
    "Identifier", "InjectSpec", "LeverValue", "MemberSpec", "Number", "OutcomeSpec", "OutcomeTest",
    "ParameterOverride", "PhaseMinutes", "Playbook", "Quantity", "SessionSpec", "StrategyUse",
    "WhenSpec",
]

SCHEMA = 1
LARGEST_SEED = 2**63 - 1


def _readable(value: object) -> object:
    if isinstance(value, bool) or value != SCHEMA:
        raise fault(f"schema {shown(value)} cannot be read; this version reads schema {SCHEMA}",
                    f"write 'schema: {SCHEMA}', or install the version it was written for")
    return value


class Playbook(Part):
    """One scenario file."""

    schema_version: Annotated[Whole, BeforeValidator(_readable)] = Field(
        alias="schema", ge=SCHEMA, le=SCHEMA, description="Version of this format: 1")
    id: Identifier = Field(description="Stable name, the file's name without its ending")
    title: Text = Field(description="Title for the room")
    question: Text = Field(description="The question that the game is played to answer")
    summary: Paragraph = Field(default="", description="A paragraph for the room")
    calendar: Calendar = Field(description="When it starts and how long it lasts")
    seed: Whole = Field(
        default=1, ge=0, le=LARGEST_SEED, description="Seed of the luck, a whole number")
    plugins: tuple[Text, ...] = Field(default=(), description="Instruments in play, by name")
    actors: tuple[ActorSpec, ...] = Field(
        min_length=1, description="Nations, labs and regulators, in the order of the screens")
    members: Mapping[str, tuple[MemberSpec, ...]] = Field(
        default_factory=dict, description="Sets that nobody plays, such as segments and layers")
    pairs: Mapping[str, Mapping[str, Quantity]] = Field(
        default_factory=dict,
        description="Values on products of sets, by variable and then by ids joined with `|`")
    world: Mapping[str, Quantity] = Field(
        default_factory=dict, description="Initial stocks and attributes of the world")
    relations: Mapping[str, Mapping[str, Text]] = Field(
        default_factory=dict, description="Relations that plugins declare: from id to id")
    parameters: Mapping[str, ParameterOverride] = Field(
        default_factory=dict, description="Model parameters with another value or range")
    outcomes: tuple[OutcomeSpec, ...] = Field(
        default=(), description="Claims, and the tests that decide them")
    teams: tuple[Text, ...] = Field(
        default=(), description="Seats meant for people, by actor; strategies play the others")
    injects: tuple[InjectSpec, ...] = Field(
        default=(), description="Events that the white cell can bring in; players never see the "
        "list")
    session: SessionSpec = Field(
        default_factory=SessionSpec, description="How a facilitated session is run")

    _origin: Source = PrivateAttr(default_factory=Source)

    @property
    def origin(self) -> Source:
        """The file and lines it was read from; empty for one made in Python."""
        return self._origin

    def model_post_init(self, context: Any) -> None:
        """Remember the file and lines, which the loader passes as the validation's context."""
        if isinstance(context, Source):
            self._origin = context

    def actor(self, actor: str) -> ActorSpec:
        """The actor of an id. Raises KeyError when there is none."""
        for spec in self.actors:
            if spec.id == actor:
                return spec
        raise KeyError(actor)

    def actors_of(self, kind: ActorKind) -> tuple[ActorSpec, ...]:
        """The actors of a kind, in the order of the file."""
        return tuple(spec for spec in self.actors if spec.kind == kind)

    def member_ids(self) -> dict[str, tuple[str, ...]]:
        """Ids by set, in the order of the file: labs, nations, regulators, then the members."""
        ids = {
            name: tuple(spec.id for spec in self.actors if spec.kind == kind)
            for kind, name in KIND_SETS.items()
        }
        return ids | {name: tuple(m.id for m in specs) for name, specs in self.members.items()}

    def related(self) -> dict[str, dict[str, str]]:
        """Each relation as from id to id, homes and jurisdictions included."""
        pairs: dict[str, dict[str, str]] = {name: {} for name in KIND_RELATIONS.values()}
        for spec in self.actors:
            if spec.nation is not None:
                pairs[KIND_RELATIONS[spec.kind]][spec.id] = spec.nation
        return pairs | {name: dict(table) for name, table in self.relations.items()}

    def values(self, variable: str) -> dict[str, Quantity]:
        """What it says of a variable, by member id, by joined ids, or by ``world``."""
        holders: list[ActorSpec | MemberSpec] = list(self.actors)
        holders += [member for members in self.members.values() for member in members]
        found = {spec.id: spec.values[variable] for spec in holders if variable in spec.values}
        found |= self.pairs.get(variable, {})
        return found | ({"world": self.world[variable]} if variable in self.world else {})
