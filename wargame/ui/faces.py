"""The actors of a session as screens show them: for each one colour, one shape and one code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.session.view import SeatSign
from wargame.ui.cast import SHAPES, Face

WHITE_CELL, OBSERVER, PROJECTOR, SEAT = "white_cell", "observer", "projector", "seat:"
ROLES: Mapping[str, str] = {
    WHITE_CELL: "White cell", OBSERVER: "Observer", PROJECTOR: "Projector", "": "The session"}


def faces_of(signs: Iterable[SeatSign]) -> dict[str, Face]:
    """Faces by actor, in the order of the seats; hues run through each kind."""
    counts = dict.fromkeys(SHAPES, 0)
    found: dict[str, Face] = {}
    for sign in signs:
        found[sign.actor] = Face(sign.actor, sign.kind, sign.name, sign.code,
                                 counts[sign.kind], "")
        counts[sign.kind] += 1
    return found


def role_name(role: str, faces: Mapping[str, Face]) -> str:
    """What people call a role or an actor: ``white_cell``, ``seat:meta`` or ``meta``."""
    actor = role.removeprefix(SEAT)
    return faces[actor].name if actor in faces else ROLES.get(role, role.replace("_", " "))
