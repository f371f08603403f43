"""Pictures that strangers bring: looked at before they are decoded, and stored bare."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from film.assets import LocalAssetStore
from film.errors import BadRequest
from film.media.portraits import (
    LEAST_SIDE,
    LONGEST_SIDE,
    MOST_BYTES,
    put_portrait,
    read_portrait,
)

PLACE = b"GPS 48.2082 N 16.3738 E"
"""Where a picture says it was taken."""
LIGHT, DARK = 200, 40


def half_lit(width: int = 120, height: int = 80) -> npt.NDArray[np.uint8]:
    """Return a picture (BGR) whose upper half is light."""
    pixels = np.full((height, width, 3), DARK, np.uint8)
    pixels[: height // 2] = LIGHT
    return pixels


def encoded(suffix: str, pixels: npt.NDArray[np.uint8]) -> bytes:
    """Return a picture file's bytes."""
    return bytes(cv2.imencode(suffix, pixels)[1])


def exif(orientation: int) -> bytes:
    """Return EXIF (TIFF 6.0, big-endian) with an orientation and a place in it."""
    entries = struct.pack(">HHHIHH", 1, 0x0112, 3, 1, orientation, 0)
    return b"MM\x00\x2a\x00\x00\x00\x08" + entries + b"\x00\x00\x00\x00" + PLACE


def tagged(suffix: str, orientation: int) -> bytes:
    """Return a picture with EXIF, as a telephone writes it."""
    data = encoded(suffix, half_lit())
    if suffix == ".jpg":
        body = b"Exif\x00\x00" + exif(orientation)
        return data[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + data[2:]
    chunk = b"eXIf" + exif(orientation)
    size, check = struct.pack(">I", len(chunk) - 4), struct.pack(">I", zlib.crc32(chunk))
    return data[:33] + size + chunk + check + data[33:]  # after the signature and IHDR


def lit_side(pixels: npt.NDArray[np.uint8]) -> str:
    """Say which side of a picture is light."""
    height, width = pixels.shape[:2]
    sides = {
        "top": pixels[: height // 4],
        "bottom": pixels[-height // 4 :],
        "left": pixels[:, : width // 4],
        "right": pixels[:, -width // 4 :],
    }
    return max(sides, key=lambda side: float(sides[side].mean()))


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
@pytest.mark.parametrize(
    ("orientation", "side"), [(1, "top"), (3, "bottom"), (6, "right"), (8, "left")]
)
def test_it_is_turned_upright_and_forgets_where_it_was_taken(
    suffix: str, orientation: int, side: str, tmp_path: Path, store: LocalAssetStore
) -> None:
    path = tmp_path / f"selfie{suffix}"
    path.write_bytes(tagged(suffix, orientation))
    assert PLACE in path.read_bytes()
    asset = put_portrait(read_portrait(path), store)
    kept = store.path(asset).read_bytes()
    assert PLACE not in kept
    assert b"Exif" not in kept
    assert b"eXIf" not in kept
    pixels = cv2.imread(str(store.path(asset)), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    assert lit_side(np.asarray(pixels, np.uint8)) == side
    assert (asset.info.height, asset.info.width) == pixels.shape[:2]
    assert asset.suffix == suffix


def test_what_is_webp_is_stored_as_jpeg(tmp_path: Path, store: LocalAssetStore) -> None:
    path = tmp_path / "selfie.webp"
    path.write_bytes(encoded(".webp", half_lit()))
    assert put_portrait(read_portrait(path), store).media_type == "image/jpeg"


def test_its_kind_is_told_by_its_content(tmp_path: Path, store: LocalAssetStore) -> None:
    path = tmp_path / "selfie.jpg"
    path.write_bytes(encoded(".png", half_lit()))
    assert put_portrait(read_portrait(path), store).media_type == "image/png"


def test_a_lossless_picture_loses_nothing_and_colours_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "blue.png"
    blue = np.zeros((80, 80, 3), np.uint8)
    blue[..., 0] = 255  # OpenCV's order
    path.write_bytes(encoded(".png", blue))
    assert read_portrait(path).pixels[0, 0].tolist() == [0, 0, 255]


def test_a_huge_one_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    path.write_bytes(encoded(".jpg", half_lit(5_000, 1_000)))
    assert read_portrait(path).pixels.shape == (819, LONGEST_SIDE, 3)


def bomb() -> bytes:
    """Return a PNG that says it is 30,000 pixels square and is a few hundred bytes long."""
    data = encoded(".png", half_lit())
    header = b"IHDR" + struct.pack(">II", 30_000, 30_000) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
BROKEN = {
    "bomb.png": (bomb(), "30000×30000 pixels, more than 60 million"),
    "tiny.png": (encoded(".png", half_lit(LEAST_SIDE - 1, 80)), "63×80 pixels: take a larger"),
    "cut.jpg": (encoded(".jpg", half_lit())[:-90], "broken or cut short"),
    "cut.png": (encoded(".png", half_lit())[:-60], "broken or cut short"),
    "words.jpg": (b"#!/bin/sh\necho selfie\n", "no PNG, JPEG or WebP"),
    "empty.png": (b"", "no PNG, JPEG or WebP"),
    "photo.heic": (HEIC, "HEIC or a film"),
    "header.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "header cannot be read"),
    "large.png": (bytes(MOST_BYTES + 1), "larger than 40 MiB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_picture_is_refused_with_advice(name: str, tmp_path: Path) -> None:
    data, said = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadRequest, match=said) as raised:
        read_portrait(path)
    assert str(raised.value).startswith(name)


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(BadRequest, match="There is no picture"):
            read_portrait(path)
