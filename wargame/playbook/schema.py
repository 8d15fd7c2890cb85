"""The format of playbooks as JSON schema, for editors, and as a table, for people."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wargame.playbook.completion import enrich
from wargame.playbook.facts import ModelFacts
from wargame.playbook.models import ParameterOverride, Playbook, Quantity, StrategyUse

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}
_KEYS: Mapping[Any, str] = {int: "turn"}
Repeated = Mapping[type[BaseModel], str]
_REPEATED: Repeated = {
    Quantity: "quantity", ParameterOverride: "override", StrategyUse: "strategy"}


def playbook_schema(model: ModelFacts | None = None) -> dict[str, Any]:
    """JSON schema of a playbook; with a model, the names and ranges it knows are added.

    What is added: plugins, strategies with their parameters, levers with their choices, stocks
    and attributes by kind of actor and set, parameters, metrics.
    """
    schema = Playbook.model_json_schema(by_alias=True, mode="validation")
    schema = {"$schema": DIALECT, **schema}
    schema["title"] = "wargame playbook"
    return schema if model is None else enrich(schema, model)


def field_table(
    model: type[BaseModel] = Playbook, repeated: Repeated = _REPEATED,
) -> str:
    """Every field of a file's format as a Markdown table: path, type, default, meaning.

    ``repeated`` are parts that occur in several places, with the word they are told by.
    """
    rows = ["| Field | Type | Default | Meaning |", "|---|---|---|---|"]
    rows += [_row(path, field, repeated) for path, field in _fields(model, "", repeated)]
    for part, words in repeated.items():
        rows += [_row(path, field, repeated)
                 for path, field in _fields(part, f"*{words}*.", repeated)]
    rows.append("| *strategy*.*parameter* | number | its own | A parameter of the strategy |")
    return "\n".join(rows) + "\n"


def _fields(
    model: type[BaseModel], before: str, repeated: Repeated,
) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        path = before + (field.alias or name)
        yield path, field
        inner, ending = _inner(field.annotation)
        if inner is not None and inner not in repeated:
            yield from _fields(inner, path + ending + ".", repeated)


def _row(path: str, field: FieldInfo, repeated: Repeated) -> str:
    head, _, rest = path.rpartition("*.")
    shown = f"{head}*.`{rest}`" if head else f"`{path}`"
    if field.is_required():
        default = "required"
    else:
        value = field.get_default(call_default_factory=True, validated_data={})
        empty = value is None or value in ("", ()) or value == {} or isinstance(value, BaseModel)
        default = "" if empty else f"`{str(value).lower()}`"
    words = _type_words(field.annotation, repeated).replace("|", "\\|")
    meaning = (field.description or "").replace("|", "\\|")
    return f"| {shown} | {words} | {default} | {meaning} |"


def _arms(annotation: Any) -> list[Any]:
    """What a union is made of, without None and Annotated."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _arms(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return [arm for part in typing.get_args(annotation) for arm in _arms(part)]
    return [] if annotation is type(None) else [annotation]


def _inner(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    """The model inside lists and mappings, and what its path is written with."""
    arms = _arms(annotation)
    first = arms[0] if len(arms) == 1 else None
    if isinstance(first, type) and issubclass(first, BaseModel):
        return first, ""
    arguments = typing.get_args(first)
    if typing.get_origin(first) is tuple:
        inner, ending = _inner(arguments[0])
        return inner, "[]" + ending
    if typing.get_origin(first) is Mapping or str(first).startswith("collections.abc.Mapping"):
        inner, ending = _inner(arguments[1])
        return inner, ".NAME" + ending
    return None, ""


def _type_words(annotation: Any, repeated: Repeated) -> str:
    arms = _arms(annotation)
    if len(arms) > 1:
        return " or ".join(_type_words(arm, repeated) for arm in arms)
    arm = arms[0]
    arguments = typing.get_args(arm)
    origin = typing.get_origin(arm)
    if origin is typing.Literal:
        return " or ".join(f"`{choice}`" for choice in arguments)
    if origin is tuple:
        pair = len(arguments) > 1 and arguments[1] is not Ellipsis
        if pair:
            return f"two {_type_words(arguments[0], repeated)}s"
        return _many(arguments[0], repeated)
    if arguments:
        return f"{_type_words(arguments[1], repeated)} by {_KEYS.get(arguments[0], 'name')}"
    if arm in repeated:
        return f"*{repeated[arm]}*"
    return _PLAIN.get(arm, "mapping")


def _many(item: Any, repeated: Repeated) -> str:
    words = _type_words(item, repeated)
    return "list" if words == "mapping" else f"list of {words}"
