"""The answers of a batch in sentences that can be questioned: counted futures before means."""

from __future__ import annotations

import numpy as np

from wargame.batch.analysis.answers import Answers
from wargame.batch.analysis.judged import Judged
from wargame.batch.analysis.openness import Equilibrium
from wargame.batch.analysis.wording import counted, mix_words, plain, rounded, signed

#: Part of an effect that another option must add or take away to be told in a headline.
DEPENDS = 0.25


def headlines(found: Answers, equilibrium: Equilibrium | None = None) -> tuple[str, ...]:
    """What is robust, what each option does, what decides, where it fails, what is stable."""
    told = [robust_words(found)]
    if found.judged[0].contrasts:
        told.append(options_words(found.judged[0]))
        told.append(together_words(found.judged[0]))
    elif found.judged[0].differences:
        told.append(mixes_words(found.judged[0]))
    told.append(decides_words(found))
    told += [fails_words(found)] if found.failing else []
    if equilibrium is not None:
        told.append(equilibrium_words(equilibrium))
    return tuple(t for t in told if t)


def robust_words(found: Answers) -> str:
    """Which mix holds up best, against the baseline."""
    name = mix_words(found.robust)
    if not found.satisfied:
        first = next(r for r in found.judged[0].regrets if r.mix == found.robust)
        return (f"{_capital(name)} has the least worst regret on {plain(first.outcome)}: in the "
                f"worst of {first.futures:,} futures it loses {rounded(first.worst_regret)} "
                "against the best mix there.")
    best = found.satisfied[0]
    base = next(s for s in found.satisfied if s.mix == found.baseline)
    if best.mix == found.baseline:
        second = found.satisfied[1] if len(found.satisfied) > 1 else None
        rest = (f"; the next best mix is in {second.met:,}" if second else "")
        return (f"No mix is good enough more often than the baseline, {name}: in "
                f"{counted(best.met, best.futures)}{rest}." + _not_counted(found) + _beaten(found))
    near = [s for s in found.satisfied[1:] if s.met >= 0.98 * best.met and s.mix != found.baseline]
    tie = f", with {len(near)} more within a fiftieth of that" if near else ""
    text = (f"{_capital(name)} is good enough most often: in {counted(best.met, best.futures)}"
            f"{tie}. The baseline, {mix_words(base.mix)}, is in {base.met:,}")
    if found.against is not None:
        text += f": {found.against.words}"
    if 2 * best.met <= best.futures:
        text += "; even the most robust mix fails in more than half of the futures"
    return text + "." + _not_counted(found) + _beaten(found)


def front_words(found: Answers) -> str:
    """Which mixes no other beats on all outcomes at once, and which are beaten by whom."""
    most = 8
    if len(found.front) == len(found.mixes):
        return ("Every mix has something for it: none is beaten on all outcomes at once by "
                "another, by what nine of ten futures reach.")

    def listed(words: list[str]) -> str:
        return "; ".join(words[:most]) + (f"; and {len(words) - most} more" if (
            len(words) > most) else "")

    return ("By what nine of ten futures reach, not beaten on all outcomes at once: "
            + listed([mix_words(m) for m in found.front])
            + ". Beaten by one that is as good on each and better on one: " + listed(
                [f"{mix_words(m)} (by {mix_words(by)})" for m, by in found.beaten.items()]) + ".")


def _not_counted(found: Answers) -> str:
    """Outcomes that no threshold judges, which 'good enough' therefore says nothing about."""
    left = [_name(j) for j in found.judged if j.outcome.threshold is None]
    if not left:
        return ""
    have = "has no threshold and does" if len(left) == 1 else "have no threshold and do"
    return f" {_capital(_listed(left))} {have} not count in this."


def _beaten(found: Answers) -> str:
    """That another mix is as good on every outcome in nine of ten futures, where one is."""
    if found.robust not in found.beaten:
        return ""
    return (" By what nine of ten futures reach it is not the best choice, though: "
            f"{mix_words(found.beaten[found.robust])} is as good on every outcome and better on "
            "one.")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def options_words(found: Judged) -> str:
    """What the strongest options do to the first outcome, and one that does next to nothing."""
    strong = [c for c in found.contrasts if c.found.clear]
    if not strong:
        return f"No option clearly moves {_name(found)}."
    first = strong[0]
    text = _effect(found, first.axis, first.option, first.against)
    other = next((c for c in strong if c.axis != first.axis), None)
    if other is not None:
        text += "; " + _effect(found, other.axis, other.option, other.against)
    small = [c for c in found.contrasts if c.axis not in {first.axis, other and other.axis}
             and abs(c.found.mean) < 0.05 * abs(first.found.mean)]
    if small:
        text += (f". {_capital(plain(small[0].axis))} {plain(small[0].option)} moves it by only "
                 f"{signed(small[0].found.mean)}, for all that the sign is sure"
                 if small[0].found.clear else
                 f". {_capital(plain(small[0].axis))} {plain(small[0].option)} moves it by nothing "
                 "that these futures could tell from zero")
    return _capital(text) + "."


def mixes_words(found: Judged) -> str:
    """Which mixes do most and least for the first outcome, against the baseline."""
    clear = sorted((d for d in found.differences if d.clear), key=lambda d: -d.gain)
    against = mix_words(found.differences[0].against)
    if not clear:
        return f"No mix clearly moves {_name(found)} against {against}."
    ends = [clear[0]] if len(clear) == 1 else [clear[0], clear[-1]]
    told = "; ".join(
        f"{mix_words(d.mix)} makes {_name(found) if d is ends[0] else 'it'} {d.standing} than "
        f"{against}, on average by {signed(d.mean)} ({signed(d.low)} to {signed(d.high)}): "
        f"{d.counts}{d.however}" for d in ends)
    rest = len(found.differences) - len(clear)
    if rest:
        told += (f". {rest} more cannot be told from {against}" if rest > 1 else
                 f". One more cannot be told from {against}")
    return _capital(told) + "."


def together_words(found: Judged) -> str:
    """The effect that depends most on another option; empty where none does by a quarter."""
    known = [i for i in found.interactions if i.alone.found.clear or i.together.found.clear]
    if not known:
        return ""
    most = max(known, key=lambda i: abs(i.part) if np.isfinite(i.part) else 0.0)
    if not abs(most.part) >= DEPENDS:
        return ""
    return f"What one option does depends on another: {most.words}."


def _effect(found: Judged, axis: str, option: str, against: str) -> str:
    d = next(c.found for c in found.contrasts if (c.axis, c.option) == (axis, option))
    good = d.better >= d.worse
    count = d.better if good else d.worse
    return (f"{plain(axis)} {plain(option)} instead of {plain(against)} makes "
            f"{_name(found)} {'better' if good else 'worse'} in "
            f"{counted(count, d.futures)}, on average by {signed(d.mean)} ({signed(d.low)} to "
            f"{signed(d.high)}){d.however}")


def decides_words(found: Answers) -> str:
    """Whether the choice of mix or what nobody knows decides the first outcome."""
    first = found.judged[0]
    share = first.mix_share
    if np.isnan(share):  # nothing varies
        return f"{_capital(_name(first))} is the same in every game."
    clear = [p for p in first.parts if p.clear]
    text = (f"The choice of mix decides {_percent(share)} of the variation of "
            f"{_name(first)} over all games")
    if first.parts and not clear:
        text += (f"; none of the {len(first.parts)} unknowns stands out from noise at "
                 f"{first.sample:,} points, so that more points are needed to tell them apart")
    if clear:
        top = clear[0]
        rank = sum(p.part > share for p in clear)
        text += (f"; the largest single unknown, {plain(top.factor)}, {_percent(top.part)}"
                 + (f", and {rank} unknowns decide more than the mix" if rank > 1 else ""))
    return text + "."


def fails_words(found: Answers) -> str:
    """Where the most robust mix fails."""
    return _capital(found.failing[0].words) + "."


def equilibrium_words(found: Equilibrium) -> str:
    """Whether the profile asked about is an equilibrium, and what turns it."""
    kept = [p for p in found.policies if p.asked.standing == "equilibrium"]
    open_ = [p for p in found.policies if p.asked.standing == "open"]
    named = ", ".join(f"{s} {plain(c)}" for s, c in found.policies[0].asked.profile.items())
    broken = len(found.policies) - len(kept) - len(open_)
    text = (f"{_capital(named)}: an equilibrium beyond the error of sampling under {len(kept)} of "
            f"{len(found.policies)} policies"
            + (f", undecided under {len(open_)}" if open_ else "")
            + (f", none under {broken}" if broken else ""))
    smallest = found.smallest
    if smallest is not None:
        text += f". The smallest single change that turns it under the first: {smallest.words}"
    elif found.tried:
        text += (f". None of the {found.tried} single changes tried, over their whole "
                 "ranges, turns it under the first")
    return found.named(text + ".")


def pairing_words(found: Answers) -> str:
    """What meeting the same futures was worth, honestly."""
    each = found.savings
    if not each.by_outcome:
        return "No two mixes differ, so pairing has nothing to save."
    least = each.least
    assert least is not None
    text = (f"On the median metric, mixes that met futures of their own would have needed "
            f"{rounded(each.median)} times ({rounded(each.interval[0])} to "
            f"{rounded(each.interval[1])}) as many to tell them from the baseline as closely")
    if each.never_worse:
        return f"{text}; pairing was never worse. It helped least where {least.words}."
    worse = [s for s in each.each if s.high < 1]
    return (f"{text}. In {len(worse)} of {len(each.each)} comparisons it was worse, most so where "
            f"{least.words}.")


def _name(found: Judged) -> str:
    """An outcome's label within a sentence."""
    return f"‘{found.outcome.label}’"


def _percent(part: float) -> str:
    return f"{part:.0%}" if part >= 0.005 else "less than 1%"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
