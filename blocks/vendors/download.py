"""Fetching what a vendor made: from its own answer only, whole, within limits."""

import base64
import binascii
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from blocks.vendors.http import retry_after
from film.errors import EngineBusy, EngineFailed, StorageFull

if TYPE_CHECKING:
    import httpx

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
GONE = {401, 403, 404, 410}
"""What storage answers for an address whose time is over, signed or not."""
HOPS = 3


@cache
def trust() -> ssl.SSLContext:
    """Return whom this process trusts, read once: that takes longer than a call on this machine."""
    import httpx

    return httpx.create_ssl_context()


class Expired(EngineFailed):
    """An output's address no longer leads anywhere; the vendor may know a fresh one."""


@dataclass(frozen=True)
class Limits:
    """How much is fetched at most, and for how long."""

    size: int = 512 * 1024 * 1024
    """Bytes."""
    seconds: float = 300
    attempts: int = 4
    """Times that a cut or refused read is tried again, from its start."""
    pause: float = 1
    """Seconds before the second attempt; each later one waits twice as long."""


def download(url: str, path: Path, address: str, limits: Limits) -> None:
    """Write what an output's URL holds to ``path``, whole or not at all.

    Only https is fetched, or plain http from this machine itself when ``address``, the vendor's
    API, is here too. Raises Expired, EngineBusy when reads keep failing, EngineFailed for an
    address that is not allowed or more bytes than allowed, StorageFull.
    """
    try:
        if url.startswith("data:"):
            path.write_bytes(_inline(url, limits))
        else:
            _persist(url, path, address, limits)
    except OSError as cause:
        path.unlink(missing_ok=True)
        raise StorageFull(f"Cannot write what was fetched: {cause.strerror or cause}") from cause
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _persist(url: str, path: Path, address: str, limits: Limits) -> None:
    end = time.monotonic() + limits.seconds
    for attempt in range(limits.attempts):
        try:
            return _read(url, path, address, limits, end)
        except EngineBusy as error:
            pause = max(limits.pause * 2**attempt, error.retry_after or 0)
            if attempt + 1 == limits.attempts or time.monotonic() + pause > end:
                raise
            time.sleep(pause)
    return None


def _read(url: str, path: Path, address: str, limits: Limits, end: float) -> None:
    """Read once, from the start."""
    import httpx

    host = urlsplit(url).hostname or "?"
    try:
        with (
            httpx.Client(timeout=30, trust_env=False, verify=trust()) as client,
            _opened(client, url, address) as response,
            path.open("wb") as file,
        ):
            _check_status(response, host)
            for chunk in response.iter_bytes():
                file.write(chunk)
                if file.tell() > limits.size:
                    raise EngineFailed(
                        f"What {host} sends is larger than {limits.size} bytes: refused"
                    )
                if time.monotonic() > end:
                    raise EngineBusy(f"{host} did not send the whole output in time")
    except httpx.HTTPError as cause:
        raise EngineBusy(
            f"The output could not be read from {host}: {type(cause).__name__}"
        ) from cause


@contextmanager
def _opened(client: "httpx.Client", url: str, address: str) -> Iterator["httpx.Response"]:
    """Lend the answer at the end of a few redirects, each as allowed as the first address."""
    for _ in range(HOPS):
        _check_address(url, address)
        with client.stream("GET", url) as response:
            if not response.has_redirect_location:
                yield response
                return
            url = urljoin(url, response.headers["location"])
    raise EngineFailed("The output's address leads in circles: refused")


def _check_address(url: str, address: str) -> None:
    parts = urlsplit(url)
    here = urlsplit(address).hostname in LOOPBACK
    if parts.scheme == "http" and here and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https" or not parts.hostname or (parts.hostname in LOOPBACK and not here):
        raise EngineFailed(
            f"The vendor's output lies at an address that is not allowed ({parts.scheme}://"
            f"{parts.hostname}): refused"
        )


def _check_status(response: "httpx.Response", host: str) -> None:
    status = response.status_code
    if status in GONE:
        raise Expired(f"The output is no longer at {host} ({status})")
    if status == 429 or status >= 500:
        raise EngineBusy(
            f"{host} cannot send the output now ({status})", retry_after(response.headers)
        )
    if status != 200:
        raise EngineFailed(f"{host} does not send the output ({status})")


def _inline(url: str, limits: Limits) -> bytes:
    """Return the bytes of a data URL (RFC 2397)."""
    head, _, body = url.partition(",")
    if len(body) > 2 * limits.size:
        raise EngineFailed(f"The output is larger than {limits.size} bytes: refused")
    try:
        return (
            base64.b64decode(body, validate=True)
            if head.endswith(";base64")
            else unquote_to_bytes(body)
        )
    except binascii.Error as cause:
        raise EngineFailed("The output is no valid data URL") from cause
