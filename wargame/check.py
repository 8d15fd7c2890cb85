"""`python -m wargame.check`: every check of the sources, for developers and continuous integration.

Runs in a checkout with the extra `check` installed. ``--write`` refreshes generated tables first.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300
#: What the README promises on a fresh machine.
COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/wargame app",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && "
    ".venv/bin/python -m pytest",
)
#: The game that the README shows.
STORY = ("play", "long_view", "--seed", "3")
#: The guide for writers of plugins; `wargame.testing.guide` makes its tables.
GUIDE = "plugins/README.md"
SCRIPTS = Path(sysconfig.get_path("scripts"))
TOOLS = (
    ("ruff", (str(SCRIPTS / "ruff"), "check", ".")),
    ("mypy", (str(SCRIPTS / "mypy"),)),
    ("import-linter", (str(SCRIPTS / "lint-imports"),)),
)


def long_files() -> Iterator[str]:
    """Source files of more than 300 lines."""
    for folder in ("wargame", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if "_bundled" not in path.parts and lines > LONGEST:
                yield f"{path.relative_to(ROOT)} has {lines} lines, {LONGEST} at most"


def missing_commands() -> Iterator[str]:
    """Commands that the README should show and does not."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        if command not in text:
            yield f"README.md does not show: {command}"


def stale_tables() -> Iterator[str]:
    """Generated tables that differ from their sources."""
    for file, name, table in tables():
        if _block(file, name)[1] != table:
            yield f"{file}: the table '{name}' is not fresh; run 'python -m wargame.check --write'"
    guide = (ROOT / GUIDE).read_text(encoding="utf-8")
    if _guide(guide) != guide:
        yield f"{GUIDE}: its tables are not fresh; run 'python -m wargame.check --write'"


def tables() -> Iterator[tuple[str, str, str]]:
    """File, name and text of each generated table."""
    from wargame.batch.schema import experiment_table
    from wargame.playbook.schema import field_table

    yield "README.md", "story", story()
    yield "README.md", "mechanisms", mechanism_table()
    yield "README.md", "instruments", instrument_table()
    yield "playbooks/README.md", "fields", field_table()
    yield "playbooks/EXPERIMENTS.md", "fields", experiment_table()


def story() -> str:
    """What the README's command prints: the opening, one turn, and the claims."""
    environment = {**os.environ, "COLUMNS": "90", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "wargame", *STORY], cwd=ROOT, env=environment, text=True,
        capture_output=True, check=True, encoding="utf-8")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    first, second, last = (next(n for n, line in enumerate(lines) if line.startswith(words))
                           for words in ("Turn 2 ", "Turn 3 ", "Outcomes"))
    shown = [*lines[:2], "...", *lines[first:second - 1], "...", *lines[last:]]
    return "\n".join(["```text", f"$ wargame {' '.join(STORY)}", *shown, "```"]) + "\n"


def mechanism_table() -> str:
    """The core mechanisms, from the first sentences of their files."""
    from wargame.hooks.builtin import MECHANISMS

    folder = ROOT / "wargame" / "mechanisms"
    return _first_sentences(folder / f"{name}.py" for name in sorted(MECHANISMS))


def instrument_table() -> str:
    """The bundled plugins, likewise."""
    return _first_sentences(sorted((ROOT / "plugins").glob("[!_]*.py")))


def write_tables() -> None:
    """Put fresh tables where they belong."""
    for file, name, table in tables():
        before, _, after = _block(file, name)
        (ROOT / file).write_text(before + table + after, encoding="utf-8")
    guide = (ROOT / GUIDE).read_text(encoding="utf-8")
    (ROOT / GUIDE).write_text(_guide(guide), encoding="utf-8")


DOCUMENTS = (("file length", long_files), ("README commands", missing_commands),
             ("generated tables", stale_tables))


def main() -> int:
    """Run every step, say how each went, and return 1 if any failed."""
    if "--write" in sys.argv[1:]:
        write_tables()
    failed = []
    for name, command in TOOLS:
        _say(f"== {name}")
        try:
            code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
        except OSError as error:
            _say(f"{error}; install it with: pip install -e '.[check]'")
            code = 1
        if code:
            failed.append(name)
    for name, check in DOCUMENTS:
        _say(f"== {name}")
        problems = list(check())
        for problem in problems:
            _say(problem)
        if problems:
            failed.append(name)
    _say(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _first_sentences(files: Iterable[Path]) -> str:
    rows = ["| File | What it says |", "|---|---|"]
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = (ast.get_docstring(tree) or "").split("\n\n")[0]
        rows.append(f"| `{path.stem}` | {' '.join(words.split())} |")
    return "\n".join(rows) + "\n"


def _block(file: str, name: str) -> tuple[str, str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    start, end = f"<!-- {name}: start -->\n", f"<!-- {name}: end -->"
    before, _, rest = text.partition(start)
    table, _, after = rest.partition(end)
    return before + start, table, end + after


def _guide(text: str) -> str:
    from wargame.testing.guide import renewed

    return renewed(text)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
