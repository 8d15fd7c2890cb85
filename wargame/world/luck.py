"""Addressed luck: every draw is a function of (seed, future, tick, actor, purpose).

Actor and purpose are names, known by 64-bit digests; nothing depends on a position or an order,
so that adding an actor or a purpose shifts no other draw. This file is the definition, in Python
integers modulo 2**64, and its NumPy form with the same bits:

    seed_state = mix(digest(seed))
    key        = mix(mix(digest(actor)) ^ digest(purpose))
    row        = mix(mix(seed_state + tick * TICK_STEP) ^ key)
    x          = mix(row + (future + 1) * FUTURE_STEP)
    uniform    = ((x >> 12) + 0.5) * 2**-52

`mix` is the finaliser of SplitMix64, and a row over its futures is a SplitMix64 stream. The 52
bits kept make every draw exact, strictly inside (0, 1), and as likely as one minus it. (With 53
bits the highest draw would round to 1.)
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_MASK = 2**64 - 1
TICK_STEP = 0xD1B54A32D192ED03
FUTURE_STEP = 0x9E3779B97F4A7C15
_FIRST_FACTOR = 0xBF58476D1CE4E5B9
_SECOND_FACTOR = 0x94D049BB133111EB
_ONE_BITS = 0x3FF0000000000000

UintArray = NDArray[np.uint64]


def digest(name: str) -> int:
    """Return the stable 64-bit digest of a name (BLAKE2b of its UTF-8 bytes, little-endian)."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def mix(state: int) -> int:
    """Return the SplitMix64 finaliser of a 64-bit state: a bijection on 64-bit integers."""
    state = ((state ^ (state >> 30)) * _FIRST_FACTOR) & _MASK
    state = ((state ^ (state >> 27)) * _SECOND_FACTOR) & _MASK
    return state ^ (state >> 31)


def key(actor: str, purpose: str) -> int:
    """Return the 64-bit key of an actor's draws for one purpose; the two names do not commute."""
    return mix(mix(digest(actor)) ^ digest(purpose))


def seed_state(seed: int | str) -> int:
    """Return the 64-bit state of a seed: any whole number, or any text (1 and "1" are one seed)."""
    return mix(digest(str(seed)))


def row_state(seed: int | str, tick: int, key: int) -> int:
    """Return the 64-bit state of one row of luck: one seed, tick (a quarter) and key."""
    return mix(mix((seed_state(seed) + tick * TICK_STEP) & _MASK) ^ key)


def uniform(seed: int | str, future: int, tick: int, actor: str, purpose: str) -> float:
    """Return the draw at one address, strictly inside (0, 1)."""
    row = row_state(seed, tick, key(actor, purpose))
    mixed = mix((row + (future + 1) * FUTURE_STEP) & _MASK)
    return ((mixed >> 12) + 0.5) * 2.0**-52


def row_states(seed: int | str, tick: int, keys: UintArray) -> UintArray:
    """Return the row states, uint64 (n,), of keys, uint64 (n,), at one seed and tick."""
    base = mix((seed_state(seed) + tick * TICK_STEP) & _MASK)
    return _mix_in_place(np.array(keys, dtype=np.uint64, ndmin=1) ^ np.uint64(base))


def uniforms(rows: UintArray, futures: UintArray) -> NDArray[np.float64]:
    """Return the draws, float64 (n, f), of row states, uint64 (n,), in futures, uint64 (f,)."""
    starts = np.array(rows, dtype=np.uint64, ndmin=1)
    steps = (np.array(futures, dtype=np.uint64, ndmin=1) + np.uint64(1)) * np.uint64(FUTURE_STEP)
    states = _mix_in_place(starts[:, None] + steps)
    states >>= np.uint64(12)
    states |= np.uint64(_ONE_BITS)
    drawn: NDArray[np.float64] = states.view(np.float64)
    drawn -= 1.0 - 2.0**-53
    return drawn


def _mix_in_place(states: UintArray) -> UintArray:
    states ^= states >> np.uint64(30)
    states *= np.uint64(_FIRST_FACTOR)
    states ^= states >> np.uint64(27)
    states *= np.uint64(_SECOND_FACTOR)
    states ^= states >> np.uint64(31)
    return states
