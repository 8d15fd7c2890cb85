"""The after-action report: one self-contained page of HTML, made of the debrief's view alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from wargame.reports.pages import page_of
from wargame.reports.series_svg import chart_of
from wargame.session.chance import Chance
from wargame.session.debrief_view import DebriefView
from wargame.session.figures import change_in_words, in_words, number
from wargame.session.ledger import Ledger
from wargame.session.levers import capital
from wargame.session.titles import in_sentence, spelt, titled
from wargame.session.white_cell_view import ChallengeView
from wargame.session.wording import listed

CHARTS = 6
TAGS = {"rule": "Model's course", "order": "Orders", "chance": "Chance", "inject": "Injects",
        "ruling": "White cell", "together": "Together"}
SURVEY: dict[str, tuple[str, ...]] = {
    "scale": (
        "I understood why the numbers moved as they did.",
        "I could do what the actor I played could do.",
        "The rulings of the white cell were fair.",
        "I saw a possibility that I had not thought of before."),
    "open": (
        "What decision would you take back, and what did you know when you took it?",
        "What happened that the model could not show?",
        "What should be different next time?")}


@dataclass(frozen=True)
class ForecastRow:
    """A forecast with its outcome, in words."""

    team: str
    turn: int
    title: str
    range: str
    outcome: str
    verdict: str


def after_action(
    view: DebriefView, *, chance: Chance | None = None, ledger: Ledger | None = None,
) -> str:
    """The report as HTML. With ``chance`` it says what was luck, with ``ledger`` what made what."""
    names = {s.actor: s.name for s in view.room.seats}
    rows = forecast_rows(view, names)
    known = [r for r in rows if r.verdict in ("inside", "outside")]
    held = (f"{sum(r.verdict == 'inside' for r in known)} of {len(known)} ranges held what came; "
            "people who are nine tenths sure are right nine times of ten.")
    return page_of(
        "after_action.html", names, view=view, room=view.room, survey=SURVEY,
        played_on=_day(view), people=_people(view), told=lambda t: t.told(names),
        challenged=lambda c: _challenged(view, c),
        unused=[i.title for i in view.injects if i.state not in ("fired", "skipped")],
        charts=[chart_of(s, len(view.turns)) for s in view.room.series[:CHARTS]],
        forecasts=_together(rows), held=held, luck=_luck(view, chance),
        ledger=_ledger(view, ledger))


def forecast_rows(view: DebriefView, names: dict[str, str]) -> list[ForecastRow]:
    """Forecasts in the order of the turns."""
    rows = []
    for turn in view.turns:
        for seat in turn.seats:
            for f in seat.forecasts:
                title = titled(f.metric, f.title, f.unit)
                figure = title.figure.fitted(max(abs(f.low), abs(f.high)))
                verdict = {None: "not known", True: "inside", False: "outside"}[f.held]
                rows.append(ForecastRow(
                    names.get(seat.seat, seat.seat), turn.turn, title.words,
                    figure.span(f.low, f.high, "to"),
                    "" if f.outcome is None else figure.text(f.outcome), verdict))
    return rows


def _together(rows: Sequence[ForecastRow]) -> list[ForecastRow]:
    """Teams that forecast the same stand in one row."""
    found: dict[tuple[str, ...], list[ForecastRow]] = {}
    for row in rows:
        key = (str(row.turn), row.title, row.range, row.outcome, row.verdict)
        found.setdefault(key, []).append(row)
    return [replace(same[0], team=listed([r.team for r in same], 20)) for same in found.values()]


def _day(view: DebriefView) -> str:
    """The day on which the session was made, by the log; empty where no event is known."""
    if not view.log:
        return ""
    day = datetime.fromtimestamp(view.log[0].at, tz=UTC)
    return f"{day.day} {day:%B %Y}"


def _people(view: DebriefView) -> str:
    """Which seats people played, and in how many turns, in a sentence."""
    total = len(view.turns)
    played: dict[int, list[str]] = {}
    for seat in view.room.seats:
        turns = sum(s.by_people for turn in view.turns for s in turn.seats if s.seat == seat.actor)
        played.setdefault(turns, []).append(seat.name)
    parts = []
    for turns in sorted(played, reverse=True):
        if turns:
            when = "every turn" if turns == total else f"{turns} of {total} turns"
            parts.append(f"in {when}: {listed(played[turns], 20)}")
    others = len(played.get(0, ()))
    rest = "" if not others else (
        " Strategies or stand-ins, as the turns below say, played the rest.")
    return f"People played {'; '.join(parts)}.{rest}" if parts else "People played no seat."


def _challenged(view: DebriefView, challenge: ChallengeView) -> str:
    """What an objection is about, and what it would have instead."""
    found = []
    if challenge.parameter and challenge.value is not None:
        found.append(f"{capital(spelt(challenge.parameter))} should be "
                     f"{number(challenge.value)}.")
    series = next((s for s in view.room.series if s.name == challenge.metric), None)
    if challenge.metric:
        about = spelt(challenge.metric) if series is None else in_sentence(
            titled(series.name, series.title, series.unit).words)
        found.append(f"About {about}.")
    return " ".join(found)


def _luck(view: DebriefView, chance: Chance | None) -> dict[str, Any] | None:
    if chance is None:
        return None
    lines = []
    for series in view.room.series[:CHARTS]:
        if series.name in chance.many.names:
            place = chance.place(series.name)
            title = titled(series.name, series.title, series.unit)
            lines.append((title.words, in_words(title.figure, place.played),
                          "all" if place.always else place.counts(place.below),
                          "" if place.always else place.counts(place.above)))
    return {"words": chance.words, "lines": lines, "futures": f"{chance.futures:,}"}


def _ledger(view: DebriefView, ledger: Ledger | None) -> dict[str, Any] | None:
    if ledger is None:
        return None
    rows: list[Sequence[str]] = []
    for series in view.room.series[:CHARTS]:
        if not ledger.of(series.name):
            continue
        title = titled(series.name, series.title, series.unit)
        totals = ledger.totals(series.name)
        start = series.values[0]

        def moved(amount: float, figure: Any = title.figure, base: float = start) -> str:
            return change_in_words(figure, base, base + amount) if amount else "0"

        rows.append((title.words, *(moved(totals.get(t, 0.0)) for t in TAGS),
                     moved(series.values[-1] - start)))
    return {"tags": tuple(TAGS.values()), "rows": rows} if rows else None
