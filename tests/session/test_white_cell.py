"""The white cell's instruments: injects, rulings, throws, agreements that are watched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from wargame.playbook.load import bundled_playbooks
from wargame.session.command import (
    AddInject,
    AddNote,
    Adjudicate,
    AnswerAgreement,
    EditInject,
    ProposeAgreement,
    Rule,
    SteerInject,
    UndoTurn,
    WithdrawJudgement,
    WithdrawOrder,
    WithdrawRuling,
)
from wargame.session.content import Binding, EffectOn
from wargame.session.dice import odds, throw
from wargame.session.note_command import StrikeNote
from wargame.session.wording import turns_in_words

TRUST = EffectOn(name="trust", member="us", operation="add", value=-0.2)


def trust(room: Any) -> float:
    return next(k.values[-1] for r in room.view("seat:meta").rivals if r.actor == "us"
                for k in r.known if k.name == "trust")


def finish(room: Any) -> None:
    for seat in ("meta", "openai"):
        if room.view(f"seat:{seat}").order.state != "sealed":
            room.order(seat)
    room.move("locked")
    room.move("resolved")


@pytest.mark.parametrize(("net", "percent"), [(0, 58), (1, 72), (-1, 42), (2, 83), (9, 100)])
def test_odds_are_those_of_two_dice_against_seven(net: int, percent: int) -> None:
    assert odds(net) == percent


def test_dice_have_an_address_and_all_six_sides() -> None:
    thrown = [throw(seed, 0, "meta", 1) for seed in range(200)]
    assert {d for pair in thrown for d in pair} == {1, 2, 3, 4, 5, 6}
    assert throw(7, 4, "us", 2) == throw(7, 4, "us", 2)


def test_a_free_action_is_thrown_for_once_and_its_effect_enters_the_turn(orders: Any) -> None:
    orders.order("meta", free_action="We call a summit.")
    orders.order("openai")
    ask = Adjudicate(turn=1, seat="meta", pros=("a", "b", "c"), cons=("d",), effects=(TRUST,))
    assert orders.refuses("white_cell", ask).cause == "phase"
    assert [o.free_action for o in orders.view("white_cell").free_actions] == ["We call a summit."]
    orders.move("locked")
    orders.act("white_cell", ask)
    roll = orders.view("seat:meta").rolls[0]
    assert (roll.net, roll.odds) == (2, 83)
    assert roll.success == (sum(roll.dice) + 2 >= 7)
    assert orders.view("seat:openai").rolls == ()
    assert orders.view("white_cell").free_actions == ()
    assert "has been judged" in orders.refuses("white_cell", ask).words
    before = trust(orders)
    orders.move("resolved")
    causes = orders.host.explain(orders.tokens["white_cell"], "open_token_share", 1).causes
    assert "Free action of Meta, turn 1" in {c.label for c in causes}
    assert roll.success, "this seed's throw succeeds; another seed is needed"
    assert trust(orders) < before


def test_an_undone_turn_keeps_its_judgements_until_they_are_taken_back(orders: Any) -> None:
    orders.order("meta", free_action="We call a summit.")
    orders.order("openai")
    orders.move("locked")
    ask = Adjudicate(turn=1, seat="meta", pros=("a", "b", "c"), effects=(TRUST,))
    orders.act("white_cell", ask)
    judged = orders.view("white_cell").rolls
    assert judged[0].success
    orders.move("resolved")
    played = trust(orders)
    back = WithdrawJudgement(turn=1, seat="meta", reason="the wrong country")
    assert orders.refuses("white_cell", back).cause == "conflict"
    orders.act("white_cell", UndoTurn(turn=1, reason="again"))
    assert orders.view("white_cell").rolls == judged
    orders.move("locked")
    orders.move("resolved")
    assert trust(orders) == played
    orders.act("white_cell", UndoTurn(turn=1, reason="again"))
    orders.move("locked")
    orders.act("white_cell", back)
    assert orders.view("white_cell").rolls == ()
    assert "wrong country" in orders.view("white_cell").log[-1].words
    orders.act("white_cell", ask)
    assert orders.view("white_cell").rolls == judged
    assert orders.refuses("seat:meta", back).cause == "role"
    assert orders.refuses("white_cell", back.model_copy(update={"seat": "openai"})).cause == (
        "missing")


def test_a_turn_asks_about_free_actions_that_nobody_judged(orders: Any) -> None:
    orders.order("meta", free_action="We call a summit.")
    orders.order("openai")
    orders.move("locked")
    assert orders.view("white_cell").waits_for == (
        "The free action of Meta is not judged: judge it, or say why you go on without.",)
    assert "Meta" in orders.refused(lambda: orders.move("resolved")).words
    orders.move("resolved", "They talk it over first")
    assert [o.seat for o in orders.view("white_cell").free_actions] == ["meta"]
    assert "talk it over" in orders.view("white_cell").log[-1].words
    orders.act("white_cell", Adjudicate(turn=1, seat="meta"))


def test_another_free_action_is_judged_anew(orders: Any) -> None:
    orders.order("meta", free_action="We call a summit.")
    orders.move("locked")
    orders.act("white_cell", Adjudicate(turn=1, seat="meta", effects=(TRUST,)))
    orders.move("orders")
    orders.act("seat:meta", WithdrawOrder(turn=1))
    assert len(orders.view("white_cell").rolls) == 1
    orders.order("meta", free_action="We leave the summit.")
    assert orders.view("white_cell").rolls == ()


def test_a_ruling_keeps_the_models_value_beside_it_and_leaves_when_withdrawn(orders: Any) -> None:
    for _ in range(2):
        orders.act("white_cell", Rule(effect=TRUST, reason="the scandal"))
    orders.act("white_cell", WithdrawRuling(ruling="ruling-2", reason="once is enough"))
    finish(orders)
    first, second = orders.view("white_cell").rulings
    assert first.state == "in force"
    assert first.ruled_value == pytest.approx(first.model_value - 0.2)
    assert (second.state, second.model_value) == ("withdrawn", None)
    assert orders.refuses("white_cell", WithdrawRuling(ruling="ruling-1", reason="x")).cause == (
        "conflict")
    unknown = EffectOn(name="no_such", operation="set", value=1)
    assert orders.refuses("white_cell", Rule(effect=unknown, reason="x")).cause == "content"


def test_an_inject_is_written_edited_held_and_fired_by_hand(orders: Any) -> None:
    orders.act("white_cell", AddInject(title="Leak", text="Weights leak.", effects=(TRUST,)))
    orders.act("white_cell", SteerInject(inject="added-1", to="hold"))
    orders.act("white_cell", EditInject(inject="added-1", title="Big leak", text="All of them.",
                                        effects=(TRUST,)))
    assert not any("leak" in n.title for n in orders.view("seat:meta").notices)
    orders.act("white_cell", SteerInject(inject="added-1", to="fire"))
    assert any(n.title == "Big leak" for n in orders.view("projector").room.notices)
    again = SteerInject(inject="added-1", to="fire")
    assert orders.refuses("white_cell", again).cause == "conflict"
    before = trust(orders)
    finish(orders)
    assert trust(orders) < before - 0.05


def test_a_note_struck_out_leaves_every_view_and_the_others_keep_their_numbers(
        orders: Any) -> None:
    for text in ("ister was seen", "Meta split over the price"):
        orders.act("observer", AddNote(text=text))
    orders.act("white_cell", StrikeNote(note=1))
    for role in ("white_cell", "observer"):
        assert [(n.number, n.text) for n in orders.view(role).notes] == [
            (2, "Meta split over the price")]
    assert orders.view("white_cell").log[-1].words == "Note 1 struck out."
    assert orders.refuses("white_cell", StrikeNote(note=1)).cause == "conflict"
    assert orders.refuses("white_cell", StrikeNote(note=9)).cause == "missing"
    assert orders.refuses("seat:meta", StrikeNote(note=2)).cause == "role"
    assert b"ister was seen" in orders.host.export(orders.tokens["white_cell"])


def test_an_inject_fired_by_mistake_is_taken_back_until_its_turn_is_resolved_and_all_are_told(
        orders: Any) -> None:
    orders.act("white_cell", AddInject(title="Leak", text="Weights leak.", effects=(TRUST,)))
    back = SteerInject(inject="added-1", to="withdraw")
    assert orders.refuses("white_cell", back).cause == "conflict"
    before = trust(orders)
    orders.act("white_cell", SteerInject(inject="added-1", to="fire"))
    assert orders.view("white_cell").injects[-1].revocable
    orders.act("white_cell", back)
    view = orders.view("white_cell")
    assert (view.injects[-1].state, view.injects[-1].revocable) == ("waiting", False)
    for role in ("projector", "seat:meta", "observer"):
        told = orders.view(role).room.notices[-1]
        assert (told.kind, told.turn) == ("withdrawn", 1)
        assert "Leak" not in told.title + told.text
        assert not any(n.title == "Leak" for n in orders.view(role).room.notices)
    words = [line.words for line in view.log]
    assert any("fired" in w and "Leak" in w for w in words)
    assert any("taken back" in w and "Leak" in w for w in words)
    finish(orders)
    assert abs(trust(orders) - before) < 0.05


def test_only_those_who_had_read_an_inject_hear_that_it_is_taken_back(orders: Any) -> None:
    orders.act("white_cell", AddInject(title="Leak", text="Weights leak.", to=("meta",)))
    orders.act("white_cell", SteerInject(inject="added-1", to="fire"))
    orders.act("white_cell", SteerInject(inject="added-1", to="withdraw"))
    assert [n.kind for n in orders.view("seat:meta").notices][-1] == "withdrawn"
    for role in ("projector", "observer", "seat:openai"):
        assert not any(n.kind == "withdrawn" for n in orders.view(role).room.notices)
    assert not any(n.kind == "withdrawn" for n in orders.view("seat:openai").notices)


def test_an_inject_that_a_turn_was_played_with_or_that_came_by_itself_is_not_taken_back(
        orders: Any) -> None:
    orders.act("white_cell", AddInject(title="Leak", text="Weights leak.", effects=(TRUST,)))
    orders.act("white_cell", SteerInject(inject="added-1", to="fire"))
    finish(orders)
    back = SteerInject(inject="added-1", to="withdraw")
    assert "has been played with" in orders.refuses("white_cell", back).words


def test_injects_fire_on_their_turn_or_condition_unless_held_and_wait_again_after_undo(
        room: Any) -> None:
    injects = {i.id: i for i in room.view("white_cell").injects}
    timed = [i for i in injects.values() if i.when.startswith("turn ")]
    assert timed, "the playbook has no injects with a turn"
    first = min(timed, key=lambda i: int(i.when.split()[1]))
    turn = int(first.when.split()[1])
    other = next((i for i in timed if i.when == first.when and i is not first), None)
    if other is not None:
        room.act("white_cell", SteerInject(inject=other.id, to="hold"))
    for _ in range(turn - 1):
        room.play_turn()
        room.move("discussion")
    room.move("briefing")
    after = {i.id: i for i in room.view("white_cell").injects}
    assert (after[first.id].state, after[first.id].fired_turn) == ("fired", turn)
    if other is not None:
        assert after[other.id].state == "held"
    if turn > 1:
        room.act("white_cell", UndoTurn(turn=turn - 1, reason="again"))
        again = {i.id: i for i in room.view("white_cell").injects}
        assert again[first.id].state == "waiting"


def test_a_breach_is_flagged_to_the_white_cell_alone_until_the_debrief(orders: Any) -> None:
    orders.act("seat:meta", ProposeAgreement(
        terms="no price war", parties=("meta", "openai"), until_turn=2,
        binds=(Binding(seat="meta", lever="price_stance", low=0.9, high=1.1),)))
    assert orders.refuses("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True)
                          ).cause == "conflict"
    orders.act("seat:openai", AnswerAgreement(agreement="agreement-1", agree=True))
    orders.order("meta", {"price_stance": 1.5})
    finish(orders)
    flagged = orders.view("white_cell").agreements[0].breaches
    assert len(flagged) == 1
    assert flagged[0].startswith("Turn 1: Meta, ")
    assert orders.view("seat:openai").agreements[0].breaches == ()
    orders.move("debrief", "enough")
    assert orders.view("seat:openai").agreements[0].breaches == flagged


def test_a_promise_that_is_broken_turn_after_turn_is_told_once(room: Any) -> None:
    room.act("seat:meta", ProposeAgreement(
        terms="no price war", parties=("meta", "openai"),
        binds=(Binding(seat="meta", lever="price_stance", low=0.9, high=0.95),)))
    room.act("seat:openai", AnswerAgreement(agreement="agreement-1", agree=True))
    for _ in range(3):
        room.play_turn()
        room.move("discussion")
    told = room.view("white_cell").agreements[0].breaches
    assert len(told) == 1
    assert told[0].startswith("Turns 1 to 3: Meta, ")


@pytest.mark.parametrize(("turns", "words"), [
    ([2], "Turn 2"), ([1, 2], "Turns 1 and 2"), ([1, 2, 3], "Turns 1 to 3"),
    ([1, 3, 4], "Turns 1, 3 and 4")])
def test_turns_are_told_as_people_say_them(turns: list[int], words: str) -> None:
    assert turns_in_words(turns) == words


def test_an_agreement_binds_levers_that_its_parties_have(orders: Any) -> None:
    def refused(**bind: Any) -> str:
        return orders.refuses("seat:meta", ProposeAgreement(
            terms="t", parties=("meta", "openai"), binds=(Binding(**bind),))).words

    assert "binds its parties" in refused(seat="us", lever="revenue_cut", low=0, high=1)
    assert "no lever" in refused(seat="meta", lever="revenue_cut", low=0, high=1)
    assert "bind it to a part" in refused(seat="meta", lever="price_stance", low=9, high=8)


def test_an_inject_with_a_condition_fires_in_the_first_turn_that_begins_beyond_its_bound(
        make: Any, tmp_path: Path) -> None:
    text = bundled_playbooks()["long_view"].read_text(encoding="utf-8")
    start, rest = text.split("\ninjects:\n", 1)
    book = tmp_path / "conditional.yaml"
    book.write_text(start.replace("id: long_view", "id: conditional") + """
injects:
  - {id: sure, title: Sure, text: t, when: {metric: open_token_share, at_least: 0.0}}
  - {id: never, title: Never, text: t, to: [meta], when: {metric: open_token_share, at_least: 2.0}}
""" + rest[rest.index("\nsession:"):], encoding="utf-8")
    room = make(playbook=book)
    room.move("briefing")
    injects = {i.id: i for i in room.view("white_cell").injects}
    assert (injects["sure"].state, injects["sure"].fired_turn) == ("fired", 1)
    assert injects["never"].state == "waiting"
    assert injects["never"].when == "when open share of tokens is at or above 200\u00a0%"
    assert [n.title for n in room.view("observer").room.notices] == ["Sure"]


def test_any_past_turn_can_be_returned_to_and_later_orders_become_drafts(room: Any) -> None:
    for _ in range(3):
        room.play_turn()
        room.move("discussion")
    hashes = [line.words for line in room.view("white_cell").log if "resolved" in line.words]
    room.act("white_cell", UndoTurn(turn=1, reason="from the start"))
    assert room.refuses("white_cell", UndoTurn(turn=1, reason="again")).cause == "phase"
    room.move("locked")
    room.move("resolved")
    room.move("discussion")
    room.move("briefing")
    view = room.view("seat:meta")
    assert (view.room.turn, view.order.state, view.order.reason) == (2, "draft", "why meta")
    again = [line.words for line in room.view("white_cell").log if "resolved" in line.words]
    assert again[-1] == hashes[0]


def test_with_fictional_names_no_view_has_a_real_one(make: Any) -> None:
    room = make(fictional=True)
    room.play_turn()
    actors = [s.actor for s in room.view("observer").room.seats]
    assert "Agora" in repr(room.view("observer"))
    real = re.compile(r"\b(Meta|OpenAI|Anthropic|Mistral|DeepSeek|United Kingdom)\b")
    for role in room.tokens:
        assert not real.search(repr(room.view(role))), role
    assert len(actors) == len(set(actors))
