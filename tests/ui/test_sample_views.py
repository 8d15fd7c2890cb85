"""The views that tests of screens are given are of the right kinds in every phase."""

from __future__ import annotations

import pytest

from wargame.session.phase import MOVES


@pytest.mark.parametrize("phase", list(MOVES))
def test_every_role_has_a_view_in_every_phase(samples, phase):
    made = samples(0 if phase == "lobby" else 1, phase)
    views = (made.seat("us"), made.observer(), made.projector(), made.white_cell())
    assert {view.room.phase for view in views} == {phase}


def test_a_seat_s_own_words_are_in_no_other_view(samples):
    made = samples(1, "orders")
    assert "canary-meta" in repr(made.seat("meta"))
    for view in (made.seat("us"), made.observer(), made.projector()):
        assert "canary-meta" not in repr(view)
