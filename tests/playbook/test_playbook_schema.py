"""The JSON schema says what the loader says, and the format page is fresh."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from wargame.playbook import ModelFacts, parse_playbook
from wargame.playbook.schema import field_table, playbook_schema

jsonschema = pytest.importorskip("jsonschema")

README = Path(__file__).resolve().parents[2] / "playbooks" / "README.md"
START, END = "<!-- fields: start -->\n", "<!-- fields: end -->"


def data(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(StringIO(text))


def messages(schema: dict[str, Any], text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    return [error.message for error in validator.iter_errors(data(text))]


def test_the_schema_accepts_the_small_playbook(small: str) -> None:
    assert messages(playbook_schema(), small) == []


def test_the_schema_with_a_model_accepts_the_small_playbook(
    small: str, model: ModelFacts
) -> None:
    assert messages(playbook_schema(model), small) == []


def test_the_schema_is_plain_json(model: ModelFacts) -> None:
    schema = playbook_schema(model)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(("old", "new"), [
    ("seed: 7", "sead: 7"), ("kind: regulator", "kind: lobby"), ("schema: 1", "schema: 2"),
    ("2023-Q3", "2023-07"), ("code: WD", "code: watch"), ("cash: 30", "cash: much"),
])
def test_the_schema_refuses_what_the_loader_refuses(small: str, old: str, new: str) -> None:
    assert messages(playbook_schema(), small.replace(old, new))


@pytest.mark.parametrize(("old", "new"), [
    ("[export_controls]", "[export_control]"), ("use: commoditiser", "use: watcher"),
    ("threshold: 0.1", "threshold: 3"), ("strategy: watcher", "strategy: commoditiser"),
    ("release_mode: open", "release_mode: ajar"), ("research_share: 0.5", "research_share: 2"),
    ("release_mode: open", "chip_ban: 1"), ("cash: 30", "trust: 1"),
    ("{size: 0.5}}\n", "{sise: 1}}\n"),
    ("metric: gap_share", "metric: cash"), ("catch_up_rate", "tick_years"),
    ("  segments:", "  segment:"), ("hub_models", "open_frontier"),
])
def test_the_schema_with_a_model_knows_its_names_and_ranges(
    small: str, model: ModelFacts, old: str, new: str
) -> None:
    changed = small.replace(old, new)
    assert changed != small
    assert messages(playbook_schema(), changed) == []
    assert messages(playbook_schema(model), changed)


def test_the_field_table_of_the_format_page_is_fresh() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.split(START)[1].split(END)[0] == field_table()


def test_the_field_table_describes_every_field() -> None:
    rows = [row.split(" | ") for row in field_table().splitlines()[2:]]
    assert all(row[-1].strip(" |") for row in rows)


def test_every_playbook_on_the_format_page_loads() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    playbooks = [block for block in blocks if block.startswith("schema:")]
    assert playbooks
    for block in playbooks:
        assert parse_playbook(block, "README.md").actors


def test_every_fragment_on_the_format_page_fits_the_example() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    example = next(block for block in blocks if block.startswith("schema:"))
    fragments = [block for block in blocks if not block.startswith("schema:")]
    assert fragments
    for fragment in fragments:
        names = {line.split(":")[0] for line in fragment.splitlines() if not line.startswith(" ")}
        kept: list[str] = []
        skipping = False
        for row in example.splitlines():
            if row and not row.startswith((" ", "#")):
                skipping = row.split(":")[0] in names
            if not skipping:
                kept.append(row)
        parse_playbook("\n".join(kept) + "\n" + fragment, "README.md")
