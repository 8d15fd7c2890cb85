"""What the projector asks of a game that is over; it never waits, and shows the answer later."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from wargame.engine.play import Table
from wargame.session.backstage import Backstage
from wargame.session.headlines import headline_names
from wargame.session.live import Live
from wargame.session.projector_view import LookedBack
from wargame.session.questions import Questions
from wargame.session.showing import shows_now
from wargame.session.state import State

RULED = ("ruling", "matrix")


class ProjectorQuestions(Questions):
    """Questions of the debrief that are answered behind the scene."""

    def __init__(self) -> None:
        super().__init__()
        self._backstage = Backstage()

    def looked_back(self, token: str) -> LookedBack | None:
        """What the projector shows of the debrief, None until it is worked out.

        It is worked out once for a game as it was played. Raises `RefusedError` before the debrief.
        """
        live, table = self._revealed(token)
        with live.lock:
            state, facts = live.state, live.facts
        shows, other = shows_now(state), state.shown_other
        metric = state.shown_metric or headline_names(facts.scenario)[0]
        about: Hashable = ""
        if shows == "ledger":
            about = metric
        elif shows == "what_if" and other is not None:
            about = (other.turn, other.seat, tuple(sorted(other.levers.items())))
        found = self._backstage.result(
            state.session, (live, table, shows, about),
            lambda: self._worked_out(live, table, state, metric))
        return None if found is None else replace(found, metric=metric)

    def worked_out(self, session_id: str) -> int:
        """How much was worked out behind the scene: a screen that waits looks at it."""
        return self._backstage.finished(session_id)

    def _worked_out(self, live: Live, table: Table, state: State, metric: str) -> LookedBack:
        other = state.shown_other
        match shows_now(state):
            case "luck":
                return LookedBack(metric, chance=self._chance(live, table))
            case "what_if" if other is not None:
                return LookedBack(metric, fork=self._fork(live, table, other.turn, other.seat,
                                                          other.levers))
            case "ledger":
                ruled = any(e.origin in RULED for given in table.inputs for e in given.effects)
                return LookedBack(
                    metric, ledger=self._ledger(live, table, metric), ruled=ruled,
                    without=self._without(live, table, metric))
        return LookedBack(metric)
