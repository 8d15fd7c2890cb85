"""Pictures of every screen, for people to look at: ``python tests/journeys/screenshots.py OUT``.

A whole session is walked; at each phase every role is pictured on projector, laptop and phone, in
light and dark. ``--only laptop-light`` takes one size and theme.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from hall import TEAMS, Device, Hall

from wargame.session.command import (
    AddNote,
    AnswerAgreement,
    AskForHelp,
    ProposeAgreement,
    SendMessage,
    SetProjector,
    SetTimer,
)

SIZES = ("laptop", "phone", "projector")
THEMES = ("light", "dark")
CONSOLE = ("Seats and orders", "Injects", "Rulings", "Talk", "What happened", "Room and screens",
           "Debrief", "Log")
TEAM = ("What we know", "Our orders", "Talk", "What happened", "Debrief")
DEBRIEF = ("Timeline", "Forecasts", "Luck or decision?", "What if?", "Promises",
           "Ledger", "Why?", "The claims")


class Album:
    """A hall and the folder that its pictures go to."""

    def __init__(self, hall: Hall, out: Path, wanted: str) -> None:
        self.hall, self.out, self.wanted = hall, out, wanted
        self.tokens = {role: hall.host.enter(hall.codes[role], f"album {role}").token
                       for role in (*(f"seat:{a}" for a in TEAMS), "observer")}
        self.done = 0

    def act(self, role: str, command) -> None:
        token = self.hall.token if role == "white_cell" else self.tokens[role]
        self.done += 1
        self.hall.host.act(token, command, f"album {self.done}")

    def devices(self, role: str):
        """The role on every size and in every theme that is wanted."""
        for size in SIZES:
            for theme in THEMES:
                name = f"{size}-{theme}"
                if self.wanted in ("", name) and (role != "projector" or size == "projector"):
                    device = Device(self.hall.chromium, self.hall.server, size, theme)
                    yield name, device
                    device.close()

    def shoot(self, role: str, moment: str, views=()) -> None:
        """Picture a role now, on the view that is open and on those named, where they are."""
        for name, device in self.devices(role):
            device.page.context.add_cookies([{
                "name": "wargame_token", "value": self.token(role),
                "url": self.hall.server.address}])
            device.page.goto(self.hall.server.address)
            device.page.locator(".version").first.wait_for(state="attached")
            self.picture(device, f"{moment}-{role.replace('seat:', '')}-{name}")
            for view in views:
                choice = device.page.get_by_role("radio", name=view)
                menu = device.page.get_by_role("button", name="The game")
                if not choice.count() and menu.count():
                    menu.first.click()
                    device.settle()
                    choice = device.page.get_by_role("button", name=view)
                if choice.count():
                    choice.first.click(force=True)
                    slug = view.lower().strip("?").replace(" ", "_")
                    self.picture(device, f"{moment}-{role.replace('seat:', '')}-{slug}-{name}")

    def picture(self, device: Device, name: str) -> None:
        device.settle()
        device.page.wait_for_timeout(700)
        device.page.evaluate("() => document.fonts.ready")
        device.page.screenshot(path=self.out / f"{name}.png")

    def token(self, role: str) -> str:
        if role == "projector":
            return self.hall.host.enter(self.hall.codes["projector"], "album projector").token
        return self.hall.token if role == "white_cell" else self.tokens[role]

    def show(self, shows: str, metric: str | None = None) -> None:
        self.act("white_cell", SetProjector(shows=shows, metric=metric))

    def outside(self) -> None:
        """The pages of a device that holds no seat."""
        for name, device in self.devices("outside"):
            for path, words in (("", "start"), ("?solo=1", "solo"), ("join", "join"),
                                ("join/WRONG", "refused")):
                device.page.goto(self.hall.server.address + path)
                device.page.wait_for_timeout(2500 if path in ("", "?solo=1") else 300)
                device.page.screenshot(path=self.out / f"0-{words}-{name}.png")


def walk(album: Album) -> None:
    """The whole session."""
    hall = album.hall
    album.outside()
    album.shoot("white_cell", "1-lobby", CONSOLE)
    album.shoot("seat:meta", "1-lobby", TEAM)
    album.shoot("projector", "1-lobby")
    hall.move("briefing", 0)
    hall.move("orders", 1)
    album.act("white_cell", SetTimer(seconds=900))
    album.act("seat:meta", SendMessage(to=("openai",), text="Shall we meet at the window?"))
    album.act("seat:china", AskForHelp(wanted=True))
    album.act("seat:us", ProposeAgreement(terms="No embargo while weights stay open.",
                                          parties=("us", "meta")))
    album.act("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True))
    album.act("observer", AddNote(text="Meta split over the price.", seat="meta"))
    for actor in ("meta", "us", "openai"):
        draft(album, actor, 1)
    album.shoot("white_cell", "2-orders", CONSOLE)
    album.shoot("seat:openai", "2-orders", TEAM)
    album.shoot("seat:china", "2-orders", ("Our orders",))
    album.shoot("observer", "2-orders")
    for actor in ("china", "eu_regulator"):
        draft(album, actor, 1)
    hall.move("locked", 1)
    album.shoot("white_cell", "3-locked", ("Rulings",))
    hall.move("resolved", 1, "They talk it over first")
    album.shoot("white_cell", "4-resolved", CONSOLE)
    album.shoot("seat:meta", "4-resolved", TEAM)
    for shows in ("state", "happened", "chart", "claims"):
        album.show(shows, "open_token_share" if shows == "chart" else None)
        album.shoot("projector", f"4-resolved-{shows}")
    hall.move("discussion", 1)
    hall.move("debrief", 1, "The album is full")
    album.shoot("white_cell", "5-debrief", (*CONSOLE, *DEBRIEF))
    album.shoot("seat:meta", "5-debrief", (*TEAM, *DEBRIEF))


def draft(album: Album, actor: str, turn: int) -> None:
    """A sealed order."""
    from wargame.session.command import SaveDraft, SubmitOrder
    from wargame.session.content import Forecast

    role = f"seat:{actor}"
    album.act(role, SaveDraft(
        turn=turn, reason="We want the room to follow, and say so aloud",
        forecasts=(Forecast(metric="open_token_share", low=0.2, high=0.45),),
        free_action="We invite the hosts to a summit on shared tests." if actor == "meta" else ""))
    album.act(role, SubmitOrder(turn=turn))


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="such as laptop-light")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--headless=new"])
        hall = Hall(browser, Path(folder))
        try:
            walk(Album(hall, asked.out.resolve(), asked.only))
        finally:
            hall.close()
            browser.close()


if __name__ == "__main__":
    main()
