"""Role packs: a page for each team, and an order on paper."""

from __future__ import annotations

import pytest

from wargame.engine.play import scenario_of
from wargame.reports.role_pack import role_pack
from wargame.session.facts import levers_of_kind
from wargame.session.levers import words_of


@pytest.fixture(scope="module")
def scenario():
    return scenario_of("long_view")


def test_each_team_of_the_playbook_has_its_page(scenario):
    page = role_pack(scenario)
    for actor in scenario.playbook.teams:
        assert f"<h1>{scenario.playbook.actor(actor).name}</h1>" in page
    assert page.count("Order, turn") == len(scenario.playbook.teams)


def test_a_page_has_brief_objectives_and_every_lever_in_plain_words(scenario):
    page = role_pack(scenario, ["meta"])
    spec = scenario.playbook.actor("meta")
    assert spec.brief in page and spec.objectives[0] in page
    for lever in levers_of_kind(scenario, "lab"):
        title = words_of(lever).title.replace("'", "&#39;")
        assert title in page
    assert "Only you see where it stands." in page


def test_a_page_holds_no_other_seat_s_objectives(scenario):
    page = role_pack(scenario, ["meta"])
    for spec in scenario.playbook.actors:
        if spec.id != "meta":
            assert not any(o in page for o in spec.objectives)


def test_fictional_names_hide_the_real_ones(scenario):
    page = role_pack(scenario, ["meta"], fictional=True)
    assert "<h1>Agora</h1>" in page and "<h1>Meta</h1>" not in page


def test_what_the_title_says_is_left_out_of_the_sentence_below_it(scenario):
    page = role_pack(scenario, ["meta"])
    assert "Who gets the weights of new models" not in page
    assert "Weights that are out spread by themselves and cannot be called back." in page
    assert "Research that goes into safety" in page
    assert "Share of research spend that goes to safety instead of capability." in page


def test_each_order_on_paper_begins_a_page_of_its_own(scenario):
    page = role_pack(scenario, ["meta", "us"])
    assert page.count('<section class="page">') == 4
    assert "body > .page:first-of-type { break-before: auto; }" in page
