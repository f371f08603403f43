"""Portraits: a stranger's picture file, checked before it is decoded, and bare pixels after it."""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from film.assets import Asset, AssetStore
from film.errors import BadRequest, MediaFailed
from film.media.containers import JPEG, PNG, WEBP, Container, sniff
from film.media.picture import put_picture
from film.media.stills import extent_of

Rgb = npt.NDArray[np.uint8]
"""height × width × 3, sRGB."""

MOST_BYTES = 40 * 2**20
MOST_PIXELS = 60_000_000
"""Before decoding: more than a telephone's widest sensor has in a file of this size."""
LEAST_SIDE = 64
"""Pixels: below this there is nothing to look at."""
LONGEST_SIDE = 4_096
"""Pixels: larger pictures are made smaller before they are stored."""


class Portrait(NamedTuple):
    """A picture as it may be looked at and stored."""

    pixels: Rgb
    """Upright: the file's orientation is applied."""
    suffix: str
    """How to store it: ``.png`` for what came without loss, else ``.jpg``."""


def read_portrait(path: Path) -> Portrait:
    """Return a PNG, JPEG or WebP file's pixels, upright, at most LONGEST_SIDE a side.

    BadRequest, with what to do, when the file is none, too large, too small, or broken.
    """
    data = _bytes_of(path)
    kind = _kind_of(path)
    extent = extent_of(path)
    if extent is None:
        raise BadRequest(f"{path.name} is broken: its header cannot be read")
    size = (extent.width, extent.height)
    if size[0] * size[1] > MOST_PIXELS:
        raise BadRequest(
            f"{path.name} has {size[0]}×{size[1]} pixels, more than "
            f"{MOST_PIXELS // 1_000_000} million: make it smaller"
        )
    if min(size) < LEAST_SIDE:
        raise BadRequest(f"{path.name} has only {size[0]}×{size[1]} pixels: take a larger one")
    pixels = _decoded(data)
    if pixels is None or sorted(pixels.shape[:2]) != sorted(size):
        raise BadRequest(f"{path.name} is broken or cut short: copy it again")
    return Portrait(_fitted(pixels), ".png" if kind == PNG else ".jpg")


def put_portrait(portrait: Portrait, store: AssetStore) -> Asset:
    """Store a portrait, encoded anew: no place, time or camera of the file's goes along."""
    return put_picture(portrait.pixels, store, portrait.suffix)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadRequest(f"There is no picture {path}")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as cause:
        raise BadRequest(f"Cannot read the picture {path}: {cause.strerror}") from None
    if len(data) > MOST_BYTES:
        raise BadRequest(
            f"{path.name} is larger than {MOST_BYTES // 2**20} MiB: save it as a smaller JPEG"
        )
    return data


def _kind_of(path: Path) -> Container:
    try:
        kind = sniff(path)
    except MediaFailed as cause:
        raise BadRequest(f"{path.name} is no PNG, JPEG or WebP: save it as one") from cause
    if kind not in (PNG, JPEG, WEBP):
        raise BadRequest(
            f"{path.name} is no PNG, JPEG or WebP (HEIC or a film, it seems): save it as one"
        )
    return kind


def _decoded(data: bytes) -> Rgb | None:
    """Return upright pixels, or None for what is not there whole."""
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    if pixels is None:
        return None
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


def _fitted(pixels: Rgb) -> Rgb:
    height, width = pixels.shape[:2]
    scale = LONGEST_SIDE / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
