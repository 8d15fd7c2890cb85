"""Progress in a terminal or a notebook, by Rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from wargame.batch.progress import Progress, Watcher


@contextmanager
def bar(title: str) -> Iterator[Watcher]:
    """A watcher that draws a bar; one line at the end where nobody watches a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if not (console.is_terminal or console.is_jupyter):
        last: list[Progress] = []
        yield last.append
        if last:
            print(last[-1].words, file=sys.stderr, flush=True)  # noqa: T201  nobody reads a bar
        return
    with Bars(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[words]}"),
              console=console) as bars:
        task = bars.add_task(title, total=None, words="")

        def watch(now: Progress) -> None:
            bars.update(task, total=now.total, completed=now.done, words=now.words)

        yield watch
