"""The form of requests: whatever is sent is a command, a key and a device, or it is refused."""

from __future__ import annotations

from typing import Any

from pydantic import FiniteFloat, TypeAdapter, ValidationError

from wargame.session.any_command import AnyCommand
from wargame.session.command import Command
from wargame.session.content import Name
from wargame.session.refusal import RefusedError

LONGEST_KEY, LONGEST_DEVICE = 120, 80
_COMMAND: TypeAdapter[Any] = TypeAdapter(AnyCommand)
_LEVERS: TypeAdapter[dict[str, float]] = TypeAdapter(dict[Name, FiniteFloat])


def checked_command(command: object) -> Command:
    """A command, from one or from plain data. Raises `RefusedError` in one line."""
    try:
        data = command.model_dump(warnings=False) if isinstance(command, Command) else command
        found: Command = _COMMAND.validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"].startswith("union_tag"):
            raise RefusedError("content", "There is no such command.") from None
        where = " ".join(str(part).replace("_", " ") for part in first["loc"][1:3])
        words = first["msg"].lower().rstrip(".")
        raise RefusedError("content", f"{where.capitalize() or 'The request'}: {words}.") from None
    except (TypeError, ValueError, AttributeError, RecursionError):
        raise RefusedError("content", "That is no command.") from None
    return found


def checked_key(key: object) -> None:
    """Raise `RefusedError` for a key that cannot be kept."""
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise RefusedError("content", "The request has no usable key.")


def checked_device(device: object) -> None:
    """Raise `RefusedError` for a device name that cannot be kept."""
    if not isinstance(device, str) or not 0 < len(device) <= LONGEST_DEVICE or (
            not device.isprintable()):
        raise RefusedError("content", "The device has no usable name.")


def checked_levers(levers: object) -> dict[str, float]:
    """Levers with finite values. Raises `RefusedError`."""
    try:
        return _LEVERS.validate_python(levers)
    except (ValidationError, RecursionError):
        raise RefusedError("content", "An order is levers with a number each.") from None
