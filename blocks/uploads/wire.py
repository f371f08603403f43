"""Connections that go to an address that was looked at and to no other, and end in time."""

import logging
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from ssl import SSLContext
from threading import get_ident
from typing import Any

import httpcore

from blocks.uploads.addresses import is_public
from blocks.uploads.references import WebAddress
from film.errors import BadRequest, EngineBusy

Resolve = Callable[[str, int], Sequence[str]]
"""Asks DNS: the addresses of a host, as numbers; socket.gaierror when there are none."""
MOST_TRIED = 4
"""Addresses of one host that are tried."""


def ask_system(host: str, port: int) -> Sequence[str]:
    """Return a host's addresses as this machine's resolver knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


@dataclass(frozen=True)
class Net:
    """How the network is reached; all of it can be exchanged."""

    resolve: Resolve = ask_system
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    """Opens a connection to an address that was looked at."""
    trust: SSLContext | None = None
    """Whose certificates count; None for those that this machine trusts."""


@contextmanager
def untold() -> Iterator[None]:
    """Keep httpcore, while inside, from logging headers of this thread: they may hold tokens."""
    here = get_ident()

    def others(record: logging.LogRecord) -> bool:
        return record.thread != here

    log = logging.getLogger("httpcore.http11")
    log.addFilter(others)
    try:
        yield
    finally:
        log.removeFilter(others)


class Deadline:
    """A moment by which everything has to be done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, not below 0."""
        return max(0.0, self._end - time.monotonic())

    def within(self, timeout: float | None) -> float:
        """Return the shorter of a time-out and what is left; httpcore.ReadTimeout at the end."""
        left = self.left
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if timeout is None else min(timeout, left)


def addresses_of(web: WebAddress, net: Net) -> tuple[str, ...]:
    """Return the addresses to connect to, the host's own first choice first.

    DNS is asked here, once, and never again for this connection. BadRequest when the host does
    not exist or any of its addresses is not public; EngineBusy when DNS does not answer.
    """
    if web.plain:  # this machine itself, for development: read_web allows nothing else
        return ("::1",) if str(web.host) == "::1" else ("127.0.0.1",)
    if isinstance(web.host, str):
        found = tuple(dict.fromkeys(_asked(web.host, web.port, net.resolve)))
    else:
        found = (str(web.host),)
    if not found or not all(_may_connect(one) for one in found):
        raise BadRequest(
            f"{web.host} is in a private or local network: only addresses that anybody can open "
            "are read"
        )
    return found[:MOST_TRIED]


def _asked(host: str, port: int, resolve: Resolve) -> Sequence[str]:
    try:
        return resolve(host, port)
    except socket.gaierror as cause:
        if cause.errno == socket.EAI_AGAIN:
            raise EngineBusy(f"DNS does not answer for {host}: try again later") from None
        raise BadRequest(f"There is no host {host}: check the address") from None
    except (OSError, UnicodeError):
        raise BadRequest(f"There is no host {host}: check the address") from None


def _may_connect(address: str) -> bool:
    try:
        return is_public(ip_address(address))
    except ValueError:
        return False


class Pinned(httpcore.NetworkBackend):
    """Connects to given addresses only, whatever host it is asked for, within a deadline."""

    def __init__(
        self, addresses: Sequence[str], behind: httpcore.NetworkBackend, deadline: Deadline
    ) -> None:
        self._addresses = addresses
        self._behind = behind
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a stream to the first address that answers; httpcore.ConnectError if none does."""
        problem: Exception = httpcore.ConnectError("there is no address")
        for address in self._addresses:
            try:
                stream = self._behind.connect_tcp(
                    address,
                    port,
                    self._deadline.within(timeout),
                    local_address,
                    list(socket_options or ()),
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as cause:
                problem = cause
            else:
                return _Timed(stream, self._deadline)
        raise problem


class _Timed(httpcore.NetworkStream):
    """A stream on which nothing takes longer than the deadline, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = self._deadline.within(timeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, within)
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
