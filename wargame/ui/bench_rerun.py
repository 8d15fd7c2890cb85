"""How long the server takes to run each screen anew, asked by clients without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import get_args

from wargame.session.command import AddNote, MovePhase, SetProjector, SetStandIn
from wargame.session.content import Shows
from wargame.ui.bench_room import Room
from wargame.ui.raw_client import RawClient
from wargame.ui.screens import console_pages as console
from wargame.ui.screens import debrief, team

RUNS = 20
_CONSOLE, _DEBRIEF, _TEAM = "console-view", "debrief-view", "team-view"
#: Pictures of the projector in play, and in the debrief but for the one that needs a question.
PLAYED, ENDED = (tuple(get_args(part)) for part in get_args(Shows))
UNASKED = "what_if"


@dataclass(frozen=True)
class Reruns:
    """A screen and the milliseconds of its runs, each after something had happened."""

    screen: str
    times: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.times)

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return sorted(self.times)[ceil(0.95 * len(self.times)) - 1]


def measure(room: Room, note: Callable[[str], None], runs: int = RUNS) -> list[Reruns]:
    """Every screen of every role, at four moments of a session of two turns' worth.

    The room is taken from wherever it stands to the debrief. Before each run an event is put on
    the record, so that no page finds its view made already.
    """
    clients = {role: _client(room, role) for role in dict.fromkeys(room.roles)}
    found = []
    try:
        for screen, client, choices in _screens(room, clients):
            client.rerun()  # which views there are
            client.rerun(choices)  # answers that are worked out once, and caches
            times = []
            for _ in range(runs):
                room.act(AddNote(text="Measured"))
                times.append(client.rerun(choices))
            if b"went wrong" in client.words:
                raise RuntimeError(f"{screen} failed while it was measured")
            found.append(Reruns(screen, tuple(times)))
            note(f"{screen}: {found[-1].median:.0f} ms, p95 {found[-1].p95:.0f} ms")
    finally:
        for client in clients.values():
            client.close()
    return found


def _client(room: Room, role: str) -> RawClient:
    made = RawClient(room.server.address, room.host.enter(
        room.codes[role], f"rerun {role}", takeover=True).token, beats=False)
    made.wait_until_run()
    return made


def _screens(room: Room, clients: dict[str, RawClient]) -> Iterator[
        tuple[str, RawClient, dict[str, str]]]:
    """Screens one after another; the session moves on between them."""
    seat = f"seat:{room.teams[0]}"
    lead, mine = clients["white_cell"], clients[seat]
    phase, turn = room.moment()
    for actor in room.teams:
        room.act(SetStandIn(seat=actor, stand_in="hold"))
    if phase == "lobby":
        room.act(MovePhase(to="briefing", turn=0))
        phase, turn = "briefing", 1
    if phase == "briefing":
        room.act(MovePhase(to="orders", turn=turn))
    for name in (team.KNOW, team.ORDERS, team.TALK):
        yield f"team, {name}", mine, {_TEAM: team.NAMES[name]}
    for page in (console.SEATS, console.INJECTS, console.TALK, console.ROOM, console.LOG):
        yield f"console, {page}", lead, {_CONSOLE: console.NAMES[page]}
    yield "observer", clients["observer"], {}
    room.act(MovePhase(to="locked", turn=turn))
    yield f"console, {console.RULINGS}", lead, {_CONSOLE: console.NAMES[console.RULINGS]}
    room.act(MovePhase(to="resolved", turn=turn))
    yield f"console, {console.HAPPENED}", lead, {_CONSOLE: console.NAMES[console.HAPPENED]}
    yield f"team, {team.HAPPENED}", mine, {_TEAM: team.NAMES[team.HAPPENED]}
    for shows in PLAYED:
        room.act(SetProjector.model_validate({
            "shows": shows, "metric": room.metric if shows == "chart" else None}))
        yield f"projector, {shows}", clients["projector"], {}
    room.act(MovePhase(to="debrief", turn=turn, reason="measured"))
    for shows in ENDED:
        if shows != UNASKED:
            room.act(SetProjector.model_validate({"shows": shows}))
            yield f"projector, {shows}", clients["projector"], {}
    for part, words in debrief.NAMES.items():
        yield f"debrief, {part}", mine, _debrief(mine, words)


def _debrief(client: RawClient, words: str) -> dict[str, str]:
    client.rerun()  # the debrief opens by itself
    return {_TEAM: team.NAMES[team.DEBRIEF], _DEBRIEF: words}


def summed(found: list[Reruns]) -> dict[str, int]:
    """The slowest screen's median and 95th percentile."""
    return {"rerun_median_ms": round(max(r.median for r in found)),
            "rerun_p95_ms": round(max(r.p95 for r in found))}
