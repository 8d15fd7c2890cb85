"""The debrief: every part of it, for a seat and for the white cell, and when it is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from wargame.session.fork import fork
from wargame.session.refusal import RefusedError
from wargame.ui.screens import debrief, preview, team_orders
from wargame.ui.views.debriefed import forecasts, luck_words

PARTS = tuple(debrief.NAMES)


@pytest.fixture
def debriefed(screen_of, samples):
    def make(turns=2, phase="debrief", ask=None, part="timeline"):
        made = samples(turns, phase)
        page = screen_of(debrief.show, made.seat("meta"), made, ask=ask)
        return page if part == "timeline" else page.see(debrief.VIEW, part)

    return make


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("phase", ["debrief", "closed"])
def test_every_part_is_there(debriefed, part, phase):
    assert debriefed(1, phase, part=part).html


def test_the_timeline_tells_each_turn_with_its_injects_rulings_and_rolls(debriefed):
    words = debriefed().words
    assert words.count("Turn 1, ") == 1 and words.count("Turn 2, ") == 1
    for expected in ("A leak", "trust of us set to 0.4", "A summit of hosts",
                     "canary-us: because", "Free action: canary-meta: a summit"):
        assert expected in words


def test_forecasts_of_all_teams_are_counted_against_what_came(debriefed):
    words = debriefed(part="forecasts").words
    assert "ranges held what came" in words
    assert words.count("20.0 to 35.0 %") == 10


def test_luck_says_how_many_futures_end_otherwise(debriefed, asking):
    page = debriefed(part="luck")
    assert "of 40 futures (all orders held fixed)" in page.words
    assert len(page.charts()) == 4
    finding, counted = luck_words(asking(2).chance(), "open_token_share")
    assert finding.startswith("Open share of tokens ended at") and "Of 40 futures" in counted


def test_a_fork_is_played_and_counted_against_the_game_as_it_was(debriefed):
    page = debriefed(part="fork")
    page.test.selectbox(key="fork-lever-lab").set_value("research_share")
    page.run()
    page.test.slider(key="fork-to-research_share").set_value(10.0)
    page.run().click("act-fork")
    assert re.search("Had Meta only set \u201cFunds that go into research and training\u201d to "
                     r"10 % in turn 1, open share of tokens would typically have ended at "
                     r"[\d.]+ %, not [\d.]+ %: (lower|higher) in \d+ of 40 futures[.]", page.words)
    assert "of 40 worlds" in page.words and len(page.charts()) == 4
    for chart in page.charts():
        assert "As it was played" in chart.proto.spec
        assert "Other order: half and 9 in 10 futures" in chart.proto.spec


def test_a_fork_that_changes_nothing_says_so_in_one_sentence(screen_of, samples, asking):
    made = samples(2, "debrief")

    class Same(type(asking(2))):
        def fork(self, *_):
            return replace(fork(self.table, 1, {}, futures=40), swaps={1: {"meta": {}}})

    page = screen_of(debrief.show, made.seat("meta"), made, ask=Same(made))
    page.see(debrief.VIEW, "fork").click("act-fork")
    assert ("Had Meta held in turn 1, nothing would have changed, in any of 40 futures."
            in page.words) and not page.charts()


def test_a_fork_that_is_refused_says_why(screen_of, samples, asking):
    made = samples(2, "debrief")

    class Refusing(type(asking(2))):
        def fork(self, *_):
            raise RefusedError("phase", "Not now.")

    page = screen_of(debrief.show, made.seat("meta"), made, ask=Refusing(made))
    page.see(debrief.VIEW, "fork").click("act-fork")
    assert "Not now." in page.words


def test_the_ledger_adds_up_and_names_the_game_without_rulings(debriefed):
    words = debriefed(part="ledger").words
    for head in ("own course", "Orders", "Chance", "All turns"):
        assert head in words
    assert "rulings and dice it would have ended" in words


def test_broken_promises_and_all_messages_are_revealed(debriefed):
    words = debriefed(part="talk").words
    assert "2 agreements, 1 of them broken." in words
    assert "Broken: meta, turn 1: safety share was 4 %" in words
    assert "canary-openai: shall we meet" in words


def test_the_claims_stand_with_their_tests(debriefed):
    words = debriefed(part="claims").words
    assert "Open and closed coexist" in words and "cannot be told from one game" in words


def other_number(page):
    """The page with a number chosen that is not behind the figure that is explained."""
    lists = page.test.segmented_control(key="challenge-list-open_token_share")
    lists.set_value(lists.options[1])
    page.run()
    page.test.selectbox(key="challenge-which-open_token_share-others").set_value("compute_growth")
    return page


def test_the_numbers_behind_a_figure_are_offered_first_with_value_range_and_source(debriefed):
    page = debriefed(part="why")
    key = "challenge-which-open_token_share"
    near = page.test.selectbox(key=key).options
    assert near[0] == "none of them" and 5 < len(near) < 40
    assert not any("compute growth" in words.lower() for words in near)
    elasticity = next(words for words in near if words.startswith("Usage elasticity: "))
    assert " to " in elasticity and elasticity.count(";") >= 2
    lists = page.test.segmented_control(key="challenge-list-open_token_share")
    assert lists.options[0].startswith("Behind this") and lists.options[1].startswith("All others")
    lists.set_value(lists.options[1])
    page.run()
    others = page.test.selectbox(key=f"{key}-others").options
    assert len(others) > 150 and not set(others[1:]) & set(near[1:])


def test_a_challenged_number_is_changed_and_the_game_played_again(debriefed):
    page = other_number(debriefed(part="why"))
    page.run().click("act-rerun-open_token_share")
    assert "this disagreement does not matter" in page.words
    page.test.slider(key="challenge-value-compute_growth").set_value(
        page.test.slider(key="challenge-value-compute_growth").max)
    page.run().click("act-rerun-open_token_share")
    assert "With compute growth at" in page.words and "instead of" in page.words


def test_a_number_kept_as_a_logarithm_is_set_as_a_multiple_and_kept_as_the_model_has_it(debriefed):
    page = debriefed(part="why")
    page.test.selectbox(key="challenge-which-open_token_share").set_value("benchmark_noise")
    page.run()
    slider = page.test.slider(key="challenge-value-benchmark_noise")
    assert (slider.min, slider.max) == pytest.approx((1.22, 4.48), abs=0.01)
    page.test.text_input(key="challenge-text-open_token_share").set_value("Too sure.")
    page.run().click("act-challenge-open_token_share")
    assert page.acts[-1].value == 0.6
    page.test.slider(key="challenge-value-benchmark_noise").set_value(slider.max)
    page.test.text_input(key="challenge-text-open_token_share").set_value("Far too sure.")
    page.run().click("act-challenge-open_token_share")
    assert page.acts[-1].value == pytest.approx(1.5)


def test_a_team_cannot_play_the_game_again_before_the_debrief(screen_of, samples):
    from wargame.ui.screens import explain

    made = samples(1, "resolved")

    def show(view, act, ask, palette):
        explain.show(view.room, act, ask, palette, seat="meta")

    page = other_number(screen_of(show, made.seat("meta"), made))
    page.run()
    assert not page.has_button("act-rerun-open_token_share")
    assert page.has_button("act-challenge-open_token_share")


def test_challenges_of_the_game_stand_beside_the_explanations(debriefed):
    assert "Open models catch up faster than that." in debriefed(part="why").words


def test_report_and_data_can_be_taken_home(debriefed):
    html = debriefed().html
    assert 'href="/file/report"' in html and 'href="/file/bundle"' in html


def test_a_debrief_before_the_first_turn_says_so(debriefed):
    assert "Nothing to look back on yet" in debriefed(0, "lobby").words


def test_a_debrief_that_is_refused_says_why(debriefed):
    class Silent:
        def debrief(self):
            raise RefusedError("phase", "The whole game is shown in the debrief.")

    assert "The whole game is shown in the debrief." in debriefed(ask=Silent()).words


def test_seats_without_forecasts_are_left_out(asking):
    view = asking(1).debrief()
    bare = replace(view, turns=tuple(replace(t, seats=tuple(
        replace(s, forecasts=()) for s in t.seats)) for t in view.turns))
    assert len(forecasts(view)) == 5 and forecasts(bare) == ()


def test_a_preview_counts_worlds_and_asks_again_when_the_order_changes(screen_of, samples):
    made = samples(1, "orders")
    page = screen_of(team_orders.show, made.seat("meta"), made)
    page.click("act-preview-2")
    assert "of 40 worlds" in page.words and "40 worlds" in page.words
    page.test.session_state[preview.HELD] = (
        (*page.test.session_state[preview.HELD][0][:2], ()), "old")
    page.run()
    assert "compare again" in page.words


def test_previews_are_not_offered_where_the_white_cell_stopped_them(screen_of, samples):
    made = samples(1, "orders")
    view = made.seat("meta")
    view = replace(view, room=replace(view.room, previews=False))
    page = screen_of(team_orders.show, view, made)
    assert not page.has_button("act-preview-2")


def test_a_refused_preview_says_why(screen_of, samples):
    made = samples(1, "orders")

    class Refusing:
        def preview(self, _levers):
            raise RefusedError("phase", "Previews are stopped by the white cell.")

    page = screen_of(team_orders.show, made.seat("meta"), made, ask=Refusing())
    page.click("act-preview-2")
    assert "Previews are stopped by the white cell." in page.words


def test_a_claim_that_lacks_one_sign_is_nearly_there():
    from wargame.session.debrief_view import ClaimView
    from wargame.ui.parts.claim_list import claim_list

    tests = (("half is open", "48.0 %", "at least 50 %", False),)
    shown = str(claim_list([ClaimView("P2", "It lasts", "nearly: 4 of 5 signs",
                                      needs_batch=False, why="", tests=tests)]))
    assert "nearly: 4 of 5 signs" in shown and "warning" in shown and "bad" not in shown.split(
        "<table", maxsplit=1)[0]
