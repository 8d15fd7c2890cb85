"""A game in a few hundred characters: who plays what, the seed, and the orders so far.

The address of the page carries it, so that a reload, a bookmark or a crash loses nothing: the
same journal gives the same game.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

FORMAT = 1
WATCH = ""
LARGEST_TOKEN, LARGEST_TEXT = 6_000, 60_000
MOST_TURNS, MOST_LEVERS, MOST_REASON = 400, 200, 140


class JournalError(ValueError):
    """An address that holds no game, or one that this version cannot read."""


@dataclass(frozen=True)
class TurnOrders:
    """Levers moved in one turn, and the reason given for it."""

    levers: Mapping[str, float]
    reason: str = ""


@dataclass(frozen=True)
class Journal:
    """Everything that makes one game again; ``seat`` is empty for one who only watches."""

    playbook: str
    seat: str
    seed: int
    fictional: bool = False
    turns: tuple[TurnOrders, ...] = ()

    def played(self, orders: TurnOrders) -> Journal:
        """The journal with one more turn."""
        return replace(self, turns=(*self.turns, orders))

    def undone(self) -> Journal:
        """The journal without its last turn."""
        return replace(self, turns=self.turns[:-1])

    def token(self) -> str:
        """Letters for the page's address."""
        data = [FORMAT, self.playbook, self.seat, self.seed, int(self.fictional),
                [[dict(sorted(t.levers.items())), t.reason] for t in self.turns]]
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def read_token(token: str) -> Journal:
    """The journal in an address. Raises `JournalError`, whatever the letters are."""
    if len(token) > LARGEST_TOKEN:
        raise JournalError("the address is too long for a game")
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        unpack = zlib.decompressobj()
        text = unpack.decompress(packed, LARGEST_TEXT)
        if unpack.unconsumed_tail:
            raise JournalError("the address holds too much for a game")
        data = json.loads(text)
    except (ValueError, binascii.Error, zlib.error, RecursionError) as error:
        if isinstance(error, JournalError):
            raise
        raise JournalError("the address is cut off or altered") from None
    return _journal(data)


def _journal(data: Any) -> Journal:
    match data:
        case [int(version), *_] if version != FORMAT:
            raise JournalError("the address was made by another version")
        case [int(), str(playbook), str(seat), int(seed), int(fictional), list(turns)] if (
                0 <= seed < 2**63 and len(turns) <= MOST_TURNS):
            return Journal(playbook, seat, seed, bool(fictional), tuple(map(_orders, turns)))
    raise JournalError("the address is cut off or altered")


def _orders(data: Any) -> TurnOrders:
    match data:
        case [dict(levers), str(reason)] if len(levers) <= MOST_LEVERS and all(
                isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v)
                for v in levers.values()):
            return TurnOrders({str(n): float(v) for n, v in levers.items()}, reason[:MOST_REASON])
    raise JournalError("the address is cut off or altered")
