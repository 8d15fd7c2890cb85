"""The format of experiments as JSON schema, for editors, and as a table, for people."""

from __future__ import annotations

from typing import Any

from wargame.batch.experiment import Experiment, RangeSpec
from wargame.batch.mix import Assignment
from wargame.playbook.load import bundled_playbooks
from wargame.playbook.models import StrategyUse
from wargame.playbook.schema import DIALECT, field_table


def experiment_schema() -> dict[str, Any]:
    """JSON schema of an experiment file."""
    schema = Experiment.model_json_schema(by_alias=True, mode="validation")
    schema = {"$schema": DIALECT, **schema}
    schema["title"] = "wargame experiment"
    schema["properties"]["playbook"]["examples"] = list(bundled_playbooks())
    return schema


def experiment_table() -> str:
    """Every field of an experiment as a Markdown table."""
    return field_table(
        Experiment, {Assignment: "assignment", RangeSpec: "range", StrategyUse: "strategy"})
