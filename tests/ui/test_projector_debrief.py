"""The debrief on the big screen, and the white cell's buttons that put it there."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from time import perf_counter

import pytest

from wargame.session.phase import MOVES
from wargame.session.projector_view import LookedBack
from wargame.session.refusal import RefusedError
from wargame.ui.screens import (
    console,
    console_pages,
    debrief,
    projector,
    projector_debrief,
)
from wargame.ui.style_projector import PROJECTOR_SHEET

SHOWS = ("luck", "what_if", "ledger", "forecasts", "agreements")
YOU = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)


@pytest.fixture
def wall(screen_of, samples, asking_of):
    """The projector on a view of the debrief: ``wall("luck")``."""
    def make(shows, found=..., change=lambda v: v):
        made = samples(3, "debrief")
        ask = asking_of(made, shows, found)
        return screen_of(lambda view, _act, ask, palette: projector.show(view, palette, ask=ask),
                         change(made.projector(shows)), ask=ask)

    return make


@pytest.fixture
def asking_of(asking):
    def make(made, shows, found=...):
        class Looking(type(asking(2))):
            def looked_back(self):
                if isinstance(found, RefusedError):
                    raise found
                return super().looked_back(shows) if found is ... else found

        return Looking(made)

    return make


@pytest.mark.parametrize(("shows", "words"), [
    ("luck", "futures with the same orders"),
    ("what_if", r"Had Meta only set .* in turn 2, open share of tokens would typically have ended "
                r"at [\d.]+ %, not [\d.]+ %: lower in \d+ of 40 futures"),
    ("ledger", "Without rulings and dice it would have ended at"),
    ("forecasts", r"\d+ of 15 forecasts held what came"),
    ("agreements", "1 agreement: 0 kept, 1 broken")])
def test_each_view_is_one_finding_and_one_chart_or_one_table(wall, shows, words):
    page = wall(shows)
    assert re.search(words, page.words), page.words
    assert page.html.count("<h2>") == 1
    tables = sum(f'class="{name}"' in page.html for name in ("causes", "tally", "deals"))
    assert tables + len(page.charts()) == 1
    assert not [e for kind in ("button", "selectbox", "slider", "segmented_control")
                for e in getattr(page.test, kind)]
    assert not YOU.search(re.sub(r"<[^>]*>", " ", page.words))


@pytest.mark.parametrize("shows", ["luck", "what_if"])
def test_charts_name_their_line_and_bands_in_letters_for_a_room(wall, shows):
    spec = wall(shows).charts()[0].proto.spec
    assert "As it was played" in spec and "9 in 10 futures" in spec
    assert {int(n) for n in re.findall(r'"(?:label|title|)[fF]ontSize": ?(\d+)', spec)} == {
        projector_debrief.TEXT}
    assert projector_debrief.TEXT >= 48


def test_while_it_is_worked_out_the_room_is_told_so(wall):
    page = wall("luck", None)
    assert projector_debrief.WAITING in page.words and not page.charts()


def test_a_refusal_is_a_sentence_and_no_fault(wall):
    assert "Not before the debrief." in wall("ledger", RefusedError(
        "phase", "Not before the debrief.")).words


def test_a_fork_that_changes_nothing_is_told_in_a_sentence(wall, asking_of, samples):
    made = samples(3, "debrief")
    fork = asking_of(made, "what_if").looked_back().fork
    same = replace(fork, as_swapped=fork.as_played)
    page = wall("what_if", LookedBack("open_token_share", fork=same))
    assert "nothing would have changed, in any of 40 futures." in page.words
    assert not page.charts()


def test_the_ledger_s_bars_add_up_to_the_change(wall):
    page = wall("ledger")
    parts = [float(n.replace("\u2212", "-")) for n in
             re.findall(r'amount">([+\u2212][\d.]+)', page.html)]
    first, last = re.search(r"rose from ([\d.]+) % to ([\d.]+) %", page.words).groups()
    assert sum(parts) == pytest.approx(float(last) - float(first), abs=0.06 * len(parts))


@pytest.mark.parametrize("shows", ["forecasts", "agreements"])
def test_more_than_fits_is_counted_and_long_words_are_cut(wall, shows):
    def many(view):
        long = tuple(replace(view.agreements[-1], id=f"a{n}", terms="word " * 200,
                             breaches=("Turn 1: " + "broke it " * 60,)) for n in range(9)) if (
            view.agreements) else ()
        actors = [s.actor for s in view.room.seats]
        forecasts = tuple((turn, actor, view.forecasts[0][2]) for actor in actors
                          for turn in (1, 2, 3)) if view.forecasts else ()
        return replace(view, agreements=long, forecasts=forecasts)

    page = wall(shows, change=many)
    assert re.search(r"and \d+ more", page.words)
    assert page.html.count("<li>") <= 8
    assert len(page.words) < 12_000


def test_no_forecast_and_no_agreement_are_said(wall):
    assert "No team wrote down" in wall("forecasts", change=lambda v: replace(
        v, forecasts=())).words
    assert "No agreement was made." in wall("agreements", change=lambda v: replace(
        v, agreements=())).words


def test_everything_of_it_is_large(wall):
    used = set()
    for shows in SHOWS:
        used |= set(re.findall(r'class="([^"]+)"', wall(shows).html))
    assert "big finding" in used
    sizes = re.findall(r"\.wg \.big[^{]*\{[^}]*font-size: (\d+)px", PROJECTOR_SHEET)
    assert sizes and min(map(int, sizes)) >= 48


@pytest.mark.parametrize(("part", "shows"), [
    ("luck", "luck"), ("ledger", "ledger"), ("forecasts", "forecasts"), ("talk", "agreements"),
    ("claims", "claims")])
def test_the_white_cell_puts_the_part_it_looks_at_on_the_projector(screen_of, samples, part,
                                                                  shows):
    made = samples(2, "debrief")
    page = screen_of(debrief.show, made.white_cell(), made)
    page.see(debrief.VIEW, part).click(f"act-project-{part}")
    assert (page.acts[0].kind, page.acts[0].shows) == ("set_projector", shows)
    assert page.acts[0].metric == ("open_token_share" if part == "ledger" else None)
    for role in ("seat", "closed"):
        view = made.seat("meta") if role == "seat" else samples(2, "closed").white_cell()
        other = screen_of(debrief.show, view, made).see(debrief.VIEW, part)
        assert not other.has_button(f"act-project-{part}")


def test_a_fork_goes_to_the_projector_when_it_was_played_and_each_later_one_too(screen_of,
                                                                               samples):
    made = samples(2, "debrief")
    page = screen_of(debrief.show, made.white_cell(), made).see(debrief.VIEW, "fork")
    assert not page.has_button("act-project-fork")
    page.click("act-fork").run()
    page.click("act-project-fork")
    asked = page.acts[0].other
    assert (page.acts[0].shows, asked.turn, dict(asked.levers)) == ("what_if", 1, {})
    page = screen_of(debrief.show, made.white_cell(projector="what_if"), made)
    page.see(debrief.VIEW, "fork").click("act-fork")
    assert [c.other.turn for c in page.acts] == [1]


@pytest.fixture
def room_page(screen_of, samples):
    """The console's page of room and screens, in a phase."""
    def make(phase, accepted=True):
        made = samples(0 if phase == "lobby" else 1, phase)
        page = screen_of(console.show, made.white_cell(), made, accepted=accepted,
                         address="http://192.0.2.7:8501")
        if phase not in ("debrief", "closed"):
            return page.see("console-view", "room")
        page.test.session_state[console_pages.GAME] = "room"
        page.run()
        return page

    return make


@pytest.mark.parametrize("phase", list(MOVES))
def test_the_room_s_choice_offers_the_debrief_only_in_it(room_page, phase):
    options = room_page(phase).test.radio(key="projector-shows").options
    assert ("Luck or decision?" in options) == (phase in ("debrief", "closed"))


def test_a_choice_that_is_refused_falls_back_to_what_is_shown(room_page):
    page = room_page("debrief", accepted=False)
    page.test.radio(key="projector-shows").set_value("what_if")
    page.run()
    assert page.test.radio(key="projector-shows").value == "state"


@pytest.mark.slow
@pytest.mark.parametrize("shows", [*SHOWS, "state", "happened", "chart", "claims"])
def test_a_picture_that_was_worked_out_is_drawn_within_150_milliseconds(wall, asking_of, samples,
                                                                       shows):
    """The median of nine, with a thousand futures."""
    made = samples(3, "debrief")
    asking = asking_of(made, shows)
    type(asking).FUTURES = 1000
    page = wall(shows, asking.looked_back())
    times = []
    for _ in range(9):
        begun = perf_counter()
        page.run()
        times.append(perf_counter() - begun)
    assert median(times) <= 0.15
