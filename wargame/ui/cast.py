"""Who is on the screen: names, codes, and for every actor one colour and one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wargame.playbook.models import Playbook
from wargame.session.names import Names
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
            found[spec.id] = Face(spec.id, spec.kind, self.name(spec.id),
                                  self.names.codes[spec.id], counts[spec.kind],
                                  self.name(nation) if nation else "")
            counts[spec.kind] += 1
        return found

    @cached_property
    def names(self) -> Names:
        """Names and codes."""
        return Names(self.playbook, self.fictional)

    def name(self, actor: str) -> str:
        """The name of an actor, or the id where there is none."""
        return self.names.name(actor)

    def masked(self, text: str) -> str:
        """Text with the real names replaced where fictional ones are on."""
        return self.names.masked(text)


assert len(LIGHT.actors) == len(DARK.actors)
