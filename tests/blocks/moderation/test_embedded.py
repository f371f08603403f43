"""The embedded judge: thresholds, pictures that it does not see, and what it says of itself."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from blocks.moderation.embedded import EmbeddedModeration
from film.assets import Asset, LocalAssetStore
from film.errors import BadRequest


def kept(store: LocalAssetStore, folder: Path, data: bytes, suffix: str = ".png") -> Asset:
    path = folder / f"given{suffix}"
    path.write_bytes(data)
    return store.put(path)


def encoded(height: int, width: int, suffix: str) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    return cv2.imencode(suffix, pixels)[1].tobytes()


def vast() -> bytes:
    """Return a PNG of a few hundred bytes that would unfold to four gigapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_a_picture_is_decoded_and_says_nothing(
    store: LocalAssetStore, tmp_path: Path, suffix: str
) -> None:
    data = encoded(300, 400, suffix)
    given = kept(store, tmp_path, data, ".jpg" if suffix == ".jpg" else ".png")
    assert EmbeddedModeration().find("A storm", (given,), store) == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"<svg/>", encoded(200, 200, ".jpg")[:600][:2], vast(), b"\xff\xd8\xff" * 99],
    ids=["empty", "gif", "svg", "cut off", "four gigapixels", "no frame"],
)
def test_what_is_no_picture_is_refused(store: LocalAssetStore, tmp_path: Path, data: bytes) -> None:
    given = kept(store, tmp_path, data)
    with pytest.raises(BadRequest, match=r"picture .*: give"):
        EmbeddedModeration().find("A storm", (given,), store)


def test_a_threshold_left_out_stays_as_usual(store: LocalAssetStore) -> None:
    strict = EmbeddedModeration(thresholds={"sexual": 0.1})
    assert not strict.judge("A sensual, erotic dance", (), store).allowed
    assert not strict.judge("How to make a pipe bomb at home", (), store).allowed
    assert EmbeddedModeration().judge("A sensual, erotic dance", (), store).allowed


def test_what_decides_is_in_its_fingerprint() -> None:
    usual, strict = EmbeddedModeration(), EmbeddedModeration(thresholds={"sexual": 0.1})
    assert usual.fingerprint() != strict.fingerprint()
    assert usual.estimate("A storm").dollars == 0
    usual.ready()
    usual.check()
