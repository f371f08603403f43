"""A relay before a Unix socket: passes everything on, and keeps what it heard."""

import contextlib
import selectors
import socket
import threading
from pathlib import Path
from types import TracebackType


class Relay:
    """Takes a socket's place while inside."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._behind = place.with_name("behind")
        self._heard: list[bytes] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Relay":
        self._place.rename(self._behind)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._place))
        self._listener.listen()
        self._start(self._take)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()
        self._behind.replace(self._place)

    def heard(self) -> bytes:
        """Return all that was said so far, both ways."""
        return b"".join(self._heard)

    def _start(self, work: object, *given: socket.socket) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _take(self) -> None:
        with contextlib.suppress(OSError):  # the listener was shut down
            while True:
                near, _ = self._listener.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self._behind))
                self._start(self._pass_on, near, far)

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        with selectors.DefaultSelector() as ready, near, far, contextlib.suppress(OSError):
            for one in other:
                ready.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in ready.select():
                    said = other[other[key.fileobj]].recv(65_536)  # type: ignore[index]
                    if not said:
                        return
                    self._heard.append(said)
                    other[key.fileobj].sendall(said)  # type: ignore[index]
