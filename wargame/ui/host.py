"""The host of sessions that this process serves, and how a device is known to it.

Screens never see it: they get a frozen view, a way to act, and a way to ask.
"""

from __future__ import annotations

from typing import Any, Protocol

from wargame.session.command import Command

#: The cookie that holds a device's token, and the one that tells devices apart.
TOKEN, DEVICE = "wargame_token", "wargame_device"
#: The cookie of a device that may start sessions though it is not this computer.
DESK = "wargame_desk"


class Entry(Protocol):
    """What a device gets for a code: the token that it keeps in its cookie."""

    @property
    def token(self) -> str:
        """The token."""

    @property
    def role(self) -> str:
        """The role: ``white_cell``, ``observer``, ``projector`` or ``seat:<actor>``."""

    @property
    def session_id(self) -> str:
        """The session."""


class Identity(Protocol):
    """Who a token stands for; ``read_only`` says why it may not act, or is empty."""

    @property
    def session_id(self) -> str:
        """The session."""

    @property
    def role(self) -> str:
        """The role."""

    @property
    def read_only(self) -> str:
        """Why this device cannot act."""


class SessionHost(Protocol):
    """What the app needs of the host of sessions; every method may raise RefusedError."""

    def enter(self, code: str, device: str, address: str = "", *,
              takeover: bool = False) -> Entry:
        """Let a device in by a code."""

    def identify(self, token: str) -> Identity:
        """Who a token stands for."""

    def act(self, token: str, command: Command, key: str) -> Any:
        """Do what a command says, once for each key."""

    def version(self, session_id: str) -> int:
        """The number that changes with everything that happens."""

    def away(self, session_id: str) -> frozenset[str]:
        """Seats whose device has fallen silent."""

    def worked_out(self, session_id: str) -> int:
        """How much was worked out behind the scene for the projector."""

    def view(self, token: str) -> Any:
        """The view of a token's role."""

    def seen(self, token: str) -> None:
        """Note that a device is there."""

    def export(self, token: str) -> bytes:
        """The session as a bundle, as far as the role may have it."""


class _Connection:
    """The one host of this process."""

    host: Any = None
    #: Where other devices find the app, without a stroke at the end.
    address: str = ""
    #: The key that lets a device from elsewhere start sessions.
    key: str = ""


def connect(host: Any, address: str = "", key: str = "") -> None:
    """Serve this host from now on; None disconnects."""
    _Connection.host, _Connection.address, _Connection.key = host, address.rstrip("/"), key


def connected() -> Any:
    """The host, or None where only solo play is served."""
    return _Connection.host


def public_address() -> str:
    """Where other devices find the app."""
    return _Connection.address


def desk_key() -> str:
    """The key of this installation's desk."""
    return _Connection.key
