"""Validation errors in the words of someone who writes a playbook."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from wargame.playbook.actor import CODE_PATTERN
from wargame.playbook.calendar import QUARTER_PATTERN
from wargame.playbook.errors import PlaybookError
from wargame.playbook.quantity import ID_PATTERN
from wargame.playbook.source import Path, Source
from wargame.playbook.wording import listed, nearest, number, shown

PATTERN_WORDS = {
    ID_PATTERN: "start with a letter and use letters, digits, _ and - only, 40 at most",
    QUARTER_PATTERN: "write a quarter as 2023-Q3",
    CODE_PATTERN: "write two capital letters, such as ME",
}


def explain(error: ValidationError, model: type[BaseModel], origin: Source) -> list[PlaybookError]:
    """One PlaybookError for each fault that pydantic found."""
    return [_explained(dict(item), model, origin) for item in error.errors(include_url=False)]


def field_names(model: type[BaseModel]) -> dict[str, str]:
    """Names of a model's fields as a file writes them, with their descriptions."""
    return {
        field.alias or name: field.description or ""
        for name, field in model.model_fields.items()
    }


def part_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the mapping at a path, or None where names are free."""
    annotation: Any = model
    for part in path:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            named = {f.alias or n: f.annotation for n, f in annotation.model_fields.items()}
            annotation = _bare(named.get(str(part)))
        else:
            arguments = typing.get_args(annotation)
            if not arguments:
                return None
            mapping = typing.get_origin(annotation) in (dict, Mapping) or len(arguments) == 1
            annotation = _bare(arguments[-1] if mapping else arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None


def _bare(annotation: Any) -> Any:
    """The annotation without ``| None`` and ``Annotated``."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        kept = [a for a in typing.get_args(annotation) if a is not type(None)]
        return _bare(kept[0]) if len(kept) == 1 else None
    return annotation


def _explained(item: dict[str, Any], model: type[BaseModel], origin: Source) -> PlaybookError:
    path: Path = tuple(item["loc"])
    context: Mapping[str, Any] = item.get("ctx", {})
    kind: str = item["type"]
    if kind == "playbook":
        if context.get("field"):
            path = (*path, context["field"])
        return origin.error(path, context["reason"], context["fix"])
    if kind == "missing":
        return _missing(path, model, origin)
    if kind == "extra_forbidden":
        return _unknown(path, model, origin)
    reason, fix = _words(kind, item["input"], context, item["msg"])
    return origin.error(path, reason, fix)


def _missing(path: Path, model: type[BaseModel], origin: Source) -> PlaybookError:
    part = part_at(model, path[:-1])
    words = field_names(part).get(str(path[-1]), "") if part else ""
    name = path[-1]
    if isinstance(name, int):
        return origin.error(path, "an entry is missing here", "add it to the list")
    return origin.error(path, "this field is missing", f"add '{name}:'" + (
        f" ({words[0].lower()}{words[1:]})" if words else ""))


def _unknown(path: Path, model: type[BaseModel], origin: Source) -> PlaybookError:
    part = part_at(model, path[:-1])
    names = field_names(part) if part else {}
    return origin.error(path, f"there is no field '{path[-1]}' here",
                        nearest(str(path[-1]), names, "fields here"))


_SHOULD = {
    "string_type": ("text", "put it in quotes"),
    "float_type": ("a number", "write digits, with a point for decimals"),
    "int_type": ("a whole number", "write digits only"),
    "int_from_float": ("a whole number", "write digits only"),
    "bool_type": ("true or false", "write true or false"),
    "tuple_type": ("a list", "write '- item' lines, or [a, b]"),
    "list_type": ("a list", "write '- item' lines, or [a, b]"),
    "dict_type": ("a mapping", "write 'name: value' lines, or remove the field"),
    "mapping_type": ("a mapping", "write 'name: value' lines, or remove the field"),
    "model_type": ("a mapping", "write 'name: value' lines"),
    "model_attributes_type": ("a mapping", "write 'name: value' lines"),
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"), "less_than": ("lt", "less than"),
}


def _words(kind: str, value: Any, context: Mapping[str, Any], message: str) -> tuple[str, str]:
    if kind in _SHOULD:
        wanted, fix = _SHOULD[kind]
        if kind == "string_type" and not isinstance(value, (int, float)):
            fix = "write a line of text"
        return f"should be {wanted}, not {shown(value)}", fix
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f"is {shown(value)}", f"should be {words} {number(context[key])}"
    if kind == "literal_error":
        names = [word.strip().strip("'") for word in
                 str(context["expected"]).replace(" or ", ", ").split(",")]
        near = nearest(value, names, "choices") if isinstance(value, str) else ""
        hint = near if near.startswith("did") else ""
        return f"is {shown(value)}", "; ".join(
            part for part in (f"should be one of {listed(names)}", hint) if part)
    if kind == "string_pattern_mismatch":
        fix = PATTERN_WORDS.get(context["pattern"], f"it must match {context['pattern']}")
        return f"{shown(value)} cannot be used here", fix
    if kind in ("string_too_short", "too_short"):
        what = "some text" if kind == "string_too_short" else "at least one entry"
        return "is empty", f"write {what}, or remove the field"
    if kind == "finite_number":
        return "is not a finite number", "give a number, or leave the field out"
    return message[:1].lower() + message[1:], ""
