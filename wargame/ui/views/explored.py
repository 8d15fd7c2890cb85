"""What charts of a result set find, in sentences of counted futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wargame.batch.analysis.wording import mix_words
from wargame.session.figures import Figure, in_words, number
from wargame.session.titles import Title, title_of
from wargame.ui.theme import Palette

if TYPE_CHECKING:
    import pandas as pd

    from wargame.batch.analysis.explore import Explorer

#: From more mixes than these on, a finding counts them instead of naming them.
MANY = 6
#: Colours of the batch's charts, which are drawn for a white page, by the palette's names.
_LIGHT: Mapping[str, str] = {
    "#16202C": "text", "#4A5868": "muted", "#D5DBE2": "line", "#F3F5F8": "panel",
    "#0B5CAD": "primary", "#768492": "border", "#FFFFFF": "ground", "#1B6E3C": "good",
    "#B3261E": "bad"}


def titled_metric(explorer: Explorer, name: str) -> Title:
    """Words and scale of a metric."""
    return title_of(name, explorer.results.study.scenario.program.variables.get(name))


def figure_for(explorer: Explorer, name: str, frame: pd.DataFrame) -> Figure:
    """A scale for the values of a summary."""
    return titled_metric(explorer, name).figure.fitted(float(frame["q95"].abs().max()))


def on_scale(explorer: Explorer, name: str, frame: pd.DataFrame, columns: Sequence[str],
             ) -> tuple[pd.DataFrame, str]:
    """A frame whose columns are on the scale that people read, and the unit of that scale."""
    title = titled_metric(explorer, name)
    figure = title.figure.fitted(float(frame[list(columns)].abs().max().max()))
    if figure.kind != "plain":
        return frame, ""
    return frame.assign(**{c: frame[c] * figure.factor for c in columns}), figure.unit


def summary_finding(explorer: Explorer, name: str, frame: pd.DataFrame) -> str:
    """Which mixes end highest and lowest, by their middle futures."""
    words, figure = titled_metric(explorer, name).words, figure_for(explorer, name, frame)
    ranked = frame.sort_values("q50")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if len(frame) == 1 or figure.text(low["q50"]) == figure.text(high["q50"]):
        return f"{words} ends at {figure.text(high['q50'])} in the middle future of every mix."
    return (f"{words} ends highest under \u201c{mix_words(high['mix_name'])}\u201d, at "
            f"{figure.text(high['q50'])} in its middle future, and lowest under "
            f"\u201c{mix_words(low['mix_name'])}\u201d, at {figure.text(low['q50'])}.")


def threshold_words(explorer: Explorer, name: str) -> str:
    """What is enough of a metric, on the scale that people read; nothing without a threshold."""
    outcome = explorer.judges(name)
    if outcome is None or outcome.threshold is None:
        return ""
    figure = replace(titled_metric(explorer, name).figure, trimmed=True)
    limits = outcome.threshold
    if limits.high == float("inf"):
        return f"at least {figure.text(limits.low)}"
    return (f"at most {figure.text(limits.high)}" if limits.low == float("-inf")
            else f"from {figure.text(limits.low)} to {figure.text(limits.high)}")


def enough_finding(explorer: Explorer, where: Mapping[str, tuple[float, float]]) -> str:
    """Which mix meets all thresholds at once most often, as the report counts it.

    Nothing with fewer than two thresholds.
    """
    limits = [f"{titled_metric(explorer, o.metric).words} {threshold_words(explorer, o.metric)}"
              for o in explorer.outcomes if o.threshold is not None]
    if len(limits) < 2:
        return ""
    found = explorer.satisfied(where)
    best, last = found[0], found[-1]
    text = (f"All thresholds at once ({'; '.join(limits)}): \u201c{mix_words(best.mix)}\u201d in "
            f"{number(best.met, 0)} of {number(best.futures, 0)} futures")
    return text + (f", \u201c{mix_words(last.mix)}\u201d in {number(last.met, 0)}."
                   if len(found) > 1 else ".")


def changes_finding(explorer: Explorer, name: str, frame: pd.DataFrame) -> str:
    """Which mixes clearly move a metric against the baseline."""
    base = f"\u201c{mix_words(explorer.results.baseline)}\u201d"
    clear = frame[frame["standing"] != "open"]
    if clear.empty:
        return f"No mix can be told from {base} here."
    up, down = ("better", "worse") if explorer.judges(name) else ("higher", "lower")
    if len(frame) > MANY:
        rises, falls = (int((clear["standing"] == k).sum()) for k in ("better", "worse"))
        return (f"On average in the same futures, {rises} mixes are {up} than {base}, {falls} "
                f"{down}, {len(frame) - len(clear)} not to be told from it.")
    told = []
    for kind, word in (("better", up), ("worse", down)):
        those = [f"\u201c{mix_words(m)}\u201d" for m in clear[clear["standing"] == kind][
            "mix_name"]]
        if those:
            more = f" and {len(those) - 3} more" if len(those) > 3 else ""
            told.append(f"{word} than {base}: {', '.join(those[:3])}{more}")
    text = f"On average in the same futures {'; '.join(told)}."
    more = (clear["better"] - clear["worse"]) * (clear["standing"] == "better").map({True: 1,
                                                                                      False: -1})
    for row in clear[more < 0].to_dict("records")[:1]:
        most = down if row["standing"] == "better" else up
        text += (f" \u201c{mix_words(row['mix_name'])}\u201d is {most} in more futures, though: a "
                 "few with large changes decide its mean.")
    return text


def changes_on_scale(explorer: Explorer, name: str, frame: pd.DataFrame,
                     ) -> tuple[pd.DataFrame, str]:
    """Changes on the scale that people read, and the unit of changes."""
    columns = ["mean", "low", "high"]
    figure = titled_metric(explorer, name).figure.fitted(float(frame[columns].abs().max().max()))
    if figure.kind != "plain":
        return frame, ""
    unit = " ".join(f"{figure.before} {figure.change_unit}".split())
    return frame.assign(**{c: frame[c] * figure.factor for c in columns}), unit


def met_finding(frame: pd.DataFrame, enough: str) -> str:
    """In how many futures the best and worst mixes meet the threshold; nothing without one."""
    known = frame[frame["met"] >= 0]
    if known.empty:
        return ""
    best, worst = (known.loc[known["met"].idxmax()], known.loc[known["met"].idxmin()])

    def counted(row: Any) -> str:
        return f"{number(row['met'], 0)} of {number(row['count'], 0)} futures"

    if int(best["met"]) == int(worst["met"]):
        return f"Every mix ends {enough} in {counted(best)}."
    return (f"\u201c{mix_words(best['mix_name'])}\u201d ends {enough} in {counted(best)}, "
            f"\u201c{mix_words(worst['mix_name'])}\u201d in {number(worst['met'], 0)}.")


def regret_finding(explorer: Explorer, name: str, frame: pd.DataFrame) -> str:
    """Which mix one would regret least in the worst future."""
    figure = titled_metric(explorer, name).figure
    least = frame.loc[frame["worst"].idxmin()]
    lost = in_words(figure, float(least["worst"])) if figure.kind == "plain" else number(
        float(least["worst"]))
    return (f"\u201c{mix_words(least['mix_name'])}\u201d has the smallest worst regret: at most "
            f"{lost} short of the best mix in any of {number(least['futures'], 0)} futures, and "
            f"none is better in {number(least['best_in'], 0)}.")


def tradeoff_finding(explorer: Explorer, first: str, second: str, frame: pd.DataFrame) -> str:
    """How many mixes are not beaten on both metrics."""
    front = [mix_words(m) for m in frame[frame["front"]]["mix_name"]]
    one, two = titled_metric(explorer, first).words, titled_metric(explorer, second).words
    if len(front) == 1:
        return f"\u201c{front[0]}\u201d is best on both: {one} and {two} need no trade-off."
    return (f"{len(front)} of {len(frame)} mixes are beaten on both by none: between them one "
            f"gives up {one[:1].lower()}{one[1:]} for {two[:1].lower()}{two[1:]}.")


def recoloured(spec: Any, palette: Palette, hues: tuple[str, ...]) -> Any:
    """A chart that was drawn for a white page in the colours of a theme."""
    known = {light: getattr(palette, name) for light, name in _LIGHT.items()}
    known |= dict(zip(hues, palette.actors, strict=False))

    def changed(part: Any) -> Any:
        if isinstance(part, dict):
            return {k: changed(v) if k != "data" else v for k, v in part.items()}
        if isinstance(part, list | tuple):
            return [changed(p) for p in part]
        return known.get(part, part) if isinstance(part, str) else part

    return changed(spec)
