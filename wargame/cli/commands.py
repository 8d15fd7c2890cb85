"""The group of all commands: where errors become one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from typer.core import TyperGroup

from wargame.cli.mistake import report

DEBUG = "--debug"


class Commands(TyperGroup):
    """Runs a command and turns whatever goes wrong into one line and an exit code.

    ``--debug`` may stand anywhere and lets the traceback through. Without any words, help is
    shown.
    """

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None,
        complete_var: str | None = None, standalone_mode: bool = True,
        windows_expand_args: bool = True, **extra: Any,
    ) -> Any:
        """Run the words of a command line (those of the process by default), and exit."""
        words = list(sys.argv[1:] if args is None else args)
        debug = DEBUG in words
        words = [word for word in words if word != DEBUG] or ["--help"]
        try:
            found = super().main(
                words, prog_name, complete_var, standalone_mode=False,
                windows_expand_args=windows_expand_args, **extra)
        except (Exception, KeyboardInterrupt) as error:
            if debug:
                raise
            code = report(error)
        else:
            code = found if isinstance(found, int) else 0
        if standalone_mode:
            sys.exit(code)
        return code
