"""Files that a role may take with it; Streamlit's own downloads are open to anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wargame.ui.host import connected


@dataclass(frozen=True)
class File:
    """A file: its name, its media type and its bytes."""

    name: str
    kind: str
    body: bytes


def _bundle(token: str) -> File:
    host = connected()
    identity = host.identify(token)
    return File(f"wargame-{identity.session_id}.zip", "application/zip", host.export(token))


#: Makers of files by the name in the address; each raises RefusedError where the role has no right.
FILES: Mapping[str, Callable[[str], File]] = {"bundle": _bundle}
