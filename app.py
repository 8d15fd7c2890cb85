"""Entry of the web app: ``wargame app`` serves it."""

from __future__ import annotations

from wargame.ui.main import show

show()
