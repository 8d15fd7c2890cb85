"""The chunks of a study: ranges of runs, each known by the digest of all that decides its bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.batch.study import Study

#: Games in a chunk of a study whose slowest strategy is of a tier: a second or a few each.
LARGEST = {"symbolic": 8192, "array": 2048, "python": 128}
SMALLEST = 64
#: A small study is cut into this many chunks, so that all cores have work.
PIECES = 16


@dataclass(frozen=True)
class Chunk:
    """Runs ``first`` up to ``last``; they need the points ``first_point`` up to ``last_point``."""

    number: int
    first: int
    last: int
    first_point: int
    last_point: int
    digest: str

    @property
    def games(self) -> int:
        """Number of runs."""
        return self.last - self.first


def chunk_size(study: Study) -> int:
    """Games in a chunk; it depends on the study alone, never on who plays it."""
    return min(LARGEST[study.tier[0]], max(SMALLEST, -(-study.runs // PIECES)))


def chunks_of(study: Study, digests: Mapping[str, Any], size: int) -> tuple[Chunk, ...]:
    """Every chunk, in the order of the runs."""
    experiment = study.experiment
    common = hashlib.blake2b(json.dumps([
        dict(digests), experiment.seed, experiment.futures, experiment.luck,
        experiment.failures == "off", study.scenario.turns, study.metrics,
        [c.name for c in study.columns], study.scenarios], sort_keys=True).encode(),
        digest_size=16)
    found = []
    for number, first in enumerate(range(0, study.runs, size)):
        last = min(first + size, study.runs)
        mixes = range(first // study.scenarios, (last - 1) // study.scenarios + 1)
        one = len(mixes) == 1
        first_point = first % study.scenarios // experiment.futures if one else 0
        last_point = ((last - 1) % study.scenarios // experiment.futures + 1 if one
                      else study.points.shape[0])
        digest = common.copy()
        digest.update(json.dumps([first, last, [study.mixes[m].assignments() for m in mixes]],
                                 sort_keys=True).encode())
        digest.update(np.ascontiguousarray(study.points[first_point:last_point], "<f8").tobytes())
        found.append(Chunk(number, first, last, first_point, last_point, digest.hexdigest()))
    return tuple(found)
