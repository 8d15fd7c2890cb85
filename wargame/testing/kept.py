"""What a plugin keeps between calls, outside of the game: module variables and class attributes."""

from __future__ import annotations

import copy
import sys
from collections import deque
from collections.abc import Mapping
from typing import Any

from wargame.strategies.strategy import Strategy

_PLAIN = (int, float, complex, str, bytes, bool, type(None), tuple, list, dict, set, frozenset,
          deque, bytearray)


class Kept:
    """A photograph of a strategy's class and module, to compare with and to go back to."""

    def __init__(self, strategy: type[Strategy]) -> None:
        module = sys.modules.get(strategy.__module__)
        self._holders: list[tuple[str, Any, dict[str, Any]]] = [
            (f"{cls.__name__}.", cls, _plain(vars(cls)))
            for cls in strategy.__mro__ if cls not in (object, Strategy)]
        if module is not None:
            self._holders.append(("", module, _plain(vars(module))))

    def changed(self) -> list[str]:
        """Names whose values are no longer what they were."""
        found = []
        for prefix, holder, before in self._holders:
            now = _plain(vars(holder), deep=False)
            found += [f"{prefix}{n}" for n in sorted({*before, *now})
                      if n not in now or n not in before or not _equal(before[n], now[n])]
        return found

    def restore(self) -> None:
        """Put everything back as it was."""
        for _, holder, before in self._holders:
            for name in [n for n in _plain(vars(holder), deep=False) if n not in before]:
                delattr(holder, name)
            for name, value in before.items():
                now = vars(holder).get(name)
                if _equal(value, now):
                    continue
                if type(now) is type(value) and isinstance(now, list | deque | bytearray):
                    now.clear()
                    now.extend(copy.deepcopy(value))
                elif type(now) is type(value) and isinstance(now, dict | set):
                    now.clear()
                    now.update(copy.deepcopy(value))
                else:
                    setattr(holder, name, copy.deepcopy(value))


def _plain(names: Mapping[str, Any], *, deep: bool = True) -> dict[str, Any]:
    found = {}
    for name, value in list(names.items()):
        if name.startswith("__") or not isinstance(value, _PLAIN):
            continue
        try:
            found[name] = copy.deepcopy(value) if deep else value
        except Exception:  # noqa: BLE001, S112  what cannot be copied is not plain
            continue
    return found


def _equal(one: Any, other: Any) -> bool:
    try:
        return type(one) is type(other) and bool(one == other)
    except Exception:  # noqa: BLE001  arrays in containers and the like
        return repr(one) == repr(other)
