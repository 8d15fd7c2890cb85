"""A heartbeat that comes as a page has just been drawn does not take the page's end away."""

from __future__ import annotations

from types import SimpleNamespace

from streamlit.runtime.app_session import AppSession, AppSessionState

from wargame.ui.last_words import hear_last_words, heard_out


class Loop:
    """A session with an event loop that is run by hand, and what became of it."""

    def __init__(self) -> None:
        self.waiting, self.heard, self.made = [], [], []
        self._scriptrunner = None
        self._state = AppSessionState.APP_IS_RUNNING

    def _call_soon_on_event_loop(self, callback) -> None:
        self.waiting.append(callback)

    def say(self, runner, words: str) -> None:
        """What a thread says is heard in the loop, if it is the present one by then."""
        self.waiting.append(
            lambda: self.heard.append(words) if runner is self._scriptrunner else None)

    def turn(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def runner(*, takes: bool = False):
    asked = []
    return SimpleNamespace(asked=asked, request_rerun=lambda data: asked.append(data) or takes)


def create(session: Loop, data) -> None:
    session._scriptrunner = runner(takes=True)
    session.made.append(data)


def wish(words: str, *, beat: bool = True):
    return SimpleNamespace(words=words, is_auto_rerun=beat)


def test_what_was_said_last_is_heard_before_another_takes_over():
    session, ended, beat = Loop(), runner(), wish("a heartbeat")
    session._scriptrunner = ended
    session.say(ended, "the end of the page")
    heard_out(create)(session, beat)
    assert session.made == []
    session.turn()
    assert session.heard == ["the end of the page"]
    assert session.made == [beat]


def test_two_wishes_at_the_end_make_one_thread_that_serves_both():
    session = Loop()
    session._scriptrunner = runner()
    first, second = wish("first"), wish("second", beat=False)
    for each in (first, second):
        heard_out(create)(session, each)
    session.turn()
    assert session.made == [first]
    assert session._scriptrunner.asked == [second]


def test_a_heartbeat_does_not_come_after_the_click_that_overtook_it():
    session = Loop()
    session._scriptrunner = runner()
    heard_out(create)(session, wish("a heartbeat"))
    session._scriptrunner = None
    heard_out(create)(session, wish("a click", beat=False))
    session.turn()
    assert [each.words for each in session.made] == ["a click"]
    assert session._scriptrunner.asked == []


def test_without_a_thread_there_is_nobody_to_hear_out():
    session, page = Loop(), wish("the first page", beat=False)
    heard_out(create)(session, page)
    assert session.made == [page]


def test_a_session_that_ends_meanwhile_draws_no_more():
    session = Loop()
    session._scriptrunner = runner()
    heard_out(create)(session, wish("late"))
    session._state = AppSessionState.SHUTDOWN_REQUESTED
    session.turn()
    assert session.made == []


def test_streamlit_s_sessions_hear_out_and_are_changed_once(monkeypatch):
    monkeypatch.setattr(AppSession, "_create_scriptrunner", AppSession._create_scriptrunner)
    hear_last_words()
    changed = AppSession._create_scriptrunner
    hear_last_words()
    assert AppSession._create_scriptrunner is changed
    assert changed.hears_out
    assert hasattr(AppSession, "_call_soon_on_event_loop")
