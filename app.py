"""Entry of the web app: ``wargame app`` runs it."""

from __future__ import annotations

from wargame.ui.main import show

show()
