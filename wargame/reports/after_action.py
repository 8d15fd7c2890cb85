"""The after-action report: one self-contained page of HTML, made of the debrief's view alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wargame.reports.pages import page_of
from wargame.reports.series_svg import chart_of
from wargame.session.chance import Chance
from wargame.session.debrief_view import DebriefView
from wargame.session.figures import change_in_words, number
from wargame.session.ledger import Ledger
from wargame.session.titles import titled

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
        people=_people(view), told=lambda t: t.told(names),
        strategies=sum(not s.for_people for s in view.room.seats),
        charts=[chart_of(s, len(view.turns)) for s in view.room.series[:CHARTS]],
        forecasts=rows, held=held, luck=_luck(view, chance), ledger=_ledger(view, ledger))


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


def _people(view: DebriefView) -> list[str]:
    """Seats that people played, with in how many turns they did."""
    played = {s.actor: sum(seat.by_people for turn in view.turns for seat in turn.seats
                           if seat.seat == s.actor) for s in view.room.seats}
    total = len(view.turns)
    return [f"{s.name} in {played[s.actor]} of {total} turns" for s in view.room.seats
            if played[s.actor]] or ["No seat"]


def _luck(view: DebriefView, chance: Chance | None) -> dict[str, Any] | None:
    if chance is None:
        return None
    lines = []
    for series in view.room.series[:CHARTS]:
        if series.name in chance.many.names:
            place = chance.place(series.name)
            words = titled(series.name, series.title, series.unit).words
            lines.append(f"{words}: of {number(place.futures, 0)} futures with the same orders "
                         f"{number(place.below, 0)} end lower and {number(place.above, 0)} higher.")
    return {"words": chance.words, "lines": lines}


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
