"""The facilitator's console in every phase: what it shows, and what each control asks for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from wargame.session.phase import MOVES
from wargame.session.projector_view import ActionView
from wargame.session.view import Timer
from wargame.session.white_cell_view import InjectView
from wargame.ui.parts.desk_order import desk_order
from wargame.ui.screens import console, console_fire
from wargame.ui.screens.console_injects import coming

PAGES = ("seats", "injects", "rulings", "talk", "room", "log")
HOSTILE = "**b** <img src=http://evil.example/x.png> ![x](http://evil.example/y.png) $x$ :red[r]"


@pytest.fixture
def desk(samples, screen_of):
    """The console at a moment: ``desk(turns, phase, page, change)``."""
    def make(turns: int = 1, phase: str = "orders", page: str = "", change=lambda view: view,
             accepted: bool = True):
        made = samples(turns, phase)
        shown = screen_of(console.show, change(made.white_cell()), made, accepted=accepted,
                          address="http://192.0.2.7:8501")
        return at(shown, page, phase) if page else shown

    return make


def count_behind(shown, name: str) -> int:
    """What a tab counts; the style sheet writes it behind the tab's name."""
    at = list(shown.test.segmented_control(key="console-view").options).index(name) + 1
    sheets = "".join(e.proto.body for e in shown.test.get("html"))
    return int(re.search(rf'nth-of-type\({at}\) p::after {{ content: " \((\d+)\)"', sheets)[1])


def at(shown, page: str, phase: str):
    """A page of the console: a tab in play, an entry of the menu when the game is over."""
    if phase not in ("debrief", "closed"):
        return shown.see("console-view", page)
    unfold(shown, "pop-game")
    if page == "debrief":
        return shown.click("act-to-debrief")
    return shown.click(f"act-game-{page}")


def unfold(page, key: str):
    """Open a drop-down, whose content is drawn only while it is open."""
    page.test.session_state[key] = True
    return page.run()


def next_button(page):
    """The one button that leads to the next phase, whichever that is."""
    return next(b for b in page.test.button if str(b.key).startswith("act-step-"))


def step(page):
    return page.click(next_button(page).key)


def kinds(page) -> list[str]:
    return [command.kind for command in page.acts if command is not None]


@pytest.mark.parametrize("phase", list(MOVES))
def test_every_page_can_be_drawn_in_every_phase(desk, phase):
    shown = desk(0 if phase == "lobby" else 1, phase)
    for page in PAGES:
        at(shown, page, phase)
    assert shown.acts == []


@pytest.mark.parametrize("phase", ["debrief", "closed"])
def test_when_the_game_is_over_there_is_one_row_of_tabs_and_a_menu(desk, phase):
    shown = desk(1, phase)
    (tabs,) = [c.key for c in shown.test.segmented_control if "view" in str(c.key)]
    assert tabs == "debrief-view"
    assert 'href="/file/report"' in shown.html and 'href="/file/bundle"' in shown.html
    assert not shown.has_button("act-to-debrief")
    at(shown, "log", phase)
    assert not [c.key for c in shown.test.segmented_control if "view" in str(c.key)]
    at(shown, "debrief", phase)
    assert 'href="/file/report"' in shown.html


def test_the_next_step_names_what_it_waits_for_and_cannot_be_pressed_before(desk):
    waits = ("Meta has no sealed order and nobody stands in.",)
    shown = desk(1, "locked", change=lambda v: replace(v, waits_for=waits))
    button = next_button(shown)
    assert button.disabled
    assert button.label == "Resolve turn 2"
    assert waits[0] in shown.words
    free = desk(1, "locked", change=lambda v: replace(v, waits_for=()))
    assert not next_button(free).disabled


def test_the_next_step_moves_the_phase_of_the_turn_that_is_shown_and_starts_the_clock(desk):
    shown = desk(1, "briefing", change=lambda v: replace(
        v, room=replace(v.room, minutes={"orders": 20.0})))
    step(shown)
    assert [(c.kind, getattr(c, "to", None), getattr(c, "turn", None)) for c in shown.acts] == [
        ("move_phase", "orders", 2), ("set_timer", None, None)]
    assert shown.acts[1].seconds == 1200


def test_the_clock_is_left_alone_where_the_facilitator_said_so(desk):
    shown = desk(1, "briefing", change=lambda v: replace(
        v, room=replace(v.room, minutes={"orders": 20.0})))
    unfold(shown, "pop-moves").test.toggle(key="rail-clocked").set_value(False)
    shown.run()
    step(shown)
    assert kinds(shown) == ["move_phase"]


def test_a_session_is_closed_by_a_second_click_only(desk):
    shown = desk(2, "debrief")
    step(shown)
    assert shown.acts == []
    assert "Close it for good?" in shown.words
    shown.click("act-not-closed")
    step(shown)
    shown.click("act-closed")
    assert [(c.kind, c.to) for c in shown.acts] == [("move_phase", "closed")]


def test_each_step_has_a_button_of_its_own(desk):
    assert next_button(desk(1, "orders")).key != next_button(desk(1, "locked")).key


def test_an_inject_that_was_held_is_recalled_when_its_time_comes(desk):
    def held(view):
        first = replace(view.injects[0], state="held", due=view.room.turn)
        return replace(view, injects=(first, *view.injects[1:]))

    shown = desk(1, "briefing", change=held)
    assert "its time has come (Injects): Chip shock." in shown.words
    assert count_behind(shown, "Injects") == 1
    assert "its time has come" not in desk(1, "briefing").words


def test_a_refused_step_starts_no_clock_and_leaves_the_page(desk):
    shown = desk(1, "briefing", accepted=False, change=lambda v: replace(
        v, room=replace(v.room, minutes={"orders": 20.0})))
    step(shown)
    assert kinds(shown) == ["move_phase"]


def test_locking_is_not_held_up_by_those_who_write_but_says_who_does(desk):
    shown = desk(1, "orders", change=lambda v: replace(v, waits_for=()))
    assert not next_button(shown).disabled
    assert "2 of 5 orders sealed; still writing: OpenAI, China and EU regulators." in shown.words


def test_all_that_are_missing_can_be_let_hold_with_one_click(desk):
    shown = desk(1, "locked", change=lambda v: replace(v, waits_for=("China is missing.",)))
    shown.click("act-hold-missing")
    assert [(c.seat, c.stand_in, c.lasts) for c in shown.acts] == [
        ("openai", "hold", "turn"), ("china", "hold", "turn"), ("eu_regulator", "hold", "turn")]


def test_a_free_action_that_nobody_judged_is_warned_of_before_the_turn_ends(desk):
    words = desk(1, "discussion").words
    assert ("2 free actions wait for a judgement (Rulings); once turn 2 is briefed it is too "
            "late.") in words


def test_a_free_action_of_the_last_turn_is_not_asked_about_once_it_can_change_nothing(desk):
    last = desk(1, "discussion", change=lambda v: replace(v, room=replace(v.room, turns=1)))
    assert "for a judgement" not in last.words
    assert "too late" not in last.words


def test_drafts_of_those_who_are_missing_can_be_taken_as_they_stand(desk):
    def one_draft(view):
        desks = tuple(replace(d, order=replace(
            d.order, state="draft" if d.sign.actor == "china" else "none")) for d in view.desks)
        return replace(view, desks=desks, waits_for=("China is missing.",))

    shown = desk(1, "locked", change=one_draft)
    shown.click("act-take-drafts")
    assert [(c.kind, c.seat) for c in shown.acts] == [("submit_order", "china")]


def test_a_turn_with_a_free_action_that_nobody_judged_asks_before_it_is_resolved(desk):
    def sealed(view):
        desks = tuple(replace(d, sign=replace(d.sign, ready=True)) for d in view.desks)
        action = replace(view.desks[0].order, state="sealed", free_action="A summit.")
        return replace(view, desks=desks, waits_for=("A free action is not judged.",),
                       free_actions=(action,))

    shown = desk(1, "locked", change=sealed)
    assert next_button(shown).disabled
    shown.click("act-unjudged")
    assert shown.acts[0].to == "resolved"
    assert shown.acts[0].reason


def test_the_lobby_says_who_is_missing(desk):
    def two_away(view):
        desks = tuple(replace(d, sign=replace(d.sign, state="free"))
                      if d.sign.actor in ("us", "meta") else d for d in view.desks)
        return replace(view, desks=desks)

    shown = desk(0, "lobby", change=two_away)
    assert "3 of 5 seats for people are taken; nobody yet for Meta and United States." in (
        shown.words)


def test_a_call_for_help_stands_first_and_is_counted_on_the_page(desk):
    shown = desk()
    words = shown.words
    assert words.index("asks for help") < words.index(">Meta<")
    assert count_behind(shown, "Seats and orders") == 3


def test_the_timer_is_paused_extended_and_taken_away(desk):
    shown = desk()
    for key in ("act-timer-pause", "act-timer-more", "act-timer-off"):
        shown.click(key)
    assert [(c.kind, getattr(c, "seconds", getattr(c, "paused", None))) for c in shown.acts] == [
        ("pause_timer", True), ("extend_timer", 60), ("set_timer", 0)]
    paused = desk(change=lambda v: replace(v, room=replace(
        v.room, timer=Timer(61.0, paused=True, now=1.0))))
    assert paused.test.button(key="act-timer-pause").label == "Go on"


def test_a_sealed_order_is_read_accepted_or_returned_with_a_reason(desk):
    shown = desk(1, "orders", "seats")
    assert "canary-meta: we want the room to follow" in shown.words
    assert "Who gets the weights of your new models" in shown.words
    shown.click("act-accept-meta")
    unfold(shown, "pop-return-meta")
    reason = next(t for t in shown.test.text_input if str(t.key).startswith("return-reason-2-meta"))
    reason.set_value("Say how you pay for it")
    shown.run()
    shown.click("act-return-meta")
    assert [(c.kind, c.turn, c.seat) for c in shown.acts] == [
        ("accept_order", 2, "meta"), ("return_order", 2, "meta")]
    assert shown.acts[1].reason == "Say how you pay for it"
    assert not shown.has_button("act-accept-china")


def test_a_stand_in_is_chosen_for_a_team_that_is_not_there(desk):
    shown = unfold(desk(1, "orders", "seats"), "pop-more-china")
    shown.test.radio(key="stand-in-china").set_value("strategy")
    shown.run()
    shown.test.selectbox(key="stand-in-strategy-china").set_value("hawkish")
    shown.run()
    shown.click("act-stand-in-china")
    assert shown.acts[0].model_dump() == {
        "kind": "set_stand_in", "seat": "china", "stand_in": "strategy", "strategy": "hawkish",
        "lasts": "game"}


def test_a_stand_in_is_for_this_turn_or_goes_on_and_the_card_says_which(desk):
    def standing(turn):
        return lambda v: replace(v, desks=tuple(replace(
            d, stand_in="hold", until_turn=turn) if d.sign.actor == "china" else d
            for d in v.desks))

    assert "stand-in: holds, until you change it" in desk(1, "orders", "seats", standing(0)).words
    shown = unfold(desk(1, "orders", "seats", standing(2)), "pop-more-china")
    assert "stand-in: holds, this turn only" in shown.words
    assert shown.test.radio(key="stand-in-lasts-china").value == "turn"
    shown.test.radio(key="stand-in-lasts-china").set_value("game")
    shown.run()
    shown.click("act-stand-in-china")
    assert (shown.acts[0].stand_in, shown.acts[0].lasts) == ("hold", "game")
    late = unfold(desk(1, "locked", "seats"), "pop-more-openai")
    late.test.radio(key="stand-in-openai").set_value("hold")
    assert late.run().test.radio(key="stand-in-lasts-openai").value == "turn"


def test_a_seat_is_freed_and_its_code_replaced(desk):
    shown = unfold(desk(1, "orders", "seats"), "pop-more-meta")
    shown.click("act-release-meta")
    unfold(shown, "pop-more-meta").click("act-reissue-meta")
    assert kinds(shown) == ["release_seat", "reissue_code"]
    assert shown.acts[1].role == "seat:meta"


def test_seeing_as_a_player_is_remembered_for_the_next_run(desk):
    shown = desk(1, "orders", "seats")
    shown.click("act-see-meta")
    assert shown.test.session_state["look-as"] == "meta"


def test_an_inject_is_fired_held_skipped_and_edited_with_its_effects_kept(desk, monkeypatch):
    shown = desk(1, "orders", "injects")
    shown.click("act-fire-chip_shock")
    assert shown.acts == []
    assert "the whole room will read it" in shown.words
    shown.click("act-fired-chip_shock")
    assert shown.acts == [], "the end of a double click has fired it"
    monkeypatch.setattr(console_fire, "TOO_SOON", 0.0)
    for key in ("act-fired-chip_shock", "act-hold-chip_shock", "act-skip-chip_shock"):
        shown.click(key)
    unfold(shown, "pop-edit-chip_shock")
    shown.test.text_input(key="edit-chip_shock-title").set_value("A larger shock")
    shown.run()
    shown.click("act-edit-chip_shock")
    assert [getattr(c, "to", None) for c in shown.acts[:3]] == ["fire", "hold", "skip"]
    assert shown.acts[3].title == "A larger shock"
    assert not shown.has_button("act-fire-leak")  # it has fired


def test_an_inject_is_not_fired_after_a_no_and_one_fired_by_hand_is_taken_back(desk):
    shown = desk(1, "orders", "injects", lambda view: replace(view, injects=(
        view.injects[0], replace(view.injects[1], revocable=True))))
    shown.click("act-fire-chip_shock").click("act-unasked-chip_shock")
    assert shown.acts == []
    assert shown.has_button("act-fire-chip_shock")
    shown.click("act-unfire-leak")
    assert [(c.inject, c.to) for c in shown.acts] == [("leak", "withdraw")]


def test_what_fires_by_itself_next_stands_first_and_what_fired_last():
    def one(name, state="waiting", **more):
        return InjectView(name, name, "", (), "by hand", (), state, **more)

    mixed = [one("hand"), one("late", due=4), one("fired", "fired", fired_turn=1, due=1),
             one("watch", watches=True), one("held", "held", due=3), one("next", due=2),
             one("newest", "fired", fired_turn=2)]
    assert [i.id for i in sorted(mixed, key=lambda i: coming(i, 1))] == [
        "next", "held", "late", "watch", "hand", "newest", "fired"]


def test_the_card_of_an_order_says_which_agreement_it_breaks(samples):
    view = samples(1, "orders").white_cell()
    broken = tuple(replace(d, breaks=("Breaks agreement 1 with Meta.",)) if at == 0 else d
                   for at, d in enumerate(view.desks))
    assert "Breaks agreement 1 with Meta." in str(desk_order(broken[0]))
    assert "Breaks" not in str(desk_order(broken[1]))


def test_no_inject_is_fired_before_the_game(desk):
    assert desk(0, "lobby", "injects").test.button(key="act-fire-chip_shock").disabled


def test_a_new_inject_goes_to_chosen_seats_with_an_effect(desk):
    shown = desk(1, "orders", "injects")
    shown.test.text_input(key="inject-title").set_value("Rumour")
    shown.test.text_area(key="inject-text").set_value("A lab is for sale.")
    shown.test.multiselect(key="inject-to").set_value(["us", "meta"])
    shown.test.selectbox(key="inject-effect-name").set_value("trust")
    shown.run()
    shown.test.selectbox(key="inject-effect-member-trust").set_value("china")
    shown.test.number_input(key="inject-effect-value-trust").set_value(25)  # percent
    shown.run()
    shown.click("act-add-inject")
    made = shown.acts[-1]
    assert (made.title, made.to) == ("Rumour", ("us", "meta"))
    assert made.effects[0].model_dump() == {
        "name": "trust", "member": "china", "operation": "set", "value": 0.25}
    assert shown.test.text_input(key="inject-title").value == ""


def test_an_effect_outside_its_range_stays_in_its_form_and_the_range_is_told(desk):
    shown = desk(1, "orders", "injects")
    shown.test.text_input(key="inject-title").set_value("Rumour")
    shown.test.text_area(key="inject-text").set_value("A lab is for sale.")
    shown.test.selectbox(key="inject-effect-name").set_value("trust")
    shown.run()
    assert "It can be from 0 % to 100 %. What buyers believe." in shown.words
    shown.test.selectbox(key="inject-effect-member-trust").set_value("china")
    shown.test.number_input(key="inject-effect-value-trust").set_value(-99999)
    shown.run()
    assert "Now 40 %; it can be from 0 % to 100 %." in shown.words
    shown.click("act-add-inject")
    assert shown.acts == []
    assert shown.test.number_input(key="inject-effect-value-trust").value == -99999


def test_effective_compute_is_set_and_multiplied_in_the_unit_of_the_card(desk):
    shown = desk(1, "orders", "rulings")
    shown.test.selectbox(key="rule-effect-name").set_value("capability")
    shown.run()
    ways = shown.test.segmented_control(key="rule-effect-operation")
    assert ways.options == ["Set to", "Multiply"]
    field = shown.test.number_input(key="rule-effect-value-capability")
    assert field.label == "Set to, in \u00d7 GPT-4"
    assert "It can be any number above 0." in shown.words
    assert "ln of" not in shown.words
    shown.test.selectbox(key="rule-effect-member-capability").set_value("meta")
    field.set_value(20)
    shown.test.text_input(key="rule-reason").set_value("The room knows better")
    shown.run()
    shown.click("act-rule")
    assert shown.acts[-1].effect.value == pytest.approx(2.9957, abs=1e-4)


def test_the_numbers_of_an_inject_are_edited_in_the_unit_of_its_card(desk):
    shown = unfold(desk(1, "orders", "injects"), "pop-edit-rival")
    fields = [shown.test.number_input(key=f"edit-rival-effect-{at}") for at in (0, 1)]
    assert [f.value for f in fields] == [18.1741, 10.0]
    assert fields[1].label.endswith("change by, in points")
    fields[1].set_value(25)
    shown.run()
    shown.click("act-edit-rival")
    kept = shown.acts[-1].effects
    assert [e.value for e in kept] == [2.9, 0.25]  # untouched ones keep their bits


@pytest.mark.parametrize(("typed", "kept"), [(5, [0.05]), (250, None)])
def test_an_effect_whose_number_is_emptied_is_left_out_and_a_wrong_one_is_refused(
        desk, typed, kept):
    shown = unfold(desk(1, "orders", "injects"), "pop-edit-rival")
    shown.test.number_input(key="edit-rival-effect-0").set_value(None)
    shown.test.number_input(key="edit-rival-effect-1").set_value(typed)
    shown.run()
    shown.click("act-edit-rival")
    made = [[e.value for e in c.effects] for c in shown.acts]
    assert made == ([kept] if kept else [])


def test_the_odds_of_a_free_action_follow_the_arguments_before_anything_is_thrown(desk):
    shown = desk(1, "locked", "rulings")
    assert "It works in 58 of 100 worlds." in shown.words
    shown.test.text_area(key="judge-2-meta-pros").set_value("Money\nGoodwill\n\nTime")
    shown.test.text_area(key="judge-2-meta-cons").set_value("Rivals laugh")
    shown.run()
    assert "3 for, 1 against: two dice +2 must reach 7. It works in 83 of 100 worlds." in (
        shown.words)
    assert shown.acts == []
    shown.click("act-judge-2-meta")
    made = shown.acts[0]
    assert (made.seat, made.pros, made.cons) == (
        "meta", ("Money", "Goodwill", "Time"), ("Rivals laugh",))


def test_the_room_reads_a_free_action_and_each_new_reason_once_it_is_shown(desk):
    shown = desk(1, "locked", "rulings")
    shown.test.text_area(key="judge-2-meta-pros").set_value("Money")
    shown.run()
    assert shown.acts == []
    shown.click("act-show-2-meta")
    assert (shown.acts[0].kind, shown.acts[0].pros) == ("show_action", ("Money",))

    def on_screen(view):
        return replace(view, on_screen=ActionView(2, "meta", "A summit", ("Money",), (), 1, 72))

    shown = desk(1, "locked", "rulings", change=on_screen)
    assert "The room reads it now" in shown.words and not shown.has_button("act-show-2-meta")
    shown.test.text_area(key="judge-2-meta-cons").set_value("Rivals laugh")
    shown.run()
    assert (shown.acts[0].kind, shown.acts[0].cons) == ("show_action", ("Rivals laugh",))
    shown.click("act-hide-2-meta")
    assert shown.acts[-1].kind == "hide_action"


def test_dice_that_were_thrown_can_be_shown_to_the_room_in_their_turn(desk):
    shown = desk(1, "discussion", "rulings")
    shown.click("act-show-roll-1-meta")
    assert (shown.acts[0].kind, shown.acts[0].turn) == ("show_action", 1)
    assert not desk(2, "orders", "rulings").has_button("act-show-roll-1-meta")


def test_no_dice_are_thrown_while_it_is_open_whose_quantity_changes(desk):
    shown = desk(1, "locked", "rulings")
    shown.test.selectbox(key="judge-effect-2-meta-name").set_value("trust")
    shown.run()
    assert shown.test.selectbox(key="judge-effect-2-meta-member-trust").value is None
    shown.click("act-judge-2-meta")
    assert kinds(shown) == []
    assert "Choose whose quantity changes." in shown.words
    shown.test.selectbox(key="judge-effect-2-meta-member-trust").set_value("*")
    shown.test.number_input(key="judge-effect-2-meta-value-trust").set_value(60)
    shown.run()
    shown.click("act-judge-2-meta")
    assert shown.acts[-1].effects[0].model_dump() == {
        "name": "trust", "member": None, "operation": "set", "value": 0.6}


def test_an_order_is_not_returned_without_a_reason(desk):
    shown = unfold(desk(1, "orders", "seats"), "pop-return-meta")
    shown.click("act-return-meta")
    assert kinds(shown) == []
    assert "Write the reason: the team reads it." in shown.words


def test_a_judgement_is_taken_back_until_it_has_taken_effect(desk):
    def judged(view):
        return replace(view, rolls=tuple(replace(r, revocable=at == 0)
                                         for at, r in enumerate(view.rolls)))

    shown = desk(1, "locked", "rulings", change=judged)
    found = [b.key for b in shown.test.button if b.key.startswith("act-unjudge-")]
    assert len(found) == 1
    shown.click(found[0])
    assert kinds(shown) == ["withdraw_judgement"]


def test_free_actions_are_not_judged_while_orders_are_open(desk):
    shown = desk(1, "orders", "rulings")
    assert not shown.has_button("act-judge-2-meta")
    assert "It is judged once orders are locked." in shown.words


def test_an_override_shows_where_the_model_stands_and_needs_a_number(desk):
    shown = desk(1, "orders", "rulings")
    shown.test.selectbox(key="rule-effect-name").set_value("demand_growth")
    shown.run()
    assert "Now 0.4 a year; it can be from 0.1 a year to 0.9 a year." in shown.words
    shown.click("act-rule")
    assert shown.acts == []
    assert "Write by how much it changes" in shown.words
    shown.test.number_input(key="rule-effect-value-demand_growth").set_value(0.5)
    shown.test.text_input(key="rule-reason").set_value("The room has evidence")
    shown.run()
    shown.click("act-rule")
    assert "Write the reason" not in shown.words
    assert (shown.acts[0].effect.value, shown.acts[0].reason) == (0.5, "The room has evidence")
    assert "The model had 0.51 a year; it became 0.40 a year." in shown.words


def test_a_message_goes_to_a_subset_and_the_field_is_emptied(desk):
    shown = desk(1, "orders", "talk")
    shown.test.multiselect(key="say-to").set_value(["us", "china"])
    shown.test.text_area(key="say-text").set_value("Meet at the window.")
    shown.run()
    shown.click("act-say")
    assert (shown.acts[0].to, shown.acts[0].text) == (("us", "china"), "Meet at the window.")
    assert shown.test.text_area(key="say-text").value == ""


def test_a_refused_message_stays_in_its_field(desk):
    shown = desk(1, "orders", "talk", accepted=False)
    shown.test.text_area(key="say-text").set_value("Meet at the window.")
    shown.run()
    shown.click("act-say")
    assert shown.test.text_area(key="say-text").value == "Meet at the window."


def test_breaches_of_agreements_are_shown_and_counted(desk):
    def broken(view):
        return replace(view, agreements=tuple(
            replace(a, breaches=("meta, turn 1: safety share was 4 %",)) if a.id == "a2" else a
            for a in view.agreements))

    shown = desk(1, "orders", "talk", broken)
    assert "Broken: meta, turn 1: safety share was 4 %" in shown.words
    assert count_behind(shown, "Talk") == 1


def test_the_room_page_shows_a_code_for_each_team_and_no_other(desk):
    shown = desk(0, "lobby", "room")
    for actor in ("us", "china", "meta", "openai", "eu_regulator"):
        assert f"CODE-{actor}" in shown.words
    assert shown.html.count('class="qr"') == 7  # five teams, projector, observer
    assert "MASTER" not in shown.html
    assert "http://192.0.2.7:8501/join" in shown.words


def test_without_the_master_code_the_room_page_says_how_to_see_the_codes(desk):
    shown = desk(0, "lobby", "room", lambda v: replace(v, codes={}))
    assert "Enter by the master code" in shown.words


def test_the_projector_follows_its_switch(desk):
    shown = desk(1, "resolved", "room")
    shown.test.radio(key="projector-shows").set_value("blank")
    shown.run()
    shown.test.radio(key="projector-shows").set_value("chart")
    shown.run()
    assert [(c.kind, c.shows) for c in shown.acts] == [
        ("set_projector", "blank"), ("set_projector", "chart")]


def test_previews_are_stopped_and_allowed(desk):
    shown = desk(1, "orders", "room")
    shown.click("act-previews")
    assert shown.acts[0].allowed is False


def test_a_note_is_written_by_one_field_and_the_field_is_emptied(desk):
    shown = desk()
    shown.test.text_input(key="rail-note").set_value("Meta split over the price")
    shown.run()
    assert [(c.kind, c.text) for c in shown.acts] == [("add_note", "Meta split over the price")]
    assert shown.test.text_input(key="rail-note").value == ""


def test_a_note_is_struck_out_by_choice(desk):
    shown = unfold(desk(1, "orders", "log"), "pop-strike")
    shown.click("act-strike")
    assert [(c.kind, c.note) for c in shown.acts] == [("strike_note", 1)]


def test_a_turn_is_taken_back_in_two_clicks(desk):
    shown = unfold(desk(1, "resolved"), "pop-undo")
    shown.click("act-undo-1")
    assert not shown.has_button("act-undo-1")  # the drop-down is folded again
    assert (shown.acts[0].kind, shown.acts[0].turn) == ("undo_turn", 1)
    assert shown.acts[0].reason
    assert not unfold(desk(0, "orders"), "pop-undo").has_button("act-undo-1")


def test_ending_early_carries_a_reason(desk):
    shown = unfold(desk(1, "discussion"), "pop-moves")
    shown.click("act-move-debrief")
    assert (shown.acts[0].to, shown.acts[0].reason) == ("debrief", "Time is up")


def test_faults_challenges_and_notes_stand_in_the_log(desk):
    words = desk(1, "orders", "log").words
    for part in ("divided by zero", "Open models catch up faster", "Meta split over the price.",
                 "the session was created"):
        assert part in words


def test_a_challenge_with_a_number_is_played_again_where_it_stands(desk):
    def challenge(view):
        one = replace(view.challenges[0], metric="open_token_share", parameter="adoption_lag",
                      value=4.0)
        return replace(view, challenges=(one, replace(one, number=2, value=3.0)))

    shown = desk(1, "discussion", "log", change=challenge)
    assert "It says adoption lag should be 54.6 ×, not 7.39 ×." in shown.words
    shown.click("act-challenged-1")
    assert shown.words.count("The same luck and the same orders of people") == 1
    assert re.search(r"With adoption lag at 54.6 × .*instead of", shown.words)
    assert not desk(0, "lobby", "log", change=challenge).has_button("act-challenged-1")


def test_the_playbooks_words_are_at_hand(desk):
    assert "Say who may speak to whom" in desk().words


def test_text_of_players_is_shown_literally_on_every_page(desk):
    def hostile(view):
        def order(each):
            return replace(each, reason=HOSTILE, free_action=HOSTILE, returned=HOSTILE)

        return replace(
            view, desks=tuple(replace(d, order=order(d.order)) for d in view.desks),
            free_actions=tuple(map(order, view.free_actions)),
            messages=tuple(replace(m, text=HOSTILE) for m in view.messages),
            notes=tuple(replace(n, text=HOSTILE) for n in view.notes),
            agreements=tuple(replace(a, terms=HOSTILE) for a in view.agreements),
            injects=tuple(replace(i, title=HOSTILE, text=HOSTILE) for i in view.injects),
            challenges=tuple(replace(c, text=HOSTILE) for c in view.challenges),
            rulings=tuple(replace(r, reason=HOSTILE, effect=HOSTILE) for r in view.rulings))

    shown = desk(1, "locked", change=hostile)
    for page in PAGES:
        shown.see("console-view", page)
        assert "<img src=http" not in shown.html
        if page != "room":
            assert "&lt;img src=http://evil.example/x.png&gt;" in shown.html
        for kind in ("markdown", "caption", "error", "warning", "info", "success"):
            assert not getattr(shown.test, kind)


def test_a_double_click_on_the_next_step_is_one_step(desk):
    shown = desk(1, "briefing")
    for _ in range(3):
        step(shown)
    assert kinds(shown) == ["move_phase"]
