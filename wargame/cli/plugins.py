"""`wargame plugins list`: what is installed and what each brings."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from wargame.cli import plugins_check, plugins_new

plugins = typer.Typer(no_args_is_help=False, help="Instruments and strategies that are installed.",
                      epilog="Example: wargame plugins list")

plugins_new.register(plugins)
plugins_check.register(plugins)


@plugins.callback()
def group() -> None:
    """Instruments and strategies that are installed."""


@plugins.command("list", epilog="Example: wargame plugins list --json")
def listing(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """List plugins with their levers and strategies, and those that could not be used."""
    found = inventory()
    if as_json:
        import json

        print(json.dumps(found, indent=1, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    for plugin in found["plugins"]:
        version = f" {plugin['version']}" if plugin["version"] else ""
        console.print(Text(f"{plugin['name']}{version}", style="bold")
                      + Text(f"  ({plugin['source']})", style="dim"))
        if plugin["levers"]:
            levers = Text("levers: " + ", ".join(plugin["levers"]))
            console.print(Padding(levers, (0, 0, 0, 2), expand=False))
        if plugin["hooks"]:
            hooks = Text("hooks: " + ", ".join(plugin["hooks"]), style="dim")
            console.print(Padding(hooks, (0, 0, 0, 2), expand=False))
        for strategy in plugin["strategies"]:
            why = f": {strategy['why']}" if strategy["why"] else ""
            console.print(Padding(Text(f"strategy {strategy['name']} of a {strategy['actor']}, "
                                       f"{strategy['tier']}{why}"), (0, 0, 0, 2), expand=False))
    for fault in found["faults"]:
        console.print(Text(f"cannot be used: {fault}", style="red"))


@plugins.command("guide", epilog="Example: wargame plugins guide | less")
def guide(
    *,
    path: Annotated[bool, typer.Option("--path", help="Say where the file is instead.")] = False,
) -> None:
    """Print the guide for writers of plugins, with all levers, slots and variables."""
    from wargame.cli.mistake import MistakeError
    from wargame.hooks.search import bundled_folder

    folder = bundled_folder()
    if folder is None or not (folder / "README.md").is_file():
        raise MistakeError("the guide did not come along with this installation")
    print(folder / "README.md" if path else (folder / "README.md").read_text(encoding="utf-8"))


def inventory() -> dict[str, Any]:
    """Plugins, the built-ins first, and faults; as `plugins list --json` prints them."""
    from wargame import __version__
    from wargame.engine.library import load_library
    from wargame.testing.neighbours import fitting

    names, left_out = fitting()
    library = load_library(names)
    model = library.model

    def strategies(owner: str) -> list[dict[str, str]]:
        return [{"name": n, "actor": info.actor, "title": info.title,
                 "tier": library.tiers[n][0], "why": library.tiers[n][1]}
                for n, info in sorted(model.strategies.items())
                if info.owner == owner and n in library.tiers]

    def levers(owner: str | None) -> list[str]:
        return sorted(n for n, one in library.levers.items()
                      if (one.owner not in model.plugins if owner is None else one.owner == owner))

    rows = [{"name": "builtin", "version": __version__, "source": "wargame",
             "levers": levers(None), "strategies": strategies("builtin"), "hooks": []}]
    own = {"bundled": __version__}
    rows += [{"name": n, "version": info.version or own.get(info.origin, ""),
              "source": f"{info.origin}: {info.source}" if info.origin != "bundled" else "bundled",
              "levers": levers(n), "strategies": strategies(n), "hooks": list(info.hooks)}
             for n, info in sorted(model.plugins.items())]
    return {"plugins": rows, "faults": [*map(str, model.faults), *left_out]}
