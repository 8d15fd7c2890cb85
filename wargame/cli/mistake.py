"""Mistakes of users: one clear line on stderr and exit code 2, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterable

#: Exit codes: a mistake of the user, and a fault of the program.
MISTAKE, FAULT, STOPPED = 2, 1, 130


class MistakeError(ValueError):
    """Something asked for on the command line that cannot be had; says what to write instead."""


def unknown(what: str, name: str, known: Iterable[str], plural: str) -> MistakeError:
    """No such thing: with the nearest name, or the names there are."""
    from wargame.playbook.wording import nearest, shown

    return MistakeError(f"no {what} is called {shown(name)}; {nearest(name, known, plural)}")


def report(error: BaseException) -> int:
    """Say on stderr, in one line, what went wrong; the exit code."""
    from wargame.playbook.wording import one_line

    line, code = _line(error)
    print(one_line(line, 600), file=sys.stderr, flush=True)
    return code


def _line(error: BaseException) -> tuple[str, int]:
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        return "wargame: stopped", STOPPED
    # Typer's own errors, from whichever click it carries.
    words = getattr(error, "format_message", None)
    if words is not None:
        return f"wargame: {words()}", MISTAKE
    if isinstance(error, MistakeError):
        return f"wargame: {error}", MISTAKE
    from wargame.playbook.errors import PlaybookError

    if isinstance(error, PlaybookError):
        count = len(error.others)
        more = f" (and {count} more; see '{error.command}')" if count else ""
        return f"{error}{more}", MISTAKE
    if isinstance(error, _known()):
        return f"wargame: {error}", getattr(error, "exit_code", MISTAKE)
    return (f"wargame: this is a fault of the program, not yours: {type(error).__name__}: {error} "
            "(--debug shows where)"), FAULT


def _known() -> tuple[type[Exception], ...]:
    from wargame.batch.analysis.equilibrium import MissingLibraryError
    from wargame.batch.spec import BatchError
    from wargame.engine.kernel import KernelError
    from wargame.engine.scenario import ScenarioError
    from wargame.hooks.faults import PluginError
    from wargame.session.store import StoreError
    from wargame.symbolic.book import BookError
    from wargame.ui.serve import ServingError

    return (BatchError, MissingLibraryError, ServingError, StoreError, ScenarioError, KernelError,
            PluginError, BookError)
