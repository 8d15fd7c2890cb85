"""When something fails, people read what happened and what to do, never a traceback."""

from __future__ import annotations


def _broken(*_args, **_kwargs):
    raise RuntimeError("secret detail at line 7")


def test_a_screen_that_fails_says_that_the_game_is_safe(page_of, monkeypatch, caplog):
    page = page_of("meta", 1)
    monkeypatch.setattr("wargame.ui.screens.decide.order_fields", _broken)
    page.test.run()
    assert not page.test.exception
    assert "The game is safe" in page.html
    assert "secret detail" not in page.html
    assert "secret detail" in caplog.text
    monkeypatch.undo()
    page.click("act-trouble")
    assert "Take a seat" in page.html


def test_a_game_that_cannot_start_says_why(first_page, monkeypatch):
    from wargame.ui.games import GameError

    def refuse(_name):
        raise GameError("the equations do not fit together")

    monkeypatch.setattr("wargame.ui.state.game", refuse)
    page = first_page.click("act-start")
    assert "could not be started: the equations do not fit together" in page.words
