"""`wargame verify`: a session's record checked, on whatever computer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.mistake import MistakeError

if TYPE_CHECKING:
    from wargame.session.verify import Verification

#: Exit codes: the record was changed; or it cannot be compared with what is installed here.
CHANGED, OTHER = 1, 3


def verify(
    what: Annotated[str, typer.Argument(
        metavar="FILE|URL", help="A session's bundle, or a database such as "
        "sqlite:///sessions.db or postgresql+psycopg://...")],
    *,
    session: Annotated[str | None, typer.Option(
        metavar="ID", help="One session of a database; all of them by default.")] = None,
    head: Annotated[str, typer.Option(
        metavar="DIGEST", help="The head of the log as the room wrote it down, or its first "
        "letters: finds a log that was written anew as a whole.")] = "",
    plugins: Annotated[list[Path] | None, typer.Option(
        "--plugin", metavar="FILE", help="A plugin file that the session was played with; may "
        "be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Recompute the chain of events, every state and every throw of dice.

    Exits with 0 when all is as it was recorded, 1 when anything was changed, cut off or swapped,
    and 3 when the equations or plugins installed here are not those of the session.
    """
    found = _verified(what, session, head, plugins or [])
    if as_json:
        print(json.dumps({"sessions": [_document(v) for v in found]}, indent=1))
    else:
        for each in found:
            name = f"{each.session}: " if each.session else ""
            mark = "ok" if each.whole else "CHANGED" if each.tampered else "NOT COMPARABLE"
            print(f"{mark:<15} {name}{each.words}")
    if any(v.tampered for v in found):
        raise typer.Exit(CHANGED)
    if not all(v.whole for v in found):
        raise typer.Exit(OTHER)


def _verified(what: str, session: str | None, head: str,
              plugins: list[Path]) -> tuple[Verification, ...]:
    from wargame.session.store import StoreError
    from wargame.session.verify import verify_bundle, verify_database

    if "://" in what:
        try:
            found = verify_database(what, session, plugins, head)
        except StoreError as error:
            raise MistakeError(str(error)) from None
        if not found:
            raise MistakeError(f"there is no session '{session}' in it" if session else
                               "there are no sessions in it")
        return found
    path = Path(what)
    if path.suffix in (".db", ".sqlite", ".sqlite3"):
        raise MistakeError(f"'{what}' looks like a database; write sqlite:///{what}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MistakeError(f"'{what}' cannot be read: "
                           f"{(error.strerror or str(error)).lower()}") from None
    return (verify_bundle(data, plugins, head),)


def _document(found: Verification) -> dict[str, object]:
    difference = found.difference
    return {"session": found.session, "title": found.title, "whole": found.whole,
            "tampered": found.tampered, "events": found.events, "resolutions": found.turns,
            "throws": found.throws, "head": found.head,
            "difference": None if difference is None else vars(difference)}
