"""From a file, a bundled name or text to a Playbook."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pydantic import ValidationError

from wargame.playbook.errors import PlaybookError
from wargame.playbook.explain import explain
from wargame.playbook.models import Playbook
from wargame.playbook.reading import read
from wargame.playbook.references import reference_faults
from wargame.playbook.source import first_of
from wargame.playbook.wording import nearest, shown

MOST_BYTES = 1_000_000
ENDINGS = (".yaml", ".yml")
_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_playbooks() -> dict[str, Path]:
    """The playbooks that come with wargame, by name in alphabetical order."""
    for folder in (_PACKAGE / "_bundled" / "playbooks", _PACKAGE.parent / "playbooks"):
        if folder.is_dir():
            found = [path for path in folder.iterdir() if path.suffix in ENDINGS]
            return {path.stem: path for path in sorted(found)}
    return {}


def own_playbooks(folder: Path = Path("playbooks")) -> tuple[Path, ...]:
    """Playbook files of a folder that are none of the bundled ones, by name."""
    if not folder.is_dir():
        return ()
    found = sorted(p for p in folder.iterdir() if p.suffix in ENDINGS and p.is_file())
    known = {p.stem: p.read_bytes() for p in bundled_playbooks().values()}
    return tuple(p for p in found if p.read_bytes() != known.get(p.stem))


def load_playbook(path_or_name: str | os.PathLike[str]) -> Playbook:
    """Read a playbook from a file, or one of the bundled ones by its name.

    Raises PlaybookError, whatever is wrong with the file or in it.
    """
    given = os.fspath(path_or_name)
    bundled = bundled_playbooks()
    path = bundled.get(given) if isinstance(path_or_name, str) else None
    path = path or Path(given)
    return parse_playbook(content(path, bundled), str(path))


def parse_playbook(text: str | bytes, source: str = "playbook.yaml") -> Playbook:
    """Read a playbook from text; ``source`` is the file name that errors show.

    Raises PlaybookError; its ``others`` are the further faults found in the same text.
    """
    if len(text) > MOST_BYTES:
        raise _too_large(len(text), source, "playbook")
    data, origin = read(decoded(text, source), source)
    if not isinstance(data, dict):
        raise origin.error((), "the file is empty" if data is None else
                           f"a playbook is a mapping, not {shown(data)}",
                           "start with 'schema: 1', 'id:' and 'title:'")
    try:
        playbook = Playbook.model_validate(data, context=origin)
    except ValidationError as error:
        faults = explain(error, Playbook, origin)
    else:
        faults = list(reference_faults(playbook))
    if (worst := first_of(faults)) is not None:
        raise worst
    return playbook


def content(path: Path, bundled: dict[str, Path], what: str = "playbook") -> bytes:
    """The bytes of a file; ``bundled`` are the names that it may have been meant for.

    Raises PlaybookError.
    """
    file = str(path)
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            raise PlaybookError("this is a folder", file=file,
                                fix=f"name one {what} file in it")
        if not S_ISREG(status.st_mode):
            raise PlaybookError("this is not a file", file=file, fix=f"name a {what} file")
        if status.st_size > MOST_BYTES:
            raise _too_large(status.st_size, file, what)
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise PlaybookError("there is no such file", file=file,
                            fix=nearest(path.stem, bundled, f"bundled {what}s")) from None
    except PlaybookError:
        raise
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise PlaybookError(f"the file cannot be read: {words.lower()}", file=file,
                            fix="check its name and permissions") from None


def _too_large(size: int, file: str, what: str) -> PlaybookError:
    article = "an" if what[0] in "aeiou" else "a"
    return PlaybookError(
        f"the file is too large, {size / 1e6:.1f} MB; {article} {what} has at most 1 MB", file=file,
        fix=f"check that it is {article} {what}")


def decoded(text: str | bytes, file: str) -> str:
    """Bytes as text. Raises PlaybookError for what is not UTF-8."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlaybookError(
            f"the file is not UTF-8: byte {error.start + 1} cannot be read", file=file,
            line=text.count(b"\n", 0, error.start) + 1,
            fix="save it as UTF-8 in your editor") from None
