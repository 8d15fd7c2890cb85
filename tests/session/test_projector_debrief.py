"""The debrief on the projector: only in the debrief, worked out once, and nobody waits for it."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from pydantic import ValidationError

from wargame.session import questions
from wargame.session.backstage import Backstage
from wargame.session.command import ProposeAgreement, SetProjector
from wargame.session.content import OtherOrder
from wargame.session.refusal import RefusedError
from wargame.session.showing import LOOKING_BACK

HELD = OtherOrder(turn=1, seat="meta")


@pytest.fixture
def over(room: Any) -> Any:
    """One turn was played, and the debrief has begun."""
    room.play_turn()
    room.move("discussion")
    room.move("debrief", "Time is up")
    return room


def looked_back(room: Any, role: str = "projector") -> Any:
    """What the projector is told, once it is there."""
    for _ in range(600):
        found = room.host.looked_back(room.tokens[role])
        if found is not None:
            return found
        time.sleep(0.05)
    raise AssertionError("nothing was worked out within half a minute")


@pytest.mark.parametrize("shows", LOOKING_BACK)
def test_nothing_of_the_debrief_is_shown_before_it_has_begun(room: Any, shows: str) -> None:
    room.play_turn()
    command = SetProjector(shows=shows, other=HELD if shows == "what_if" else None)
    assert room.refuses("white_cell", command).words == (
        "The projector can show that once the debrief has begun.")
    assert room.refused(lambda: room.host.looked_back(room.tokens["projector"])).cause == "phase"


def test_nothing_of_it_is_left_when_play_goes_on_after_the_debrief(over: Any) -> None:
    over.act("seat:meta", ProposeAgreement(terms="canary-terms", parties=("meta", "openai")))
    for shows in ("forecasts", "agreements"):
        over.act("white_cell", SetProjector(shows=shows))
        assert over.view("projector").shows == over.view("white_cell").projector == shows
    assert "canary-terms" in repr(over.view("projector"))
    over.move("orders", "One more turn")
    seen = over.view("projector")
    assert (seen.shows, seen.agreements, seen.forecasts) == ("join", (), ())
    assert "canary-terms" not in repr(seen)
    assert over.view("white_cell").projector == "join"
    with pytest.raises(RefusedError):
        over.host.looked_back(over.tokens["projector"])


def test_each_view_is_worked_out_behind_the_scene_and_once(over: Any) -> None:
    before = over.host.worked_out(over.session)
    over.act("white_cell", SetProjector(shows="luck"))
    assert over.host.looked_back(over.tokens["projector"]) is None
    luck = looked_back(over)
    assert luck.chance.futures == 1000
    assert over.host.worked_out(over.session) == before + 1
    over.act("white_cell", SetProjector(shows="luck", metric="frontier_lag_months"))
    again = over.host.looked_back(over.tokens["projector"])
    assert again.chance is luck.chance
    assert again.metric == "frontier_lag_months"
    over.act("white_cell", SetProjector(shows="ledger"))
    found = looked_back(over)
    assert (found.metric, found.ruled) == ("open_token_share", False)
    assert found.ledger.change(found.metric) == pytest.approx(
        sum(found.ledger.totals(found.metric).values()))
    assert over.host.worked_out(over.session) == before + 2


def test_what_if_shows_the_fork_that_the_white_cell_showed_last(over: Any) -> None:
    assert "No \u201cwhat if\u201d has been shown yet" in over.refuses(
        "white_cell", SetProjector(shows="what_if")).words
    over.act("white_cell", SetProjector(shows="what_if", other=HELD))
    found = looked_back(over).fork
    assert found.swaps == {1: {"meta": {}}}
    over.act("white_cell", SetProjector(shows="claims"))
    over.act("white_cell", SetProjector(shows="what_if"))
    assert looked_back(over).fork is found


@pytest.mark.parametrize("other", [
    OtherOrder(turn=2, seat="meta"), OtherOrder(turn=1, seat="nobody"),
    OtherOrder(turn=1, seat="meta", levers={"no_lever": 1.0}),
    OtherOrder(turn=1, seat="meta", levers={"research_share": 9.0})])
def test_a_fork_that_cannot_be_played_is_refused_at_once(over: Any, other: OtherOrder) -> None:
    over.refuses("white_cell", SetProjector(shows="what_if", other=other))


def test_forecasts_stand_with_what_came(over: Any) -> None:
    over.act("white_cell", SetProjector(shows="forecasts"))
    found = over.view("projector").forecasts
    assert [(turn, seat) for turn, seat, _ in found] == [(1, "meta"), (1, "openai")]
    assert all(f.held is not None for *_, f in found)


def test_a_session_of_an_older_log_has_no_other_pictures() -> None:
    assert SetProjector.model_validate({"shows": "state", "metric": None}).other is None
    with pytest.raises(ValidationError):
        SetProjector.model_validate({"shows": "secrets"})


def test_behind_the_scene_each_work_is_done_once_and_its_refusal_is_kept() -> None:
    stage, gate, done = Backstage(), threading.Event(), []

    def work() -> str:
        gate.wait(5)
        done.append(1)
        return "found"

    def refuse() -> str:
        raise RefusedError("phase", "Not now.")

    try:
        assert [stage.result("s", "key", work) for _ in range(3)] == [None] * 3
        gate.set()
        while stage.finished("s") < 1:
            time.sleep(0.01)
        assert stage.result("s", "key", work) == "found"
        assert done == [1]
        assert stage.finished("other") == 0
        stage.result("s", "bad", refuse)
        while stage.finished("s") < 2:
            time.sleep(0.01)
        with pytest.raises(RefusedError):
            stage.result("s", "bad", refuse)
    finally:
        stage.close()


def test_no_screen_waits_while_futures_are_played(over: Any, monkeypatch: Any) -> None:
    gate = threading.Event()
    real = questions.chance

    def slow(*asked: Any, **named: Any) -> Any:
        assert gate.wait(30)
        return real(*asked, **named)

    monkeypatch.setattr(questions, "chance", slow)
    over.act("white_cell", SetProjector(shows="luck"))
    token = over.tokens["projector"]
    try:
        assert over.host.looked_back(token) is None
        # All of this returns though the futures are not there.
        over.host.seen(token)
        assert over.host.version(over.session)
        assert over.host.worked_out(over.session) == 0
        assert over.view("projector").shows == "luck"
        over.act("white_cell", SetProjector(shows="claims"))
        assert over.view("seat:meta").room.phase == "debrief"
    finally:
        gate.set()
    over.act("white_cell", SetProjector(shows="luck"))
    assert looked_back(over).chance is not None
