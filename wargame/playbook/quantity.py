"""Numbers with what is known about them: range, unit and source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from wargame.playbook.errors import fault
from wargame.playbook.wording import number, shown

ID_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN)]


class Part(BaseModel):
    """A part of a playbook: it cannot be changed, and knows only the fields it names."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True,
        serialize_by_alias=True)


def _stated(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise fault("the unit is missing", "write the unit, or 1 for a pure number, or leave out "
                    "'unit' to mean the unit of the model")
    return "1" if value == 1 and not isinstance(value, bool) else value


Unit = Annotated[Text | None, BeforeValidator(_stated)]


class Ranged(Part):
    """A value, the range in which it plausibly lies, its unit and its source."""

    value: Number | None = Field(default=None, description="The value")
    low: Number | None = Field(
        default=None, description="Lowest plausible value; batches sweep from low to high")
    high: Number | None = Field(default=None, description="Highest plausible value")
    unit: Unit = Field(
        default=None, description="Unit; checked against the model's, and the model's if left out",
        json_schema_extra={"anyOf": [
            {"type": "string", "minLength": 1}, {"const": 1}, {"type": "null"}]})
    source: Text | None = Field(
        default=None, description="Where the number comes from: an address, or 'assumed'")

    @model_serializer(mode="wrap")
    def _only_what_is_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value is not None}

    @model_validator(mode="after")
    def _range_holds_value(self) -> Self:
        if (self.low is None) != (self.high is None):
            given, wanted = ("low", "high") if self.high is None else ("high", "low")
            raise fault(f"'{given}' is given without '{wanted}'", f"add '{wanted}'")
        if self.low is None or self.high is None:
            return self
        if self.low > self.high:
            raise fault(f"low {number(self.low)} is above high {number(self.high)}",
                        "exchange the two")
        if self.value is not None and not self.low <= self.value <= self.high:
            raise fault(f"the value {number(self.value)} is outside its range "
                        f"{number(self.low)} to {number(self.high)}", "widen the range")
        return self


class Quantity(Ranged):
    """A bare number, or a mapping with value, low, high, unit and source."""

    value: Number = Field(description="The value")

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, data: Any) -> Any:
        if isinstance(data, (Mapping, Quantity)):
            return data
        if isinstance(data, (int, float)) and not isinstance(data, bool):
            return {"value": data}
        raise fault(f"should be a number, not {shown(data)}",
                    "write 3.5 or {value: 3.5, low: 3, high: 4, source: assumed}")

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A bare number is a quantity too."""
        full = dict(handler.resolve_ref_schema(handler(core_schema)))
        return {"anyOf": [{"type": "number"}, full], "description": full.pop("description", "")}


class ParameterOverride(Ranged):
    """A model parameter's value, range or both, replaced for this playbook."""

    source: Text = Field(description="Why: an address, or 'assumed'")

    @model_validator(mode="before")
    @classmethod
    def _with_source(cls, data: Any) -> Any:
        if isinstance(data, (Mapping, ParameterOverride)):
            return data
        value = shown(data) if isinstance(data, (int, float)) else "0.5"
        raise fault(f"should be a mapping with a source, not {shown(data)}",
                    f"write {{value: {value}, source: assumed}}")

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.value is None and self.low is None:
            raise fault("gives neither a value nor a range", "add 'value', or 'low' and 'high'")
        return self
