"""The fixed parts of a fused kernel's source: its imports, and the loop over blocks and ticks."""

HEADER = '''"""Generated from the equation book; do not edit."""
import numpy as np
from numba import njit
from wargame.symbolic.arithmetic_numba import (
    exp, greater, lesser, log, normal_quantile, pareto_quantile, poisson_quantile, power, root,
    row_state, uniform)
quick = njit(nogil=True, cache=True, fastmath=False, error_model="numpy", boundscheck=False)
floor = np.floor
'''

DRIVER = '''
@quick
def keep(b, record, out, block, total):
    for r in range(record.shape[0]):
        for k in range(min({lanes}, total - block)):
            out[r, block + k] = b[record[r] * {lanes} + k]


@quick
def play(shared, varied_rows, varied, codes, orders_turn, orders_row, orders_value, keys, seed,
         futures, rel, first_tick, ticks, ticks_per_turn, prologue, record, out, final_rows, final,
         held):
    b = np.empty({doubles})
    mine = np.empty({lanes}, dtype=np.uint64)
    total = futures.shape[0]
    clock = int(keys[keys.shape[0] - 1])
    for block in range(0, total, {lanes}):
        for k in range({lanes}):
            mine[k] = futures[min(block + k, total - 1)]
        for r in range(shared.shape[0]):
            for k in range({lanes}):
                b[r * {lanes} + k] = shared[r]
        for v in range(varied_rows.shape[0]):
            for k in range({lanes}):
                b[varied_rows[v] * {lanes} + k] = varied[v, min(block + k, total - 1)]
        fixed(b, rel)
        if prologue:
            draw(b, seed, first_tick, keys, mine)
            flows(b, rel)
        keep(b, record, out[0], block, total)
        turn = 0
        for step in range(ticks):
            tick = first_tick + 1 + step
            if step % ticks_per_turn == 0:
                observe(b, rel)
                decide_labs(b, codes[0], seed, tick, keys, mine, held[turn, 0], block)
                decide_nations(b, codes[1], seed, tick, keys, mine, held[turn, 1], block)
                decide_regulators(b, codes[2], seed, tick, keys, mine, held[turn, 2], block)
                for o in range(orders_turn.shape[0]):
                    if orders_turn[o] == turn or orders_turn[o] < 0:
                        for k in range({lanes}):
                            b[orders_row[o] * {lanes} + k] = orders_value[o]
                settle(b, rel)
                turn += 1
            for k in range({lanes}):
                b[clock * {lanes} + k] = tick * 0.25
            draw(b, seed, tick, keys, mine)
            flows(b, rel)
            advance(b, rel)
            commit(b)
            keep(b, record, out[step + 1], block, total)
        for r in range(final_rows.shape[0]):
            for k in range(min({lanes}, total - block)):
                final[r, block + k] = b[final_rows[r] * {lanes} + k]
'''
