"""What a plugin's text gives away: reaching behind the observation, global luck, clocks."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from wargame.testing.finding import Finding, shown

#: Attributes by which Python code gets behind an object, and modules that look at others' memory.
BEHIND = frozenset({
    "_read", "_view", "_draw", "__closure__", "__globals__", "__code__", "__self__", "__func__",
    "cell_contents", "f_back", "f_locals", "f_globals", "gi_frame", "tb_frame", "_getframe",
    "_current_frames", "get_objects", "get_referrers", "get_referents", "__subclasses__",
    "__builtins__"})
SPYING = frozenset({"gc", "inspect", "ctypes", "pickle"})
RANDOM = frozenset({"random", "secrets", "uuid"})
CLOCKS = frozenset({"time", "datetime"})
_LUCK = "draw with luck.uniform('purpose'): the same address gives the same number in every replay"


def read_source(module: ModuleType) -> list[Finding]:
    """Findings in the text of a module: each kind once, with its lines."""
    try:
        tree = ast.parse(inspect.getsource(module))
        file = Path(inspect.getsourcefile(module) or "?")
    except (OSError, TypeError, SyntaxError):
        return []
    found: dict[str, tuple[str, int, str, list[int]]] = {}
    for check, what, line, mend in _Reader(tree).findings():
        first = found.setdefault(check, (what, line, mend, []))
        if line != first[1]:
            first[3].append(line)
    return [Finding("error", check, what + (
        f" (also in line {', '.join(map(str, sorted(set(more))))})" if more else ""),
        f"{shown(file)}:{line}", mend) for check, (what, line, mend, more) in found.items()]


class _Reader:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._modules: dict[str, str] = {}
        self._taken: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self._modules[(alias.asname or alias.name).partition(".")[0]] = alias.name
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self._taken[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def findings(self) -> Iterator[tuple[str, str, int, str]]:
        """(check, what, line, mend), each kind of reach once a line."""
        seen = set()
        for node in ast.walk(self._tree):
            for check, what, mend in self._of(node):
                line = getattr(node, "lineno", 1)
                if (check, line) not in seen:
                    seen.add((check, line))
                    yield check, what, line, mend

    def _of(self, node: ast.AST) -> Iterator[tuple[str, str, str]]:
        public = "read obs.me, obs.world and the other views only; what they refuse is hidden"
        if isinstance(node, ast.Attribute):
            if node.attr in BEHIND:
                yield ("hidden-state", f"'{node.attr}' reaches behind the observation to hidden "
                       "state", public)
            name = self._dotted(node)
            if name.startswith(("numpy.random.", "os.urandom")):
                yield "global-random", f"'{name}' uses global random, not the game's luck", _LUCK
            head = name.partition(".")[0]
            if "." in name and head in RANDOM:
                yield "global-random", f"'{name}' uses global random, not the game's luck", _LUCK
            if "." in name and head in CLOCKS and node.attr != "sleep":
                yield ("clock", f"'{name}' reads a clock; a replay would differ",
                       "use obs.years for the time in the game")
            if "." in name and head in SPYING:
                yield ("hidden-state", f"'{name}' can reach hidden state", public)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            name = self._taken.get(node.id, "")
            head = name.partition(".")[0]
            if head in RANDOM or name.startswith("numpy.random"):
                yield "global-random", f"'{name}' uses global random, not the game's luck", _LUCK
            elif head in SPYING or name.rpartition(".")[2] in BEHIND:
                yield "hidden-state", f"'{name}' can reach hidden state", public
            elif node.id in ("globals", "vars", "__builtins__"):
                yield "hidden-state", f"'{node.id}' can reach hidden state", public
        elif isinstance(node, ast.Constant) and node.value in BEHIND:
            yield ("hidden-state", f"'{node.value}' reaches behind the observation to hidden "
                   "state", public)

    def _dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):
            left = self._dotted(node.value)
            return f"{left}.{node.attr}" if left else ""
        if isinstance(node, ast.Name):
            return self._modules.get(node.id, "") or self._taken.get(node.id, "")
        return ""
