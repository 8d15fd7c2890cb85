"""Whatever is thrown at a session: it answers in a line, and does nothing that it should not."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest
from session_server import Dice

from wargame.session import command as c
from wargame.session.any_command import AnyCommand
from wargame.session.handle import RIGHTS
from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.session.verify import verify_database

KINDS = {kind.model_fields["kind"].default: kind for kind in get_args(get_args(AnyCommand)[0])}
ODD: tuple[Any, ...] = (
    "", " ", "\x00", "\x1b[31m", "a\r\nb", "\u202egnp.exe", "\ud800", "<script>alert(1)</script>",
    "'; DROP TABLE wargame_events; --", "{{7*7}}", "../../etc/passwd", "%s%n", "🙂" * 50,
    "x" * 5000, "y" * 400_000, None, True, False, 0, -1, 2**63, 10**400, 1e308, -1e-320,
    float("nan"), float("inf"), [], {}, [[]], {"kind": "move_phase"}, b"bytes", (1, 2), object(),
    "seat:openai", "white_cell", "openai", "nobody", 1, 2, 3, "orders", "resolved", "trust", "hold")
FIELDS: dict[str, tuple[Any, ...]] = {
    "to": ("orders", "locked", "resolved", "debrief", "fire", ("openai",), ("mistral", "us"), ()),
    "turn": (0, 1, 2, 3, 99), "seat": ("openai", "mistral", "us", "eu", None),
    "role": ("seat:openai", "observer", "white_cell"), "reason": ("why", ""),
    "levers": ({"distil_effort": 0.2}, {"distil_effort": 7.0}, {"nothing": 1.0}, {}),
    "forecasts": (({"metric": "open_token_share", "low": 0, "high": 1},), ()),
    "text": ("hello",), "title": ("news",), "terms": ("peace",), "parties": (("openai", "us"),),
    "inject": ("private", "added-1"), "agreement": ("agreement-1",), "agree": (True, False),
    "effect": ({"name": "trust", "member": "us", "operation": "add", "value": 0.01},),
    "seconds": (60, 0), "paused": (True, False), "wanted": (True, False), "allowed": (True,),
    "stand_in": ("hold", "repeat"), "ruling": ("ruling-1",), "shows": ("state",),
    "secret": (True, False), "to_white_cell": (True, False)}
READS = ("view", "identify", "see_as", "seen", "export", "version", "explain", "preview", "chance",
         "fork", "ledger", "debrief", "without_rulings", "rerun", "import_bundle", "enter")
READ_LAST = ("chance", "fork", "preview")


def guess(dice: Dice, name: str) -> Any:
    """A value for a field: a likely one, or an odd one."""
    if dice.part() < 0.92 and name in FIELDS:
        return dice.choice(FIELDS[name])
    return dice.choice(ODD)


def some_command(dice: Dice) -> Any:
    """A command, or something that pretends to be one."""
    if dice.part() < 0.1:
        return dice.choice(ODD)
    kind = dice.choice(tuple(KINDS))
    fields = KINDS[kind].model_fields
    wanted = [n for n in fields if n != "kind" and (fields[n].is_required() or dice.part() < 0.5)]
    data = {"kind": kind, **{name: guess(dice, name) for name in wanted}}
    if dice.part() < 0.05:
        data[dice.choice(("extra", "kind", "by", "at"))] = dice.choice(ODD)
    if dice.part() < 0.1:
        return KINDS[kind].model_construct(**data)
    return data


class Attack:
    """A room with tokens of every role, some stale, some false."""

    def __init__(self, host: Host, tiny: Path, seed: int) -> None:
        self.host, self.dice, self.said = host, Dice(seed), Counter[str]()
        made = host.create(tiny, seed=1, people=("openai", "us"))
        self.session, self.master = made.session_id, made.master_code
        cell = host.enter(made.master_code, "cell").token
        view: Any = host.view(cell)
        self.codes = view.codes
        self.roles = {cell: "white_cell"}
        for role in ("seat:openai", "seat:us", "observer", "projector"):
            self.roles[host.enter(self.codes[role], f"device {role}").token] = role
        stale = host.enter(self.codes["seat:mistral"], "old").token
        host.enter(self.codes["seat:mistral"], "new", takeover=True)
        self.stale = stale
        self.roles[stale] = "seat:mistral"
        other = host.create(tiny, seed=2)
        self.other = host.enter(other.master_code, "another room").token
        self.tokens = (*self.roles, self.other, "", "x" * 43, made.session_id, cell[:-1],
                       f"{stale}.{made.master_code}", made.master_code, *ODD)
        self.before = [line.words for line in view.log]

    def call(self, work: Any, *arguments: Any) -> bool:
        """Whether a call was obeyed. Anything but a refusal in one line is a fault."""
        try:
            work(*arguments)
        except RefusedError as no:
            assert no.words
            assert "\n" not in no.words
            assert len(no.words) < 400, no.words
            assert not any(t in no.words for t in self.roles)
            assert self.master not in no.words
            self.said[no.cause] += 1
            return False
        self.said["obeyed"] += 1
        return True

    def command(self, number: int) -> None:
        known = self.dice.part() < 0.6
        token = self.dice.choice(tuple(self.roles) if known else self.tokens)
        command = some_command(self.dice)
        key = self.dice.choice((f"key {number}", f"key {number}", f"key {number % 50}", *ODD))
        before, turn, phase = self._position()
        if self.call(self.host.act, token, command, key):
            role = "white_cell" if token == self.other else self.roles[token]
            after = self._position()
            kind = command["kind"] if isinstance(command, dict) else command.kind
            assert role.partition(":")[0] in RIGHTS[KINDS[kind]]
            assert token != self.stale
            if token != self.other:
                assert after[0] <= before + 1
            if kind not in ("move_phase", "undo_turn"):
                assert after[1:] == (turn, phase)
        else:
            assert self._position() == (before, turn, phase)

    def read(self) -> None:
        name, dice = self.dice.choice(READS), self.dice
        token = dice.choice(self.tokens)
        words = [dice.choice(("open_token_share", "cash", 1, 2, "openai", {}, *ODD))
                 for _ in range(3)]
        call = getattr(self.host, name)
        counts = {"view": 0, "identify": 0, "seen": 0, "export": 0, "version": 0, "chance": 0,
                  "debrief": 0, "import_bundle": 0, "see_as": 1, "ledger": 1, "without_rulings": 1,
                  "preview": 1, "explain": 2, "enter": 1, "fork": 3}
        if name in READ_LAST and token in (*list(self.roles)[:1], self.other):
            return
        if name == "enter":
            self.call(lambda: call(token, *words[:1], address=f"address {dice.part()}"))
        elif name == "rerun":
            self.call(call, token, *words[:2], "open_token_share")
        else:
            self.call(call, token, *words[:counts[name]])

    def _position(self) -> tuple[int, int, str]:
        cell: Any = self.host.view(next(iter(self.roles)))
        return cell.room.version, cell.room.turn, cell.room.phase


def attacked(tiny: Path, folder: Path, calls: int, seed: int) -> Counter[str]:
    with closing(Host(f"sqlite:///{folder / 'sessions.db'}")) as host:
        attack = Attack(host, tiny, seed)
        for number in range(calls):
            if attack.dice.part() < 0.7:
                attack.command(number)
            else:
                attack.read()
        for found in verify_database(host.url):
            assert found.whole, found.words
    return attack.said


def test_fuzzed_calls_are_refused_in_a_line(tiny: Path, tmp_path: Path) -> None:
    said = attacked(tiny, tmp_path, 1500, 1)
    assert said["obeyed"] > 20
    assert {"credential", "content", "role", "phase", "missing"} <= set(said)


@pytest.mark.slow
def test_ten_thousand_fuzzed_calls_are_refused_in_a_line(tiny: Path, tmp_path: Path) -> None:
    assert sum(attacked(tiny, tmp_path, 10_000, 2).values()) > 9_000


def test_markup_is_kept_as_text_and_control_characters_are_not_kept(
        tiny: Path, tmp_path: Path) -> None:
    with closing(Host(f"sqlite:///{tmp_path / 'sessions.db'}")) as host:
        made = host.create(tiny, seed=1)
        cell = host.enter(made.master_code, "cell").token
        host.act(cell, c.SendMessage(text="<b>bold</b> & 'quoted' \u200f"), "1")
        view: Any = host.view(cell)
        assert view.messages[0].text == "<b>bold</b> & 'quoted' \u200f"
        for word in ("\x00", "a\x1b[2J", "\x7f"):
            with pytest.raises(RefusedError):
                host.act(cell, {"kind": "send_message", "text": word}, "2")  # type: ignore[arg-type]


def test_who_tries_codes_waits_and_others_do_not(tiny: Path, tmp_path: Path) -> None:
    now = [1000.0]
    with closing(Host(f"sqlite:///{tmp_path / 'sessions.db'}", lambda: now[0])) as host:
        made = host.create(tiny, seed=1)
        causes = []
        for number in range(40):
            with pytest.raises(RefusedError) as no:
                host.enter(f"AAAAA-{number:05d}-AAAAA-AAAAA", "device", "1.2.3.4")
            causes.append(no.value.cause)
        assert causes[0] == "credential"
        assert set(causes[20:]) == {"limit"}
        assert host.enter(made.master_code, "cell", "5.6.7.8").role == "white_cell"
        now[0] += 120
        assert host.enter(made.master_code, "cell", "1.2.3.4").role == "white_cell"
