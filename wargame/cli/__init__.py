"""The command line: `wargame` and its commands, one file each."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `wargame` with the words of the command line, and exit with its code."""
    from wargame.cli.application import application

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    application(prog_name="wargame")
