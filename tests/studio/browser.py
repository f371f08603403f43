"""A real Chromium, driven by its DevTools protocol; it finds this machine and nothing else."""

import itertools
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from tests.studio.studio import wait_for

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0", "--window-size=1400,1400", "about:blank",
)  # fmt: skip
PAGE_SECONDS = 120


class Page:
    """A page of the browser."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.numbers = itertools.count(1)

    def open(self, url: str) -> None:
        """Go to an address."""
        self._call("Page.navigate", url=url)

    def evaluate(self, script: str) -> Any:
        """Return what JavaScript evaluates to on the page, as JSON."""
        answer = self._call("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self._call("Input.insertText", text=text)

    def wait_for(self, what: str, script: str) -> Any:
        """Return what JavaScript evaluates to as soon as it is true."""
        return wait_for(what, lambda: self.evaluate(script), PAGE_SECONDS, every=0.5)

    def see(self, words: str) -> None:
        """Wait until the page shows words."""
        self.wait_for(f"«{words}»", f"document.body.innerText.includes({json.dumps(words)})")

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self.numbers)
        self.connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.connection.recv(timeout=PAGE_SECONDS))
            if answer.get("id") == number:
                result: dict[str, Any] = answer["result"]
                return result


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """Run a browser with a profile of its own, and lend its page."""
    process = subprocess.Popen(
        [str(CHROMIUM), *OPTIONS[:-1], f"--user-data-dir={profile}", OPTIONS[-1]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        file = profile / "DevToolsActivePort"
        wait_for("the browser", lambda: file.exists() and "\n" in file.read_text(), PAGE_SECONDS)
        port = file.read_text().split()[0]
        targets = httpx.get(f"http://127.0.0.1:{port}/json", timeout=PAGE_SECONDS).json()
        address = next(one["webSocketDebuggerUrl"] for one in targets if one["type"] == "page")
        with connect(address, max_size=None) as connection:
            yield Page(connection)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
