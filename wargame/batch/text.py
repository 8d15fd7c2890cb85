"""Plain data as YAML."""

from __future__ import annotations

import io
from typing import Any


def yaml_of(data: Any) -> str:
    """YAML 1.2 that `wargame.playbook.reading` reads back as the same data."""
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 100
    yaml.sort_base_mapping_type_on_output = False
    text = io.StringIO()
    yaml.dump(data, text)
    return text.getvalue()
