"""A PostgreSQL server of the tests' own, in a folder, on a port that is free."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

#: Where packages put the server's programs.
PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest version's, or None."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve()] if on_path else []
    found += sorted(p for place in PLACES for p in Path(place).glob("*/bin/initdb"))
    return next((p.parent for p in found if p.with_name("pg_isready").exists()), None)


def missing() -> str:
    """Why no server can be started here, or nothing."""
    if programs() is None:
        return "there are no PostgreSQL server programs here (initdb, postgres)"
    if os.name != "posix":
        return "the tests start a PostgreSQL server on POSIX systems only"
    if os.getuid() == 0 and _somebody() is None:
        return "PostgreSQL does not run as root, and there is no other user to run it as"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed; install wargame[postgres]"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """A running server; its URL without a database name."""
    bin_ = programs()
    assert bin_ is not None
    user = _somebody() if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="wargame-postgres-") as name:
        folder = Path(name)
        if user is not None:
            folder.chmod(0o755)
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        plain = {"cwd": folder, "env": {**os.environ, "HOME": name, "LC_ALL": "C"}, **who}
        subprocess.run([bin_ / "initdb", "-D", data, "-U", "wargame", "-A", "trust", "-E", "UTF8",
                        "--no-sync"], check=True, stdout=subprocess.DEVNULL, **plain)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        log = folder / "log"
        with log.open("w") as told:
            started = subprocess.Popen(
                [bin_ / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", name,
                 "-c", "max_connections=400"], stdout=subprocess.DEVNULL, stderr=told, **plain)
        try:
            _until_ready(bin_, port, started, log)
            yield f"postgresql+psycopg://wargame@127.0.0.1:{port}"
        finally:
            # Its fast way down: it does not wait for clients to leave.
            started.send_signal(signal.SIGINT)
            started.wait(60)


def fresh_database(url: str) -> str:
    """The URL of a new, empty database on a running server."""
    name = f"d{secrets.token_hex(6)}"
    engine = sa.create_engine(f"{url}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{url}/{name}"


def _until_ready(bin_: Path, port: int, started: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        time.sleep(0.1)
        ready = subprocess.run(
            [bin_ / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "1"], check=False,
            stdout=subprocess.DEVNULL).returncode == 0
        if ready:
            return
        assert started.poll() is None, log.read_text(errors="replace")
    raise AssertionError(log.read_text(errors="replace"))


def _somebody() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None
