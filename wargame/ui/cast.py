"""Who is on the screen: names, codes, and for every actor one colour and one shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wargame.playbook.models import Playbook
from wargame.ui.theme import DARK, LIGHT, Palette

SHAPES: Mapping[str, str] = {"lab": "circle", "nation": "square", "regulator": "diamond"}
KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "lab": ("Laboratory", "Laboratories"), "nation": ("Nation", "Nations"),
    "regulator": ("Regulator", "Regulators")}
HUES = len(LIGHT.actors)


@dataclass(frozen=True)
class Face:
    """How one actor is shown: the colour by its place among its kind, the shape by its kind."""

    actor: str
    kind: str
    name: str
    code: str
    hue: int
    nation: str

    @property
    def shape(self) -> str:
        """Circle for labs, square for nations, diamond for regulators."""
        return SHAPES[self.kind]

    def colour(self, palette: Palette) -> str:
        """Its colour in a theme."""
        return palette.actors[self.hue % HUES]

    @property
    def dash(self) -> tuple[int, ...]:
        """Dash of its lines, which tells actors of one hue apart."""
        return ((), (6, 3), (2, 2), (8, 2, 2, 2))[self.hue // HUES % 4]


@dataclass(frozen=True)
class Cast:
    """All actors of a playbook under their real or fictional names."""

    playbook: Playbook
    fictional: bool

    @cached_property
    def faces(self) -> Mapping[str, Face]:
        """Faces by actor, in the playbook's order."""
        found: dict[str, Face] = {}
        counts = dict.fromkeys(SHAPES, 0)
        for spec in self.playbook.actors:
            nation = spec.nation
            home = self.playbook.actor(nation).shown_name(self.fictional) if nation else ""
            found[spec.id] = Face(spec.id, spec.kind, spec.shown_name(self.fictional),
                                  self._code(spec.code, spec.name, spec.shown_name(self.fictional)),
                                  counts[spec.kind], home)
            counts[spec.kind] += 1
        return found

    def name(self, actor: str) -> str:
        """The name of an actor, or the id where there is none."""
        face = self.faces.get(actor)
        return face.name if face else actor

    def masked(self, text: str) -> str:
        """Text with the real names replaced where fictional ones are on."""
        if not self.fictional or self._names is None:
            return text
        return self._names.sub(lambda m: self._other[m[0]], text)

    @cached_property
    def _other(self) -> dict[str, str]:
        return {s.name: s.shown_name(True) for s in self.playbook.actors if s.fictional}

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        longest = sorted(self._other, key=len, reverse=True)
        if not longest:
            return None
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")

    def _code(self, code: str, name: str, shown: str) -> str:
        """The playbook's code; under a fictional name its own initials."""
        if shown == name:
            return code
        words = [w for w in re.split(r"[\s\-]+", shown) if w[:1].isalpha()]
        letters = "".join(w[0] for w in words[:2]) if len(words) > 1 else shown[:2]
        return letters.upper()


assert len(LIGHT.actors) == len(DARK.actors)
