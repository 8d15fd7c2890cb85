"""Pages from templates: every value is escaped, and nothing is fetched when a page is opened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from wargame.session.figures import number

ROLES = {"white_cell": "White cell", "observer": "Observer", "projector": "Projector",
         "host": "The session"}


def page_of(template: str, names: Mapping[str, str], **values: Any) -> str:
    """A page; ``names`` are those of actors, for the filter ``seat_name``."""
    environment = _environment().overlay()
    environment.filters = {**environment.filters, "seat_name": lambda role: _name(names, role),
                           "plain": _plain}
    look = environment.loader.get_source(environment, "look.css")[0] if environment.loader else ""
    return environment.get_template(template).render(
        look=Markup(look), **values)  # noqa: S704  our own style sheet


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("wargame.reports"), autoescape=select_autoescape(),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _name(names: Mapping[str, str], role: str) -> str:
    actor = role.removeprefix("seat:")
    return names.get(actor) or ROLES.get(role) or actor.replace("_", " ")


def _plain(value: float | None) -> str:
    return "" if value is None else number(value)
