"""A preview knows the news that its seat got, and no other news."""

from __future__ import annotations

from typing import Any

from wargame.session.command import AddInject, SteerInject
from wargame.session.content import EffectOn


def test_a_seat_s_preview_knows_the_injects_that_reached_it(make: Any) -> None:
    room = make()
    room.move("briefing")
    room.move("orders")
    tokens = [room.tokens[f"seat:{seat}"] for seat in ("meta", "openai")]
    before = [room.host.preview(token, {}).holding.metrics for token in tokens]
    room.act("white_cell", AddInject(
        title="A quiet word", text="Money is short.", to=("meta",),
        effects=(EffectOn(name="capital_climate", member=None, operation="set", value=0.1),)))
    room.act("white_cell", SteerInject(inject="added-1", to="fire"))
    found = [room.host.preview(token, {}) for token in tokens]
    told = [preview.beliefs.seen.told for preview in found]
    titles = [[e.label for e in turn] for turn in told[0]], [[e.label for e in turn]
                                                             for turn in told[1]]
    public = ["A president's order on artificial intelligence"] * 2
    assert titles == ([[*public, "A quiet word"]], [public])
    assert found[0].holding.metrics.tobytes() != before[0].tobytes()
    assert found[1].holding.metrics.tobytes() == before[1].tobytes()
