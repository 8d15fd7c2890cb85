"""`wargame app`: the web app, on this computer or for a room."""

from __future__ import annotations

import socket
import sys
from typing import Annotated

import typer

from wargame.cli.mistake import MistakeError

PORT = 8501
EVERYBODY = ("0.0.0.0", "::")  # noqa: S104  asked for by name, for a room


def app(
    *,
    port: Annotated[int | None, typer.Option(
        min=1, max=65535, metavar="NUMBER",
        help=f"Port; {PORT} or the next free one by default.")] = None,
    host: Annotated[str, typer.Option(
        help="Address to listen on; 0.0.0.0 lets other devices of the network in.")] = "localhost",
) -> None:
    """Start the web app and print its address; Ctrl+C stops it."""
    from wargame.ui.serve import Serving, run

    chosen = free_port(host, port)
    found = addresses(host, chosen)
    print(f"wargame is at {' and '.join(found)}", flush=True)
    print("Ctrl+C stops it.", flush=True)
    run(Serving(chosen, host, found[-1]))


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


def addresses(host: str, port: int) -> list[str]:
    """Where a browser finds the app."""
    if host not in EVERYBODY:
        return [f"http://{host}:{port}"]
    found = [f"http://localhost:{port}"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: it asks which of the computer's addresses faces the network.
            probe.connect(("192.0.2.1", 9))
            found.append(f"http://{probe.getsockname()[0]}:{port}")
        except OSError:
            pass
    return found
