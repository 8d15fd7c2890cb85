"""The playbook's claims against what was played: counted, never averaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.playbook.models import OutcomeSpec, OutcomeTest, Playbook

Array = npt.NDArray[np.float64]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class TestResult:
    """One test of a claim: the metric's values over the futures, and which of them pass."""

    test: OutcomeTest
    values: Array
    holds: npt.NDArray[np.bool_]

    @property
    def value(self) -> float:
        """The value of a single future, else the median."""
        return float(self.values[0] if self.values.size == 1 else np.median(self.values))

    @property
    def quantiles(self) -> dict[str, float]:
        """Five quantiles over the futures, by name (``0.05`` ...)."""
        found = np.quantile(self.values, QUANTILES)
        return {f"{q:g}": float(v) for q, v in zip(QUANTILES, found, strict=True)}

    def __repr__(self) -> str:
        passed = ("yes" if self.holds[0] else "no") if self.holds.size == 1 else (
            f"in {int(self.holds.sum())} of {self.holds.size}")
        return f"{self.test.words} {self.value:.4g} ({self.test.limit}: {passed})"


@dataclass(frozen=True)
class Verdict:
    """A claim with its tests; ``holds`` is the number of futures in which all of them pass."""

    claim: str
    text: str
    tests: tuple[TestResult, ...]
    futures: int
    holds: int
    needs_batch: bool
    why: str

    @property
    def passed(self) -> int:
        """Number of tests that pass in a single future."""
        return sum(bool(t.holds[0]) for t in self.tests)

    @property
    def nearly(self) -> bool:
        """Whether a single future passes all tests but one of three or more."""
        return self.futures == 1 and self.passed == len(self.tests) - 1 >= 2

    @property
    def told(self) -> str:
        """The verdict on one game as a room says it; a test is a sign."""
        if self.needs_batch:
            return "cannot be told from one game"
        if self.futures != 1 or self.passed == len(self.tests):
            return self.words
        signs = f": {self.passed} of {len(self.tests)} signs" if len(self.tests) > 1 else ""
        return f"nearly{signs}" if self.nearly else f"fails{signs}"

    @property
    def words(self) -> str:
        """The verdict in a line of a report."""
        if self.needs_batch:
            return "needs a batch"
        if self.futures == 1:
            if self.passed == len(self.tests):
                return "holds"
            return f"fails ({self.passed} of {len(self.tests)} tests pass)"
        return f"holds in {self.holds} of {self.futures} futures"

    def __repr__(self) -> str:
        why = f": {self.why}" if self.needs_batch and self.why else ""
        tests = "".join(f"\n    {test!r}" for test in self.tests)
        return f"<{self.claim} {self.text}: {self.words}{why}{tests}>"


def judge(playbook: Playbook, final: Mapping[str, Array]) -> tuple[Verdict, ...]:
    """Each claim of the playbook against the metrics at the end, (futures,) each."""
    return tuple(_verdict(spec, final) for spec in playbook.outcomes)


def _verdict(spec: OutcomeSpec, final: Mapping[str, Array]) -> Verdict:
    tests = []
    for test in spec.tests:
        values = np.asarray(final[test.metric], dtype=np.float64)
        passes = np.array([test.holds(float(v)) for v in values], dtype=np.bool_)
        tests.append(TestResult(test, values, passes))
    futures = tests[0].values.size if tests else 0
    together = np.all([t.holds for t in tests], axis=0) if tests else np.zeros(0, dtype=np.bool_)
    return Verdict(spec.claim, spec.text, tuple(tests), futures, int(np.sum(together)),
                   bool(spec.needs_batch), spec.reason or "")
