"""Creation: from a playbook's name or file to the first event of a session."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import wargame
from wargame.playbook.errors import PlaybookError
from wargame.playbook.load import bundled_playbooks, load_playbook
from wargame.session.codes import seed_commitment
from wargame.session.event import RULES, Created
from wargame.session.facts import Facts, FactsError, files_of, scenario_from
from wargame.session.wording import listed


def created_event(
    playbook: str | Path, *, seed: int | None, turns: int | None, fictional: bool,
    people: Sequence[str] | None, files: Sequence[Path],
) -> Facts:
    """The first event of a session, with its facts. Raises `FactsError`."""
    name, text = _text(playbook)
    scenario = scenario_from(text, name, None, files)
    book = scenario.playbook
    most = book.calendar.turns
    played = turns if turns is not None else book.session.turns or most
    if not 1 <= played <= most:
        raise FactsError(f"the playbook has {most} turns; a session plays 1 to {most} of them, "
                         f"not {played}")
    actors = [spec.id for spec in book.actors]
    wanted = tuple(dict.fromkeys(book.teams if people is None else people))
    for actor in wanted:
        if actor not in actors:
            raise FactsError(f"no actor is called '{actor}'; actors here are {listed(actors, 40)}")
    if seed is not None and not 0 <= seed < 2**63:
        raise FactsError("a seed is a whole number from 0 to 2**63 - 1")
    number = secrets.randbelow(2**63) if seed is None else seed
    salt = secrets.token_hex(16)
    scenario = scenario.lasting(played)
    created = Created(
        playbook=name, text=text, files=files_of(scenario, files),
        equations=scenario.program.digest, version=wargame.__version__, title=book.title,
        seed=number, salt=salt, seed_hash=seed_commitment(number, salt), turns=played,
        fictional=fictional, people=wanted, rules=RULES)
    return Facts(created, scenario)


def _text(playbook: str | Path) -> tuple[str, str]:
    """A playbook's short name and its text."""
    path = bundled_playbooks().get(playbook) if isinstance(playbook, str) else None
    path = path or Path(playbook)
    try:
        return path.stem, path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as problem:
        # Loaded as a playbook it is refused with the file, the reason and what to do.
        try:
            load_playbook(playbook)
        except PlaybookError as error:
            raise FactsError(str(error)) from None
        raise FactsError(f"'{path}' cannot be read: {problem}") from None
