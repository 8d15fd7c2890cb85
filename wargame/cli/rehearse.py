"""`wargame rehearse`: a whole session with bots in every seat."""

from __future__ import annotations

import contextlib
import tempfile
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.game import LARGEST_SEED
from wargame.cli.mistake import MistakeError
from wargame.cli.new_file import write_file


class Pace(StrEnum):
    """How fast bots play."""

    fast = "fast"
    real = "real"


def rehearse(
    playbook: Annotated[str, typer.Argument(help="A bundled playbook's name, or a file.")],
    *,
    database: Annotated[str | None, typer.Option(
        metavar="URL", help="Where the session is kept, such as sqlite:///rehearsal.db or "
        "postgresql+psycopg://...; nowhere by default.")] = None,
    export: Annotated[Path | None, typer.Option(
        metavar="FILE", help="A file for the session's bundle.")] = None,
    pace: Annotated[Pace, typer.Option(
        help="real takes the minutes that the playbook gives each phase.")] = Pace.fast,
    turns: Annotated[int | None, typer.Option(
        min=1, metavar="NUMBER", help="Turns to play; the playbook's own by default.")] = None,
    seed: Annotated[int, typer.Option(
        min=0, max=LARGEST_SEED, metavar="NUMBER", help="Seed of the luck, and of the bots.")] = 1,
    plugins: Annotated[list[Path] | None, typer.Option(
        "--plugin", metavar="FILE", help="A plugin file to load besides; may be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Play a whole session with bots in every seat, as a practice for the day.

    Bots stand for people in every seat, so strategies of the playbook are not tried (`play` does
    that), and a report of the session speaks of the bots as people. Bots use the same door as
    people: they enter by code, draft, seal, talk and agree; a white cell leads, judges free
    actions and resolves. What was refused, which injects never fired and which strategies failed
    is told at the end.
    """
    with tempfile.TemporaryDirectory(prefix="wargame-rehearsal-") as folder:
        _play(playbook, database or f"sqlite:///{Path(folder) / 'rehearsal.db'}", export, pace,
              turns, seed, plugins or [], as_json=as_json)


def _play(playbook: str, url: str, export: Path | None, pace: Pace, turns: int | None, seed: int,
          plugins: list[Path], *, as_json: bool) -> None:
    import json

    from wargame.engine.play import beside
    from wargame.playbook.errors import PlaybookError
    from wargame.playbook.load import load_playbook
    from wargame.session.host import Host
    from wargame.session.refusal import RefusedError
    from wargame.session.rehearse import rehearse as play
    from wargame.session.store import StoreError

    def note(words: str) -> None:
        if not as_json:
            print(words, flush=True)

    with contextlib.suppress(PlaybookError):  # the session says what is wrong with it
        book = load_playbook(playbook)
        plugins = [*plugins, *beside(book, plugins)]
        most = book.calendar.turns
        if turns is None and (book.session.turns or most) < most:
            note(f"The session has {book.session.turns} of the {most} turns of the calendar, as "
                 f"'session: turns' says; --turns {most} plays all.")
    try:
        host = Host(url)
    except StoreError as error:
        raise MistakeError(str(error)) from None
    try:
        found = play(playbook, host, seed=seed, turns=turns, files=plugins,
                     stopwatch=time.perf_counter, note=note,
                     wait=time.sleep if pace is Pace.real else None)
        if export is not None:
            write_file(export, host.export(found.token))
    except RefusedError as no:
        raise MistakeError(no.words) from None
    finally:
        host.close()
    if as_json:
        print(json.dumps({
            "session": found.session_id, "turns": found.turns, "events": found.events,
            "seconds": found.seconds, "slowest_call_ms": 1000 * found.slowest,
            "refusals": list(found.refusals), "never_fired": list(found.never_fired),
            "faults": list(found.faults), "bundle": str(export) if export else None}, indent=1))
        return
    print(f"{found.turns} turns, {found.events} events in {found.seconds:.1f} s; the slowest call "
          f"took {1000 * found.slowest:.0f} ms.")
    _told("Refused", found.refusals)
    _told("Injects that never fired", found.never_fired)
    _told("Strategies that failed", found.faults)
    if export is not None:
        besides = "".join(f" --plugin {plugin}" for plugin in plugins)
        print(f"wrote {export}; next: wargame verify {export}{besides}")


def _told(title: str, lines: tuple[str, ...]) -> None:
    if lines:
        print(f"{title}:")
    for line in dict.fromkeys(lines):
        count = lines.count(line)
        print(f"  {line}" + (f" ({count} times)" if count > 1 else ""))
