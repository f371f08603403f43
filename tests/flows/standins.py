"""What the tests of the stand-ins share: the server, and looks at what it made."""

import io
import ssl
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import av
import cv2
import httpx
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from flows.standins.server import StandIns

RATE = 48_000
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients that speak plain HTTP: reading the certificates would take most of the time."""


@pytest.fixture(scope="module")
def server() -> Iterator[StandIns]:
    with StandIns() as running:
        yield running


@pytest.fixture
def standins(server: StandIns) -> StandIns:
    server.reset()
    return server


def request(method: str, url: str, **more: Any) -> httpx.Response:
    """Send one request."""
    with httpx.Client(verify=NO_TLS, timeout=20) as client:
        return client.request(method, url, **more)


get = partial(request, "GET")
post = partial(request, "POST")
put = partial(request, "PUT")


def bearer(standins: StandIns, vendor: str) -> dict[str, str]:
    """Return the header that holds a vendor's valid key."""
    return {"authorization": f"Bearer {standins.keys[vendor]}"}


def picture_of(data: bytes) -> NDArray[np.uint8]:
    """Return a picture's pixels."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert found is not None
    return np.asarray(found, np.uint8)


def frames_of(data: bytes) -> list[NDArray[np.uint8]]:
    """Return a clip's frames as luma."""
    with av.open(io.BytesIO(data), "r") as file:
        found: Any = file.decode(video=0)
        return [frame.to_ndarray(format="gray") for frame in found]


def rate_of(data: bytes) -> Fraction:
    """Return a clip's frames a second."""
    with av.open(io.BytesIO(data), "r") as file:
        rate = file.streams.video[0].average_rate
        assert rate is not None
        return Fraction(rate)


def sound_of(data: bytes) -> NDArray[np.float32]:
    """Return the samples of a clip's first sound track; none where it has no track."""
    with av.open(io.BytesIO(data), "r") as file:
        if not file.streams.audio:
            return np.zeros(0, np.float32)
        found: Any = file.decode(audio=0)
        return np.concatenate([frame.to_ndarray()[0] for frame in found])


def wav(*spans: tuple[float, float]) -> bytes:
    """Return a tone: pairs of seconds and level, one after the other."""
    parts = [
        level * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE)) / RATE)
        for seconds, level in spans
    ]
    file = io.BytesIO()
    soundfile.write(file, np.concatenate(parts), RATE, format="WAV", subtype="PCM_16")
    return file.getvalue()
