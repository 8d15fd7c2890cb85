"""A fork in one sentence for a room: what was exchanged, how much it changes, and how often."""

from __future__ import annotations

from collections.abc import Callable

from wargame.session.figures import Figure, coarse, number
from wargame.session.fork import Fork
from wargame.session.levers import words_of
from wargame.session.titles import in_sentence, title_of
from wargame.session.wording import listed
from wargame.session.worlds import Counted

#: Row of the bands that holds the middle of the futures.
MIDDLE = 2


def fork_words(found: Fork, metric: str, name: Callable[[str], str]) -> str:
    """``Had Meta held in turn 2, ... would typically have ended at 62 %, not 63 %: lower in ...``.

    ``name`` gives what people call an actor. Typical is the median over the fork's futures, with
    the other order and as it was played.
    """
    counted = found.metric(metric)
    title = title_of(metric, counted.variable)
    deed = f"{deed_words(found, name)}, {in_sentence(title.words)} would"
    total = number(counted.futures, 0)
    if counted.same == counted.futures:
        return f"{deed} have ended the same in all {total} futures."
    other, played = (float(bands[MIDDLE, -1])
                     for bands in (counted.branch_bands, counted.other_bands))
    figure = _telling(title.figure.fitted(max(abs(other), abs(played))), other, played)
    lower = other < played
    against = counted.higher > counted.lower if lower else counted.lower > counted.higher
    if against or figure.text(other) == figure.text(played):
        # Where the middles move one way and most futures the other, neither is worth a number.
        return (f"{deed} typically have ended at about the same {coarse(figure).text(other)}: "
                f"{_often(counted, both=True)} of {total} futures.")
    return (f"{deed} typically have ended at {_not(figure, other, played)}: "
            f"{_often(counted, both=False, lower=lower)} of {total} futures.")


def deed_words(found: Fork, name: Callable[[str], str]) -> str:
    """What was exchanged: ``Had Meta held in turn 2``, ``Had Meta only set ... in turn 2``."""
    levers = found.original.scenario.program.levers
    deeds = []
    for turn, seats in found.swaps.items():
        for actor, orders in seats.items():
            words = [words_of(levers[lever]) for lever in orders or {}]
            sets = [f"\u201c{w.told}\u201d to {w.text(value)}"
                    for w, value in zip(words, (orders or {}).values(), strict=True)]
            deed = f"only set {listed(sets)} in turn {turn}" if sets else (
                f"left turn {turn} to its strategy" if orders is None else f"held in turn {turn}")
            deeds.append(f"{name(actor)} {deed}")
    return f"Had {listed(deeds)}"


def _telling(figure: Figure, one: float, other: float) -> Figure:
    """The figure without decimals, unless they are all that tells the two apart."""
    short = coarse(figure)
    return figure if short.text(one) == short.text(other) else short


def _not(figure: Figure, one: float, other: float) -> str:
    """``62 %, not 63 %``; a long unit is said once."""
    if figure.kind != "plain" or len(figure.after) <= 2:
        return f"{figure.text(one)}, not {figure.text(other)}"
    return f"{figure.before}{figure.bare(one)}, not {figure.text(other)}"


def _often(counted: Counted, *, both: bool, lower: bool = False) -> str:
    if both:
        return f"lower in {number(counted.lower, 0)} and higher in {number(counted.higher, 0)}"
    return f"lower in {number(counted.lower, 0)}" if lower else (
        f"higher in {number(counted.higher, 0)}")
