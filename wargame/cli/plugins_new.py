"""`wargame plugins new`: a working plugin and its test, to be changed into one's own."""

from __future__ import annotations

from enum import StrEnum
from keyword import iskeyword
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.mistake import MistakeError


class Kind(StrEnum):
    """What a plugin adds."""

    strategy = "strategy"
    instrument = "instrument"


class ActorKind(StrEnum):
    """Who plays the strategy, or has the lever."""

    lab = "lab"
    nation = "nation"
    regulator = "regulator"


#: A seat of the Long View for each kind.
SEATS = {ActorKind.lab: "meta", ActorKind.nation: "us", ActorKind.regulator: "us_regulator"}


def register(plugins: typer.Typer) -> None:
    """Add the command to the group."""
    plugins.command("new", epilog="Example: wargame plugins new patient_opener --kind strategy "
                    "--actor lab")(new)


def new(
    name: Annotated[str, typer.Argument(
        metavar="NAME", help="Name of the plugin: lower-case letters, digits and _.")],
    *,
    kind: Annotated[Kind, typer.Option(help="What it adds.")] = Kind.strategy,
    actor: Annotated[ActorKind, typer.Option(
        help="Who plays the strategy, or has the lever.")] = ActorKind.lab,
    to: Annotated[Path, typer.Option(
        metavar="FOLDER", help="Folder to write to.")] = Path("plugins"),
) -> None:
    """Write a working plugin and its test from a template."""
    from wargame.testing.templates import plugin_text

    if not name.isidentifier() or iskeyword(name) or name != name.lower() or name[0] == "_":
        raise MistakeError(f"'{name}' is no name for a plugin; use lower-case letters, digits and "
                           "_, such as patient_opener")
    taken = _taken(name)
    if taken:
        raise MistakeError(taken)
    files = (to / f"{name}.py", to / f"_{name}_test.py")
    for file in files:
        if file.exists():
            raise MistakeError(f"{file} is there already; choose another name")
    try:
        to.mkdir(parents=True, exist_ok=True)
        for file, text in zip(files, plugin_text(name, kind.value, actor.value), strict=True):
            file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MistakeError(f"cannot write to {to}: {(error.strerror or str(error)).lower()}"
                           ) from None
    print(f"wrote {files[0]} and its test {files[1]}")
    strategy = name if kind is Kind.strategy else f"{name}_user"
    print(f"check it with: wargame plugins check {files[0]}")
    print(f"play it with:  wargame play long_view --plugin {files[0]} "
          f"--set {SEATS[actor]}={strategy}")
    print("read on with:  wargame plugins guide")


def _taken(name: str) -> str:
    from wargame.hooks.model import build_model
    from wargame.hooks.search import installed_plugins
    from wargame.testing.neighbours import fitting

    if name in installed_plugins():
        return f"a plugin is called '{name}' already; choose another name"
    known = build_model(fitting()[0]).strategies.get(name)
    return f"a strategy of '{known.owner}' is called '{name}' already; choose another name" \
        if known else ""
