"""An experiment to start from."""

from __future__ import annotations

TEMPLATE = """\
schema: 1
id: {id}
title: "{title}"
question: Which policies keep open models alive, whatever the world is like?
playbook: long_view
futures: 4
baseline: as_played

# Mixes one by one: strategies by seat, and levers held whatever the seat decides.
mixes:
  - as_played
  - name: meta_follows
    strategies: {{meta: fast_follower}}

# Every combination of these is a mix, too. A lever may follow a schedule: {{1: none, 3: strict}}.
options:
  liability:
    none: {{levers: {{regulators: {{liability_regime: none}}}}}}
    strict: {{levers: {{regulators: {{liability_regime: strict}}}}}}
grid:
  us.chip_control_tier: [none, embargo]

# What nobody knows: every range of the playbook and the model, and what is changed here.
uncertainties:
  ranges: playbook
  parameters:
    algorithmic_progress: {{distribution: uniform}}
design: {{kind: latin_hypercube, points: 256}}

outcomes:
  - {{metric: open_token_share, at_least: 0.2, label: Open share of tokens}}
  - {{metric: true_incident_rate, direction: lower, label: Incidents a year}}
"""


def template(name: str) -> str:
    """The text of a new experiment called so."""
    title = name.replace("_", " ").replace("-", " ").capitalize()
    return TEMPLATE.format(id=name, title=title)
