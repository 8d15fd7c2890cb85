"""Codes and tokens: long secrets that open one role each; the database holds hashes alone.

The white cell's master code is drawn at random. Every other code follows from it, the session,
the role and how often the code was replaced, so that whoever holds the master code can show them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping

#: Letters of a code: 20 of 32 kinds are 100 bits.
LETTERS = 20
_LOOKALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})
_PARTS = "."


def new_master() -> str:
    """A fresh master code."""
    return grouped(_letters(secrets.token_bytes(16)))


def code_of(master: str, session: str, role: str, generation: int = 0) -> str:
    """The code of a role."""
    words = f"{session}\0{role}\0{generation}"
    made = hmac.new(normal(master).encode(), words.encode(), hashlib.sha256).digest()
    return grouped(_letters(made))


def codes_of(master: str, session: str, roles: Iterable[str],
             generations: Mapping[str, int]) -> dict[str, str]:
    """The codes of roles, by role."""
    return {role: code_of(master, session, role, generations.get(role, 0)) for role in roles}


def normal(code: str) -> str:
    """A code as it is compared: without strokes and spaces, whatever the case."""
    return "".join(c for c in code.upper() if c.isalnum()).translate(_LOOKALIKES)


def grouped(letters: str) -> str:
    """Letters in groups of five."""
    return "-".join(letters[at:at + 5] for at in range(0, len(letters), 5))


def hash_of_code(code: str) -> str:
    """What the database keeps of a code."""
    return hashlib.sha256(f"wargame code {normal(code)}".encode()).hexdigest()


def new_token(master: str = "") -> str:
    """A fresh token for a device; the white cell's carries the master code that it came in by."""
    token = secrets.token_urlsafe(32)
    return f"{token}{_PARTS}{normal(master)}" if master else token


def master_of(token: str) -> str:
    """The master code in a token of the white cell, or nothing."""
    return grouped(token.partition(_PARTS)[2])


def hash_of_token(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(f"wargame token {token}".encode("utf-8", "replace")).hexdigest()


def seed_commitment(seed: int, salt: str) -> str:
    """What the room sees of the seed before the end: SHA-256 of ``seed salt``."""
    return hashlib.sha256(f"{seed} {salt}".encode()).hexdigest()


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode()[:LETTERS]
