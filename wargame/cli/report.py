"""`wargame report`: the after-action report of a session, as one page that needs nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.mistake import MistakeError
from wargame.cli.new_file import write_file

if TYPE_CHECKING:
    from wargame.session.looking_back import Whole

FUTURES = 500


def report(
    what: Annotated[str, typer.Argument(
        metavar="BUNDLE|SESSION", help="A session's bundle, or the id of a session in the "
        "database.")],
    *,
    database: Annotated[str | None, typer.Option(
        metavar="URL", help="The database of the session, such as sqlite:///sessions.db; the "
        "app's own by default.")] = None,
    out: Annotated[Path | None, typer.Option(
        "--out", "-o", metavar="FILE", help="The page to write; named after the session by "
        "default.")] = None,
    luck: Annotated[bool, typer.Option(
        "--luck/--no-luck", help="Play the same orders under other luck, and say what was "
        "chance.")] = True,
    plugins: Annotated[list[Path] | None, typer.Option(
        "--plugin", metavar="FILE", help="A plugin file that the session was played with; may "
        "be repeated.")] = None,
    as_json: Annotated[bool, typer.Option(
        "--json", help="Print what was written as one JSON object.")] = False,
) -> None:
    """Write the after-action report of a session.

    The page tells the turns with orders and reasons, forecasts and outcomes, injects, rulings
    with reasons, judged actions, promises, challenges, notes and faults, and ends with a survey.
    It holds every secret of the game.
    """
    from wargame.reports.after_action import CHARTS, after_action
    from wargame.session.chance import chance
    from wargame.session.ledger import ledger

    whole = _whole(what, database, plugins or [])
    view, table = whole.view, whole.table
    metrics = [s.name for s in view.room.series[:CHARTS]]
    page = after_action(
        view, chance=chance(table, futures=FUTURES) if luck and table.turn else None,
        ledger=ledger(table, metrics) if table.turn else None)
    file = out or Path(f"{view.room.session}-report.html")
    write_file(file, page)
    if as_json:
        print(json.dumps({"file": str(file), "session": view.room.session,
                          "turns": len(view.turns), "bytes": len(page.encode())}))
    else:
        print(f"wrote {file} ({len(view.turns)} turns); it holds every secret of the game")


def _whole(what: str, database: str | None, plugins: list[Path]) -> Whole:
    from wargame.session.looking_back import whole_of_bundle, whole_of_database
    from wargame.session.refusal import RefusedError
    from wargame.session.store import StoreError

    path = Path(what)
    try:
        if path.is_file():
            return whole_of_bundle(path.read_bytes(), plugins)
        if path.suffix or "/" in what:
            raise MistakeError(f"'{what}' is no file; give a bundle, or the id of a session")
        return whole_of_database(database, what)
    except OSError as error:
        raise MistakeError(f"'{what}' cannot be read: {(error.strerror or str(error)).lower()}"
                           ) from None
    except StoreError as error:
        raise MistakeError(str(error)) from None
    except RefusedError as error:
        words = error.words.rstrip(".")
        raise MistakeError(f"'{what}': {words[:1].lower()}{words[1:]}") from None
