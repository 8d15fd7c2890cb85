"""The figures of seeing ahead and looking back can be measured by anyone."""

from __future__ import annotations

import pytest

from wargame.session.bench_foresight import FORESIGHT, measure_foresight

WITHOUT_KERNEL = {"preview_before_kernel_ms", "preview_again_before_kernel_ms", "ledger_ms"}


@pytest.mark.slow
def test_every_figure_is_named_and_those_of_the_kernel_wait_for_it() -> None:
    found = measure_foresight(kernel=False)
    assert set(found) == set(FORESIGHT)
    assert {name for name, value in found.items() if value is not None} == WITHOUT_KERNEL
    assert all(value > 0 for value in found.values() if value is not None)
