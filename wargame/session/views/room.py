"""What everybody knows: phase, seats, public figures, and what the room has been told."""

from __future__ import annotations

from collections.abc import Collection

from wargame.engine.play import Table
from wargame.session.facts import Facts
from wargame.session.headlines import headline_names, telling
from wargame.session.meanings import meaning_of
from wargame.session.seat_moves import SeatMoves
from wargame.session.seats import SeatState, player_words
from wargame.session.state import State
from wargame.session.titles import title_of
from wargame.session.view import Notice, Room, SeatSign, Series
from wargame.session.views.moves import public_moves, told
from wargame.session.wording import listed, unbroken

#: Phases of a session in the words of a playbook's clock.
MINUTES = {"briefing": ("briefing",), "orders": ("orders", "negotiation"),
           "locked": ("resolution",), "discussion": ("discussion",)}


def room_of(facts: Facts, state: State, table: Table, away: Collection[str]) -> Room:
    """The room; its timer is filled in when it is read. ``away`` are seats that do not answer."""
    playbook, masked = facts.scenario.playbook, facts.names.masked
    calendar, minutes = playbook.calendar, playbook.session.minutes
    created = facts.created
    last = tuple(tuple(body.played.items()) for body in state.resolved[-1:])
    return Room(
        session=state.session, version=state.count, title=masked(created.title),
        question=masked(playbook.question), summary=masked(playbook.summary),
        playbook=created.playbook, phase=state.phase, turn=state.turn, turns=facts.turns,
        label=unbroken(calendar.turn_label(state.turn - 1)) if state.turn else "", timer=None,
        seats=tuple(sign_of(facts, state, seat, away) for seat in state.seats.values()),
        series=facts.once(table, "series", lambda: series_of(facts, table)),
        headline=headline_names(facts.scenario),
        happened=facts.once(
            table, ("happened", *last), lambda: happened(facts, state, table)),
        notices=notices_for(facts, state, ""),
        head=state.head, seed_hash=created.seed_hash,
        seed=f"{created.seed} {created.salt}" if state.revealed else "", previews=state.previews,
        minutes={phase: sum(float(getattr(minutes, part)) for part in parts)
                 for phase, parts in MINUTES.items()},
        moves=facts.once(table, ("moves", *last), lambda: moves_of(facts, state, table)))


def sign_of(facts: Facts, state: State, seat: SeatState, away: Collection[str]) -> SeatSign:
    """A seat as the whole room sees it."""
    standing = "free" if not seat.device else "away" if seat.actor in away else "taken"
    playing = state.phase in ("briefing", "orders", "locked")
    order = state.order(state.turn, seat.actor)
    return SeatSign(
        seat.actor, facts.names.name(seat.actor), facts.names.codes[seat.actor],
        facts.seats[seat.actor].kind, seat.for_people, standing, player_words(facts, seat),
        playing and order.sealed)


def series_of(facts: Facts, table: Table) -> tuple[Series, ...]:
    """Public metrics over the quarters played, the headlines first."""
    program, calendar = facts.scenario.program, facts.scenario.playbook.calendar
    names = dict.fromkeys((*headline_names(facts.scenario), *program.metrics))
    labels = ("start", *(calendar.label(t) for t in range(len(table.trace) - 1)))
    found = []
    for name in names:
        variable = program.variables[name]
        if variable.seen == "public":
            found.append(Series(
                name, title_of(name, variable).words, variable.unit, meaning_of(variable),
                variable.better, tuple(float(step[name]) for step in table.trace), labels))
    return tuple(found)


def happened(facts: Facts, state: State, table: Table) -> tuple[str, ...]:
    """The last turn in sentences: figures that moved, each seat's furthest lever, who stood in."""
    if not table.turn:
        return ()
    lines = [h.words for h in telling(table, table.turn)] or ["The headlines held still."]
    played = state.resolved[-1].played if state.resolved else {}
    lines += [told(facts.names.name(m.actor), m) for m in moves_of(facts, state, table)]
    stood = [f"{facts.names.name(actor)} ({played[actor].removeprefix('stand-in: ')})"
             for actor in facts.seats if played.get(actor, "").startswith("stand-in")]
    if stood:
        lines.append(f"Stand-ins played for {listed(stood, 20)}.")
    return tuple(lines)


def moves_of(facts: Facts, state: State, table: Table) -> tuple[SeatMoves, ...]:
    """What the seats were seen to move in the last turn."""
    if not table.turn:
        return ()
    played = state.resolved[-1].played if state.resolved else {}
    return public_moves(facts, {o.actor: o for o in table.turns[-1].orders}, played)


#: Title and text for those who had read an inject that was fired by mistake. It is not named
#: again: its time may come.
TAKEN_BACK = ("The last news is taken back",
              "It was shown by mistake and does not count. Carry on as if it had not come.")


def notices_for(facts: Facts, state: State, actor: str) -> tuple[Notice, ...]:
    """What a seat has been told, or the whole room (no actor), in the order of the log."""
    found: list[tuple[int, Notice]] = []
    for inject in state.injects.values():
        own = bool(actor) and actor in inject.to
        everybody = not inject.to or state.revealed
        if inject.standing == "fired" and (own if actor else everybody):
            found.append((inject.order, Notice(
                inject.for_turn or 0, inject.title, inject.text,
                "inject" if not inject.to else "private")))
        found += [(told.order, Notice(told.turn, *TAKEN_BACK, "withdrawn"))
                  for told in inject.taken_back
                  if (actor in told.to if actor else not told.to or state.revealed)]
    if not actor:
        found += [(undo.order, Notice(
            undo.turn, f"Turn {undo.turn} was taken back",
            f"Orders of turn {undo.turn} are open again. {undo.reason}", "undo"))
            for undo in state.undone]
    return tuple(notice for _, notice in sorted(found, key=lambda pair: pair[0]))


def claims_of(facts: Facts, table: Table) -> tuple[tuple[str, str, str], ...]:
    """The playbook's claims: short name, sentence, and how it stands now."""
    masked = facts.names.masked
    return tuple((v.claim, masked(v.text), v.told) for v in table.verdicts())
