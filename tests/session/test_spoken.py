"""What the white cell reads is said as people say it: effects, durations, who did what."""

from __future__ import annotations

import re
from typing import Any

import pytest

from wargame.session.command import (
    AddInject,
    AddNote,
    AnswerAgreement,
    ExtendTimer,
    ProposeAgreement,
    Rule,
    SetProjector,
    SetStandIn,
    SetTimer,
    SteerInject,
)
from wargame.session.content import EffectOn
from wargame.session.effects import quantity_of

SPOKEN = (
    ("capability", "deepseek", "add", 1.5,
     "DeepSeek's best model: 4.5 times more effective compute"),
    ("capability", "deepseek", "add", -1.5,
     "DeepSeek's best model: 4.5 times less effective compute"),
    ("algorithms", "deepseek", "add", 0.8,
     "Efficiency of DeepSeek's algorithms: 2.2 times more effective compute"),
    ("stringency", "us", "add", 0.05,
     "Stringency of United States' rules on open weights: up 5 points"),
    ("stringency", "us", "add", -0.01,
     "Stringency of United States' rules on open weights: down 1 point"),
    ("trust", None, "scale", 0.8, "Public trust in open models, everywhere: down by 20 per cent"),
    ("salience", "us", "add", 0.2, "Public attention to harm from AI in United States: up 0.2"),
    ("capital_climate", None, "set", 0.35, "Outside capital, against the boom: set to 35\u00a0%"),
    ("national_compute", "india", "add", 15000.0,
     "Accelerators installed in India: up 15,000 H100-equivalents"),
    ("cash", "meta", "add", -2.5, "Money Meta can draw on: down USD\u00a02.5 bn"),
    ("closed_convenience", None, "add", 0.5,
     "Pull of closed over open at equal quality, everywhere: 1.65 times as much"),
    ("chip_ceiling", None, "scale", 3.0, "Chip ceiling (shipments at which power and fabs stop "
     "their growth): multiplied by 3"),
)


@pytest.mark.parametrize(("name", "member", "operation", "value", "words"), SPOKEN)
def test_an_effect_is_said_in_words(room: Any, name: str, member: str | None, operation: str,
                                    value: float, words: str) -> None:
    room.act("white_cell", AddInject(title="T", text="t", to=(), effects=(
        EffectOn(name=name, member=member, operation=operation, value=value),)))
    assert room.view("white_cell").injects[-1].effects == (words,)


def test_no_effect_of_the_playbook_speaks_of_nats_or_of_you(room: Any) -> None:
    said = [e for i in room.view("white_cell").injects for e in i.effects]
    assert len(said) > 10
    assert not [e for e in said if re.search(r"\b(nat|you|your|moved by)\b", e, re.IGNORECASE)]


def test_whose_a_quantity_is_takes_the_place_of_your() -> None:
    assert quantity_of("What you can spend", "Meta") == "What Meta can spend"
    assert quantity_of("Your best model", "United States") == "United States' best model"
    assert quantity_of("Trust", "Meta") == "Trust of Meta"
    assert quantity_of("trust", "") == "Trust"


def test_the_log_names_people_times_and_headlines_and_no_ids(room: Any) -> None:
    room.act("white_cell", SetTimer(seconds=180))
    room.act("white_cell", ExtendTimer(seconds=60))
    room.act("white_cell", ExtendTimer(seconds=-90))
    room.act("white_cell", SteerInject(inject="minerals", to="hold"))
    room.host.enter(room.codes()["seat:meta"], "x-9-y", takeover=True)
    room.act("seat:openai", ProposeAgreement(terms="peace", parties=("meta", "openai")))
    room.move("briefing")
    room.act("white_cell", SetStandIn(seat="meta", stand_in="hold"))
    room.act("white_cell", SetProjector(shows="chart", metric="open_token_share"))
    room.act("white_cell", Rule(effect=EffectOn(
        name="trust", member="us", operation="add", value=0.1), reason="A good year."))
    view = room.view("white_cell")
    words = [line.words for line in view.log]
    titles = {i.id: i.title for i in view.injects}
    for said in (
            "Timer set to 3:00.", "Timer extended by 1:00.", "Timer cut by 1:30.",
            f"Inject held back: \u201c{titles['minerals']}\u201d", "A device took Meta's seat.",
            "Another device took Meta's seat over.", "A device came in as observer.",
            f"On to briefing, turn 1; fired: \u201c{titles['safety_order']}\u201d.",
            "Stand-in for Meta: its levers stay where they are.",
            "Projector shows a chart: Open share of tokens.",
            "Ruling: Public trust in open models in United States: up 10 points. A good year."):
        assert said in words
    raw = "|".join([*titles, "x-9-y", "device of", "open_token_share", "agreement-1"])
    assert not [w for w in words if re.search(rf"\b({raw})\b", w)]


def test_the_log_says_which_agreement_was_answered(room: Any) -> None:
    room.act("seat:openai", ProposeAgreement(terms="peace", parties=("meta", "openai")))
    room.act("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True))
    assert room.view("white_cell").log[-1].words == "Agrees to agreement\u00a01."


def test_a_ruling_says_what_the_model_had_in_the_units_of_the_room(room: Any) -> None:
    room.move("briefing")
    room.act("white_cell", Rule(effect=EffectOn(
        name="stringency", member="us", operation="set", value=0.5), reason="By vote."))
    room.move("orders")
    for seat in ("meta", "openai"):
        room.order(seat)
    room.move("locked")
    room.move("resolved")
    ruling = room.view("white_cell").rulings[0]
    assert ruling.became == (f"The model had {100 * ruling.model_value:.1f}\u00a0%; it became "
                             "50.0\u00a0%.")


def test_what_a_team_and_the_room_read_of_a_figure_has_no_logarithms_and_no_tests(
    room: Any,
) -> None:
    seen = room.view("seat:meta")
    first = [k for k in seen.knows if k.name in ("capability", "defection_pressure", "trust")]
    assert len(first) == 3
    jargon = re.compile(r"\bln\b|exp\(|hazard|HHI|holds (from|above|below|up|with)|^[PC]\d",
                        re.IGNORECASE)
    meant = [*(k.meaning for k in first), *(s.meaning for s in seen.room.series)]
    assert not [m for m in meant if jargon.search(m)]


def test_observers_are_told_apart_by_numbers_and_never_by_their_devices(room: Any) -> None:
    room.act("observer", AddNote(text="one"))
    assert [n.by for n in room.view("white_cell").notes] == ["observer"]
    room.enter("observer", "zz-other")
    room.act("observer", AddNote(text="two"))
    assert [n.by for n in room.view("white_cell").notes] == ["observer 1", "observer 2"]
