"""Projector and observer: the room without controls and secrets, and notes by one click."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from wargame.engine.attribution import Explanation
from wargame.session.command import AddNote
from wargame.session.phase import MOVES
from wargame.session.projector_view import ActionView
from wargame.session.view import Notice
from wargame.ui.screens import observer, projector
from wargame.ui.style_projector import PROJECTOR_SHEET
from wargame.ui.views import why
from wargame.ui.views.why import CauseBar

SHOWS = ("blank", "state", "happened", "chart", "claims", "join")


@pytest.fixture
def projected(projector_of, samples):
    def make(shows="state", turns=1, phase="resolved", change=lambda v: v):
        return projector_of(change(samples(turns, phase).projector(shows)))

    return make


@pytest.fixture
def projector_of(screen_of):
    def make(view):
        return screen_of(lambda view, _act, palette, **named: projector.show(
            view, palette, **named), view, address="http://192.168.8.10:8501/")

    return make


@pytest.mark.parametrize("phase", list(MOVES))
@pytest.mark.parametrize("shows", SHOWS)
def test_the_projector_has_no_controls_in_any_phase(projected, shows, phase):
    page = projected(shows, 0 if phase in ("lobby", "briefing") else 1, phase)
    assert not [e for kind in ("button", "selectbox", "slider", "text_input", "segmented_control")
                for e in getattr(page.test, kind)]
    assert "canary" not in page.html


def test_the_blank_projector_shows_no_word(projected):
    assert re.sub(r"<[^>]*>", "", projected("blank").html).strip() == ""


@pytest.mark.parametrize("shows", ["state", "join", "chart"])
def test_a_turn_that_was_taken_back_is_told_on_the_projector_until_it_is_played(projected, shows):
    def undone(view):
        told = Notice(view.room.turn, f"Turn {view.room.turn} was taken back", "A mis-click.",
                      "undo")
        return replace(view, room=replace(view.room, notices=(*view.room.notices, told)))

    assert "was taken back. A mis-click." in projected(shows, 1, "orders", undone).words
    assert "was taken back" not in projected(shows, 1, "resolved", undone).words


def test_the_state_of_the_world_is_at_most_three_numbers(projected):
    page = projected("state")
    assert page.html.count('class="value"') == 3
    assert "Is the open-model movement" in page.words


def test_what_happened_is_at_most_five_sentences(projected):
    page = projected("happened", change=lambda v: replace(
        v, room=replace(v.room, happened=tuple("abcdefg"))))
    assert page.html.count("<li>") == 4 and "<h1>a</h1>" in page.html


def test_the_finding_stands_with_its_reason_and_strategies_moves_are_left_out(screen_of, samples):
    made = samples(1, "resolved")
    view = made.projector("happened")
    told = ("Open share of tokens rose.", "Lag fell.", "Google moved Lobbying.", "Meta moved X.")
    view = replace(view, room=replace(view.room, happened=told))

    class Knowing:
        def explain(self, metric, turn):
            from wargame.engine.attribution import explain_turn

            return explain_turn(made.table, metric, turn)

    page = screen_of(lambda view, _act, ask, palette: projector.show(view, palette, ask=ask), view,
                     ask=Knowing())
    assert "Most of it came from what was under way already" in page.words
    assert "Meta moved X." in page.words and "Google" not in page.words


@pytest.mark.parametrize(("phase", "words"), [("resolved", "not yet: 2 of 4 signs"),
                                              ("debrief", "no: 2 of 4 signs")])
def test_claims_are_counted_signs_and_fail_at_the_end_only(projected, phase, words):
    page = projected("claims", 1, phase, lambda v: replace(v, claims=(
        ("P1", "It grows", "fails: 2 of 4 signs"),
        ("P2", "It stays", "nearly: 4 of 5 signs"),
        ("P3", "It hangs", "cannot be told from one game"),
        ("P4", "They mix", "holds"))))
    assert words in page.words and "one game cannot say" in page.words and "holds" in page.words
    assert ("nearly: 4 of 5 signs" in page.words) == (phase == "debrief")


def test_a_sentence_on_causes_leaves_out_what_weighs_little_and_keeps_headlines_whole():
    def bar(label, kind, amount):
        return CauseBar(label, "", kind, None, amount, f"{amount:+.1f} points")

    found = Explanation("x", "", "X", "share", "", 0.0, 3.0, (), (), 0.0, "", "", "", (), ())
    said = why._sentences(found, (bar("Under way already", "drift", 7.9),
                                  bar("Chance", "chance", -5.0), bar("A rumour", "effect", -2.0),
                                  bar("Ruling 2: It was said", "effect", 0.1)))
    assert said == ("Most of it came from what was under way already (+7.9 points).",
                    "Against it stood chance (-5.0 points) and “A rumour” (-2.0 points).")


ACTION = ActionView(1, "meta", "We <b>call</b> a summit", ("Money", "Goodwill", "Time", "Press"),
                    ("Rivals laugh",), 3, 92)


@pytest.mark.parametrize("shows", SHOWS)
def test_a_free_action_lies_over_every_picture_with_its_reasons_and_counted_worlds(projected,
                                                                                 shows):
    page = projected(shows, 1, "locked", lambda v: replace(v, action=ACTION))
    for words in ("Meta's free action", "For it: 4", "Against it: 1", "and 2 more",
                  "Two dice + 3 must reach 7: it works in 92 of 100 worlds."):
        assert words in page.words.replace("&#x27;", "'")
    assert "We &lt;b&gt;call" in page.html and page.html.count('class="works"') == 92
    assert "A die" not in page.html and not page.test.button


def test_the_dice_are_shown_with_what_they_came_to(projected):
    page = projected("state", 1, "locked", lambda v: replace(v, action=replace(
        ACTION, dice=(1, 2), net=-1, odds=42)))
    assert "A die shows 1" in page.html and "A die shows 2" in page.html
    assert "1 + 2 \u2212 1 = 2: " in page.words and "it fails" in page.words
    assert "It needed 7; that works in 42 of 100 worlds" in page.words


def test_a_chart_says_what_it_finds(projected):
    page = projected("chart", turns=3)
    assert "Open share of tokens rose from 9.7 %" in page.words
    assert len(page.charts()) == 1


def test_a_chart_of_a_metric_that_is_not_there_is_one_of_a_headline(projected):
    page = projected("chart", change=lambda v: replace(v, metric="no_such_metric"))
    assert "Open share of tokens" in page.words


def test_the_chain_s_head_and_the_promise_of_the_luck_stand_on_every_picture(projected):
    for shows in ("state", "happened", "chart", "claims"):
        page = projected(shows)
        assert "9f2c 41d0 7ab3 e558" in page.html
        assert "4b8f 1c2e" in page.html
    assert "seed 1" in projected("state", phase="debrief").html


def test_the_join_picture_names_who_is_missing_and_shows_no_code(projected):
    def one_free(view):
        seats = tuple(replace(s, state="free") if s.actor == "china" else s
                      for s in view.room.seats)
        return replace(view, room=replace(view.room, seats=seats))

    page = projected("join", 0, "lobby", one_free)
    assert "4 of 5 teams are here" in page.words and "not here yet" in page.words
    assert "http://192.168.8.10:8501/" in page.html and "data:image/svg" in page.html
    assert "CODE" not in page.html


def test_while_orders_are_written_the_room_sees_the_news_and_how_many_are_sealed(projected):
    def news(view):
        told = replace(view.room.notices[0], turn=view.room.turn)
        return replace(view, room=replace(view.room, notices=(told,)))

    page = projected("state", 1, "orders", news)
    assert "Chip shock" in page.words and "2 of 5 orders are sealed" in page.words
    assert "orders are sealed" not in projected("state", 1, "briefing", news).words
    assert 'class="value"' in projected("state", 1, "orders").html


def test_in_the_first_turn_without_news_the_room_sees_how_many_orders_are_sealed(projected):
    words = projected("join", 0, "orders").words
    assert "Is the open-model movement" in words and "2 of 5 orders are sealed" in words


def test_a_playbook_without_claims_has_a_chart_in_the_debrief(projected):
    page = projected("join", 2, "debrief", lambda v: replace(v, claims=()))
    assert len(page.charts()) == 1 and "makes no claims" not in page.words


@pytest.mark.parametrize("phase", list(MOVES))
@pytest.mark.parametrize("shows", SHOWS)
def test_the_room_is_never_called_you(projected, shows, phase):
    words = re.sub(r"<[^>]*>", " ", projected(shows, 0 if phase == "lobby" else 1, phase).words)
    assert not re.search(r"\b(you|your|yours)\b", words, re.IGNORECASE), words


def test_the_invitation_to_join_gives_way_to_the_phase(projected):
    assert "Join with the code" in projected("join", 0, "lobby").words
    assert "Is the open-model movement" in projected("join", 0, "briefing").words
    assert "Lag of open models fell" in projected("join", 1, "resolved").words


def test_no_text_of_the_projector_is_smaller_than_the_floor():
    rules = re.findall(r"\.wg \.big[^{]*\{[^}]*font-size: (\d+)px", PROJECTOR_SHEET)
    assert rules and all(int(size) >= 48 for size in rules)
    assert projector.TEXT >= 48


@pytest.fixture
def observed(screen_of, samples):
    def make(turns=1, phase="orders", accepted=True, change=lambda v: v):
        return screen_of(observer.show, change(samples(turns, phase).observer()),
                         accepted=accepted)

    return make


@pytest.mark.parametrize("phase", list(MOVES))
def test_an_observer_sees_the_room_in_every_phase_and_no_secret(observed, phase):
    page = observed(0 if phase in ("lobby", "briefing") else 1, phase)
    assert "canary" not in page.html
    assert all(b.disabled for b in page.test.button) == (phase == "closed")


def test_one_click_is_a_note_about_the_chosen_team(observed):
    page = observed()
    page.test.button_group(key="note-seat").set_value("meta") if hasattr(
        page.test, "button_group") else page.test.pills(key="note-seat").set_value("meta")
    page.run().click("act-quick-2")
    assert page.acts == [AddNote(text="Deal in the making", seat="meta")]


def test_a_written_note_is_kept_and_its_field_emptied_unless_it_was_refused(observed):
    page = observed()
    page.test.text_area(key="note-text").set_value("They whisper.")
    page.run().click("act-note")
    assert page.acts == [AddNote(text="They whisper.")]
    assert page.test.text_area(key="note-text").value == ""
    page = observed(accepted=False)
    page.test.text_area(key="note-text").set_value("They whisper.")
    page.run().click("act-note")
    assert page.test.text_area(key="note-text").value == "They whisper."


def test_an_observer_without_notes_is_told_what_they_are_for(observed):
    assert "No notes yet" in observed(change=lambda v: replace(v, notes=())).words
