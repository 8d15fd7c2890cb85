"""What one seat writes reaches nobody else before it may."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from wargame.session.command import (
    AddInject,
    AddNote,
    Adjudicate,
    AnswerAgreement,
    EndAgreement,
    ProposeAgreement,
    ReturnOrder,
    Rule,
    SaveDraft,
    SendMessage,
    SteerInject,
    SubmitOrder,
)
from wargame.session.content import EffectOn, Forecast
from wargame.session.injects import told_to

ROLES = ("seat:openai", "seat:mistral", "observer", "projector")


def leaks(room: Any, word: str, roles: tuple[str, ...] = ROLES) -> list[str]:
    return [role for role in roles if word in repr(room.view(role))]


def test_nothing_that_a_team_writes_is_seen_by_others_before_it_may(make: Any) -> (
        None):
    room = make(people=("meta", "openai", "mistral"))
    room.move("briefing")
    room.move("orders")
    room.act("seat:meta", SaveDraft(
        turn=1, levers={"distil_effort": 0.123456}, reason="canary-reason",
        forecasts=(Forecast(metric="open_token_share", low=0.111111, high=0.222222),),
        free_action="canary-free"))
    room.act("seat:meta", SendMessage(to=("openai",), text="canary-message"))
    room.act("seat:meta", SendMessage(to_white_cell=True, text="canary-cell"))
    room.act("seat:meta", ProposeAgreement(terms="canary-terms", parties=("meta", "openai")))
    room.act("white_cell", AddInject(title="canary-inject", text="canary-text", to=("meta",)))
    room.act("white_cell", SteerInject(inject="added-1", to="fire"))
    room.act("white_cell", AddNote(text="canary-note", seat="meta"))
    room.act("white_cell", Rule(effect=EffectOn(name="trust", member="us", operation="add",
                                                value=-0.05), reason="canary-ruling"))
    room.act("seat:meta", SubmitOrder(turn=1))
    for word in ("canary-reason", "canary-free", "0.123456", "0.111111", "canary-cell",
                 "canary-inject", "canary-text", "canary-note", "canary-ruling"):
        assert leaks(room, word) == [], word
        assert word in repr(room.view("white_cell"))
    for word in ("canary-message", "canary-terms"):
        assert leaks(room, word) == ["seat:openai"]
    for command in (AnswerAgreement(agreement="agreement-1", agree=True),
                    EndAgreement(agreement="agreement-1", reason="no")):
        no = room.refuses("seat:mistral", command)
        assert no.words == "There is no agreement “agreement-1”."
    room.order("openai")
    room.order("mistral")
    room.move("locked")
    room.act("white_cell", Adjudicate(turn=1, seat="meta", pros=("canary-pro",)))
    room.move("resolved")
    for word in ("canary-reason", "canary-free", "canary-pro", "0.123456", "canary-ruling"):
        assert leaks(room, word) == [], word
    assert "0.123456" in repr(room.view("seat:meta"))
    assert leaks(room, "canary-terms") == ["seat:openai"]
    assert room.refused(lambda: room.host.export(room.tokens["seat:openai"])).cause == "phase"
    room.move("debrief", "it is late")
    for word in ("canary-message", "canary-terms", "canary-free"):
        assert leaks(room, word, ROLES[:2]) == list(ROLES[:2])
    public = json.loads(room.host.export(room.tokens["seat:openai"]))
    assert public["seed"] == 5
    assert "canary-message" in json.dumps(public)
    assert "distil_effort" not in json.dumps(public)


def test_an_open_agreement_is_known_to_all_once_it_is_in_force(room: Any) -> None:
    room.act("seat:meta", ProposeAgreement(terms="open terms", parties=("meta", "openai"),
                                           secret=False))
    room.enter("seat:us")
    assert room.view("seat:us").agreements == ()
    room.act("seat:openai", AnswerAgreement(agreement="agreement-1", agree=True))
    assert room.view("seat:us").agreements[0].state == "in force"


def test_a_returned_order_keeps_its_versions_and_its_reason_stays_with_the_seat(orders: Any) -> (
        None):
    orders.order("meta", {"price_stance": 1.5})
    with pytest.raises(ValidationError):
        ReturnOrder(turn=1, seat="meta", reason=" ")
    orders.act("white_cell", ReturnOrder(turn=1, seat="meta", reason="canary: say more"))
    order = orders.view("seat:meta").order
    assert (order.state, order.returned) == ("returned", "canary: say more")
    assert leaks(orders, "canary", ("seat:openai", "observer", "projector")) == []
    orders.order("meta", {"price_stance": 1.25})
    order = orders.view("white_cell").desks[0].order
    assert order.state == "sealed"
    assert order.version == 2
    assert [e.levers for e in order.earlier] == [{"price_stance": 1.5}]


def test_no_view_holds_the_seed_or_a_code_that_it_should_not(room: Any) -> None:
    codes = room.codes()
    for role in ("seat:meta", "observer", "projector"):
        text = repr(room.view(role))
        assert room.master not in text
        assert not any(code in text for code in codes.values())
        assert room.host.view(room.tokens[role]).room.seed == ""
    assert room.view("white_cell").codes["seat:meta"] == codes["seat:meta"]


def test_the_white_cell_looks_on_as_a_seat_once_a_phase_in_the_log(room: Any) -> None:
    before = room.host.version(room.session)
    view = room.host.see_as(room.tokens["white_cell"], "meta")
    assert view == room.host.see_as(room.tokens["white_cell"], "meta")
    assert view.seat.actor == "meta"
    assert view.read_only.startswith("The white cell looks on")
    assert room.host.version(room.session) == before + 1
    no = room.refused(lambda: room.host.see_as(room.tokens["seat:openai"], "meta"))
    assert no.cause == "role"
    no = room.refused(lambda: room.host.see_as(room.tokens["white_cell"], "nobody"))
    assert no.cause == "missing"


def test_an_order_that_only_its_owner_sees_has_no_line_of_its_own_in_others_explanations(
        orders: Any) -> None:
    orders.order("meta", {"distil_effort": 1.0})
    orders.order("openai")
    orders.move("locked")
    orders.move("resolved")

    def told(role: str) -> Any:
        return orders.host.explain(orders.tokens[role], "open_token_share", 1)

    whole = told("white_cell")
    assert any(c.actor == "meta" and c.amount for c in whole.causes)
    for role in ("seat:openai", "observer", "projector"):
        found = told(role)
        assert not any(c.actor == "meta" for c in found.causes), role
        assert found.words == ()
        for parts in ("causes", "terms"):
            assert sum(p.amount for p in getattr(found, parts)) == pytest.approx(
                sum(p.amount for p in getattr(whole, parts)))
    assert any(c.actor == "meta" for c in told("seat:meta").causes)
    for odd in (None, [], {}, "no_such", 7):
        assert orders.refused(lambda odd=odd: orders.host.explain(
            orders.tokens["observer"], odd, 1)).words
        assert orders.refused(lambda odd=odd: orders.host.explain(
            orders.tokens["observer"], "open_token_share", odd)).words
        assert orders.refused(lambda odd=odd: orders.host.fork(
            orders.tokens["white_cell"], odd, odd, odd)).words


def test_previews_know_of_injects_that_the_seat_was_told_of(orders: Any) -> None:
    effects = (EffectOn(name="trust", member="us", operation="add", value=-0.05),)
    for number, to in enumerate(((), ("meta",), ("openai",)), 1):
        orders.act("white_cell", AddInject(title="Same title", text="t", to=to, effects=effects))
        orders.act("white_cell", SteerInject(inject=f"added-{number}", to="fire"))
    for seat in ("meta", "openai"):
        orders.order(seat)
    orders.move("locked")
    orders.move("resolved")
    orders.move("briefing")
    live = orders.host._known(orders.tokens["white_cell"])[1]
    own = [e for e in told_to(live.state, "meta")[0] if e.label == "Same title"]
    assert len(own) == 2
    assert len([e for e in told_to(live.state, "us")[0] if e.label == "Same title"]) == 1
    found = orders.host.preview(orders.tokens["seat:meta"], {"price_stance": 1.1})
    assert found.futures >= 1000
    assert found.beliefs.seen.told == told_to(live.state, "meta")
    no = orders.refused(lambda: orders.host.preview(
        orders.tokens["seat:meta"], {"price_stance": 1e9}))
    assert "is from" in no.words


def test_messages_are_numbered_as_their_reader_sees_them(room: Any) -> None:
    room.act("seat:meta", SendMessage(to_white_cell=True, text="one"))
    room.act("seat:meta", SendMessage(text="two"))
    assert [m.number for m in room.view("seat:openai").messages] == [1]
    assert [m.number for m in room.view("white_cell").messages] == [1, 2]


def test_a_role_that_writes_too_much_leaves_room_for_the_others(
        room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.session.messages.MOST_MESSAGES", 2)
    for _ in range(2):
        room.act("seat:meta", SendMessage(text="more"))
    assert room.refuses("seat:meta", SendMessage(text="more")).cause == "limit"
    room.act("seat:openai", SendMessage(text="less"))


def test_an_explanation_names_nothing_that_the_white_cell_has_not_told(room: Any) -> None:
    effect = EffectOn(name="trust", member="us", operation="add", value=-0.2)
    room.move("briefing")
    room.move("orders")
    room.act("white_cell", Rule(effect=effect, reason="canary-ruling"))
    for title, to in (("canary-private", ("meta",)), ("open news", ())):
        room.act("white_cell", AddInject(title=title, text="text", to=to, effects=(effect,)))
    for number in (1, 2):
        room.act("white_cell", SteerInject(inject=f"added-{number}", to="fire"))
    room.order("meta", free_action="canary-free")
    room.order("openai")
    room.move("locked")
    room.act("white_cell", Adjudicate(turn=1, seat="meta", pros=("a",) * 6, effects=(effect,)))
    room.move("resolved")
    whole = room.host.explain(room.tokens["white_cell"], "open_token_share", 1)
    labels = {c.label for c in whole.causes}
    assert {"Ruling 1: canary-ruling", "canary-private", "open news"} <= labels
    for role, titles in (("seat:openai", {"open news"}), ("observer", {"open news"}),
                         ("seat:meta", {"open news", "canary-private"})):
        found = room.host.explain(room.tokens[role], "open_token_share", 1)
        assert sum(c.amount for c in found.causes) == pytest.approx(
            sum(c.amount for c in whole.causes))
        named = {c.label for c in found.causes if c.kind == "inject"}
        assert named & {"open news", "canary-private"} == titles, role
        assert "canary-ruling" not in repr(vars(found))
        assert ("Free action of Meta" in repr(vars(found))) == (role == "seat:meta")
        assert "What the white cell has not told" in repr(vars(found))


def test_explanations_name_only_effects_that_their_reader_was_told_of(orders: Any) -> None:
    effects = (EffectOn(name="trust", member="us", operation="add", value=-0.2),)
    for number, (title, to) in enumerate(
            (("Open news", ()), ("Secret news", ("meta",)), ("Twice", ()), ("Twice", ("meta",))),
            1):
        orders.act("white_cell", AddInject(title=title, text="t", to=to, effects=effects))
        orders.act("white_cell", SteerInject(inject=f"added-{number}", to="fire"))
    orders.act("white_cell", Rule(effect=EffectOn(name="trust", member="eu", operation="add",
                                                  value=-0.1), reason="canary-ruling"))
    for seat in ("meta", "openai"):
        orders.order(seat)
    orders.move("locked")
    orders.move("resolved")

    def told(role: str) -> Any:
        return orders.host.explain(orders.tokens[role], "open_token_share", 1)

    whole = told("white_cell")
    assert "canary-ruling" in repr(vars(whole))
    for role, secret in (("seat:meta", True), ("seat:openai", False), ("observer", False)):
        found = told(role)
        assert "canary-ruling" not in repr(vars(found)), role
        assert "Open news" in repr(vars(found)), role
        assert ("Secret news" in repr(vars(found))) == secret, role
        assert ("Twice" in repr(vars(found))) == secret, role
        assert sum(c.amount for c in found.causes) == pytest.approx(
            sum(c.amount for c in whole.causes))
    own = orders.host.explain(orders.tokens["white_cell"], "open_token_share", 1)
    assert own == whole
