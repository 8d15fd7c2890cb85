"""Every strategy that comes along reads the same on floats, on arrays and as a traced rule."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.hooks.model import build_model
from wargame.strategies import Luck, Observation
from wargame.strategies.reading import luck_row, memory_row, parameter_row, read_symbolically
from wargame.strategies.seeing import Visible, row_name
from wargame.symbolic.numpy_backend import OPERATIONS

FUTURES = 400
BUNDLED = ["export_controls", "liability_regimes", "open_releases"]
BUILTIN = sorted(build_model([]).strategies)
ALL = sorted(build_model(BUNDLED).strategies)


class Random:
    """A random value for each row, over futures, within the variable's range."""

    def __init__(self, model, strategy, seed):
        self.model, self.strategy = model, strategy
        self.generator = np.random.default_rng(seed)
        self.rows = {}
        for name, (low, high) in model.strategies[strategy.name].parameters.items():
            row = parameter_row(strategy.name, name)
            self.rows[row] = self.generator.uniform(low, high, FUTURES)

    def row(self, view, name):
        if view == "memory":
            memory = self.strategy.memory[name]
            row, low, high = memory_row(self.strategy.name, name), memory.low, memory.high
        else:
            row = row_name(self.strategy.actor, view, name)
            known = self.model.variables.get(name) or self.model.levers[name]
            low, high = max(known.low, -12.0), min(known.high, 30.0)
        if row not in self.rows:
            values = self.generator.uniform(low, high, FUTURES)
            whole = view == "memory" or name in ("release_mode", "chip_control_tier")
            self.rows[row] = np.floor(values + 0.5) if whole else values
            self.rows[row][0], self.rows[row][1] = low, high
        return self.rows[row]

    def luck(self, purpose):
        row = luck_row(self.strategy.name, purpose)
        if row not in self.rows:
            self.rows[row] = self.generator.uniform(0, 1, FUTURES)
        return self.rows[row]

    def parameters(self, future=None):
        class Given:
            pass

        given = Given()
        for name in self.strategy.Params.model_fields:
            values = self.rows[parameter_row(self.strategy.name, name)]
            setattr(given, name, values if future is None else values[future])
        return given


def run_rule(rule, rows):
    done = []

    def value(operand):
        if operand[0] == "t":
            return done[operand[1]]
        return np.float64(operand[1]) if operand[0] == "c" else rows[operand[1]]

    for name, operands in rule.operations:
        done.append(OPERATIONS[name](*(value(o) for o in operands)))
    return {row: value(operand) for row, operand in rule.results}


def held(strategy, name, value):
    memory = strategy.memory[name]
    return np.clip(np.asarray(value, dtype=np.float64), memory.low, memory.high)


def bits(value):
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (FUTURES,)).tobytes()


@pytest.mark.parametrize("name", BUILTIN)
def test_a_built_in_strategy_reaches_the_symbolic_tier_with_and_without_instruments(
        name, visible, model):
    strategy = model.strategies[name].cls
    assert read_symbolically(strategy, visible).why_not == ""
    bare = build_model([])
    assert read_symbolically(strategy, Visible(bare.variables, bare.levers)).rule is not None


@pytest.mark.parametrize("name", ALL)
def test_floats_arrays_and_traced_rules_agree_bit_for_bit(name, visible, model):
    strategy = model.strategies[name].cls
    random = Random(model, strategy, seed=len(name))
    orders = strategy().decide(
        Observation(random.row), Luck(random.luck), random.parameters())
    arrays = {n: bits(v) for n, v in orders.levers.items()}
    arrays |= {memory_row(name, n): bits(held(strategy, n, v))
               for n, v in orders.memory.items()}

    rule = read_symbolically(strategy, visible).rule
    traced = {row: bits(value) for row, value in run_rule(rule, random.rows).items()}
    assert traced == arrays

    singles = {row: [] for row in arrays}
    for future in range(FUTURES):
        alone = strategy().decide(
            Observation(lambda view, row, at=future: random.row(view, row)[at]),
            Luck(lambda purpose, at=future: random.luck(purpose)[at]),
            random.parameters(future))
        for lever, value in alone.levers.items():
            singles[lever].append(float(value))
        for memory, value in alone.memory.items():
            singles[memory_row(name, memory)].append(float(held(strategy, memory, value)))
    assert {row: bits(values) for row, values in singles.items()} == arrays


@pytest.mark.parametrize("name", ALL)
def test_orders_are_legal_whatever_is_seen(name, model):
    strategy = model.strategies[name].cls
    random = Random(model, strategy, seed=99)
    orders = strategy().decide(
        Observation(random.row), Luck(random.luck), random.parameters())
    owners = ("lab_levers", model.strategies[name].owner)
    core = {n for n, lever in model.levers.items() if lever.owner in owners}
    for lever_name, value in orders.levers.items():
        assert lever_name in core or lever_name in strategy.optional_levers
        lever = model.levers[lever_name]
        assert lever.actors == f"{strategy.actor}s"
        values = np.asarray(value, dtype=np.float64)
        assert (values >= lever.low).all(), lever_name
        assert (values <= lever.high).all(), lever_name
        if lever.choices:
            assert (values == np.floor(values)).all()
    assert set(orders.memory) == set(strategy.memory)


@pytest.mark.parametrize("name", ALL)
def test_a_strategy_states_its_claim_source_reason_and_bounded_parameters(name, model):
    strategy = model.strategies[name].cls
    info = model.strategies[name]
    assert info.title and info.claim and info.source
    assert strategy.reason != "no reason given"
    random = Random(model, strategy, seed=3)
    alone = strategy().decide(
        Observation(lambda view, row: random.row(view, row)[5]),
        Luck(lambda purpose: random.luck(purpose)[5]), strategy.Params())
    text = strategy.reason.format(**alone.levers, **alone.memory, **alone.notes)
    assert "{" not in text
    for parameter, field in strategy.Params.model_fields.items():
        low, high = info.parameters[parameter]
        assert np.isfinite([low, high]).all()
        assert low <= field.default <= high
        assert field.description
