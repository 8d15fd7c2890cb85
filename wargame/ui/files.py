"""Files that a role may take with it; Streamlit's own downloads are open to anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
    kind = "application/zip" if whole else "application/json"
    name = f"wargame-{identity.session_id}" + (".zip" if whole else "-public.json")
    return File(name, kind, host.export(token))


def _slips(token: str) -> File:
    view = connected().view(token)
    if not isinstance(view, WhiteCellView) or not view.codes:
        raise RefusedError("role", "Only the white cell, by its master code, may print the codes.")
    return File("join-slips.html", "text/html; charset=utf-8",
                slips(view, public_address()).encode())


#: Makers of files by the name in the address; each raises RefusedError where the role has no right.
FILES: Mapping[str, Callable[[str], File]] = {"bundle": _bundle, "slips": _slips}
