"""The tables of the guide for plugin writers: hooks, levers, variables, and where each row lives.

``python -m wargame.testing.guide`` writes them anew into plugins/README.md.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable
from pathlib import Path

from wargame.engine.library import Library, load_library
from wargame.hooks import hookspecs
from wargame.hooks.hookspecs import HOOKS
from wargame.hooks.loader import load_plugin
from wargame.hooks.search import Found, bundled_folder
from wargame.symbolic.book import Book
from wargame.testing.remedies import signature

#: Rows of theory and of law that mechanisms and instruments stand for.
ROWS = (*(f"M{n}" for n in range(1, 37)), *(f"L{n}" for n in range(1, 19)))
#: What instruments call on the book.
CALLS = ("lever", "parameter", "flow", "stock", "contribute", "slot")
_UNCHECKED = "one source, unchecked"
_BEGIN, _END = "<!-- generated: {} -->", "<!-- end of generated -->"
_KINDS = (("world", ()), ("labs", ("labs",)), ("nations", ("nations",)),
          ("regulators", ("regulators",)))


def tables() -> dict[str, str]:
    """Each generated table by name, as Markdown."""
    folder = bundled_folder()
    names = sorted(p.stem for p in folder.glob("[!_]*.py")) if folder else []
    library = load_library(names)
    return {"hooks": _hooks(), "book": _book(), "levers": _levers(library),
            "variables": _variables(library), "slots": _slots(library),
            "strategies": _strategies(library), "rows": _rows(folder), "cases": _cases(folder)}


def renewed(text: str) -> str:
    """The guide with its generated tables made anew."""
    for name, table in tables().items():
        pattern = re.escape(_BEGIN.format(name)) + r".*?" + re.escape(_END)
        block = f"{_BEGIN.format(name)}\n\n{table}\n\n{_END}"
        text = re.sub(pattern, lambda _match, block=block: block, text, flags=re.DOTALL)  # type: ignore[misc]
    return text


def _hooks() -> str:
    parts = []
    for name in HOOKS:
        hook = getattr(hookspecs, name)
        parts.append(f"#### `{name}{inspect.signature(hook)}`\n\n{inspect.getdoc(hook)}".replace(
            "'", ""))
    return "\n\n".join(parts)


def _book() -> str:
    return "\n".join(f"- `{signature(name)}`: "
                     f"{' '.join((inspect.getdoc(getattr(Book, name)) or '').split())}"
                     for name in CALLS).replace("``", "`")


def _levers(library: Library) -> str:
    rows = []
    for name, lever in sorted(library.levers.items(), key=lambda x: (x[1].actors, x[0])):
        values = (", ".join(f"{i} {c}" for i, c in enumerate(lever.choices)) if lever.choices
                  else f"{lever.low:g} to {lever.high:g}")
        rows.append((f"`{name}`", lever.actors, values, f"{lever.default:g}",
                     "" if lever.choices else lever.unit, f"{lever.cost:g}" if lever.cost else "",
                     lever.meaning, lever.owner))
    return _table(("lever", "of", "values", "default", "unit", "cost, USD bn/yr", "meaning",
                   "from"), rows)


def _variables(library: Library) -> str:
    parts = []
    for title, space in _KINDS:
        rows = [(f"`{n}`" + (" (own)" if v.seen == "own" else ""), v.kind, v.unit, v.meaning)
                for n, v in sorted(library.variables.items())
                if v.space == space and v.seen != "hidden"]
        parts.append(f"**{title}**\n\n" + _table(("name", "kind", "unit", "meaning"), rows))
    return "\n\n".join(parts)


def _slots(library: Library) -> str:
    slots = library.model.book.slots
    rows = [(f"`{n}`", slots[n], "*".join(v.space) or "world", v.unit, v.meaning)
            for n, v in sorted(library.variables.items()) if n in slots]
    return _table(("slot", "kind", "over", "unit", "meaning"), rows)


def _strategies(library: Library) -> str:
    rows = [(f"`{n}`", s.actor, library.tiers[n][0], s.claim, s.owner)
            for n, s in library.strategies.items()]
    return _table(("strategy", "of a", "tier", "what it claims", "from"), rows)


def _rows(folder: Path | None) -> str:
    where = homes(folder)
    return _table(("row", "file"), [(row, ", ".join(where.get(row, ["none yet"])))
                                    for row in ROWS])


def _cases(folder: Path | None) -> str:
    """Real cases that instruments name: (date, what, address) each."""
    rows = []
    for path in sorted(folder.glob("[!_]*.py")) if folder else ():
        module = load_plugin(Found(path.stem, "bundled", path), [])
        rows += [(path.stem, date, what, _UNCHECKED if date >= "2026" else "", f"<{address}>")
                 for date, what, address in getattr(module, "CASES", ())]
    return _table(("instrument", "date", "what", "", "read in"), rows)


def homes(folder: Path | None) -> dict[str, list[str]]:
    """The files in which each row lives, from their docstrings and their ``ROWS``."""
    package = Path(__file__).resolve().parent.parent
    places = [("wargame/mechanisms", package / "mechanisms")]
    places += [("plugins", folder)] if folder else []
    found: dict[str, list[str]] = {}
    for shown, place in places:
        for path in sorted(place.glob("[!_]*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for row in sorted({*_mentioned(ast.get_docstring(tree) or ""), *_listed(tree)}):
                found.setdefault(row, []).append(f"`{shown}/{path.name}`")
    return found


def _mentioned(text: str) -> Iterable[str]:
    for kind, first, last in re.findall(r"\b([ML])(\d+)\b(?: to [ML]?(\d+)\b)?", text):
        for number in range(int(first), int(last or first) + 1):
            yield f"{kind}{number}"


def _listed(tree: ast.Module) -> Iterable[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == "ROWS" for t in node.targets):
            yield from ast.literal_eval(node.value)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
              for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Write the tables of the guide in a checkout."""
    folder = bundled_folder()
    assert folder is not None
    guide = folder / "README.md"
    guide.write_text(renewed(guide.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
