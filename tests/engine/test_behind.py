"""The parameters behind a number, the nearest first."""

from __future__ import annotations

from wargame.engine.behind import parameters_behind


def test_every_metric_has_numbers_behind_it_and_they_are_uncertain(long_view):
    program = long_view.scenario.program
    for name in program.metrics:
        found = parameters_behind(program, name)
        assert len(found) == len(set(found)) and found, name
        assert all(program.parameters[n].low < program.parameters[n].high for n in found), name
        assert len(found) < len(program.parameters) / 3, name


def test_those_of_its_own_equation_come_first(long_view):
    program = long_view.scenario.program
    found = parameters_behind(program, "systemic_risk")
    assert found[:2] == ("systemic_failure_rate", "open_host_concentration")


def test_stocks_are_followed_through_their_step(long_view):
    found = parameters_behind(long_view.scenario.program, "gap_mean")
    assert "compute_weight" in found


def test_a_name_that_no_equation_makes_has_none(long_view):
    assert parameters_behind(long_view.scenario.program, "no_such_number") == ()
