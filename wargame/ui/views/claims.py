"""The playbook's claims: their tests now, and in how many futures they hold."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.engine.outcomes import Verdict
from wargame.playbook.models import OutcomeTest
from wargame.session.figures import Figure, in_words, trimmed
from wargame.session.titles import title_of
from wargame.ui.futures import Futures
from wargame.ui.run import Run

HOLDS, NEARLY, FAILS, BATCH = "holds", "nearly", "fails", "batch"
SIGNS = {HOLDS: "\u2713", NEARLY: "\u2248", FAILS: "\u2717", BATCH: "\u2026"}


@dataclass(frozen=True)
class Test:
    """One test with its value now, its threshold, and whether it passes."""

    label: str
    value: str
    threshold: str
    passes: bool
    futures: int | None

    @property
    def sign(self) -> str:
        """Pass or fail as a sign."""
        return SIGNS[HOLDS if self.passes else FAILS]

    @property
    def words(self) -> str:
        """Pass or fail in a word."""
        return "passes" if self.passes else "fails"


@dataclass(frozen=True)
class Claim:
    """A claim; ``state`` is holds, nearly, fails or batch, ``futures`` in how many it holds."""

    claim: str
    text: str
    state: str
    words: str
    why: str
    tests: tuple[Test, ...]
    futures: int | None
    count: int

    @property
    def sign(self) -> str:
        """The state as a sign."""
        return SIGNS[self.state]

    @property
    def futures_words(self) -> str:
        """The count of futures in words."""
        return "" if self.futures is None else f"{self.futures} of {self.count} futures"


def claims(run: Run, futures: Futures | None = None) -> tuple[Claim, ...]:
    """All claims against the position now, and against futures where there are some."""
    ahead = {v.claim: v for v in futures.verdicts} if futures is not None else {}
    return tuple(_claim(run, verdict, ahead.get(verdict.claim)) for verdict in run.table.verdicts())


def summary(run: Run) -> str:
    """How the claims stand, in a sentence."""
    found = claims(run)
    decided = [c for c in found if c.state != BATCH]
    holding = [c.claim for c in decided if c.state == HOLDS]
    when = "hold" if run.table.over else "would hold now"
    if not decided:
        return "This playbook makes no claims that one game can decide."
    if not holding:
        return f"None of the {len(decided)} claims that one game can decide {when}s.".replace(
            "would hold nows", "would hold now")
    return f"{len(holding)} of {len(decided)} claims {when}: {', '.join(holding)}."


def _claim(run: Run, verdict: Verdict, ahead: Verdict | None) -> Claim:
    if verdict.needs_batch:
        return Claim(verdict.claim, verdict.text, BATCH, verdict.told, verdict.why, (), None, 0)
    tests = []
    for at, result in enumerate(verdict.tests):
        passing = None if ahead is None else int(ahead.tests[at].holds.sum())
        variable = run.scenario.program.variables.get(result.test.metric)
        figure = title_of(result.test.metric, variable).figure
        tests.append(Test(result.test.words, in_words(figure, result.value),
                          threshold(result.test, figure), bool(result.holds[0]), passing))
    words = verdict.told
    state = words.partition(":")[0]
    if not run.table.over:
        words = words.replace("holds", "would hold now").replace("fails", "would fail now")
    return Claim(verdict.claim, verdict.text, state, words, "", tuple(tests),
                 None if ahead is None else ahead.holds, 0 if ahead is None else ahead.futures)


def threshold(test: OutcomeTest, figure: Figure) -> str:
    """A test's bound in words."""
    plain = trimmed(figure)
    low, high = in_words(plain, test.low), in_words(plain, test.high)
    if test.between is not None:
        return f"between {plain.fitted(test.high).span(test.low, test.high)}"
    return f"at least {low}" if test.at_least is not None else f"at most {high}"
