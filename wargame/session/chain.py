"""The chain: canonical bytes of events, and the digest that ties each to the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from wargame.session.event import SCHEMA, UPGRADES, AnyBody, Event

#: What the first event follows.
START = "0" * 64


class ChainError(ValueError):
    """An event that cannot be read, or that does not follow the one before it."""


@dataclass(frozen=True)
class Link:
    """An event with its line, exactly as it is kept, and the line's digest."""

    event: Event
    line: str
    digest: str


def linked(session: str, index: int, previous: str, at: float, by: str, device: str, key: str,
           body: AnyBody) -> Link:
    """The next link of a chain, as whoever reads it will have it."""
    event = Event(session=session, index=index, at=round(at, 3), by=by, device=device, key=key,
                  previous=previous, body=body)
    return read_link(canonical(event.model_dump(mode="json", by_alias=True)))


def canonical(data: Any) -> str:
    """One line of JSON, the same for equal data."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False,
                      allow_nan=False)


def digest_of(line: str) -> str:
    """SHA-256 of a line, in hexadecimal."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def read_link(line: str) -> Link:
    """The link that a kept line is. Raises `ChainError`."""
    try:
        data = json.loads(line)
        if not isinstance(data, dict):
            raise ChainError("it is not an event")
        form = data.get("schema")
        while isinstance(form, int) and form in UPGRADES:
            data = UPGRADES[form](data)
            form = data.get("schema")
        if form != SCHEMA:
            raise ChainError(f"it has form {form!r}; this version reads {SCHEMA}")
        return Link(Event.model_validate(data), line, digest_of(line))
    except ValidationError as error:
        first: Any = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ChainError(f"it cannot be read: {where}: {first['msg'].lower()}") from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, ChainError):
            raise
        raise ChainError("it cannot be read") from None
