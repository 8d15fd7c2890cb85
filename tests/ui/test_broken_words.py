"""A team reads, before it seals, which agreement its order breaks."""

from __future__ import annotations

from dataclasses import replace

from wargame.ui.screens import team_orders

BREAKS = ("Breaks agreement 1 with OpenAI: security from 50 to 100, and this order has 0.",)


def test_a_draft_and_a_sealed_order_warn_of_a_broken_agreement(screen_of, samples):
    made = samples(1, "orders")
    view = replace(made.seat("meta"), breaks=BREAKS)
    assert BREAKS[0] in screen_of(team_orders.show, view, made).words
    sealed = replace(view, order=replace(view.order, state="sealed"))
    assert BREAKS[0] in screen_of(team_orders.show, sealed, made).words


def test_an_order_that_breaks_nothing_says_nothing_of_it(screen_of, samples):
    made = samples(1, "orders")
    assert "Breaks" not in screen_of(team_orders.show, made.seat("meta"), made).words
