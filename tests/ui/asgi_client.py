"""A browser as far as routes are concerned: requests to an ASGI application, and cookies."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import unquote, urlencode


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list
    body: bytes

    def header(self, name: str) -> str:
        return next((v for n, v in self.headers if n == name), "")

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def cookies(self) -> dict[str, str]:
        lines = [v for n, v in self.headers if n == "set-cookie"]
        return {line.partition("=")[0]: line for line in lines}


class Client:
    """One browser; redirects are not followed."""

    def __init__(self, app) -> None:
        self.app, self.jar = app, {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._send("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        return self._send("POST", path, urlencode(fields).encode(), headers)

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        place, _, query = path.partition("?")
        cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        given = {"host": "table", "cookie": cookie, **headers}
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1",
                 "method": method, "scheme": "http", "path": unquote(place), "root_path": "",
                 "raw_path": place.encode(), "query_string": query.encode(),
                 "client": ("192.0.2.9", 50000), "server": ("table", 80),
                 "headers": [(n.encode(), v.encode()) for n, v in given.items() if v]}
        answer = asyncio.run(self._called(scope, body))
        for name, line in answer.cookies.items():
            value = SimpleCookie(line)[name]
            if value["max-age"] == "0":
                self.jar.pop(name, None)
            else:
                self.jar[name] = value.value
        return answer

    async def _called(self, scope, body: bytes) -> Answer:
        sent = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            sent.append(message)

        await self.app(scope, receive, send)
        head = sent[0]
        return Answer(head["status"], [(n.decode(), v.decode()) for n, v in head["headers"]],
                      b"".join(m.get("body", b"") for m in sent[1:]))
