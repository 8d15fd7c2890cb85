"""What would have happened, asked through the host: nothing changes where nothing can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.session import command as c
from wargame.session.content import EffectOn, Forecast
from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.session.view import SeatView

ORDERS = ({"chip_control_tier": 0.0, "chip_enforcement": 0.0, "revenue_cut": 0.25},
          {"chip_control_tier": 0.0, "chip_enforcement": 0.0, "revenue_cut": 0.25})
FORECAST = (Forecast(metric="open_token_share", low=0, high=1),)


@pytest.fixture(scope="module")
def played(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, ...]]:
    """Two turns in which the United States neither controls nor enforces; with a ruling."""
    url = f"sqlite:///{tmp_path_factory.mktemp('played') / 'sessions.db'}"
    with closing(Host(url)) as host:
        made = host.create(tiny, seed=6, people=("us",))
        cell = host.enter(made.master_code, "cell").token
        view: Any = host.view(cell)
        us = host.enter(view.codes["seat:us"], "us").token
        for turn, levers in enumerate(ORDERS, 1):
            for number, (to, at) in enumerate((("briefing", turn - 1), ("orders", turn))):
                host.act(cell, c.MovePhase(to=to, turn=at), f"{turn} {number}")  # type: ignore[arg-type]
            host.act(cell, c.Rule(effect=EffectOn(name="trust", member="us", operation="add",
                                                  value=-0.05), reason="a scandal"), f"r {turn}")
            host.act(us, c.SaveDraft(turn=turn, levers=levers, reason="calm",
                                     forecasts=FORECAST), f"d {turn}")
            host.act(us, c.SubmitOrder(turn=turn), f"s {turn}")
            for to in ("locked", "resolved"):
                host.act(cell, c.MovePhase(to=to, turn=turn), f"{turn} {to}")  # type: ignore[arg-type]
        yield host, cell, us


@pytest.mark.parametrize("turn", [1, 2])
def test_a_fork_with_nothing_swapped_is_the_rooms_own_path(
        turn: int, played: tuple[Any, ...]) -> None:
    host, cell, _ = played
    found = host.fork(cell, turn, "us", ORDERS[turn - 1])
    assert found.nothing_changed
    hashes = [t.state_hash for t in found.table.turns]
    assert hashes == [t.state_hash for t in found.original.turns]
    view: Any = host.view(cell)
    for series in view.room.series:
        if series.name in found.as_played.names:
            path = found.metric(series.name).branch[:, 0]
            assert tuple(path) == series.values[turn - 1:], series.name


def test_a_swap_that_cannot_matter_changes_no_bit_of_any_future(played: tuple[Any, ...]) -> None:
    """A licence fee is taken of chips under controls; there are none."""
    host, cell, _ = played
    for turn in (1, 2):
        found = host.fork(cell, turn, "us", {**ORDERS[turn - 1], "revenue_cut": 0.5})
        swapped, given = (next(o for o in table.turns[turn - 1].orders if o.actor == "us").levers
                          for table in (found.table, found.original))
        assert (swapped["revenue_cut"], given["revenue_cut"]) == (0.5, 0.25)
        assert found.nothing_changed
    matters = host.fork(cell, 2, "openai", {"price_stance": 2.0})
    assert not matters.nothing_changed
    assert matters.futures == 500
    assert np.array_equal(matters.as_swapped.metrics[0], matters.as_played.metrics[0])


def test_the_tables_own_luck_is_for_the_white_cell_until_the_debrief(
        played: tuple[Any, ...]) -> None:
    host, _, us = played
    for ask in (lambda: host.fork(us, 1, "us", {}), lambda: host.chance(us),
                lambda: host.ledger(us, "open_token_share"), lambda: host.debrief(us),
                lambda: host.without_rulings(us, "open_token_share")):
        with pytest.raises(RefusedError):
            ask()


def test_what_others_write_changes_nothing_that_a_seat_sees(tiny: Path, tmp_path: Path) -> None:
    """Two sessions of one seed, in which the others do other things in secret."""
    seen: list[SeatView] = []
    previews = []
    for number in range(2):
        with closing(Host(f"sqlite:///{tmp_path / f'{number}.db'}", lambda: 5.0)) as host:
            made = host.create(tiny, seed=6, people=("openai", "mistral"))
            cell = host.enter(made.master_code, "cell").token
            view: Any = host.view(cell)
            ours, theirs = (host.enter(view.codes[f"seat:{s}"], s).token
                            for s in ("openai", "mistral"))
            host.act(cell, c.MovePhase(to="briefing", turn=0), "1")
            host.act(cell, c.MovePhase(to="orders", turn=1), "2")
            if number:
                host.act(theirs, c.SaveDraft(turn=1, levers={"distil_effort": 0.9},
                                             reason="secret", free_action="spy"), "3")
                host.act(theirs, c.SendMessage(text="secret", to=("us",)), "4")
                host.act(theirs, c.ProposeAgreement(terms="secret", parties=("mistral", "us")), "5")
                host.act(cell, c.AddNote(text="secret"), "6")
                host.act(cell, c.Rule(effect=EffectOn(name="trust", member="us", operation="add",
                                                      value=-0.3), reason="secret"), "7")
            host.act(ours, c.SendMessage(text="hello", to=("us",)), "8")
            mine: Any = host.view(ours)
            seen.append(mine)
            previews.append(host.preview(ours, {"lobby_spend": 0.1}).as_json())
    room = {n: v for n, v in vars(seen[0].room).items()
            if n not in ("session", "version", "head", "seed_hash")}
    assert room == {n: vars(seen[1].room)[n] for n in room}
    rest = {n: v for n, v in vars(seen[0]).items() if n != "room"}
    assert rest == {n: vars(seen[1])[n] for n in rest}
    assert previews[0] == previews[1]
