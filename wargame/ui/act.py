"""The only way in which a page changes anything."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import streamlit as st
from pydantic import ValidationError

from wargame.session.command import Command
from wargame.session.refusal import RefusedError
from wargame.ui.host import SessionHost
from wargame.ui.telling import hush, tell

log = logging.getLogger("wargame.ui")
DONE = "acted"
#: The same request again within so many seconds is the same intent: a double click.
WINDOW = 0.8
#: Commands whose outcome stands on the page in the next moment.
QUIET = frozenset({"save_draft", "set_timer", "pause_timer", "extend_timer", "set_projector",
                   "set_stand_in", "set_previews"})
WORST = ("The session could not be reached. Nothing was changed; try again, and reload the page "
         "if it happens twice.")


class Intent(NamedTuple):
    """The last command of a kind that this page sent: by which drawing, when, and its number."""

    digest: str
    key: str
    drawn: str
    when: float
    number: int


class Acting:
    """Sends a page's commands; made anew each time the page is drawn.

    The key of a command comes from the page's drawing and the command's content, so a click that
    arrives twice, on whichever way, changes things once.
    """

    def __init__(self, host: SessionHost, token: str, drawn: str) -> None:
        self._host, self._token, self._drawn = host, token, drawn

    def __call__(self, wanted: Command | Callable[[], Command | None]) -> bool:
        """Send a command, or what a function makes of the page's fields; whether it was accepted.

        Meant for callbacks of widgets. A refusal is told at the foot of the window; what was done
        is told in the page's head, unless the page shows it anyhow.
        """
        try:
            command = wanted if isinstance(wanted, Command) else wanted()
            if command is None:
                return False
            quiet = getattr(command, "kind", "") in QUIET
            hush(good=not quiet)
            key = self._key(command)
            receipt = self._host.act(self._token, command, key)
        except ValidationError as error:
            tell(_in_words(error))
            return False
        except RefusedError as no:
            tell(no.words)
            return False
        except Exception:
            log.exception("a command failed")
            tell(WORST)
            return False
        words = str(getattr(receipt, "message", "") or "")
        if words and not quiet:
            tell(words, good=True)
        return True

    def _key(self, command: Command) -> str:
        """The key of an intent: the same command again at once, or from the same page, is one.

        A command of the same kind in between makes it another intent: whoever moves a lever to
        and fro means the last move.
        """
        content = f"{type(command).__name__} {command.model_dump_json()}"
        digest = hashlib.sha256(content.encode()).hexdigest()[:24]
        now = datetime.now(UTC).timestamp()
        done: dict[tuple[str, str], Intent] = st.session_state.setdefault(DONE, {})
        what = type(command).__name__, str(getattr(command, "seat", ""))
        last = done.get(what)
        again = last is not None and last.digest == digest and (
            last.drawn == self._drawn or now - last.when <= WINDOW)
        number = 0 if last is None else last.number + (not again)
        key = last.key if last and again else f"{self._drawn}-{digest}-{number}"
        done[what] = Intent(digest, key, self._drawn, now, number)
        return key


#: Fields that a page calls otherwise than the command does.
_CALLED = {"title": "Headline", "to": "To", "pros": "Reasons why it should work",
           "cons": "Reasons why it should not"}
_PLURAL = ("terms", "parties", "effects", "pros", "cons", "binds", "forecasts", "levers")
_PLURALS = {"is": "are", "holds": "hold", "names": "name"}
_TYPES = {
    "string_too_long": "is too long", "string_too_short": "is empty",
    "string_pattern_mismatch": "holds signs that cannot be shown", "missing": "is missing",
    "too_short": "names too few", "too_long": "names too many",
    "finite_number": "is not a number", "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
}


def _in_words(error: ValidationError) -> str:
    first: Any = error.errors(include_url=False)[0]
    where = str(next((part for part in first["loc"] if isinstance(part, str)), "something"))
    field = _CALLED.get(where, where.replace("_", " ").capitalize())
    fault = _TYPES.get(first["type"], "is not as it should be")
    if where in _PLURAL:
        verb, _, rest = fault.partition(" ")
        fault = f"{_PLURALS.get(verb, verb)} {rest}"
    return f"{field} {fault}. Nothing was changed."
