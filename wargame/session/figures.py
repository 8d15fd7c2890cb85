"""Numbers as people read them: a scale, a unit in words, one rounding for each quantity."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

#: Signs and spaces that keep a number and its unit on one line.
DOLLARS, PERCENT_SIGN, TIMES_SIGN = "USD\u00a0", "\u00a0%", "\u00a0\u00d7"
MINUS, ARROWS = "\u2212", {1: "\u25b2", -1: "\u25bc", 0: "\u25ac"}
#: Words for the values of quantities that are 1 or 0.
YES, NO = "yes", "no"
#: Numbers from here on are rounded to three digits.
LARGE = 10_000
#: Sums of money below this, in the unit of the model, are none.
NOTHING = 1e-9


@dataclass(frozen=True)
class Figure:
    """How one quantity is shown: ``shown = value * factor``, with words before and after.

    ``places`` fixes the decimals; None keeps about three digits; ``trimmed`` drops zeros after
    the point. ``kind`` is plain, level (natural logarithms shown as multiples of a reference) or
    flag (yes or no).
    """

    factor: float = 1.0
    before: str = ""
    after: str = ""
    change_after: str | None = None
    places: int | None = None
    kind: str = "plain"
    trimmed: bool = False

    def shown(self, value: float) -> float:
        """The number on the scale that people read."""
        if self.kind == "level":
            return math.exp(min(max(value, -700.0), 700.0))
        return value * self.factor

    @property
    def unit(self) -> str:
        """The unit alone, for the title of an axis."""
        return " ".join(f"{self.before} {self.after}".split())

    def text(self, value: float) -> str:
        """A value with its unit."""
        if self.kind == "flag":
            return YES if value > 0.5 else NO
        if self.kind == "level" and value <= -9.5:
            return "none yet"
        if not math.isfinite(value):
            return "not known"
        if self.before and abs(value) < NOTHING:
            return f"{self.before}0"
        return f"{self.before}{self.bare(value)}{self.after}"

    def bare(self, value: float) -> str:
        """A value without its unit."""
        return self._number(self.shown(value))

    def change(self, before: float, after: float) -> str:
        """A change with its sign and unit; ``no change`` where none can be seen."""
        if self.kind == "flag":
            same = (before > 0.5) == (after > 0.5)
            return "no change" if same else f"now {self.text(after)}"
        if self.kind == "level":
            if before <= -9.5 or after <= -9.5:
                return "no change" if before == after else "new"
            ratio = math.exp(min(after - before, 700.0))
            return "no change" if abs(ratio - 1) < 0.005 else f"\u00d7\u00a0{number(ratio, None)}"
        if self.sign(before, after) == 0:
            return "no change"
        moved = self.shown(after) - self.shown(before)
        mark = "+" if moved > 0 else MINUS
        return f"{mark}{self.before}{self._number(abs(moved))}{self.change_unit}"

    @property
    def change_unit(self) -> str:
        """The unit of changes, where it differs from that of values."""
        return self.after if self.change_after is None else self.change_after

    def sign(self, before: float, after: float) -> int:
        """1 for a rise, -1 for a fall, 0 where the rounded values are equal."""
        if self.kind == "flag":
            return int(after > 0.5) - int(before > 0.5)
        if self.bare(before) == self.bare(after):
            return 0
        return 1 if after > before else -1

    def _number(self, shown: float) -> str:
        text = number(shown, self.places)
        return text.rstrip("0").rstrip(".") if self.trimmed and "." in text else text

    def fitted(self, highest: float) -> Figure:
        """The same figure with a handier unit for values up to ``highest``."""
        for family in _FAMILIES:
            if self._same(family[0]):
                fits = [f for f in family if abs(highest) * f.factor >= 1]
                found = fits[0] if fits else family[-1]
                return replace(found, places=self.places, trimmed=self.trimmed)
        return self

    def _same(self, other: Figure) -> bool:
        """Whether both are of one unit, however they round."""
        return replace(self, places=None, trimmed=False) == other

    def span(self, low: float, high: float, word: str = "and") -> str:
        """Two values with their unit said once."""
        return f"{self.before}{self.bare(low)} {word} {self.bare(high)}{self.after}"


def number(value: float, places: int | None = None) -> str:
    """A number with thousands set apart; three digits where ``places`` is None."""
    if not math.isfinite(value):
        return "\u221e" if value > 0 else f"{MINUS}\u221e"
    if abs(value) >= LARGE and not places:
        value = round(value, 2 - math.floor(math.log10(abs(value))))
    if places is None:
        size = abs(value)
        places = 0 if size >= 100 or value == 0 else 1 if size >= 10 else 2
        if 0 < size < 0.1:
            places = min(6, 1 - math.floor(math.log10(size)))
    text = f"{abs(value):,.{places}f}"
    negative = value < 0 and any(c not in "0.,-" for c in text)
    return f"{MINUS}{text}" if negative else text


SHARE = Figure(100.0, "", PERCENT_SIGN, " points", 1)
PLAIN = Figure()
COUNT = Figure(places=0)
FLAG = Figure(kind="flag")
TIMES = Figure(after=TIMES_SIGN)
LEVEL = Figure(after="\u00a0\u00d7 GPT-4", change_after=TIMES_SIGN, kind="level")
GAP = Figure(after=TIMES_SIGN, kind="level")
MONTHS = Figure(after=" months", places=1)
QUARTERS = Figure(after=" quarters", places=1, trimmed=True)
PER_YEAR = Figure(after=" a year")
PEOPLE = Figure(places=0)
USD = Figure(before=DOLLARS)
PRICE = Figure(before=DOLLARS, after=" per million tokens", change_after="")
MONEY = Figure(1.0, DOLLARS, " bn")
MONEY_SMALL = Figure(1e3, DOLLARS, " m")
MONEY_SMALLEST = Figure(1e6, DOLLARS, " thousand")
INCOME = Figure(1.0, DOLLARS, " bn a year")
INCOME_SMALL = Figure(1e3, DOLLARS, " m a year")
INCOME_SMALLEST = Figure(1e6, DOLLARS, " thousand a year")
TOKENS = Figure(1e-9, "", " quadrillion tokens a year")
TOKENS_SMALL = Figure(1e-6, "", " trillion tokens a year")
TOKENS_SMALLEST = Figure(1e-3, "", " billion tokens a year")
CHIPS = Figure(after=" H100-equivalents", places=0)
CHIPS_RATE = Figure(after=" H100-equivalents a year", places=0)
COMPUTE = Figure(after="\u00a0\u00d7\u00a010\u00b2\u2074 operations")
COMPUTE_PRICE = Figure(after="\u00a0\u00d7\u00a010\u00b2\u2074 operations per USD bn")
TOKENS_SO_FAR = Figure(1e-6, "", " trillion tokens")
COMPUTE_RATE = Figure(after="\u00a0\u00d7\u00a010\u00b2\u2074 operations a year")
_FAMILIES: tuple[tuple[Figure, ...], ...] = (
    (MONEY, MONEY_SMALL, MONEY_SMALLEST), (INCOME, INCOME_SMALL, INCOME_SMALLEST),
    (TOKENS, TOKENS_SMALL, TOKENS_SMALLEST))

_UNITS = {
    "share": SHARE, "fraction": SHARE, "probability": SHARE, "code": FLAG, "1": PLAIN,
    "nat": GAP, "1/yr": PER_YEAR, "USD": USD, "USD/Mtok": PRICE, "USD bn": MONEY,
    "USD bn/yr": INCOME, "Mtok/yr": TOKENS, "H100e": CHIPS, "H100e/yr": CHIPS_RATE,
    "YFLOP": COMPUTE, "YFLOP/yr": COMPUTE_RATE, "YFLOP/USD bn": COMPUTE_PRICE,
    "Mtok": TOKENS_SO_FAR, "yr": Figure(after=" years"),
    "month": MONTHS, "contributor": PEOPLE, "user": PEOPLE, "model": PEOPLE,
    "downloads/yr": Figure(after=" downloads a year", places=0), "GB": Figure(after=" GB"),
}


def figure_of(unit: str) -> Figure:
    """How quantities of a unit are shown; the unit itself where no words are known."""
    found = _UNITS.get(unit)
    return found if found is not None else Figure(after=f" {unit}")


def in_words(figure: Figure, value: float) -> str:
    """A value in its handiest unit."""
    return figure.fitted(value).text(value)


def change_in_words(figure: Figure, before: float, after: float) -> str:
    """A change in the unit that suits it."""
    if figure.sign(before, after) == 0 and figure.kind == "plain":
        return "no change"
    return figure.fitted(max(abs(before), abs(after))).change(before, after)


def trimmed(figure: Figure) -> Figure:
    """The same figure without zeros after the point, for thresholds."""
    return replace(figure, trimmed=True)


def coarse(figure: Figure) -> Figure:
    """The same figure for futures, where decimals would promise too much."""
    return replace(figure, places=0) if figure.places == 1 else figure
