"""Actors, their strategies, and the members of sets that nobody plays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from wargame.playbook.errors import fault
from wargame.playbook.quantity import Identifier, Number, Paragraph, Part, Quantity, Text
from wargame.playbook.wording import shown

ActorKind = Literal["lab", "nation", "regulator"]
#: The set that the actors of a kind make up.
KIND_SETS: Mapping[str, str] = {"lab": "labs", "nation": "nations", "regulator": "regulators"}
#: The relation in which the actors of a kind stand to a nation, also the name of its field.
KIND_RELATIONS: Mapping[str, str] = {"lab": "home", "regulator": "jurisdiction"}
CODE_PATTERN = r"^[A-Z]{2}$"


def _lever_value(value: Any) -> Any:
    if isinstance(value, bool):
        raise fault(f"should be a number or the name of a choice, not {shown(value)}",
                    "put the name in quotes if it is one")
    if not isinstance(value, (int, float, str)):
        raise fault(f"should be a number or the name of a choice, not {shown(value)}",
                    "write one number or one name")
    return value


LeverValue = Annotated[Number | str, BeforeValidator(_lever_value)]


class StrategyUse(Part):
    """A strategy by name, with the parameters that differ from its defaults."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Number] = Field(init=False)

    use: Text = Field(description="Name of the strategy")

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, data: Any) -> Any:
        if isinstance(data, (Mapping, StrategyUse)):
            return data
        if isinstance(data, str):
            return {"use": data}
        raise fault(f"should be the name of a strategy, not {shown(data)}",
                    "write a name, or {use: name, parameter: 0.1}")

    @property
    def parameters(self) -> Mapping[str, float]:
        """The parameters given here, by name."""
        return dict(self.__pydantic_extra__)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A bare name is a use too."""
        full = dict(handler.resolve_ref_schema(handler(core_schema)))
        return {"anyOf": [{"type": "string"}, full], "description": full.pop("description", "")}


class ActorSpec(Part):
    """A nation, lab or regulator."""

    id: Identifier = Field(description="Stable name: letters, digits, _ and -; case counts")
    kind: ActorKind = Field(description="What it is")
    name: Text = Field(description="Name that people read")
    fictional: Text | None = Field(
        default=None, description="Name shown instead when the fictional switch is on")
    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN)] = Field(
        description="Two capital letters for charts")
    home: Text | None = Field(default=None, description="Labs only: the nation it answers to")
    jurisdiction: Text | None = Field(
        default=None, description="Regulators only: the nation it regulates")
    brief: Paragraph = Field(default="", description="A paragraph for the seat")
    objectives: tuple[Text, ...] = Field(
        default=(), description="What the seat wants, in secret: no other seat reads it")
    strategy: StrategyUse | None = Field(
        default=None, description="Plays the seat when no team does; a name, or "
        "`{use: name, parameter: 0.1}`")
    values: Mapping[str, Quantity] = Field(
        default_factory=dict, description="Initial stocks and attributes, by variable")
    levers: Mapping[str, LeverValue] = Field(
        default_factory=dict, description="Starting positions, by lever: a number or a choice")

    @model_validator(mode="after")
    def _one_nation(self) -> Self:
        for kind, relation in KIND_RELATIONS.items():
            given = getattr(self, relation)
            if kind == self.kind and given is None:
                raise fault(f"the {kind} '{self.id}' has no {relation}",
                            f"add '{relation}:' with the id of a nation")
            if kind != self.kind and given is not None:
                own = KIND_RELATIONS.get(self.kind)
                fix = f"write '{own}:' instead" if own else f"remove '{relation}'"
                raise fault(f"a {self.kind} has no {relation}; {kind}s do", fix, relation)
        return self

    @property
    def set(self) -> str:
        """The set it is a member of: ``labs``, ``nations`` or ``regulators``."""
        return KIND_SETS[self.kind]

    @property
    def nation(self) -> str | None:
        """The nation it answers to or regulates; None for a nation."""
        return self.home or self.jurisdiction

    def shown_name(self, fictional: bool = False) -> str:
        """The name to show."""
        return self.fictional if fictional and self.fictional else self.name


class MemberSpec(Part):
    """A member of a set that nobody plays, such as a segment of demand."""

    id: Identifier = Field(description="Stable name, as for actors")
    name: Text = Field(description="Name that people read")
    values: Mapping[str, Quantity] = Field(
        default_factory=dict, description="Initial stocks and attributes, by variable")
