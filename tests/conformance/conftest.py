"""What a writer's pytest needs, and tiny playbooks whose whole game is one plugin."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from wargame.engine.library import load_library
from wargame.testing.worlds import declared

PLUGIN = "wargame.testing.pytest_plugin"
KINDS = {"labs": "lab", "nations": "nation", "regulators": "regulator"}


@pytest.fixture(scope="session")
def kit_arguments() -> tuple[str, ...]:
    """What a pytest of a plugin author's needs on its command line."""
    installed = any(entry.value == PLUGIN for entry in entry_points(group="pytest11"))
    return () if installed else ("-p", PLUGIN)


@pytest.fixture(scope="session")
def tiny_playbook() -> Callable[..., Path]:
    """Writes a playbook: ``tiny_playbook(folder, plugin, name=..., ticks=..., seats=...)``."""
    return written


def written(
    folder: Path, plugin: Path, *, name: str, ticks: int, seats: Mapping[str, Mapping[str, Any]],
) -> Path:
    """Write a playbook of these seats (actor: kind, strategy); every other number is at rest.

    Nations "here" and one segment and layer of each further set come along unasked.
    """
    library = load_library([], [plugin])
    assert library.model.faults == []
    everyone = {"here": {"kind": "nation", "strategy": None}, **seats}
    actors: list[dict[str, Any]] = []
    for actor, seat in everyone.items():
        spec = {"id": actor, "kind": seat["kind"], "name": actor.title(), "code": actor[:2].upper(),
                "fictional": actor.title() + " (made up)", "brief": "You play a small game."}
        if seat.get("strategy"):
            spec["strategy"] = seat["strategy"]
        spec |= {"lab": {"home": "here"}, "regulator": {"jurisdiction": "here"}}.get(
            seat["kind"], {})
        actors.append(spec)
    ids = {set_name: [a["id"] for a in actors if a["kind"] == kind]
           for set_name, kind in KINDS.items()}
    further = [s for s in library.sets if s not in ids]
    ids |= {s: ["one"] for s in further}
    data: dict[str, Any] = {
        "schema": 1, "id": name, "title": name.title(), "question": "Who wins?",
        "summary": "A small game.", "seed": 1, "plugins": [], "actors": actors,
        "calendar": {"start": "2023-Q3", "ticks": ticks, "ticks_per_turn": 1},
        "members": {s: [{"id": "one", "name": "One", "values": {}}] for s in further},
        "pairs": {}, "world": {}}
    for variable, spec in library.variables.items():
        if spec.kind not in ("stock", "attribute") or spec.initial is not None:
            continue
        value = {"value": declared(spec), "unit": spec.unit, "source": "assumed"}
        if not spec.space:
            data["world"][variable] = dict(value)
        elif len(spec.space) > 1:
            pairs = product(*(ids[axis] for axis in spec.space))
            data["pairs"][variable] = {"|".join(pair): dict(value) for pair in pairs}
        else:
            (axis,) = spec.space
            holders = actors if axis in KINDS else data["members"][axis]
            for holder in holders:
                if holder["id"] in ids[axis]:
                    holder.setdefault("values", {})[variable] = dict(value)
    text = io.StringIO()
    yaml = YAML(typ="safe")
    yaml.dump(data, text)
    path = folder / f"{name}.yaml"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path
