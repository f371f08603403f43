"""Stills: what a picture's file says of its size, read from its headers, nothing decoded."""

import re
from fractions import Fraction
from pathlib import Path

from film.media.containers import JPEG, PNG, WEBP, container_of
from film.uploads import Extent

_LONGEST_HEADER = 64 * 2**20
"""Bytes of a file that are looked through; a longer one has its picture's size before them."""
_FRAME = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""A JPEG's markers that begin a frame (ITU-T T.81, table B.1)."""
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""A JPEG's markers that nothing belongs to."""
_ANIMATED = re.compile(rb"\x00\x00\x00\x08acTL(....)", re.DOTALL)
"""An animated PNG's control chunk: how many pictures it has."""


def extent_of(path: Path) -> Extent | None:
    """Return bytes, width, height and pictures of a PNG, JPEG or WebP; None when it is none.

    Width and height are 1 or more, in pixels as they are stored: no orientation is applied.
    """
    with path.open("rb") as file:
        data = file.read(_LONGEST_HEADER)
    found = container_of(data[:64])
    readers = {PNG: _png, JPEG: _jpeg, WEBP: _webp}
    if found not in readers:
        return None
    width, height, frames = readers[found](data)
    if not width or not height:
        return None
    return Extent(
        size=path.stat().st_size,
        seconds=Fraction(0),
        width=width,
        height=height,
        frames=frames,
        streams=1,
        codecs=({".jpg": "jpeg", ".png": "png", ".webp": "webp"}[found.suffix],),
    )


def _png(data: bytes) -> tuple[int, int, int]:
    if data[12:16] != b"IHDR":
        return 0, 0, 0
    size = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    animated = _ANIMATED.search(data[: max(0, data.find(b"IDAT"))])
    return *size, int.from_bytes(animated[1]) if animated else 1


def _jpeg(data: bytes) -> tuple[int, int, int]:
    """Walk a JPEG's segments up to its first scan: what lies inside one, as a preview, is none."""
    largest, at = (0, 0), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in (0xD9, 0xDA):
            break
        if marker in _FRAME:
            height, width = (int.from_bytes(data[at + i : at + i + 2]) for i in (5, 7))
            largest = max(largest, (width, height), key=lambda size: size[0] * size[1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return *largest, 1


def _webp(data: bytes) -> tuple[int, int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[i : i + 3], "little") + 1 for i in (24, 27))
        moves = bool(data[20] & 0x02)
        return width, height, max(1, data.count(b"ANMF")) if moves else 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 1
    if kind == b"VP8 ":
        width, height = (int.from_bytes(data[i : i + 2], "little") & 0x3FFF for i in (26, 28))
        return width, height, 1
    return 0, 0, 0
