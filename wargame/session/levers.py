"""Plain words for levers: titles, names of choices, scales of sliders."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from wargame.session import figures
from wargame.session.figures import Figure, figure_of
from wargame.session.titles import spelt
from wargame.symbolic.declarations import Lever

#: A slider has about this many steps.
STEPS = 100
PERCENT = figures.trimmed(figures.SHARE)
#: Bounds this far apart are offered as stops on a scale of ratios instead of a slider.
WIDE = 500.0

#: A meaning with no more new words than this only repeats its title.
LITTLE = 2
_SILENT = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "does", "for", "from", "in", "is", "it",
    "its", "may", "not", "of", "on", "or", "part", "share", "spent", "that", "the", "their",
    "they", "those", "to", "what", "whether", "which", "who", "whose", "with", "your",
))
TITLES: Mapping[str, str] = {
    "release_mode": "Who gets the weights of your new models",
    "release_delay": "Delay before weights go out",
    "price_stance": "Price, against what would maximise profit",
    "research_share": "Funds that go into research and training",
    "licence_royalty": "Royalty on what others earn with your weights",
    "safety_share": "Research that goes into safety",
    "distil_effort": "Effort to learn from better models' answers",
    "lobby_spend": "Lobbying",
    "staged_release": "Staging: from first partners to everyone",
    "access_gating": "Would-be users you check first",
    "licence_user_cap": "Largest user your licence allows",
    "licence_attribution": "Products must name your model",
    "weight_escrow": "Releases that go to a trustee instead",
    "weight_security": "Security of unreleased weights",
    "chip_control_tier": "Chips that rivals may not buy",
    "chip_enforcement": "Enforcement beyond what customs do",
    "revenue_cut": "Your cut of licensed chip sales",
    "liability_regime": "Who answers for harm done with a model",
    "liability_cap": "Most that one incident can cost a developer",
    "downstream_share": "Harm that deployers of open weights answer for",
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "release_mode": {
        "closed": "Closed: access only", "gated": "Gated: on application",
        "open_restricted": "Open, restricted licence", "open_permissive": "Open, free licence"},
    "licence_user_cap": {
        "none": "Any size", "cap_700m": "700 million a month", "cap_100m": "100 million a month",
        "cap_10m": "10 million a month"},
    "licence_attribution": {"no": "No", "yes": "Yes"},
    "chip_control_tier": {
        "none": "None", "high_end": "High-end chips", "broad": "Most chips",
        "embargo": "All chips"},
    "liability_regime": {
        "none": "Nobody", "safe_harbour": "Safe harbour", "negligence": "Negligence",
        "strict": "Strict liability"},
}
FIGURES: Mapping[str, Figure] = {
    "release_delay": figures.QUARTERS,
    "staged_release": figures.QUARTERS,
    "price_stance": Figure(after=figures.TIMES_SIGN, places=2, trimmed=True),
    "liability_cap": Figure(before=figures.DOLLARS, after=" bn"),
}
#: Values of levers that mean something else than the number says.
SPECIAL: Mapping[tuple[str, float], str] = {("liability_cap", 1000.0): "no cap"}
GROUPS: Mapping[str, str] = {"lab_levers": "What every lab decides"}


@dataclass(frozen=True)
class LeverWords:
    """How one lever is shown and set."""

    lever: Lever
    title: str
    figure: Figure

    @property
    def group(self) -> str:
        """The part of the form that it stands in."""
        found = GROUPS.get(self.lever.owner)
        words = spelt(self.lever.owner) or "Levers"
        return found or words[:1].upper() + words[1:]

    @property
    def meaning(self) -> str:
        """What the lever means in a sentence, less what the title says; empty if that is all.

        A meaning has two parts, with a semicolon between them: what is set, and what comes of it.
        Where the title says the first, the second stands alone.
        """
        head, _, rest = self.lever.meaning.partition(";")
        new = _telling(head) - _telling(self.title)
        sentence = self.lever.meaning if len(new) > LITTLE else rest.strip()
        return f"{capital(sentence)}." if sentence else ""

    @property
    def bounds(self) -> str:
        """Between which values it can be set, or the names of its choices."""
        low, high = self.lever.low, self.lever.high
        if self.lever.choices:
            return "; ".join(self.text(choice) for choice in self.lever.choices)
        if self.text(high) != self.figure.text(high):
            return f"{self.text(low)} to {self.text(high)}"
        return self.figure.span(low, high, "to")

    @property
    def cost(self) -> str:
        """What it costs at most, in a sentence; empty where it costs nothing by itself."""
        most = self.lever.cost * self.lever.high
        return f"Costs up to {figures.in_words(figures.INCOME, most)}." if most else ""

    @property
    def told(self) -> str:
        """The title in the mouth of others: ``Who gets the weights of its new models``."""
        words = self.title.replace("you check", "it checks")
        return words.replace("Your ", "Its ").replace(" your ", " its ")

    def text(self, value: float | str) -> str:
        """A position in words; positions of named choices may be given by name."""
        if isinstance(value, str):
            return CHOICES.get(self.lever.name, {}).get(value, capital(spelt(value)))
        if self.lever.choices:
            last = len(self.lever.choices) - 1
            return self.text(self.lever.choices[min(max(round(value), 0), last)])
        special = SPECIAL.get((self.lever.name, float(value)))
        said = special or self.figure.text(value)
        return "1 quarter" if said == "1 quarters" else said

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are offered."""
        return self.figure is figures.QUARTERS

    @property
    def wide(self) -> bool:
        """Whether its bounds span so much that stops serve better than a slider."""
        return not self.lever.choices and self.lever.high - self.lever.low >= WIDE

    @property
    def step(self) -> float:
        """Step of its slider on the shown scale: 1, 2 or 5 times a power of ten."""
        if self.whole:
            return 1.0
        rough = (self.lever.high - self.lever.low) * self.figure.factor / STEPS
        power = 10.0 ** math.floor(math.log10(rough))
        return next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= rough * 0.999)

    @property
    def format(self) -> str:
        """The slider's number as the C language would print it."""
        places = max(0, -math.floor(math.log10(self.step) + 1e-9))
        before, after = (part.replace("%", "%%") for part in (self.figure.before,
                                                              self.figure.after))
        return f"{before}%.{places}f{after}"

    def stops(self, present: float) -> list[float]:
        """Stops from the low bound to the high one, the present position among them."""
        low, high = self.lever.low, self.lever.high
        found = {low, high, present}
        size = high
        while size > high * 1e-5:
            size /= 10
            found |= {max(low, size), max(low, 3 * size)}
        return sorted(found)


def _telling(words: str) -> set[str]:
    """The words that say something, without their endings in the plural."""
    plain = "".join(c if c.isalnum() else " " for c in words.lower())
    return {word.removesuffix("s") for word in plain.split() if word not in _SILENT}


def words_of(lever: Lever) -> LeverWords:
    """Words for a lever: ours, else the label its author gave, else what it means."""
    title = TITLES.get(lever.name) or lever.label or lever.meaning.partition(";")[0]
    title = capital(title.strip() or spelt(lever.name))
    figure = FIGURES.get(lever.name)
    if figure is None:
        figure = figures.PLAIN if lever.unit == "1" else figure_of(lever.unit)
        if figure is figures.SHARE:
            figure = PERCENT
    return LeverWords(lever, title, figure.fitted(lever.high))


def capital(words: str) -> str:
    """Words with a capital first letter."""
    return words[:1].upper() + words[1:]
