"""Our own routes: entering, leaving, files by role, fonts and health."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.ui.fake_host import FakeHost
from wargame.ui import host as hosts
from wargame.ui.routes import routes


@pytest.fixture
def fake():
    made = FakeHost()
    hosts.connect(made, "http://192.0.2.7:8501", "desk-key")
    yield made
    hosts.connect(None)


def client() -> TestClient:
    return TestClient(Starlette(routes=routes()), base_url="http://table", follow_redirects=False)


def cookies_of(answer) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}


def test_a_code_gives_a_cookie_that_scripts_cannot_read_and_a_clean_address(fake):
    answer = client().get("/join/META")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    set_ = cookies_of(answer)
    for name in (hosts.TOKEN, hosts.DEVICE):
        assert "HttpOnly" in set_[name]
        assert "samesite=lax" in set_[name].lower()
        assert "Path=/" in set_[name]
    assert answer.headers["cache-control"] == "no-store"
    assert "META" not in answer.headers["location"]


def test_a_typed_code_serves_as_well_as_a_link(fake):
    answer = client().post("/join", data={"code": " ME TA "})
    assert answer.status_code == 303
    assert hosts.TOKEN in cookies_of(answer)


@pytest.mark.parametrize("code", ["WRONG", "../x", "%3Cscript%3E", "a" * 65])
def test_a_wrong_code_gets_words_and_no_token(fake, code):
    answer = client().get(f"/join/{code}")
    assert answer.status_code in (403, 404)
    assert hosts.TOKEN not in cookies_of(answer)
    assert "<script>" not in answer.text


def test_many_wrong_codes_are_slowed_down(fake):
    visitor = client()
    codes = [visitor.get("/join/WRONG").status_code for _ in range(10)]
    assert codes[0] == 403
    assert codes[-1] == 429


def test_a_held_seat_is_asked_for_before_it_is_taken_over(fake):
    first, second = client(), client()
    assert first.get("/join/META").status_code == 303
    asked = second.get("/join/META")
    assert asked.status_code == 409
    assert hosts.TOKEN not in cookies_of(asked)
    assert "held by another device" in asked.text
    assert second.post("/join/META", data={"takeover": "yes"}).status_code == 303


def test_the_same_device_comes_back_without_being_asked(fake):
    visitor = client()
    assert visitor.get("/join/META").status_code == 303
    assert visitor.get("/join/META").status_code == 303


def test_a_form_from_another_site_is_refused(fake):
    answer = client().post("/join/META", data={"takeover": "yes"},
                           headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert fake.holders == {}


def test_leaving_takes_the_cookie_away(fake):
    visitor = client()
    visitor.get("/join/META")
    answer = visitor.get("/leave")
    assert answer.status_code == 303
    assert 'Max-Age=0' in cookies_of(answer)[hosts.TOKEN]


def test_leaving_a_seat_for_good_releases_it(fake):
    visitor = client()
    visitor.get("/join/META")
    visitor.get("/leave?seat=release")
    assert [c.kind for c in fake.commands] == ["release_seat"]


def test_a_file_needs_a_token_and_the_right_role(fake):
    visitor = client()
    assert visitor.get("/file/bundle").status_code == 403
    visitor.get("/join/META")
    refused = visitor.get("/file/bundle")
    assert refused.status_code == 403
    assert "Only the white cell" in refused.text
    visitor.get("/join/MASTER")
    given = visitor.get("/file/bundle")
    assert given.status_code == 200
    assert given.content == b"a bundle"
    assert given.headers["cache-control"] == "no-store"
    assert visitor.get("/file/nothing").status_code == 404


def test_the_facilitators_link_opens_the_desk_and_no_other_does(fake):
    assert client().get("/open/wrong").status_code == 403
    answer = client().get("/open/desk-key")
    assert answer.status_code == 303
    assert "HttpOnly" in cookies_of(answer)[hosts.DESK]


def test_without_a_host_there_is_no_seat_to_enter():
    assert client().get("/join/META").status_code == 404
    assert client().get("/health").json() == {"status": "ok", "sessions": False}


def test_only_fonts_are_served_from_the_folder_of_fonts(fake):
    visitor = client()
    assert visitor.get("/fonts/jetbrains-mono-latin-400-normal.woff2").status_code == 200
    assert visitor.get("/fonts/LICENSE-jetbrains-mono.txt").status_code == 404
    assert visitor.get("/fonts/..%2Froutes.py").status_code == 404


def test_plain_pages_ask_for_nothing_from_elsewhere(fake):
    answer = client().get("/join")
    assert "http" not in answer.text.replace("http-equiv", "")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
