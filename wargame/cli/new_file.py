"""Files that commands write: what a new one may be called, and writing it."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from wargame.cli.mistake import MistakeError


def id_of_new(file: Path, kind: str, taken: Container[str]) -> str:
    """The id that a new playbook or experiment gets from its file's name.

    Raises `MistakeError` for an ending, a file or a name that will not do.
    """
    from wargame.playbook.load import ENDINGS

    if file.suffix not in ENDINGS:
        raise MistakeError(f"'{file.name}' should end in .yaml")
    if file.exists():
        raise MistakeError(f"'{file}' exists already; choose another name")
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", file.stem).strip("_-")[:40]
    if not name or not name[0].isalpha() or name in taken:
        raise MistakeError(f"'{file.stem}' cannot be the id of {kind}; begin with a letter, "
                           "and use letters, digits, _ and -; bundled names are taken")
    return name


def write_file(file: Path, content: str | bytes) -> None:
    """Write a file. Raises `MistakeError` where it cannot be written."""
    try:
        if isinstance(content, str):
            file.write_text(content, encoding="utf-8")
        else:
            file.write_bytes(content)
    except OSError as error:
        raise MistakeError(f"'{file}' cannot be written: {(error.strerror or str(error)).lower()}"
                           ) from None
