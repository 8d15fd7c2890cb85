"""A playbook for a full room: the Long View with actors doubled until every seat is there."""

from __future__ import annotations

import json
from itertools import cycle, product
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from wargame.playbook.load import bundled_playbooks

PLAYBOOK = "long_view"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def crowded(folder: Path, seats: int) -> Path:
    """Write the Long View with so many actors into a folder; doubles start like their models."""
    yaml = YAML(typ="safe")
    data: dict[str, Any] = yaml.load(bundled_playbooks()[PLAYBOOK].read_text(encoding="utf-8"))
    models = list(data["actors"])
    doubles: dict[str, list[str]] = {actor["id"]: [actor["id"]] for actor in models}
    for model in cycle(models):
        if len(data["actors"]) >= seats:
            break
        number = len(doubles[model["id"]]) + 1
        double = {**model, "id": f"{model['id']}_{number}", "name": f"{model['name']} {number}",
                  "code": _code(len(data["actors"]))}
        double.pop("fictional", None)
        doubles[model["id"]].append(double["id"])
        data["actors"].append(double)
    data["pairs"] = {name: {
        "|".join(pair): value for key, value in values.items()
        for pair in product(*(doubles.get(part, [part]) for part in key.split("|")))}
        for name, values in data["pairs"].items()}
    data["id"], data["title"] = "full_room", "A full room"
    # JSON is YAML, and needs no anchors for what stands twice.
    path = folder / "full_room.yaml"
    path.write_text(json.dumps(data, default=str, indent=1), encoding="utf-8")
    return path


def _code(number: int) -> str:
    return LETTERS[23 + number // 24 % 3] + LETTERS[number % 24]
