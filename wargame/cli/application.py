"""The application: every command under its name."""

from __future__ import annotations

from typing import Annotated

import typer

from wargame import __version__
from wargame.cli.app import app
from wargame.cli.batch_explore import batch
from wargame.cli.bench import bench
from wargame.cli.commands import Commands
from wargame.cli.explain import explain
from wargame.cli.play import play
from wargame.cli.playbook import playbook
from wargame.cli.plugins import plugins
from wargame.cli.rehearse import rehearse
from wargame.cli.report import report
from wargame.cli.verify import verify

application = typer.Typer(
    cls=Commands, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=False,
    help="The policy wargame of open against closed AI models.",
    epilog="Example: wargame play long_view --seed 3")
application.command(
    epilog="Example: wargame play long_view --futures 200 --set meta=fast_follower")(play)
application.command(
    epilog="Example: wargame explain long_view --metric open_token_share --turn 3")(explain)
application.command(epilog="Example: wargame app --port 8502")(app)
application.command(epilog="Example: wargame bench engine --json; wargame bench app --json")(bench)
application.command(
    epilog="Example: wargame rehearse long_view --export rehearsal.wargame")(rehearse)
application.command(epilog="Example: wargame verify rehearsal.wargame")(verify)
application.command(epilog="Example: wargame report rehearsal.wargame -o report.html")(report)
application.add_typer(batch, name="batch")
application.add_typer(playbook, name="playbook")
application.add_typer(plugins, name="plugins")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"wargame {__version__}")
        raise typer.Exit


@application.callback()
def root(
    *,
    version: Annotated[bool, typer.Option(
        "--version", callback=_version, is_eager=True, help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option(
        "--debug", help="Show the traceback of an error; goes before or after a command.")] = False,
) -> None:
    """The policy wargame of open against closed AI models."""
