"""What a seat knows, from its view: believed values as ranges, with trends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.session.figures import change_in_words, in_words
from wargame.session.knowledge import HOME, OWN, PUBLIC
from wargame.session.titles import titled
from wargame.session.view import Known as KnownView
from wargame.session.view import SeatView
from wargame.ui.views.knowledge import PARTS, Known, Section
from wargame.ui.views.room_headline import headline_names

#: Half the width of a range in which nine of ten values lie, in standard deviations.
NINE_OF_TEN = 1.645


def seat_sections(view: SeatView) -> tuple[Section, ...]:
    """The seat's own position, its nation where it regulates one, the public world, the rest."""
    known = {k.name: known_words(k) for k in view.knows}
    own = _chosen(known, OWN[view.seat.kind])
    home = _chosen(known, HOME) if view.seat.kind == "regulator" else ()
    shown = {k.name for k in (*own, *home)}
    told = headline_names(view.room)
    public = tuple(k for k in _chosen(known, PUBLIC)
                   if k.name not in told and k.name not in shown)
    shown |= {k.name for k in public} | set(told)
    rest = tuple(sorted((k for n, k in known.items() if n not in shown), key=lambda k: k.title))
    found = [Section("Our own position", own), Section("At home", home),
             Section("The public world", public, rest)]
    return tuple(s for s in found if s.first or s.rest)


def _chosen(known: Mapping[str, Known], names: Iterable[str]) -> tuple[Known, ...]:
    return tuple(known[n] for n in names if n in known)


def known_words(known: KnownView) -> Known:
    """One quantity in words: a value, or the range in which it lies with nine chances of ten."""
    title = titled(known.name, known.title, known.unit)
    now = known.values[-1]
    before = known.values[-2] if len(known.values) > 1 else now
    value = in_words(title.figure, now)
    if known.sd > 0:
        low, high = now - NINE_OF_TEN * known.sd, now + NINE_OF_TEN * known.sd
        if title.figure.kind == "plain" and now >= 0:
            low = max(low, 0.0)
        figure = title.figure.fitted(max(abs(low), abs(high)))
        if figure.text(low) != figure.text(high):
            value = figure.span(low, high, "to")
    return Known(known.name, title.words, value, change_in_words(title.figure, before, now),
                 title.figure.sign(before, now), known.meaning, known.name in PARTS,
                 known.sd > 0, known.values)
