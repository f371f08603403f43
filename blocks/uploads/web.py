"""Files on the web: fetched from public https addresses, with every step looked at anew."""

import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

from blocks.uploads.references import WebAddress
from blocks.uploads.sink import Sink
from blocks.uploads.wire import Deadline, Net, Pinned, addresses_of, untold
from blocks.vendors.download import trust
from blocks.vendors.http import PASSING, retry_after
from film.errors import BadRequest, EngineBusy

HOPS = 3
"""Redirects that are followed."""
REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
CLOSED = (401, 402, 403, 407, 451)
_HEADERS = (
    (b"Accept", b"*/*"),
    (b"Accept-Encoding", b"identity"),  # what is packed could unfold to any size
    (b"User-Agent", b"firstcut"),
    (b"Connection", b"close"),
)
_PASSING_TLS = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
"""A connection that broke off while it was being secured."""


@dataclass(frozen=True)
class Patience:
    """How long a file is waited for, and how often it is tried."""

    seconds: float = 900
    """For everything together: redirects, attempts and the pauses between them."""
    idle: float = 20
    """For a connection, and for the next bytes on it."""
    attempts: int = 4
    pause: float = 1
    """Seconds before the second attempt; each later one waits twice as long."""


def fetch(web: WebAddress, sink: Sink, net: Net, patience: Patience, http_loopback: bool) -> None:
    """Write what an address holds into a sink, whole.

    BadRequest when it must not be read, is not there, or is not what it may be; EngineBusy when
    it could not be read this time, after a few attempts. Neither quotes more than the host.
    """
    deadline = Deadline(patience.seconds)
    reading = _Reading(sink, net, patience, deadline, http_loopback)
    for attempt in range(patience.attempts):
        try:
            return reading.follow(web)
        except EngineBusy as error:
            pause = max(patience.pause * 2**attempt, error.retry_after or 0)
            if attempt + 1 == patience.attempts or pause >= deadline.left:
                raise
            time.sleep(pause)
            sink.restart()
    return None


@dataclass(frozen=True)
class _Answer:
    web: WebAddress
    status: int
    headers: Mapping[str, str]
    """By small name; of a name that comes twice, the last."""
    response: httpcore.Response


@dataclass(frozen=True)
class _Reading:
    """One file being read."""

    sink: Sink
    net: Net
    patience: Patience
    deadline: Deadline
    http_loopback: bool

    def follow(self, web: WebAddress) -> None:
        """Read once, from the start, wherever a few redirects lead."""
        for _ in range(HOPS + 1):
            with self._errors(web), self._asked(web) as answer:
                location = answer.headers.get("location", "")
                if answer.status not in REDIRECTS or not location:
                    return self._read(answer)
            web = web.leads_to(location, self.http_loopback)
        raise BadRequest(f"{web} redirects more than {HOPS} times: give the file's own address")

    @contextmanager
    def _asked(self, web: WebAddress) -> Iterator[_Answer]:
        """Lend what an address answers; the connection goes to an address that was looked at."""
        backend = Pinned(addresses_of(web, self.net), self.net.backend, self.deadline)
        idle = self.patience.idle
        url = httpcore.URL(
            scheme=b"http" if web.plain else b"https",
            host=str(web.host).encode("ascii"),
            port=web.port,
            target=web.target.encode("ascii"),
        )
        with (
            untold(),
            httpcore.ConnectionPool(
                ssl_context=self.net.trust or trust(), network_backend=backend
            ) as pool,
            pool.stream(
                "GET",
                url,
                headers=[(b"Host", web.netloc.encode("ascii")), *_HEADERS],
                extensions={
                    "timeout": {"connect": idle, "read": idle, "write": idle, "pool": idle}
                },
            ) as response,
        ):
            headers = {
                name.decode("latin-1").lower(): value.decode("utf-8", errors="replace")
                for name, value in response.headers
            }
            yield _Answer(web, response.status, headers, response)

    def _read(self, answer: _Answer) -> None:
        _check(answer)
        length = answer.headers.get("content-length", "")
        self.sink.expect(int(length) if length else 0)
        for chunk in answer.response.iter_stream():
            self.sink.write(chunk)
        if not self.sink.size:
            raise BadRequest(f"{answer.web} is empty: give the file's own address")

    @contextmanager
    def _errors(self, web: WebAddress) -> Iterator[None]:
        """Translate what the connection raises; its own words may hold the address."""
        try:
            yield
        except httpcore.TimeoutException:
            waited = f"within {self.deadline.seconds:g} seconds"
            slow = f"{waited} altogether" if not self.deadline.left else "in time"
            raise EngineBusy(f"{web} did not send the file {slow}") from None
        except httpcore.NetworkError as cause:
            raise _network_error(web, cause) from None
        except httpcore.ProtocolError:
            raise EngineBusy(f"{web} broke off, or answered what is no HTTP") from None


def _check(answer: _Answer) -> None:
    """Raise what an answer's head means when it is not that of a file."""
    web, status, headers = answer.web, answer.status, answer.headers
    if status in PASSING or status >= 500:
        raise EngineBusy(f"{web} cannot send the file now ({status})", retry_after(headers))
    if status in GONE:
        raise BadRequest(f"There is no file at {web} ({status}): check the address")
    if status in CLOSED:
        raise BadRequest(f"{web} does not let us open the file ({status}): give a link that opens")
    if status != 200:
        raise BadRequest(f"{web} does not send the file ({status}): give its own address")
    packed = headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity"):
        raise BadRequest(f"{web} sends the file packed ({packed[:20]}): give it as it is")
    if "content-length" not in headers and "transfer-encoding" not in headers:
        raise BadRequest(f"{web} does not tell where the file ends: copy it somewhere else first")


def _network_error(web: WebAddress, error: httpcore.NetworkError) -> BadRequest | EngineBusy:
    cause = error.args[0] if error.args else None  # httpcore wraps the system's error in its own
    if isinstance(cause, ssl.SSLCertVerificationError):
        return BadRequest(
            f"{web} has no certificate that is trusted for its name: check the address"
        )
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, _PASSING_TLS):
        return BadRequest(f"{web} does not speak TLS as it should: check the address")
    if isinstance(cause, ConnectionRefusedError):
        return EngineBusy(f"{web} takes no connections")
    reached = "broke off" if isinstance(cause, ConnectionError) else "cannot be reached"
    return EngineBusy(f"{web} {reached}")
