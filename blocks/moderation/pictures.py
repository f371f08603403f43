"""Pictures to be judged: checked before they are decoded, and made small enough to send."""

import struct

import cv2
import numpy as np

from film.assets import Asset, AssetStore
from film.errors import BadRequest

LONGEST_SIDE = 1568
"""Pixels: vendors scale larger pictures down to about this themselves."""
MOST_BYTES = 30 * 2**20
MOST_PIXELS = 64_000_000
_QUALITY = 85
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG markers that are followed by the picture's size (ISO 10918-1, table B.1)."""


def shown(asset: Asset, store: AssetStore) -> bytes:
    """Return a stored PNG or JPEG as a JPEG of at most LONGEST_SIDE, without its metadata.

    BadRequest when it is of another kind, broken or too large to be looked at.
    """
    if asset.size > MOST_BYTES:
        raise BadRequest(
            f"A picture has {asset.size} bytes: give one below {MOST_BYTES // 2**20} MB"
        )
    data = store.path(asset).read_bytes()
    width, height = size_of(data)
    if not 0 < width * height <= MOST_PIXELS:
        raise BadRequest(f"A picture has {width}×{height} pixels: give a smaller one")
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise BadRequest("A picture is broken: give it as a whole PNG or JPEG file")
    share = LONGEST_SIDE / max(picture.shape[:2])
    if share < 1:
        size = [max(1, round(side * share)) for side in picture.shape[1::-1]]
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()


def size_of(data: bytes) -> tuple[int, int]:
    """Return the width and height that a PNG's or JPEG's header states; BadRequest for others."""
    try:
        if data.startswith(_PNG) and data[12:16] == b"IHDR":
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if data.startswith(_JPEG):
            return _jpeg_size(data)
    except (struct.error, IndexError):
        pass
    raise BadRequest("A picture is neither PNG nor JPEG: give one of these")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while True:
        while data[place] == 0xFF:
            place += 1
        marker = data[place]
        length, _, height, width = struct.unpack(">HBHH", data[place + 1 : place + 8])
        if marker in _FRAMES:
            return width, height
        place += 1 + length
