"""How the app is served: Streamlit with settings that the screens rely on, and our own routes."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wargame.ui import theme

log = logging.getLogger("wargame.ui")

#: Settings of the server. Nothing is fetched from, or sent to, any other host.
SETTINGS: dict[str, object] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.maxUploadSize": 5,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.showSidebarNavigation": False,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
}


class ServingError(RuntimeError):
    """The app cannot be served as it must be; says what to do."""


@dataclass(frozen=True)
class Serving:
    """Where the app listens and where others find it.

    ``key`` lets a device from elsewhere start sessions; ``script`` replaces the entry script.
    """

    port: int = 8501
    host: str = "localhost"
    address: str = ""
    key: str = ""
    script: Path | None = None


def app_path() -> Path:
    """The entry script: the checkout's ``app.py``, or the one inside an installed package.

    Raises FileNotFoundError when an installation has lost it.
    """
    package = Path(__file__).resolve().parent.parent
    for path in (package / "_bundled" / "app.py", package.parent / "app.py"):
        if path.is_file():
            return path
    raise FileNotFoundError("the app's entry script is missing; install wargame again")


def settings(serving: Serving) -> dict[str, object]:
    """Every option of Streamlit that is set."""
    return {**SETTINGS, **theme.options(), "server.port": serving.port,
            "server.address": serving.host}


def check(wanted: dict[str, object]) -> None:
    """Raise `ServingError` where the installed Streamlit lacks an option that is set."""
    import streamlit
    from streamlit import config

    unknown = sorted(set(wanted) - set(config._config_options_template))
    if unknown:
        raise ServingError(
            f"Streamlit {streamlit.__version__} does not know {', '.join(unknown)}; "
            "install the version that wargame asks for: pip install 'streamlit>=1.67,<1.68'")


def run(serving: Serving, host: Any = None) -> None:
    """Serve until stopped: the sessions of a host, or solo play only."""
    import streamlit as st

    from wargame.ui.at_once import send_at_once
    from wargame.ui.host import connect
    from wargame.ui.last_words import hear_last_words
    from wargame.ui.routes import routes

    wanted = settings(serving)
    check(wanted)
    connect(host, serving.address, serving.key)
    send_at_once()
    hear_last_words()
    script = serving.script or app_path()
    sys.argv = [str(script)]
    st.App(script, routes=routes(), on_script_error=_failed).run(config=wanted)


def _failed(error: Exception) -> bool:
    log.error("a page failed", exc_info=error)
    return True
