"""Every quantity that a room can see has a plain title, a unit in words and a sentence."""

from __future__ import annotations

import re

import pytest

from wargame.engine.play import load
from wargame.session import figures
from wargame.session.figures import figure_of
from wargame.session.meanings import meaning_of
from wargame.session.titles import parameter_figure, spelt, title_of, titled

#: What only readers of equations understand.
JARGON = re.compile(
    r"_|\bln\b|\blog\b|logarithm|logit|\bnats?\b|\bexp\b|xponentiat|\bHHI\b|Cournot|\b1 where|"
    r"\butility\b|; -?\d+ before|[Ll]og odds|elasticit|\btick\b|standard deviation", re.IGNORECASE)


@pytest.fixture(scope="module", params=["long_view", "open_rival"])
def quantities(request):
    """All quantities of a playbook's model: each may be an input of an equation on screen."""
    return dict(load(request.param).scenario.program.variables)


def test_no_title_is_the_bare_name_of_a_variable(quantities):
    bare = [n for n, v in quantities.items() if title_of(n, v).words.lower() == spelt(n)
            and v.label.lower() != spelt(n)]
    assert not bare


def test_titles_units_and_meanings_are_free_of_the_words_of_equations(quantities):
    for name, variable in quantities.items():
        title, meaning = title_of(name, variable), meaning_of(variable)
        assert not JARGON.search(title.words), name
        assert not JARGON.search(title.figure.unit), name
        assert not JARGON.search(meaning), (name, meaning)


def test_every_quantity_has_a_known_unit_and_a_sentence(quantities):
    for name, variable in quantities.items():
        assert figure_of(variable.unit).after != f" {variable.unit}" or variable.unit == "GB", name
        meaning = meaning_of(variable)
        assert len(meaning.split()) >= 2 and meaning[:1].isupper(), (name, meaning)


def test_titles_tell_quantities_of_one_owner_apart(quantities):
    """Two quantities share a title only where one is the other's metric or record."""
    seen: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for name, variable in quantities.items():
        seen.setdefault((variable.space, title_of(name, variable).words), []).append(name)
    twice = {frozenset(names) for names in seen.values() if len(names) > 1}
    assert twice <= {frozenset(pair) for pair in (
        ("token_volume", "tokens"), ("model_spending", "model_spend"),
        ("open_price", "open_price_level"), ("open_services", "open_services_revenue"),
        ("task_sufficiency_by_count", "sufficiency_by_count"),
        ("task_sufficiency_by_value", "sufficiency_by_value"))}


def test_a_view_gives_the_same_words_as_the_model(quantities):
    for name, variable in quantities.items():
        assert titled(name, variable.label, variable.unit) == title_of(name, variable)


def test_no_parameter_is_shown_in_units_of_equations():
    for parameter in load("long_view").scenario.program.parameters.values():
        unit = parameter_figure(parameter).unit
        assert not JARGON.search(unit), parameter.name


def test_a_logarithm_is_shown_as_a_multiple():
    assert figure_of("nat") is figures.GAP
    assert figure_of("nat").text(0.0) == "1.00\u00a0\u00d7"
