"""Whole games in a browser: from the first page to the verdicts, on every size of screen."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.browser
VIEWS = ("Your orders", "What happened", "What may come", "Outcomes", "Why did it change?")


def test_a_game_as_meta_from_the_first_page_to_the_verdicts(visit):
    visitor = visit().open("?solo=1").sees("You live from advertising")
    visitor.click("Start the game").sees("You play Meta")
    visitor.choose("Closed: access only").sees("1 lever moved")
    visitor.click("Play the turn").sees("Who moved what, and why").sees("You moved 1 lever.")
    for turn in range(2, 7):
        visitor.click("Give orders").sees(f"Turn {turn} of 6")
        visitor.click("Play the turn")
    visitor.sees("The game is over").sees("cannot be told from one game")
    visitor.choose("Outcomes").sees("Open and closed coexist").sees("at least 50")
    visitor.choose("Why did it change?").sees("What caused it").sees("In its equation")
    visitor.page.locator(".katex").first.wait_for()
    visitor.page.locator("canvas.marks, svg.marks").first.wait_for()
    address = visitor.page.url
    visitor.page.reload()
    visitor.settle().sees("The game is over").sees("You played Meta, seed 1, 6 turns")
    assert visitor.page.url == address
    assert visitor.complaints == []


def test_the_download_is_json_without_what_only_its_owner_sees(visit):
    visitor = visit().open("?solo=1")
    visitor.seat("Watch: strategies play every seat").click("Start the game")
    visitor.click("Play to the end").sees("What now?")
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="Download this game").click()
    data = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert len(data["turns"]) == 6
    assert "distil_effort" not in json.dumps(data["turns"])
    assert visitor.complaints == []


def test_back_and_forward_of_the_browser_undo_and_redo_a_turn(visit):
    visitor = visit().open("?solo=1").click("Start the game")
    visitor.click("Play the turn").sees("Turn 2 of 6")
    visitor.page.go_back()
    visitor.settle().sees("Turn 1 of 6: July 2023")
    visitor.page.go_forward()
    visitor.settle().sees("Turn 2 of 6: July 2024")
    visitor.click("Undo").sees("Turn 1 was taken back").sees("Turn 1 of 6: July 2023")
    assert visitor.complaints == []


def test_a_double_click_plays_one_turn(visit):
    visitor = visit().open("?solo=1").click("Start the game")
    visitor.page.get_by_role("button", name="Play the turn", exact=True).dblclick()
    visitor.settle().sees("Turn 2 of 6: July 2024")
    visitor.page.wait_for_timeout(1500)
    visitor.sees("Turn 2 of 6: July 2024")


def test_a_new_view_begins_at_its_head(visit):
    visitor = visit("phone").open("?solo=1")
    visitor.click("Start the game").sees("You play Meta")
    visitor.page.wait_for_timeout(800)
    top = visitor.page.locator(".st-key-page").bounding_box()["y"]
    assert 0 <= top < 200


@pytest.mark.parametrize("size", ["projector", "laptop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_fits_its_screen_and_calls_no_other_host(visit, size, theme):
    visitor = visit(size, theme).open("?solo=1")
    _fits(visitor)
    visitor.seat("United States").click("Start the game")
    visitor.click("Play the turn")
    for view in VIEWS:
        visitor.choose(view)
        visitor.page.wait_for_timeout(400)
        _fits(visitor)
    assert visitor.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_text_of_the_main_button_can_be_read(visit, theme):
    visitor = visit(theme=theme).open("?solo=1")
    button = visitor.page.get_by_role("button", name="Start the game", exact=True)
    text, ground = button.evaluate(
        "b => [getComputedStyle(b.querySelector('p')).color, getComputedStyle(b).backgroundColor]")
    assert _contrast(_rgb(text), _rgb(ground)) >= 4.5


def test_buttons_that_act_are_large_enough_for_a_finger(visit):
    visitor = visit("phone").open("?solo=1").click("Start the game").click("Play the turn")
    for button in visitor.page.locator("[class*='st-key-act-'] button").all():
        if button.is_visible():
            assert button.bounding_box()["height"] >= 44


def test_a_page_that_nobody_touches_does_not_run_again(visit):
    visitor = visit().open("?solo=1").click("Start the game")
    runs = visitor.page.evaluate("""async () => {
        const app = document.querySelector('[data-testid=stApp]'); let runs = 0;
        const watch = new MutationObserver(() => {
            if (app.getAttribute('data-test-script-state') === 'running') runs += 1; });
        watch.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
        await new Promise(done => setTimeout(done, 8000)); return runs; }""")
    assert runs == 0


def _fits(visitor) -> None:
    wide, inner = visitor.page.evaluate(
        "() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= inner
    beyond = visitor.page.evaluate("""() => [...document.querySelectorAll('.wg *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1); }).length""")
    assert beyond == 0


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(float(part) for part in colour[colour.index("(") + 1:-1].split(",")[:3])


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    def light(colour: tuple[float, ...]) -> float:
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
                  for c in (part / 255 for part in colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
