"""Long sessions of random steps: the machine's own moves, drawn evenly, hundreds in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from session_machine import DEVICES, ROLES, SEATS
from session_moves import PHASES, SessionMachine
from session_server import Dice

TEAMS = tuple(f"seat:{seat}" for seat in SEATS)
Step = Callable[[SessionMachine, Dice], Any]


def some(dice: Dice, most: int) -> tuple[str, ...]:
    """Up to so many seats."""
    return tuple(dict.fromkeys(dice.choice(SEATS) for _ in range(int(dice.part() * (most + 1)))))


def flip(dice: Dice) -> bool:
    return dice.part() < 0.5


def host(dice: Dice) -> int:
    return int(2 * dice.part())


#: Moves with their weights, by name.
STEPS: dict[str, tuple[int, Step]] = {
    "enter": (4, lambda m, d: m.enter_as(d.choice(ROLES), d.choice(DEVICES), host(d), flip(d))),
    "draft": (6, lambda m, d: m.draft(d.choice(TEAMS), d.choice(DEVICES), host(d), host(d),
                                      d.part() * 0.6, d.part() < 0.8, flip(d))),
    "seal": (4, lambda m, d: m.seal(d.choice(TEAMS), d.choice(DEVICES), host(d),
                                    d.choice(("submit", "submit", "withdraw")))),
    "all": (2, lambda m, d: m.all_order(host(d))),
    "judge": (2, lambda m, d: m.judge_order(d.choice(SEATS), host(d), flip(d))),
    "onward": (5, lambda m, d: m.onward(host(d), 1 + int(3 * d.part()))),
    "jump": (2, lambda m, d: m.jump(d.choice(PHASES[:-1]), int(3 * d.part()) - 1, d.choice(ROLES),
                                    host(d), flip(d))),
    "back": (1, lambda m, d: m.jump("orders", 0, "white_cell", host(d), True)),
    "undo": (2, lambda m, d: m.undo(1 + int(3 * d.part()), host(d), flip(d))),
    "timer": (2, lambda m, d: m.timer(d.choice(("set", "pause", "run", "extend")),
                                      int(900 * d.part()))),
    "stand in": (1, lambda m, d: m.stand_in(
        d.choice(SEATS), d.choice(("hold", "repeat", "strategy", "white_cell")), host(d))),
    "free": (2, lambda m, d: m.free_seat(d.choice(ROLES), d.choice(SEATS), host(d), flip(d))),
    "message": (6, lambda m, d: m.message(d.choice(ROLES), d.choice(DEVICES), some(d, 2), host(d),
                                          d.part() < 0.3)),
    "propose": (3, lambda m, d: m.propose(
        d.choice(ROLES), tuple(dict.fromkeys((*some(d, 1), *SEATS)))[:2 + host(d)], flip(d),
        host(d), 1 + int(3 * d.part()) if flip(d) else None)),
    "answer": (6, lambda m, d: m.answer(d.choice(ROLES), int(9 * d.part()), host(d),
                                        d.choice(("agree", "agree", "refuse", "end")))),
    "note": (3, lambda m, d: m.note(d.choice(ROLES), d.choice((None, *SEATS)), host(d), flip(d))),
    "inject": (3, lambda m, d: m.inject(some(d, 2), host(d), d.choice(("fire", "hold", "skip",
                                        "wait")), d.choice(("", "", "private", "public")))),
    "ruling": (3, lambda m, d: m.ruling(host(d), d.part() < 0.3, 1 + int(4 * d.part()))),
    "adjudicate": (3, lambda m, d: m.adjudicate(d.choice(SEATS), host(d))),
    "take home": (1, lambda m, d: m.take_home(d.choice(ROLES), host(d))),
    "ask": (4, lambda m, d: m.ask(d.choice(ROLES), host(d), int(4 * d.part()), d.choice(
        ("explain", "debrief", "ledger", "preview")))),
    "small": (2, lambda m, d: m.small(d.part() < 0.8, d.choice(ROLES), flip(d), host(d))),
    "race": (1, lambda m, d: m.race(d.choice(TEAMS))),
}
NAMES = tuple(name for name, (weight, _) in STEPS.items() for _ in range(weight))


def chaos(seed: int, steps: int) -> Counter[str]:
    """Play so many random steps, the laws holding after each; what was acknowledged, by kind."""
    dice, machine = Dice(seed), SessionMachine()
    done: list[str] = []
    machine.begin(seed % 4, seed % 3 - 1)
    try:
        for _ in range(steps):
            done.append(dice.choice(NAMES))
            STEPS[done[-1]][1](machine, dice)
            machine.laws_hold()
            if machine.state.phase == "closed":
                break
    except Exception as error:
        error.add_note(f"seed {seed}, after {len(done)} steps: {', '.join(done[-12:])}")
        raise
    finally:
        kinds = Counter(kind for _, kind in machine.laws.acknowledged.values())
        machine.teardown()
    return kinds
