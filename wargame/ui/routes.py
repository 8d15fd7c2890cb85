"""Routes of our own beside Streamlit's: entering, leaving, files by role, fonts, health.

A code or a token never stays in the address of a page: entering answers with a cookie that no
script can read, and sends the browser on.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Route

from wargame.session.command import ReleaseSeat
from wargame.session.refusal import RefusedError
from wargame.ui import plain
from wargame.ui.files import FILES, File
from wargame.ui.host import DESK, DEVICE, TOKEN, connected, desk_key

FONTS = Path(__file__).resolve().parent / "fonts"
#: A seat is for a day; a device may be known longer.
DAY = 24 * 3600
LARGEST_FORM = 4096
_CODE = re.compile(r"[A-Za-z0-9-]{1,64}")
_STATUS = {"credential": HTTPStatus.FORBIDDEN, "limit": HTTPStatus.TOO_MANY_REQUESTS,
           "conflict": HTTPStatus.CONFLICT, "missing": HTTPStatus.NOT_FOUND}
NO_HOST = "This server offers solo play only."


def routes() -> list[BaseRoute]:
    """All of them."""
    return [
        Route("/join", _ask, methods=["GET"]),
        Route("/join", _asked, methods=["POST"]),
        Route("/join/{code}", _join, methods=["GET", "POST"]),
        Route("/open/{key}", _open, methods=["GET"]),
        Route("/leave", _leave, methods=["GET"]),
        Route("/file/{name:path}", _file, methods=["GET"]),
        Route("/fonts/{name}", _font, methods=["GET"]),
        Route("/health", _health, methods=["GET"]),
    ]


async def _ask(request: Request) -> Response:
    return _page(plain.enter(title=await run_in_threadpool(_title)))


def _title() -> str:
    """The one session that can be entered here, if there is only one."""
    host = connected()
    try:
        found = [s.title for s in host.sessions() if s.phase != "closed"] if host else []
    except RefusedError:
        return ""
    return found[0] if len(found) == 1 else ""


async def _asked(request: Request) -> Response:
    if not _own(request):
        return _foreign()
    code = _tidy((await _fields(request)).get("code", ""))
    return await run_in_threadpool(_enter, request, code, takeover=False)


async def _join(request: Request) -> Response:
    code = _tidy(request.path_params["code"])
    if request.method == "GET":
        return await run_in_threadpool(_enter, request, code, takeover=False)
    if not _own(request):
        return _foreign()
    wanted = (await _fields(request)).get("takeover") == "yes"
    return await run_in_threadpool(_enter, request, code, takeover=wanted)


def _enter(request: Request, code: str, *, takeover: bool) -> Response:
    host = connected()
    if host is None:
        return _page(plain.refused("No session here", NO_HOST), HTTPStatus.NOT_FOUND)
    if not _CODE.fullmatch(code):
        return _page(plain.enter("That is no code.", code[:64]),
                     HTTPStatus.FORBIDDEN)
    device = request.cookies.get(DEVICE) or secrets.token_urlsafe(18)
    address = request.client.host if request.client else ""
    try:
        entry = host.enter(code, device, address, takeover=takeover)
    except RefusedError as no:
        status = _STATUS.get(no.cause, HTTPStatus.FORBIDDEN)
        answer = _page(plain.take_over(code, no.words) if no.cause == "conflict"
                       else plain.enter(no.words, code, _title()), status)
        _keep(answer, request, DEVICE, device, 30 * DAY)
        return answer
    onward = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    _keep(onward, request, DEVICE, device, 30 * DAY)
    _keep(onward, request, TOKEN, entry.token, DAY)
    return _private(onward)


async def _open(request: Request) -> Response:
    """Let a facilitator's device start sessions from another place than this computer."""
    key = desk_key()
    if not key or not secrets.compare_digest(key, request.path_params["key"]):
        return _page(plain.refused(
            "That link does not open this desk", "Use the facilitator link that 'wargame app' "
            "printed when it was started last."), HTTPStatus.FORBIDDEN)
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    _keep(answer, request, DESK, key, DAY)
    return _private(answer)


async def _leave(request: Request) -> Response:
    token = request.cookies.get(TOKEN)
    if token and request.query_params.get("seat") == "release":
        await run_in_threadpool(_release, token)
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(TOKEN, path="/")
    return _private(answer)


def _release(token: str) -> None:
    host = connected()
    if host is None:
        return
    try:
        role = host.identify(token).role
        if role.startswith("seat:"):
            host.act(token, ReleaseSeat(seat=role.removeprefix("seat:")), f"leave-{token[:16]}-"
                     f"{datetime.now(UTC).timestamp():.0f}")
    except RefusedError:
        return


async def _file(request: Request) -> Response:
    make: Callable[[str], File] | None = FILES.get(request.path_params["name"])
    token = request.cookies.get(TOKEN)
    if make is None or connected() is None:
        return _page(plain.refused("No such file", "Nothing is kept under that name."),
                     HTTPStatus.NOT_FOUND)
    if not token:
        return _page(plain.refused("Enter first", "This file is for a seat of the session; this "
                                   "device has none."), HTTPStatus.FORBIDDEN)
    try:
        file = await run_in_threadpool(make, token)
    except RefusedError as no:
        return _page(plain.refused("Not for this seat", no.words),
                     _STATUS.get(no.cause, HTTPStatus.FORBIDDEN))
    show = "inline" if file.kind.startswith("text/html") else "attachment"
    return _private(Response(file.body, media_type=file.kind, headers={
        "Content-Disposition": f'{show}; filename="{file.name}"'}))


async def _font(request: Request) -> Response:
    body = _fonts().get(request.path_params["name"])
    if body is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return Response(body, media_type="font/woff2",
                    headers={"Cache-Control": "public, max-age=31536000, immutable"})


@cache
def _fonts() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in FONTS.glob("*.woff2")}


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok", "sessions": connected() is not None})


async def _fields(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            return {}
    found = parse_qs(body.decode("utf-8", "replace"))
    return {name: values[0] for name, values in found.items()}


def _tidy(code: str) -> str:
    return "".join(code.split())


def _own(request: Request) -> bool:
    """Whether a form was sent by a page of this server."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _foreign() -> Response:
    return _page(plain.refused("Not sent from here", "The form came from another site."),
                 HTTPStatus.FORBIDDEN)


def _page(text: str, status: int = HTTPStatus.OK) -> HTMLResponse:
    answer = HTMLResponse(text, status)
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'")
    _private(answer)
    return answer


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _keep(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax",
                      secure=request.url.scheme == "https")
