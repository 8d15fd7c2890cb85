"""A client of the app without a browser: speaks its protocol, and keeps its heartbeat going."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from wargame.ui.host import TOKEN

_VERSION = re.compile(rb'data-version="(\d+)"')
PATIENCE = 60.0


class RawClient:
    """One connection to the app.

    ``received`` counts bytes, ``version`` is the newest that its page showed, ``runs`` counts runs
    of the whole page, ``words`` is every byte since the last run was asked for. Without ``beats``
    it only runs when it is told to.
    """

    def __init__(self, address: str, token: str, *, query: str = "", beats: bool = True) -> None:
        import websocket

        host = urlsplit(address).netloc
        self.received = self.version = self.runs = 0
        self.words = b""
        self._query = query
        self._controls: dict[str, tuple[str, list[str]]] = {}
        self._due: dict[str, tuple[float, float]] = {}
        self._socket: Any = websocket.create_connection(
            f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=address,
            cookie=f"{TOKEN}={token}", timeout=PATIENCE)
        self._open = True
        self._ran = threading.Condition()
        self._send()
        threading.Thread(target=self._read, daemon=True).start()
        if beats:
            threading.Thread(target=self._beat, daemon=True).start()

    def rerun(self, choices: Mapping[str, str] | None = None) -> float:
        """Run the whole page, with choices by the keys of their controls; milliseconds it took.

        A choice is what its option begins with; KeyError where there is none. Raises TimeoutError
        where the run does not end within a minute.
        """
        with self._ran:
            before, self.words = self.runs, b""
            start = time.perf_counter()
            self._send(choices=choices or {})
            if not self._ran.wait_for(lambda: self.runs > before, PATIENCE):
                raise TimeoutError("a page did not come to its end within a minute")
            return 1000 * (time.perf_counter() - start)

    def clear_caches(self) -> None:
        """What any stranger's client may send: empty every cache of the server."""
        from streamlit.proto.BackMsg_pb2 import BackMsg

        self._socket.send_binary(BackMsg(clear_cache=True).SerializeToString())

    def wait_until_run(self) -> None:
        """Wait for the first run. Raises TimeoutError after a minute."""
        with self._ran:
            if not self._ran.wait_for(lambda: self.runs > 0, PATIENCE):
                raise TimeoutError("a page did not come to its end within a minute")

    def _send(self, fragment: str = "", choices: Mapping[str, str] | None = None) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.query_string = self._query
        if fragment:
            message.rerun_script.fragment_id = fragment
            message.rerun_script.is_auto_rerun = True
        for key, words in (choices or {}).items():
            name, options = self._controls[key]
            state = message.rerun_script.widget_states.widgets.add()
            state.id = name
            state.string_array_value.data.append(_option(options, words))
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
            self.words += data
            for shown in _VERSION.findall(data):
                self.version = max(self.version, int(shown))
            message = ForwardMsg()
            message.ParseFromString(data)
            self._take(message)

    def _take(self, message: Any) -> None:
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            every = float(message.auto_rerun.interval)
            self._due[message.auto_rerun.fragment_id] = (every, time.monotonic() + every)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self._due.pop(fragment, None)
        elif kind == "delta" and message.delta.new_element.HasField("button_group"):
            control = message.delta.new_element.button_group
            self._controls[control.id.split("-", 2)[-1]] = (
                control.id, [option.content for option in control.options])
        elif kind == "script_finished" and (
                message.script_finished == message.FINISHED_SUCCESSFULLY):
            with self._ran:
                self.runs += 1
                self._ran.notify_all()

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


def _option(options: list[str], words: str) -> str:
    for option in options:
        if option.startswith(words):
            return option
    raise KeyError(words)
