"""Tabs: which one is open after a click, a reload, a new phase and a count that moved on."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def _page(moment: str, waiting: int) -> None:
    import streamlit as st

    from wargame.ui.parts.tabs import Tabs

    tabs = Tabs("views", {"brief": "Brief", "orders": "Orders", "talk": "Talk"}, "brief",
                moment=moment, keep=frozenset({"talk"}))
    chosen = tabs.settle()
    tabs.draw("View", {"talk": waiting})
    st.text(f"open: {chosen}")


def _opened(address: str = "", moment: str = "orders-1", waiting: int = 0) -> AppTest:
    test = AppTest.from_function(_page, args=(moment, waiting))
    if address:
        test.query_params["tab"] = address
    return test.run()


def _open(test: AppTest) -> str:
    assert not test.exception
    return test.text[0].value.removeprefix("open: ")


def _address(test: AppTest) -> str | None:
    found = test.query_params.get("tab")
    return found[0] if isinstance(found, list) else found


def test_a_page_begins_with_its_first_tab_and_leaves_the_address_alone():
    test = _opened()
    assert _open(test) == "brief"
    assert _address(test) is None


def test_a_click_stands_in_the_address_and_a_new_page_at_that_address_opens_there():
    test = _opened()
    test.segmented_control(key="views").set_value("orders")
    test.run()
    assert (_open(test), _address(test)) == ("orders", "orders.orders-1")
    assert _open(_opened(_address(test))) == "orders"


@pytest.mark.parametrize(("address", "opens"), [
    ("orders.orders-1", "brief"), ("talk.orders-1", "talk"), ("orders.locked-1", "orders")])
def test_an_address_of_another_moment_opens_the_first_tab_unless_somebody_may_write(
        address, opens):
    assert _open(_opened(address, "locked-1")) == opens


@pytest.mark.parametrize("address", ["nonsense", "debrief.orders-1", "<b>.orders-1", "."])
def test_an_address_that_names_no_tab_opens_the_first(address):
    assert _open(_opened(address)) == "brief"


def test_a_count_is_shown_but_is_no_part_of_the_label_that_a_click_is_told_by():
    test = _opened(waiting=3)
    assert list(test.segmented_control(key="views").options) == ["Brief", "Orders", "Talk"]
    assert any('nth-of-type(3) p::after { content: " (3)"' in e.proto.body
               for e in test.get("html"))


def test_a_new_moment_opens_the_first_tab_except_over_a_message_that_may_be_half_written():
    for tab, opens in (("orders", "brief"), ("talk", "talk")):
        test = _opened()
        test.segmented_control(key="views").set_value(tab)
        test.run()
        test.args = ("locked-1", 0)
        assert _open(test.run()) == opens
