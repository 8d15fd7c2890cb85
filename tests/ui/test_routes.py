"""Our own routes: entering, leaving, files by role, fonts and health."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from wargame.ui import host as hosts
from wargame.ui.routes import routes


@pytest.fixture
def client(visitor):
    return lambda: visitor(Starlette(routes=routes()))


def test_a_code_gives_a_cookie_that_scripts_cannot_read_and_a_clean_address(client, fake_host):
    answer = client().get("/join/META")
    assert answer.status == 303
    assert answer.header("location") == "/"
    set_ = answer.cookies
    for name in (hosts.TOKEN, hosts.DEVICE):
        assert "HttpOnly" in set_[name]
        assert "samesite=lax" in set_[name].lower()
        assert "Path=/" in set_[name]
    assert answer.header("cache-control") == "no-store"
    assert "META" not in answer.header("location")


def test_a_typed_code_serves_as_well_as_a_link(client, fake_host):
    answer = client().post("/join", {"code": " ME TA "})
    assert answer.status == 303
    assert hosts.TOKEN in answer.cookies


@pytest.mark.parametrize("code", ["WRONG", "../x", "%3Cscript%3E", "a" * 65])
def test_a_wrong_code_gets_words_and_no_token(client, fake_host, code):
    answer = client().get(f"/join/{code}")
    assert answer.status in (403, 404)
    assert hosts.TOKEN not in answer.cookies
    assert "<script>" not in answer.text


def test_many_wrong_codes_are_slowed_down(client, fake_host):
    visitor = client()
    codes = [visitor.get("/join/WRONG").status for _ in range(10)]
    assert codes[0] == 403
    assert codes[-1] == 429


def test_a_held_seat_is_asked_for_before_it_is_taken_over(client, fake_host):
    first, second = client(), client()
    assert first.get("/join/META").status == 303
    asked = second.get("/join/META")
    assert asked.status == 409
    assert hosts.TOKEN not in asked.cookies
    assert "held by another device" in asked.text
    assert second.post("/join/META", {"takeover": "yes"}).status == 303


def test_the_same_device_comes_back_without_being_asked(client, fake_host):
    visitor = client()
    assert visitor.get("/join/META").status == 303
    assert visitor.get("/join/META").status == 303


def test_a_form_from_another_site_is_refused(client, fake_host):
    answer = client().post("/join/META", {"takeover": "yes"},
                           origin="http://evil.example")
    assert answer.status == 403
    assert fake_host.holders == {}


def test_leaving_takes_the_cookie_away(client, fake_host):
    visitor = client()
    visitor.get("/join/META")
    answer = visitor.get("/leave")
    assert answer.status == 303
    assert "Max-Age=0" in answer.cookies[hosts.TOKEN]


def test_leaving_a_seat_for_good_releases_it(client, fake_host):
    visitor = client()
    visitor.get("/join/META")
    visitor.get("/leave?seat=release")
    assert [c.kind for c in fake_host.commands] == ["release_seat"]


def test_a_file_needs_a_token_and_the_right_role(client, fake_host):
    visitor = client()
    assert visitor.get("/file/bundle").status == 403
    visitor.get("/join/META")
    refused = visitor.get("/file/bundle")
    assert refused.status == 403
    assert "Only the white cell" in refused.text
    visitor.get("/join/MASTER")
    given = visitor.get("/file/bundle")
    assert given.status == 200
    assert given.body == b"a bundle"
    assert given.header("cache-control") == "no-store"
    assert visitor.get("/file/nothing").status == 404
    # Anything below is ours too: the framework would answer with its own page.
    assert visitor.get("/file/brief/meta").status == 404


def test_the_facilitators_link_opens_the_desk_and_no_other_does(client, fake_host):
    assert client().get("/open/wrong").status == 403
    answer = client().get("/open/desk-key")
    assert answer.status == 303
    assert "HttpOnly" in answer.cookies[hosts.DESK]


def test_without_a_host_there_is_no_seat_to_enter(client):
    assert client().get("/join/META").status == 404
    assert client().get("/health").json == {"status": "ok", "sessions": False}


def test_only_fonts_are_served_from_the_folder_of_fonts(client, fake_host):
    visitor = client()
    assert visitor.get("/fonts/jetbrains-mono-latin-400-normal.woff2").status == 200
    assert visitor.get("/fonts/LICENSE-jetbrains-mono.txt").status == 404
    assert visitor.get("/fonts/..%2Froutes.py").status == 404


def test_plain_pages_ask_for_nothing_from_elsewhere(client, fake_host):
    answer = client().get("/join")
    assert "http" not in answer.text.replace("http-equiv", "")
    assert "default-src 'none'" in answer.header("content-security-policy")


def test_a_mistyped_code_is_kept_to_be_corrected_and_escaped(client, fake_host):
    answer = client().post("/join", {"code": '"><b>x'})
    assert "&quot;&gt;&lt;b&gt;x" in answer.text
    assert "<b>x" not in answer.text
    assert "no 0 and no 1" in answer.text
    known = client().get("/join/WRONG-CODE")
    assert 'value="WRONG-CODE"' in known.text
