"""Limits on what people bring, and what pictures say of their own size."""

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from film.errors import BadRequest
from film.media.stills import extent_of
from film.uploads import CLIP, CODECS, LIMITS, PICTURE, SOUND, SOUND_CODECS, Extent, Limits, in_mib

MOST = Extent(
    size=CLIP.size, seconds=Fraction(CLIP.seconds), width=4096, height=2304, frames=CLIP.frames,
    streams=12, channels=8, codecs=("hevc", "aac"),
)  # fmt: skip


def test_what_just_fits_passes() -> None:
    CLIP.check(MOST)
    CLIP.check(Extent())
    CLIP.check(MOST.model_copy(update={"width": 2304, "height": 4096}))
    SOUND.check(
        Extent(size=9, seconds=Fraction(1800), streams=1, channels=8, codecs=("pcm_s16le",))
    )
    PICTURE.check(Extent(width=10_000, height=6_000, frames=1, streams=1, codecs=("jpeg",)))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"size": CLIP.size + 1}, "weighs more than 4096 MiB: give a smaller one"),
        ({"seconds": CLIP.seconds + Fraction(1, 30000)}, "lasts longer than 1800 seconds: cut"),
        ({"width": 8193, "height": 1}, "is 8193×1 pixels large"),
        (
            {"width": 4096, "height": 2305},
            "4096×2305 pixels large; 8192 a side and 9.44 million",
        ),
        ({"frames": CLIP.frames + 1}, "has 108001 pictures"),
        ({"streams": 13}, "has 13 streams"),
        ({"channels": 9}, "has 9 channels"),
        ({"codecs": ("h264", "tscc2")}, "is coded as tscc2, which is not read: give it as h264"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_more_is_refused_with_what_to_do(more: dict[str, Any], why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        CLIP.check(MOST.model_copy(update=more))


def test_every_kind_has_its_limits_as_json() -> None:
    assert set(CODECS) | set(SOUND_CODECS) == set(CLIP.codecs)
    for limits in LIMITS.values():
        assert Limits.model_validate_json(limits.model_dump_json()) == limits
    assert (in_mib(999), in_mib(30 * 2**20)) == ("999 bytes", "30 MiB")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
@pytest.mark.parametrize("size", [(1, 1), (641, 37), (37, 641)], ids=str)
def test_a_pictures_size_is_read_from_its_head(
    tmp_path: Path, suffix: str, size: tuple[int, int]
) -> None:
    path = tmp_path / f"picture{suffix}"
    cv2.imwrite(str(path), np.full((size[1], size[0], 3), 128, np.uint8))
    found = extent_of(path)
    assert found
    assert (found.width, found.height, found.frames) == (*size, 1)
    assert found.size == path.stat().st_size
    PICTURE.check(found)


def test_a_lossy_webp_too(tmp_path: Path) -> None:
    path = tmp_path / "picture.webp"
    Image.new("RGB", (321, 123), "red").save(path, quality=50)
    found = extent_of(path)
    assert found
    assert (found.width, found.height) == (321, 123)


@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_moving_pictures_are_no_stills(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"moving{suffix}"
    shades = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in (0, 90, 200)]
    shades[0].save(path, save_all=True, append_images=shades[1:], duration=100)
    found = extent_of(path)
    assert found
    assert (found.width, found.height, found.frames) == (64, 48, 3)
    with pytest.raises(BadRequest, match="has 3 pictures"):
        PICTURE.check(found)


def test_a_preview_inside_is_not_the_picture(tmp_path: Path) -> None:
    small = cv2.imencode(".jpg", np.zeros((8, 8, 3), np.uint8))[1].tobytes()
    whole = cv2.imencode(".jpg", np.zeros((480, 640, 3), np.uint8))[1].tobytes()
    camera = b"Exif\0\0" + small
    path = tmp_path / "camera.jpg"
    path.write_bytes(whole[:2] + b"\xff\xe1" + (len(camera) + 2).to_bytes(2) + camera + whole[2:])
    found = extent_of(path)
    assert found
    assert (found.width, found.height) == (640, 480)


@given(st.binary(max_size=400), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b""]))
def test_any_bytes_have_a_size_or_none(body: bytes, head: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(head + body)
        file.flush()
        found = extent_of(Path(file.name))
    assert found is None or (found.width >= 1 and found.height >= 1)
