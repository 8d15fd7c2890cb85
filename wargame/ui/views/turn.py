"""What happened in a turn: who moved what and why, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.engine.record import OrderRecord
from wargame.session.facts import strategy_title
from wargame.session.levers import words_of
from wargame.session.reasons import spoken
from wargame.ui.cast import Face
from wargame.ui.journal import WATCH
from wargame.ui.run import Run
from wargame.ui.safe import one_line
from wargame.ui.views.headline import telling
from wargame.ui.views.orders import Moved

PEOPLE, HOLD = "people", "hold"


@dataclass(frozen=True)
class Move:
    """One seat's orders; ``player`` says who gave them."""

    face: Face
    own: bool
    player: str
    changes: tuple[Moved, ...]
    reason: str


@dataclass(frozen=True)
class TurnView:
    """One turn, for a screen."""

    turn: int
    turns: int
    label: str
    finding: str
    sentences: tuple[str, ...]
    moves: tuple[Move, ...]
    held: tuple[Face, ...]
    faults: tuple[str, ...]


def turn_view(run: Run, turn: int) -> TurnView:
    """A turn that was played, counted from 1."""
    record = run.table.turns[turn - 1]
    moves = [_move(run, turn, order) for order in record.orders]
    moved = [m for m in moves if m.changes]
    moved.sort(key=lambda m: (not m.own, m.face.kind != "lab", m.face.kind != "nation",
                              m.face.hue))
    held = tuple(m.face for m in moves if not m.changes)
    told = telling(run, turn)
    finding = told[0].words if told else "The headlines held still."
    cast = run.cast
    faults = tuple(
        f"{cast.name(f.actor)} held: its strategy \u201c{f.strategy}\u201d failed"
        f" ({one_line(f.reason, 120)})." for f in record.faults)
    return TurnView(turn, run.scenario.turns, record.label, finding.rstrip("."),
                    _sentences(run, turn, moves), tuple(moved), held, faults)


def _move(run: Run, turn: int, order: OrderRecord) -> Move:
    cast, levers = run.cast, run.scenario.program.levers
    own = order.actor == run.journal.seat
    everything = own or run.journal.seat == WATCH or run.table.over
    changes = []
    for name, (before, after) in order.changed.items():
        if everything or levers[name].seen == "public":
            words = words_of(levers[name])
            shown = Moved(words.title, words.text(before), words.text(after))
            if shown.before != shown.after:
                changes.append(shown)
    reason = cast.masked(run.reason(turn, order) if own else spoken(run.reason(turn, order)))
    return Move(cast.faces[order.actor], own, player_words(run, order, own=own),
                tuple(changes), reason[:1].upper() + reason[1:])


def player_words(run: Run, order: OrderRecord, *, own: bool) -> str:
    """Who gave orders."""
    if order.player == PEOPLE:
        return "you" if own else "people"
    if order.player == HOLD:
        return "nobody, so it holds"
    return f"strategy \u201c{strategy_title(run.scenario.seat(order.actor).strategy)}\u201d"


def _sentences(run: Run, turn: int, moves: list[Move]) -> tuple[str, ...]:
    told = telling(run, turn)
    found = [h.words for h in told[1:]]
    movers = [m for m in moves if m.changes and not m.own]
    others = sum(not m.own for m in moves)
    if movers:
        found.append(f"{len(movers)} of {others} other seats changed their orders."
                     if run.seat else f"{len(movers)} of {others} seats changed their orders.")
    else:
        found.append("No other seat changed its orders." if run.seat
                     else "No seat changed its orders.")
    mine = [m for m in moves if m.own]
    if mine:
        count = len(mine[0].changes)
        found.append("You held your orders." if not count else
                     f"You moved {count} lever{'s' if count > 1 else ''}.")
    return tuple(found)
