"""The Long View cut down to five actors and three turns of one quarter, so that it plays fast."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from wargame.playbook.load import bundled_playbooks

ACTORS = ("openai", "mistral", "us", "eu", "us_regulator")
TURNS = 3
#: What only OpenAI may read, from turn 2 on, and what everybody may.
PRIVATE, PUBLIC = "canary of a private inject", "canary of a public inject"


def tiny_playbook(folder: Path) -> Path:
    """Write the playbook into a folder."""
    yaml = YAML(typ="safe")
    data: dict[str, Any] = yaml.load(bundled_playbooks()["long_view"].read_text(encoding="utf-8"))
    gone = {a["id"] for a in data["actors"]} - set(ACTORS)
    data |= {
        "id": "tiny", "title": "Tiny", "plugins": ["export_controls"],
        "calendar": {"start": "2023-Q3", "ticks": TURNS, "ticks_per_turn": 1},
        "actors": [a for a in data["actors"] if a["id"] in ACTORS],
        "session": {"turns": TURNS},
        "pairs": {name: {pair: value for pair, value in values.items()
                         if not set(pair.split("|")) & gone}
                  for name, values in data["pairs"].items()},
        "injects": [
            {"id": "private", "title": "A letter", "text": PRIVATE, "to": ["openai"],
             "when": {"turn": 2}, "source": "assumed",
             "effects": [{"name": "reputation_motive", "member": "openai", "scale": 0.7}]},
            {"id": "public", "title": "News", "text": PUBLIC, "when": {"turn": 3},
             "source": "assumed", "effects": [{"name": "accelerator_scarcity", "scale": 1.1}]},
        ]}
    del data["teams"]
    text = io.StringIO()
    yaml.dump(data, text)
    path = folder / "tiny.yaml"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path
