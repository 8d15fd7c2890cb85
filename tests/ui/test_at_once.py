"""What the server sends leaves at once, however small it is."""

from __future__ import annotations

import socket

import pytest
from streamlit.web.server.starlette import starlette_server as server

from wargame.ui.at_once import send_at_once


@pytest.mark.parametrize("times", [1, 2])
def test_connections_do_not_wait_for_receipts(monkeypatch, times):
    monkeypatch.setattr(server, "_bind_socket", server._bind_socket)
    for _ in range(times):
        send_at_once()
    listener = server._bind_socket("127.0.0.1", 0, 5)
    with listener, socket.create_connection(listener.getsockname()):
        listener.setblocking(True)
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
