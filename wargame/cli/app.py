"""`wargame app`: the web app, on this computer or for a room."""

from __future__ import annotations

import contextlib
import secrets
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.mistake import MistakeError

PORT = 8501
EVERYBODY = ("0.0.0.0", "::")  # noqa: S104  a room's devices come in by the network
#: Addresses of networks that a computer may face; nothing is sent to them.
FACING = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")


def app(
    *,
    port: Annotated[int | None, typer.Option(
        min=1, max=65535, metavar="NUMBER",
        help=f"Port; {PORT} or the next free one by default.")] = None,
    host: Annotated[str, typer.Option(
        help="Address to listen on; localhost keeps everybody else out.")] = EVERYBODY[0],
    address: Annotated[str, typer.Option(
        help="Address that join links name, where this computer has several.")] = "",
    data: Annotated[Path | None, typer.Option(
        metavar="DIR", help="Folder that keeps the sessions.")] = None,
    database: Annotated[str, typer.Option(
        metavar="URL", help="Database that keeps the sessions, such as "
        "postgresql+psycopg://user@host/name.")] = "",
    results: Annotated[Path | None, typer.Option(
        metavar="DIR", help="Folder of a batch's results, to explore in the app.")] = None,
    playbooks: Annotated[list[Path] | None, typer.Option(
        "--playbook", metavar="FILE", help="A playbook of your own to offer; may be repeated. "
        "Those in ./playbooks are offered too.")] = None,
    plugins: Annotated[list[Path] | None, typer.Option(
        "--plugin", metavar="FILE", help="A plugin file to load besides; may be repeated.")] = None,
) -> None:
    """Start the web app and print its addresses; Ctrl+C stops it."""
    from wargame.session.host import Host
    from wargame.ui.serve import Serving, run

    _offer(results)
    _offer_games(playbooks or [], plugins or [])
    chosen = free_port(host, port)
    found = addresses(host, address)
    base = f"http://{found[0]}:{chosen}"
    sessions = Host(database_url(data, database))
    key = secrets.token_urlsafe(9)
    here = f"http://{'localhost' if host in EVERYBODY else host}:{chosen}"
    print(f"wargame is at {here}", flush=True)
    print(f"  You lead from      {here}/open/{key}", flush=True)
    print(f"  Others enter at    {base}/join", flush=True)
    if results is not None:
        print(f"  Results are at     {here}/?results=1", flush=True)
    if len(found) > 1:
        print(f"  (this computer is also {', '.join(found[1:])}; --address chooses)", flush=True)
    print(f"  Sessions are kept in {shown(sessions.url)}", flush=True)
    print("Ctrl+C stops it; nothing that was acknowledged is lost.", flush=True)
    try:
        run(Serving(chosen, host, base, key), sessions)
    finally:
        sessions.close()


def _offer(folder: Path | None) -> None:
    """Have a result folder shown first. Raises `BatchError` where it is none."""
    from wargame.ui.results import offer

    if folder is not None:
        from wargame.batch.results import open_results

        open_results(folder)
        offer(folder)


def _offer_games(playbooks: Sequence[Path], plugins: Sequence[Path]) -> None:
    """Have own playbooks offered; one asked for by name, or a plugin, is refused if it fails.

    Plugins that stand beside a playbook asked for are loaded too.
    """
    from wargame.cli.game import loaded
    from wargame.engine.play import beside
    from wargame.playbook.errors import PlaybookError
    from wargame.playbook.load import load_playbook, own_playbooks
    from wargame.ui.games import offer

    files = list(plugins)
    for file in playbooks:
        with contextlib.suppress(PlaybookError):  # loading it says what is wrong with it
            files += beside(load_playbook(file), files)
    for name in map(str, playbooks) if playbooks else ["long_view"] if plugins else []:
        loaded(name, files)
    offer(list(dict.fromkeys(p.resolve() for p in (*playbooks, *own_playbooks()))), files)


def database_url(data: Path | None, database: str) -> str | None:
    """Where sessions are kept; None is the user's data folder. Raises `MistakeError`."""
    if data is not None and database:
        raise MistakeError("give --data or --database, not both")
    if data is None:
        return database or None
    if data.exists() and not data.is_dir():
        raise MistakeError(f"{data} is a file; --data names a folder")
    return f"sqlite:///{data.resolve() / 'sessions.db'}"


def shown(url: str) -> str:
    """A database's URL without its password."""
    if url.startswith("sqlite:///"):
        return url.removeprefix("sqlite:///")
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def free_port(host: str, port: int | None) -> int:
    """The port asked for, or the first free one from 8501. Raises `MistakeError`."""
    for candidate in [port] if port is not None else range(PORT, PORT + 50):
        problem = taken(host, candidate)
        if problem is None:
            return candidate
        if port is not None:
            raise MistakeError(f"cannot listen on {host}, port {port}: {problem}; choose another "
                               "with --port")
    raise MistakeError(f"no port from {PORT} to {PORT + 49} is free; choose one with --port")


def taken(host: str, port: int) -> str | None:
    """Why nothing can listen there, or None."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise MistakeError(f"'{host}' is no address of this computer; localhost and 0.0.0.0 are"
                           ) from None
    with socket.socket(family, kind, protocol) as trial:
        if sys.platform != "win32":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return None


def addresses(host: str, wanted: str = "") -> list[str]:
    """Addresses by which other devices reach this computer, the one for join links first."""
    if host not in EVERYBODY:
        return [wanted or host]
    found = list(dict.fromkeys([*([wanted] if wanted else []), *_facing(), *_named()]))
    return found or ["localhost"]


def _facing() -> Sequence[str]:
    """Own addresses on the way to networks that there may be."""
    found = []
    for target in FACING:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                # Sends nothing: it asks which of the computer's addresses faces the network.
                probe.connect((target, 9))
            except OSError:
                continue
            found.append(str(probe.getsockname()[0]))
    return [a for a in found if not a.startswith("127.")]


def _named() -> Sequence[str]:
    """Own addresses under the computer's name."""
    try:
        rows = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return ()
    return [str(row[4][0]) for row in rows if not str(row[4][0]).startswith("127.")]
