"""How much a comparison moves a figure: the typical value and its spread in both branches."""

from __future__ import annotations

from wargame.session.figures import Figure
from wargame.session.titles import title_of
from wargame.session.worlds import Counted

#: Columns of the bands: the lower end of 90 of 100 worlds, the middle, the upper end.
LOW, TYPICAL, HIGH = 0, 2, 4


def size_words(counted: Counted, branch: str, other: str) -> tuple[str, str]:
    """Each branch in a clause: ``With your order: typically 14 %, in 90 of 100 worlds 9 to 18 %``.

    ``branch`` and ``other`` are what a room calls the two.
    """
    figure = title_of(counted.variable.name, counted.variable).figure
    ends = (counted.branch_bands[:, -1], counted.other_bands[:, -1])
    highest = max(abs(float(band[HIGH])) for band in ends)
    fitted = figure.fitted(highest)
    return _clause(branch, fitted, *map(float, ends[0])), _clause(other, fitted,
                                                                  *map(float, ends[1]))


def _clause(name: str, figure: Figure, *band: float) -> str:
    low, typical, high = (figure.text(band[at]) for at in (LOW, TYPICAL, HIGH))
    if low == high:
        return f"{name}: {typical} in at least 90 of 100 worlds"
    span = (f"{low} to {high}" if figure.kind == "flag" or "none yet" in (low, high)
            else figure.span(band[LOW], band[HIGH], "to"))
    return f"{name}: typically {typical}, in 90 of 100 worlds {span}"
