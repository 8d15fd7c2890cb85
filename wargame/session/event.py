"""Events: what happened in a session, as versioned data; the state is a fold over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, FiniteFloat

from wargame.session.any_command import AnyCommand
from wargame.session.command import Adjudicate, MovePhase
from wargame.session.content import Content, Name, Operation

#: Version of the form of events. Older ones are read through `UPGRADES`.
SCHEMA = 1
#: Rules of play of new sessions. By those of 1 a stand-in stayed until it was changed, an undone
#: turn lost its judgements, and a turn was resolved without asking about free actions.
RULES = 2
#: From a version of the form to what makes the next one of it.
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class PluginFile(Content):
    """A plugin file that the session needs besides installed plugins: its name and digest."""

    name: Name
    digest: str


class Created(Content):
    """The session was made: everything that its games need, but for the equations themselves.

    ``text`` is the playbook file; ``equations`` the digest of the operation list; ``seed_hash``
    commits to ``salt`` and ``seed`` before play. ``rules`` are those that the session was begun
    under; it is played and verified by them to its end.
    """

    kind: Literal["created"] = "created"
    playbook: str
    text: str
    files: tuple[PluginFile, ...] = ()
    equations: str
    version: str
    title: str
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    salt: str
    seed_hash: str
    turns: int
    fictional: bool = False
    people: tuple[Name, ...] = ()
    rules: Annotated[int, Field(ge=1, le=RULES)] = 1


class Entered(Content):
    """A device came in under a role; a seat's other device, if any, was ``displaced``."""

    kind: Literal["entered"] = "entered"
    role: Name
    device: str
    displaced: str = ""


class Accepted(Content):
    """A command that was obeyed and whose effect needs nothing worked out."""

    kind: Literal["accepted"] = "accepted"
    command: AnyCommand


class Moved(Content):
    """The phase changed: ``turn`` is on now, and the injects ``fired`` were set off by it."""

    kind: Literal["moved"] = "moved"
    command: MovePhase
    turn: int
    fired: tuple[Name, ...] = ()


class EffectGiven(Content):
    """An effect as the engine was given it."""

    name: Name
    member: Name | None = None
    operation: Operation
    value: FiniteFloat
    origin: str
    label: str = ""


class Breach(Content):
    """A lever that stood outside what an agreement bound it to."""

    agreement: Name
    seat: Name
    lever: Name
    value: FiniteFloat


class FaultFound(Content):
    """A strategy's fault in a turn; its seat held."""

    seat: Name
    strategy: str
    line: int
    reason: str


class Resolved(Content):
    """A turn was played: what went in, and the digest of what came out.

    ``commands`` are levers by actor, ``players`` strategies that stood in (None holds), ``played``
    who played each seat, in words.
    """

    kind: Literal["resolved"] = "resolved"
    command: MovePhase
    turn: int
    commands: dict[Name, dict[Name, FiniteFloat]]
    effects: tuple[EffectGiven, ...] = ()
    players: dict[Name, str | None] = Field(default_factory=dict)
    played: dict[Name, str] = Field(default_factory=dict)
    breaches: tuple[Breach, ...] = ()
    faults: tuple[FaultFound, ...] = ()
    metrics: dict[str, float] = Field(default_factory=dict)
    state_hash: str


class Adjudicated(Content):
    """Dice were thrown for a free action; effects that follow enter turn ``for_turn``."""

    kind: Literal["adjudicated"] = "adjudicated"
    command: Adjudicate
    action: str
    dice: tuple[int, int]
    net: int
    odds: int
    success: bool
    for_turn: int


AnyBody = Annotated[
    Created | Entered | Accepted | Moved | Resolved | Adjudicated, Field(discriminator="kind")]


class Event(Content):
    """One link of the chain: who did what, when, after what.

    ``at`` is the session's clock in seconds, ``by`` a role, ``device`` which of its devices,
    ``key`` what makes a repeated request one event, ``previous`` the digest of the event before.
    """

    form: Annotated[int, Field(alias="schema")] = SCHEMA
    session: Name
    index: Annotated[int, Field(ge=0)]
    at: FiniteFloat
    by: Name
    device: str = ""
    key: str
    previous: str
    body: AnyBody
