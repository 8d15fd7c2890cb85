"""What a model adds to the JSON schema of playbooks: names, choices and ranges."""

from __future__ import annotations

from typing import Any

from wargame.playbook.facts import ModelFacts
from wargame.playbook.models import KIND_SETS
from wargame.playbook.values import settable
from wargame.symbolic.declarations import Lever, Variable

Schema = dict[str, Any]


def enrich(schema: Schema, model: ModelFacts) -> Schema:
    """Add what a model knows to a playbook's schema; changes and returns the schema."""
    fields = schema["properties"]
    definitions = schema["$defs"]
    fields["plugins"]["items"] = {"enum": sorted(model.plugins)}
    fields["world"] = _values(model, (), fields["world"])
    fields["members"] = _members(model, fields["members"])
    fields["pairs"]["properties"] = {
        name: _described(fields["pairs"]["additionalProperties"], variable)
        for name, variable in sorted(model.variables.items()) if len(variable.space) > 1}
    override = fields["parameters"]["additionalProperties"]
    fields["parameters"] |= {
        "additionalProperties": False,
        "properties": {
            name: {**override, "description": f"{p.meaning}; {p.value:g}, from {p.low:g} to "
                   f"{p.high:g} ({p.unit}). {p.source}"}
            for name, p in sorted(model.parameters.items()) if p.low < p.high}}
    fields["relations"]["propertyNames"] = {
        "enum": sorted(set(model.relations) - {"home", "jurisdiction"})}
    metrics = sorted(name for name, v in model.variables.items() if v.metric)
    definitions["OutcomeTest"]["properties"]["metric"] |= {"enum": metrics}
    definitions["WhenSpec"]["properties"]["metric"] |= {"enum": [*metrics, None]}
    changed = sorted([*(n for n, p in model.parameters.items() if p.low < p.high), *(
        n for n, v in model.variables.items() if v.kind in ("stock", "attribute"))])
    definitions["EffectSpec"]["properties"]["name"] |= {"enum": changed}
    definitions["ActorSpec"]["allOf"] = [_kind(model, kind) for kind in KIND_SETS]
    return schema


def _members(model: ModelFacts, field: Schema) -> Schema:
    names = sorted(set(model.sets) - set(KIND_SETS.values()))
    plain = field["additionalProperties"]["items"]
    return {**field, "additionalProperties": False, "properties": {
        name: {"type": "array", "items": {
            "allOf": [plain, {"properties": {"values": _values(model, (name,), {})}}]}}
        for name in names}}


def _kind(model: ModelFacts, kind: str) -> Schema:
    """What an actor of one kind may hold."""
    levers = {name: _lever(lever) for name, lever in sorted(model.levers.items())
              if lever.actors == KIND_SETS[kind]}
    return {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {"properties": {
            "values": _values(model, (KIND_SETS[kind],), {}),
            "levers": {"additionalProperties": False, "properties": levers},
            "strategy": _strategies(model, kind)}},
    }


def _values(model: ModelFacts, space: tuple[str, ...], field: Schema) -> Schema:
    names = sorted(settable(model, space))
    quantity = {"$ref": "#/$defs/Quantity"}
    return {**field, "type": "object", "additionalProperties": False, "properties": {
        name: _described(quantity, model.variables[name]) for name in names}}


def _described(schema: Schema, variable: Variable) -> Schema:
    return {**schema, "description": f"{variable.meaning}; from {variable.low:g} to "
            f"{variable.high:g} ({variable.unit}). {variable.source}"}


def _lever(lever: Lever) -> Schema:
    number = {"type": "number", "minimum": lever.low, "maximum": lever.high}
    words = {"description": f"{lever.meaning} ({lever.unit}). {lever.source}"}
    if lever.choices:
        codes = list(range(len(lever.choices)))
        return {"enum": [*lever.choices, *codes], **words}
    return {**number, **words}


def _strategies(model: ModelFacts, kind: str) -> Schema:
    fit = {name: info for name, info in sorted(model.strategies.items()) if info.actor == kind}
    uses = [
        {"type": "object", "required": ["use"], "additionalProperties": False,
         "properties": {"use": {"const": name}} | {
             parameter: {"type": "number", "minimum": low, "maximum": high}
             for parameter, (low, high) in sorted(info.parameters.items())}}
        for name, info in fit.items()
    ]
    return {"anyOf": [{"enum": [*fit, None]}, *uses]}
