"""`wargame playbook check|schema|new`: to write a playbook and find its mistakes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.mistake import MISTAKE
from wargame.cli.new_file import id_of_new, write_file

playbook = typer.Typer(no_args_is_help=False, help="Check playbooks, or start a new one.",
                       epilog="Example: wargame playbook check my_game.yaml")

TEMPLATE = "long_view"


@playbook.command(epilog="Example: wargame playbook check my_game.yaml --strict")
def check(
    file: Annotated[str, typer.Argument(help="A playbook file, or a bundled playbook's name.")],
    *,
    strict: Annotated[bool, typer.Option(
        "--strict", help="Want a unit wherever the model's is not a pure number.")] = False,
) -> None:
    """Find every mistake in a playbook: the first on stderr, the rest on stdout."""
    from wargame.cli.game import plugin_fault
    from wargame.engine.library import load_library
    from wargame.engine.play import beside
    from wargame.playbook.check import playbook_faults
    from wargame.playbook.errors import PlaybookError
    from wargame.playbook.load import load_playbook

    faults: list[PlaybookError] = []
    try:
        found = load_playbook(file)
    except PlaybookError as error:
        faults = [error, *error.others]
    else:
        broken = plugin_fault(file)
        if broken is not None:
            raise broken
        faults = playbook_faults(found, load_library(found.plugins, beside(found)),
                                 strict_units=strict)
    if faults:
        print(faults[0], file=sys.stderr, flush=True)
        for fault in faults[1:]:
            print(fault)
        raise typer.Exit(MISTAKE)
    calendar = found.calendar
    print(f"{found.id}: no mistakes ({len(found.actors)} actors, {calendar.turns} turns of "
          f"{calendar.ticks_per_turn} quarters, {len(found.outcomes)} claims)")


@playbook.command(epilog="Example: wargame playbook schema --write playbook.schema.json")
def schema(
    *,
    write: Annotated[Path | None, typer.Option(
        help="A file to write to, instead of stdout.")] = None,
) -> None:
    """Print the JSON schema of playbooks, with every name that installed plugins know."""
    import json

    from wargame.engine.library import load_library
    from wargame.playbook.schema import playbook_schema

    text = json.dumps(playbook_schema(load_library()), indent=1, ensure_ascii=False)
    if write is None:
        print(text)
    else:
        write_file(write, text + "\n")
        print(f"wrote {write}")


@playbook.command(epilog="Example: wargame playbook new my_game.yaml")
def new(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
) -> None:
    """Write a playbook to start from: the Long View under a name of your own."""
    from wargame.playbook.load import bundled_playbooks, parse_playbook

    name = id_of_new(file, "a playbook", bundled_playbooks())
    text = bundled_playbooks()[TEMPLATE].read_text(encoding="utf-8")
    text = re.sub(r"^id: .*$", f"id: {name}", text, count=1, flags=re.MULTILINE)
    title = name.replace("_", " ").replace("-", " ").capitalize()
    text = re.sub(r"^title: .*$", f'title: "{title}"', text, count=1, flags=re.MULTILINE)
    parse_playbook(text, str(file))
    write_file(file, text)
    print(f"wrote {file}; next: wargame playbook check {file}, then wargame app --playbook {file}")


@playbook.command(epilog="Example: wargame playbook brief long_view --write roles.html")
def brief(
    file: Annotated[str, typer.Argument(help="A playbook file, or a bundled playbook's name.")],
    *,
    seats: Annotated[list[str] | None, typer.Option(
        "--seat", metavar="ACTOR", help="A seat by its id; may be repeated; the playbook's teams "
        "by default.")] = None,
    fictional: Annotated[bool, typer.Option(
        "--fictional", help="Invented names in place of real ones.")] = False,
    write: Annotated[Path | None, typer.Option(
        metavar="FILE", help="The page to write; named after the playbook by default.")] = None,
) -> None:
    """Write the role pack: brief, secret objectives, levers and a paper order for each seat."""
    from wargame.engine.play import scenario_of
    from wargame.reports.role_pack import role_pack

    scenario = scenario_of(file)
    for seat in seats or ():
        scenario.seat(seat)
    target = write or Path(f"{scenario.playbook.id}-roles.html")
    write_file(target, role_pack(scenario, seats or (), fictional=fictional))
    print(f"wrote {target}; print it, and hand out one page a team")
