"""Hooks: how plugins add equations and strategies.

Plugin authors import ``hookimpl`` from here and put it on functions named after the hooks in
`wargame.hooks.hookspecs`.
"""

from __future__ import annotations

import pluggy

PROJECT = "wargame"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

__all__ = ["PROJECT", "hookimpl", "hookspec"]
