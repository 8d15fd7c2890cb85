"""Our compiled functions in a cached module on disk, and compiled luck against its definition."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import numpy as np

import wargame
from wargame.symbolic import arithmetic, arithmetic_numba
from wargame.world import luck

NUMPY = arithmetic.numpy_functions()
KERNEL = """
import numpy as np
from numba import njit
from wargame.symbolic.arithmetic_numba import normal_quantile, poisson_quantile, power
from wargame.symbolic.arithmetic_numba import row_state, uniform

@njit(cache=True, error_model="numpy", fastmath=False)
def run(seed, keys, out):
    for member in range(keys.size):
        row = row_state(seed, 3, keys[member])
        for lane in range(16):
            u = uniform(row, lane)
            out[member, lane] = normal_quantile(u) + poisson_quantile(u, 3.0) + power(u, 1.5)
"""
SCRIPT = """
import numpy as np
import kernel
from wargame.symbolic import arithmetic_numba
out = np.empty((2, 16))
kernel.run(np.uint64(2**63 + 5), np.array([1, 2**64 - 1], dtype=np.uint64), out)
hits = sum(kernel.run.stats.cache_hits.values())
print(hits, len(arithmetic_numba.power.signatures), out.tobytes().hex())
"""


def test_a_generated_module_is_cached_for_the_next_process(tmp_path: Path) -> None:
    (tmp_path / "kernel.py").write_text(KERNEL)
    root = str(Path(wargame.__file__).parents[1])
    path = os.pathsep.join([str(tmp_path), root])
    environment = {**os.environ, "PYTHONPATH": path, "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    answers = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(2)
    ]
    (cold_hits, _, cold_bits), (warm_hits, warm_compiled, warm_bits) = answers
    assert cold_hits == "0" and warm_hits == "1" and warm_compiled == "0"
    assert cold_bits == warm_bits
    rows = [
        luck.mix(luck.mix((2**63 + 5 + 3 * luck.TICK_STEP) % 2**64) ^ k) for k in (1, 2**64 - 1)
    ]
    u = luck.uniforms(np.array(rows, dtype=np.uint64), np.arange(16, dtype=np.uint64))
    normal, count = NUMPY["normal_quantile"](u), NUMPY["poisson_quantile"](u, 3.0)
    assert (normal + count + NUMPY["power"](u, 1.5)).tobytes().hex() == warm_bits


def test_compiled_luck_has_the_bits_of_its_definition() -> None:
    row_state, uniform = arithmetic_numba.row_state, arithmetic_numba.uniform

    @numba.njit
    def run(seed: Any, tick: int, keys: Any, rows: Any, out: Any) -> None:
        for member in range(keys.size):
            rows[member] = row_state(seed, tick, keys[member])
            for future in range(out.shape[1]):
                out[member, future] = uniform(rows[member], future)

    names = [("usa", "shock"), ("shock", "usa"), ("lab_é", "rival"), ("", "")]
    keys = np.array([luck.key(*name) for name in names], dtype=np.uint64)
    for seed, tick in ((1, 0), ("workshop", 79), (-5, 3)):
        rows, out = np.zeros(4, dtype=np.uint64), np.empty((4, 1000))
        run(np.uint64(luck.seed_state(seed)), tick, keys, rows, out)
        assert np.array_equal(rows, luck.row_states(seed, tick, keys))
        expected = luck.uniforms(rows, np.arange(1000, dtype=np.uint64))
        assert np.array_equal(out.view(np.int64), expected.view(np.int64))
        assert out[2, 999] == luck.uniform(seed, 999, tick, "lab_é", "rival")
