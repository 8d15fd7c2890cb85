"""Questions to a session: why, what if, luck or decision; each within what its role may know."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from wargame.engine.attribution import Explanation, explain_equation, explain_turn
from wargame.engine.kernel import Kernel, compile_in_background
from wargame.engine.play import Table, replayed
from wargame.engine.scenario import Scenario, ScenarioError
from wargame.session.beliefs import Beliefs, believe, seen_by
from wargame.session.chance import Chance, chance
from wargame.session.debrief_view import DebriefView
from wargame.session.disagreement import Disagreement, disagreement
from wargame.session.fork import Fork, fork
from wargame.session.form import checked_levers
from wargame.session.injects import told_to
from wargame.session.ledger import Ledger, ledger, without_rulings
from wargame.session.live import Live
from wargame.session.looking_back import debrief_of
from wargame.session.orders import check_levers
from wargame.session.preview import Preview, preview
from wargame.session.refusal import RefusedError
from wargame.session.request import WHITE_CELL, Request, seat_of
from wargame.session.scrub import UNKNOWN, from_seat, member_of, scrubbed, told_of
from wargame.session.store import Credential

Found = TypeVar("Found")
#: Answers kept of each kind. Beliefs hold some 25 MB and previews lead to theirs.
KEPT, HEAVY = 40, {"believe": 5, "preview": 5, "fork": 5, "chance": 3}
FUTURES, FORKED = 1000, 500
#: Seconds until pages that all come at once, as after a restart, have been served.
WARMING = 4.0
LATER = "That can be asked in the debrief; until then only the white cell may."
NO_PREVIEWS = "Previews are stopped by the white cell."
SENSELESS = "That question makes no sense here."
BEFORE = "Previews are for the time in which orders are written."


class Questions:
    """The reads of a host that need playing; answers are kept while the game stands as it is."""

    def __init__(self) -> None:
        self._answers: dict[str, OrderedDict[tuple[Any, ...], Any]] = {}
        self._asking = threading.Lock()
        #: Questions that somebody is answering: others who ask the same wait for it.
        self._under_way: dict[tuple[Any, ...], threading.Lock] = {}
        self._kernels: dict[str, Kernel] = {}
        #: Models whose mathematics is ready or being made so.
        self._readied: set[str] = set()

    @abstractmethod
    def _known(self, token: str) -> tuple[Credential, Live]:
        """A token's credential and its session."""

    @abstractmethod
    def _request(self, live: Live, found: Credential) -> Request:
        """What a token's commands are judged by, now."""

    @abstractmethod
    def _playing(self, session: str) -> Live:
        """A session by its id."""

    def scenario(self, session: str) -> Scenario:
        """The model that a session is played with; nothing of how the game stands."""
        return self._playing(session).facts.scenario

    def debrief(self, token: str) -> DebriefView:
        """The whole game: for the white cell at any time, for others once it is over."""
        found, live = self._known(token)
        with live.lock:
            return debrief_of(live, found.role)

    def explain(self, token: str, metric: str, turn: int) -> Explanation:
        """Why a number changed in a turn that was played, counted from 1.

        Public metrics are explained to everybody, a seat's own quantities to the seat. Values of
        inputs that the role may not see are not numbers.
        """
        found, live = self._known(token)
        with live.lock:
            table, state, everything = live.table, live.state, _everything(found, live)
        seat = seat_of(found.role)
        member = member_of(table.scenario, metric, seat, everything=everything)

        def answer() -> Explanation:
            whole = self._answer((live, table, "whole", metric, turn, member), lambda: _ruled(
                lambda: explain_turn(table, metric, turn, None, member)))
            mine = from_seat(whole, seat) if seat else whole
            return mine if everything else scrubbed(table, mine, turn, seat, told)

        told = told_of(live.facts, state, turn, seat)
        return self._answer(
            (live, table, "explain", metric, turn, found.role, everything, told), answer)

    def preview(self, token: str, levers: Mapping[str, float], seat: str = "") -> Preview:
        """An order against holding, from what a seat believes; the white cell names the seat."""
        found, live = self._known(token)
        with live.lock:
            table, state = live.table, live.state
        actor = seat_of(found.role)
        if found.role == WHITE_CELL:
            actor = seat
        elif not actor:
            raise RefusedError("role", "Previews are for seats.")
        elif not state.previews:
            raise RefusedError("phase", NO_PREVIEWS)
        if state.phase not in ("briefing", "orders", "locked") or actor not in live.facts.seats:
            raise RefusedError("phase", BEFORE)
        orders = checked_levers(levers)
        with live.lock:
            check_levers(self._request(live, found), actor, orders)
        told = told_to(state, actor)
        kernel = self._kernel(live)
        beliefs: Beliefs = self._answer(
            (live, table, "believe", actor, told, kernel is None),
            lambda: believe(table.scenario, seen_by(table, actor, told), kernel=kernel,
                            futures=FUTURES))
        given = tuple(sorted(orders.items()))
        return self._answer((live, table, "preview", actor, given, told, kernel is None),
                            lambda: _ruled(lambda: preview(beliefs, orders, kernel=kernel)))

    def chance(self, token: str) -> Chance:
        """The path played among futures of the same orders."""
        return self._chance(*self._revealed(token))

    def _chance(self, live: Live, table: Table) -> Chance:
        kernel = self._kernel(live)
        return self._answer((live, table, "chance", kernel is None), lambda: chance(
            table, futures=FUTURES, kernel=kernel))

    def fork(self, token: str, turn: int, seat: str, levers: Mapping[str, float]) -> Fork:
        """The game from a turn on with another order of one seat."""
        return self._fork(*self._revealed(token), turn, seat, levers)

    def _fork(self, live: Live, table: Table, turn: int, seat: str,
              levers: Mapping[str, float]) -> Fork:
        kernel = self._kernel(live)
        orders = checked_levers(levers)
        given = tuple(sorted(orders.items()))
        return self._answer(
            (live, table, "fork", turn, seat, given, kernel is None), lambda: _ruled(
                lambda: fork(table, turn, {turn: {seat: orders}}, kernel=kernel,
                             futures=FORKED)))

    def ledger(self, token: str, metric: str) -> Ledger:
        """Every change of a metric, by what made it."""
        return self._ledger(*self._revealed(token), metric)

    def _ledger(self, live: Live, table: Table, metric: str) -> Ledger:
        _check_metric(table, metric)
        return self._answer((live, table, "ledger", metric), lambda: ledger(table, [metric]))

    def without_rulings(self, token: str, metric: str) -> float:
        """Where a metric had ended without the white cell's rulings and dice."""
        return self._without(*self._revealed(token), metric)

    def _without(self, live: Live, table: Table, metric: str) -> float:
        _check_metric(table, metric)
        other: Table = self._answer((live, table, "unruled"), lambda: without_rulings(table))
        return float(other.trace[-1][metric])

    def rerun(self, token: str, parameter: str, value: float, metric: str) -> float:
        """Where a metric had ended under another value of one parameter, all else as it was.

        Luck, people's orders and effects stay; strategies decide anew.
        """
        live, table = self._revealed(token)
        _check_metric(table, metric)
        other: Table = self._answer((live, table, "rerun", parameter, value), lambda: _ruled(
            lambda: replayed(table.scenario.setting({parameter: value}), table.seed,
                             table.inputs)))
        return float(other.trace[-1][metric])

    def disagreement(
        self, token: str, views: Mapping[str, Mapping[str, float]],
        options: Mapping[str, Mapping[str, Mapping[str, float]]], metric: str,
    ) -> Disagreement:
        """Whether views of contested parameters prefer different orders."""
        live, table = self._revealed(token)
        kernel = self._kernel(live)
        return _ruled(lambda: disagreement(
            table, views, options, metric, kernel=kernel,
            futures=FORKED))

    def prepare(self, token: str, *, kernel: bool = True) -> None:
        """Have what is slow at first made ready in the background, once.

        These are the equations as mathematics, for explanations, and with ``kernel`` the fast way
        of playing many futures.
        """
        _, live = self._known(token)
        scenario = live.facts.scenario
        digest = scenario.program.digest
        with self._asking:
            told = digest in self._readied
            self._readied.add(digest)
            known = digest in self._kernels
            if kernel:
                made = self._kernels.setdefault(digest, Kernel(scenario))
        if not told:
            later = threading.Timer(WARMING, explain_equation, (
                scenario.library, next(iter(scenario.program.metrics))))
            later.daemon = True
            later.start()
        if kernel and not known and scenario.tier[0] == "symbolic":
            compile_in_background(made, scenario)

    def _kernel(self, live: Live) -> Kernel | None:
        kernel = self._kernels.get(live.facts.scenario.program.digest)
        return kernel if kernel is not None and kernel.ready else None

    def _revealed(self, token: str) -> tuple[Live, Table]:
        found, live = self._known(token)
        with live.lock:
            if not _everything(found, live):
                raise RefusedError("phase", LATER)
            return live, live.table

    def _answer(self, key: tuple[Any, ...], answer: Callable[[], Found]) -> Found:
        """An answer, worked out once, however many ask at the same moment.

        Keys hold the session and the table, which are compared by identity, so that a turn that
        was taken back and played again is asked afresh.
        """
        try:
            hash(key)
        except TypeError:
            raise RefusedError("content", SENSELESS) from None
        with self._asking:
            known = self._answered(key)
            mine = self._under_way.setdefault(key, threading.Lock()) if not known else None
        if mine is None:
            return cast(Found, known[0])
        with mine:
            with self._asking:
                known = self._answered(key)
            if known:
                return cast(Found, known[0])
            try:
                found = answer()
                with self._asking:
                    self._keep(key, found)
            finally:
                with self._asking:
                    self._under_way.pop(key, None)
        return found

    def _answered(self, key: tuple[Any, ...]) -> tuple[Any, ...]:
        """The answer kept under a key, alone; nothing where there is none."""
        kept = self._answers.setdefault(str(key[2]), OrderedDict())
        if key not in kept:
            return ()
        kept.move_to_end(key)
        return (kept[key],)

    def _keep(self, key: tuple[Any, ...], found: Any) -> None:
        kind = str(key[2])
        kept = self._answers[kind]
        kept[key] = found
        while len(kept) > HEAVY.get(kind, KEPT):
            kept.popitem(last=False)


def _everything(found: Credential, live: Live) -> bool:
    return found.role == WHITE_CELL or live.state.revealed


def _ruled(work: Callable[[], Found]) -> Found:
    """The engine's refusals as the session's, and so for what makes no sense at all."""
    try:
        return work()
    except ScenarioError as error:
        words = str(error)
        raise RefusedError("content", f"{words[:1].upper()}{words[1:]}.") from None
    except (TypeError, KeyError, AttributeError, ValueError):
        raise RefusedError("content", SENSELESS) from None


def _check_metric(table: Table, metric: str) -> None:
    if not isinstance(metric, str) or metric not in table.scenario.program.metrics:
        raise RefusedError("missing", UNKNOWN)
