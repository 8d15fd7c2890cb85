"""Files that a role may take with it; Streamlit's own downloads are open to anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wargame.session.ledger import Ledger
from wargame.session.refusal import RefusedError
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.faces import WHITE_CELL
from wargame.ui.host import connected, public_address
from wargame.ui.slips import slips


@dataclass(frozen=True)
class File:
    """A file: its name, its media type and its bytes."""

    name: str
    kind: str
    body: bytes


def _bundle(token: str) -> File:
    host = connected()
    identity = host.identify(token)
    whole = identity.role == WHITE_CELL
    name = f"wargame-{identity.session_id}" + (".bundle.jsonl" if whole else "-public.json")
    return File(name, "application/json", host.export(token))


def _report(token: str) -> File:
    """The after-action report, as a page that needs nothing else."""
    from wargame.reports.after_action import CHARTS, after_action

    host = connected()
    view = host.debrief(token)
    chance = whole = None
    if view.turns:
        chance = host.chance(token)
        parts = [host.ledger(token, s.name) for s in view.room.series[:CHARTS]]
        whole = Ledger(parts[0].table, tuple(e for part in parts for e in part.entries))
    return File(f"wargame-{view.room.session}-report.html", "text/html; charset=utf-8",
                after_action(view, chance=chance, ledger=whole).encode())


def _slips(token: str) -> File:
    view = connected().view(token)
    if not isinstance(view, WhiteCellView) or not view.codes:
        raise RefusedError("role", "Only the white cell, by its master code, may print the codes.")
    return File("join-slips.html", "text/html; charset=utf-8",
                slips(view, public_address()).encode())


def _brief(token: str) -> File:
    """The role pack: a team's own page, or the pages of all teams for the white cell."""
    from wargame.reports.role_pack import role_pack

    given = connected().casting(token)
    which = given.seats[0] if len(given.seats) == 1 else "all-teams"
    return File(f"brief-{which}.html", "text/html; charset=utf-8",
                role_pack(given.scenario, given.seats, fictional=given.fictional).encode())


#: Makers of files by the name in the address; each raises RefusedError where the role has no right.
FILES: Mapping[str, Callable[[str], File]] = {
    "bundle": _bundle, "report": _report, "slips": _slips, "brief": _brief}
