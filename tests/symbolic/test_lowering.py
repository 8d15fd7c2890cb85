"""Each equation becomes its own short list of operations, whatever stands beside it."""

from __future__ import annotations

import random as shuffling  # noqa: TID251
