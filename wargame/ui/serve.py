"""How the app is started: the exact command, with every setting that the screens rely on."""

from __future__ import annotations

import sys
from pathlib import Path

from wargame.ui import theme

#: Settings of the server. Nothing is fetched from, or sent to, any other host.
SETTINGS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "server.maxUploadSize": "5",
    "server.enableAgentApi": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.showSidebarNavigation": "false",
    "runner.magicEnabled": "false",
    "runner.postScriptGC": "false",
    "logger.hideWelcomeMessage": "true",
}


def app_path() -> Path:
    """The entry script: the checkout's ``app.py``, or the one inside an installed package.

    Raises FileNotFoundError when an installation has lost it.
    """
    package = Path(__file__).resolve().parent.parent
    for path in (package / "_bundled" / "app.py", package.parent / "app.py"):
        if path.is_file():
            return path
    raise FileNotFoundError("the app's entry script is missing; install wargame again")


def command(port: int = 8501, host: str = "localhost") -> list[str]:
    """The command that serves the app on a host and port, as a list of arguments."""
    options = {**SETTINGS, "server.port": str(port), "server.address": host}
    return [sys.executable, "-m", "streamlit", "run", str(app_path()),
            *(f"--{name}={value}" for name, value in options.items()), *theme.flags()]
