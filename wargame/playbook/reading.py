"""YAML 1.2 to plain data, with the line of every field.

Reads the parser's events rather than building YAML's own objects, so that what playbooks do not
need (anchors, aliases, tags, several documents, deep nesting) is refused when it is met, before
it can cost memory, and so that ``NO`` stays Norway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wargame.playbook.errors import PlaybookError
from wargame.playbook.source import Path, Source, path_text
from wargame.playbook.wording import shown

DEEPEST = 12
MOST_NODES = 50_000
#: The parser needs time that grows with the square of some single words.
LONGEST_LINE = 20_000
#: More digits than any quantity has; Python itself refuses to read integers far longer.
LONGEST_INTEGER = 30

_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,
          "true": True, "True": True, "TRUE": True,
          "false": False, "False": False, "FALSE": False}


def read(text: str, file: str) -> tuple[Any, Source]:
    """The data of one YAML document, and where its fields stand.

    Raises PlaybookError for text that is not YAML 1.2, and for anything a playbook may not use.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    for number, row in enumerate(text.splitlines(), 1):
        if len(row) > LONGEST_LINE:
            raise PlaybookError(
                f"this line has {len(row)} characters; a line has at most {LONGEST_LINE}",
                file=file, line=number, fix="break it into several lines")
    try:
        return _Reader(YAML(typ="safe", pure=True).parse(text), file).document()
    except PlaybookError:
        raise
    except MarkedYAMLError as error:
        raise _not_yaml(error, text, file) from None
    except YAMLError as error:
        words = str(error).splitlines()
        raise PlaybookError(
            f"this is not YAML: {words[0] if words else 'it cannot be read'}", file=file,
            fix="save the file as plain UTF-8 text without control characters") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError,
            RecursionError, TypeError, ValueError) as error:
        # The parser answers some malformed text with an exception that is not its own.
        raise PlaybookError(
            f"this is not YAML 1.2: {error or 'it cannot be read'}", file=file,
            fix="start from a bundled playbook and change it a little at a time") from None


def _not_yaml(error: Any, text: str, file: str) -> PlaybookError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 0
    problem = str(error.problem or error.context or "it cannot be read")
    problem = problem.replace("('<stream end>',)", "'<stream end>'")
    problem = problem.replace("'<stream end>'", "the end of the file")
    rows = text.splitlines()
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    if "\\t" in problem or row[: len(row) - len(row.lstrip())].count("\t"):
        return PlaybookError(
            "a tab stands where YAML wants spaces", file=file, line=line,
            fix="indent with spaces, two for each level")
    fix = "check the indentation, the quotes, and the colon and space after each name"
    if problem.startswith("mapping values are not allowed"):
        fix = "put text that holds a colon in quotes, and check the indentation"
    elif "alias" in problem or "anchor" in problem:
        fix = "put text that starts with & or * in quotes"
    return PlaybookError(f"this is not YAML: {problem}", file=file, line=line, fix=fix)


class _Reader:
    """Builds plain data from parser events."""

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self.events = events
        self.file = file
        self.lines: dict[Path, int] = {}
        self.nodes = 0

    def document(self) -> tuple[Any, Source]:
        data: Any = None
        seen = 0
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                seen += 1
                if seen > 1:
                    raise self._error(event, (), "a second document starts here",
                                      "keep one playbook in a file and remove the '---'")
                first = next(self.events)
                self.lines[()] = first.start_mark.line + 1
                data = self._node(first, ())
        if not seen:
            raise PlaybookError("the file is empty", file=self.file,
                                fix="start with 'schema: 1', 'id:' and 'title:'")
        return data, Source(self.file, self.lines)

    def _node(self, event: Any, path: Path) -> Any:
        self._refuse(event, path)
        kind = type(event).__name__
        if kind == "MappingStartEvent":
            return self._mapping(path)
        if kind == "SequenceStartEvent":
            return self._sequence(path)
        return self._scalar(event, path)

    def _refuse(self, event: Any, path: Path) -> None:
        self.nodes += 1
        if type(event).__name__ == "AliasEvent":
            raise self._error(event, path, f"an alias, *{event.anchor}, is not allowed",
                              "write the value out, or put text that starts with * in quotes")
        if event.anchor is not None:
            raise self._error(event, path, f"an anchor, &{event.anchor}, is not allowed",
                              "remove it, or put text that starts with & in quotes")
        if event.ctag is not None:
            raise self._error(event, path, f"a tag, {event.ctag}, is not allowed",
                              "remove it, or put text that starts with ! in quotes")
        if len(path) > DEEPEST:
            raise self._error(event, path, f"this is nested more than {DEEPEST} deep",
                              "no field of a playbook lies that deep; check the brackets")
        if self.nodes > MOST_NODES:
            raise self._error(event, path, f"the file has more than {MOST_NODES} entries",
                              "split it, or leave out what the model already knows")

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            self._refuse(event, path)
            if type(event).__name__ != "ScalarEvent":
                raise self._error(event, path, "a name in a mapping is itself a list or mapping",
                                  "write 'name: value'; put text with brackets in quotes")
            name = str(event.value)
            here = (*path, name)
            if name in data:
                raise self._error(event, here, f"already given on line {self.lines[here]}",
                                  "keep one of the two")
            self.lines[here] = event.start_mark.line + 1
            data[name] = self._node(next(self.events), here)
        return data

    def _sequence(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            here = (*path, len(data))
            self.lines[here] = event.start_mark.line + 1
            data.append(self._node(event, here))
        return data

    def _scalar(self, event: Any, path: Path) -> Any:
        text = str(event.value)
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _BASED.fullmatch(text) and len(text) <= LONGEST_INTEGER:
            return int(text[2:], 8 if text[1] == "o" else 16)
        if _INTEGER.fullmatch(text) and len(text) <= LONGEST_INTEGER:
            return int(text)
        value = float(text) if _FLOAT.fullmatch(text) else 0.0
        if _NOT_FINITE.fullmatch(text) or value - value != 0.0:
            raise self._error(event, path, f"{shown(text)} is not a finite number",
                              "give a number, or leave the field out")
        return value if _FLOAT.fullmatch(text) else text

    def _error(self, event: Any, path: Path, reason: str, fix: str) -> PlaybookError:
        return PlaybookError(reason, file=self.file, line=event.start_mark.line + 1,
                             field=path_text(path), fix=fix)
