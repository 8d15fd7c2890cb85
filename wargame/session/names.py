"""Names of actors as the room reads them: real ones, or fictional ones throughout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wargame.playbook.models import Playbook


@dataclass(frozen=True)
class Names:
    """Names and two-letter codes of a playbook's actors."""

    playbook: Playbook
    fictional: bool

    @cached_property
    def by_actor(self) -> Mapping[str, str]:
        """Names by actor, in the playbook's order."""
        return {spec.id: spec.shown_name(self.fictional) for spec in self.playbook.actors}

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Two letters for each actor: the playbook's, or the initials of a fictional name."""
        return {spec.id: spec.code if self.by_actor[spec.id] == spec.name
                else initials(self.by_actor[spec.id]) for spec in self.playbook.actors}

    def name(self, actor: str) -> str:
        """The name of an actor, or the id where there is none."""
        return self.by_actor.get(actor, actor)

    def masked(self, text: str) -> str:
        """Text with the real names replaced where fictional ones are on."""
        if not self.fictional or self._real is None:
            return text
        return self._real.sub(lambda m: self._other[m[0]], text)

    @cached_property
    def _other(self) -> dict[str, str]:
        return {s.name: s.shown_name(True) for s in self.playbook.actors if s.fictional}

    @cached_property
    def _real(self) -> re.Pattern[str] | None:
        longest = sorted(self._other, key=len, reverse=True)
        if not longest:
            return None
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def initials(name: str) -> str:
    """Two capital letters for a name."""
    words = [w for w in re.split(r"[\s\-]+", name) if w[:1].isalpha()]
    letters = "".join(w[0] for w in words[:2]) if len(words) > 1 else name[:2]
    return letters.upper()
