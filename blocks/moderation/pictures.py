"""Reference pictures as judges look at them: decoded, small, in one format."""

import re

from film.assets import Asset, AssetStore
from film.errors import BadRequest

MOST_BYTES = 30_000_000
MOST_PIXELS = 60_000_000
"""More than any camera's picture; a file that would unfold to more is not decoded."""
SIDE = 1_024
"""Pixels of the longer side that a judge sees."""
_QUALITY = 88
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(....)", re.DOTALL)
"""A JPEG's start of frame: its precision, its height and width (ITU-T T.81 B.2.2)."""


def judged(picture: Asset, store: AssetStore) -> bytes:
    """Return a picture as a JPEG of at most SIDE pixels a side; BadRequest when it is none."""
    import cv2
    import numpy as np

    data = store.path(picture).read_bytes()[: MOST_BYTES + 1]
    width, height = _size(data)
    if len(data) > MOST_BYTES or width * height > MOST_PIXELS:
        raise BadRequest(
            f"A reference picture is larger than {MOST_PIXELS // 1_000_000} megapixels: give a "
            "smaller one"
        )
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if width else None
    if pixels is None:
        raise BadRequest("A reference picture cannot be read: give a whole PNG, JPEG or WebP file")
    scale = SIDE / max(pixels.shape[:2])
    if scale < 1:
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height as a file's header tells them; zeros for what is no picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"\xff\xd8"):
        frames = [found[1] for found in _FRAME.finditer(data)]
        sizes = [(int.from_bytes(f[2:], "big"), int.from_bytes(f[:2], "big")) for f in frames]
        return max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_size(data)
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return (
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return (
        int.from_bytes(data[26:28], "little") & 0x3FFF,
        int.from_bytes(data[28:30], "little") & 0x3FFF,
    )
