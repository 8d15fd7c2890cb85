"""What a master code opens: the credentials of all roles that follow from it."""

from __future__ import annotations

from wargame.session import codes
from wargame.session.command import ReissueCode
from wargame.session.facts import Facts
from wargame.session.request import WHITE_CELL, roles_of
from wargame.session.state import State
from wargame.session.store import Credential


def credentials_of(master: str, facts: Facts, state: State) -> list[Credential]:
    """The credentials of a master code: the white cell's, and of every other role the present."""
    opened = {WHITE_CELL: master} | codes.codes_of(
        master, state.session, roles_of(facts), state.generations)
    return [_credential(code, state, role, state.generation(role))
            for role, code in opened.items()]


def reissued_credentials(token: str, facts: Facts, state: State,
                         command: ReissueCode) -> list[Credential]:
    """The credential of a role's next code, which follows from the master code in the token."""
    master = codes.master_of(token)
    if not master or command.role not in roles_of(facts):
        return []
    generation = state.generation(command.role) + 1
    code = codes.code_of(master, state.session, command.role, generation)
    return [_credential(code, state, command.role, generation)]


def _credential(code: str, state: State, role: str, generation: int) -> Credential:
    return Credential(codes.hash_of_code(code), state.session, role, "code",
                      generation=generation)
