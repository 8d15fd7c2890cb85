"""`wargame explain`: causes and terms add up, and the equation is shown."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(scope="module")
def found(run) -> dict:
    """Why the open share of tokens changed in turn 2."""
    result = run("explain", "long_view", "--metric", "open_token_share", "--turn", 2, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_causes_add_up_to_the_change(found) -> None:
    assert sum(c["amount"] for c in found["causes"]) == pytest.approx(found["change"], abs=1e-9)
    assert {"drift", "chance", "orders", "interaction"} >= {c["kind"] for c in found["causes"]}


def test_terms_and_remainder_add_up_to_the_change(found) -> None:
    total = sum(t["amount"] for t in found["terms"]) + found["remainder"]
    assert total == pytest.approx(found["change"], abs=1e-9)
    assert all(t["source"] for t in found["terms"])


def test_the_equation_is_given_as_text_and_as_latex(found) -> None:
    assert found["equation"]["text"].startswith("open_token_share = ")
    assert found["equation"]["latex"].startswith(r"\mathrm{open")
    assert found["equation"]["source"]


def test_it_explains_the_game_that_play_shows(run, found) -> None:
    played = json.loads(run("play", "long_view", "--json").stdout)
    assert found["after"] == played["turns"][1]["after"]["open_token_share"]
    assert found["before"] == played["turns"][1]["before"]["open_token_share"]


def test_people_read_causes_terms_and_the_equation(run) -> None:
    text = run("explain", "long_view", "--metric", "open_token_share", "--turn", 2).stdout
    for words in ("July 2024 to June 2025", "Orders of", "Chance", "Remainder", "LaTeX:",
                  "Source:"):
        assert words in text


@pytest.mark.parametrize("name", ["capability", "release_cost"])
def test_a_variable_of_one_lab_can_be_explained(run, name) -> None:
    result = run("explain", "long_view", "--metric", name, "--member", "meta", "--turn", 1)
    assert result.exit_code == 0, result.stderr
    assert f"{name}" in result.stdout
