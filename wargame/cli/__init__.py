"""The command line: `wargame` and its commands, one file each."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import TextIO


def main() -> None:
    """Run `wargame` with the words of the command line, and exit with its code."""
    from wargame.cli.application import application

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if "--json" in sys.argv:
        _keep_output_clean()
    application(prog_name="wargame")


def _keep_output_clean() -> None:
    """Leave standard output to the program alone: what libraries and children write goes aside."""
    try:
        sys.stdout.flush()
        own = os.dup(1)
        os.dup2(2, 1)
    except OSError:
        return
    sys.stdout = os.fdopen(own, "w", encoding=sys.stdout.encoding, errors="replace")
    atexit.register(_close, sys.stdout)


def _close(stream: TextIO) -> None:
    """At the end, without a word where the reader of a pipe has gone already."""
    with suppress(OSError):
        stream.close()
