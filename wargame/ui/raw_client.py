"""A client of the app without a browser: speaks its protocol, and keeps its heartbeat going."""

from __future__ import annotations

import re
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from wargame.ui.host import TOKEN

_VERSION = re.compile(rb'data-version="(\d+)"')


class RawClient:
    """One connection; ``received`` counts bytes, ``version`` is the newest that its page showed."""

    def __init__(self, address: str, token: str) -> None:
        import websocket

        host = urlsplit(address).netloc
        self.received = self.version = 0
        self._due: dict[str, tuple[float, float]] = {}
        self._socket: Any = websocket.create_connection(
            f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=address,
            cookie=f"{TOKEN}={token}", timeout=20)
        self._open = True
        self._send()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._beater = threading.Thread(target=self._beat, daemon=True)
        self._reader.start()
        self._beater.start()

    def _send(self, fragment: str = "") -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.query_string = ""
        if fragment:
            message.rerun_script.fragment_id = fragment
            message.rerun_script.is_auto_rerun = True
        self._socket.send_binary(message.SerializeToString())

    def _read(self) -> None:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        while self._open:
            try:
                data = self._socket.recv()
            except Exception:  # noqa: BLE001  whatever ends the connection ends the reading
                return
            if not isinstance(data, bytes) or not data:
                continue
            self.received += len(data)
            for shown in _VERSION.findall(data):
                self.version = max(self.version, int(shown))
            message = ForwardMsg()
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "auto_rerun":
                every = float(message.auto_rerun.interval)
                self._due[message.auto_rerun.fragment_id] = (every, time.monotonic() + every)
            elif kind == "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self._due.pop(fragment, None)

    def _beat(self) -> None:
        while self._open:
            time.sleep(0.1)
            now = time.monotonic()
            for fragment, (every, when) in list(self._due.items()):
                if now >= when:
                    self._due[fragment] = (every, now + every)
                    try:
                        self._send(fragment)
                    except Exception:  # noqa: BLE001  the reader notices the end
                        return

    def close(self) -> None:
        """End the connection."""
        self._open = False
        self._socket.close()
