"""Playbooks: scenario files, read and checked so that a mistake is named by file and line."""

from wargame.playbook.check import ModelFacts, StrategyInfo, check_against, playbook_faults
from wargame.playbook.errors import PlaybookError
from wargame.playbook.load import bundled_playbooks, load_playbook, parse_playbook
from wargame.playbook.models import (
    ActorSpec,
    Calendar,
    EffectSpec,
    InjectSpec,
    MemberSpec,
    OutcomeSpec,
    OutcomeTest,
    ParameterOverride,
    Playbook,
    Quantity,
    SessionSpec,
    StrategyUse,
)

__all__ = [
    "ActorSpec", "Calendar", "EffectSpec", "InjectSpec", "MemberSpec", "ModelFacts",
    "OutcomeSpec", "OutcomeTest", "ParameterOverride", "Playbook", "PlaybookError", "Quantity",
    "SessionSpec", "StrategyInfo", "StrategyUse", "bundled_playbooks", "check_against",
    "load_playbook", "parse_playbook", "playbook_faults",
]
