"""Another implementation of C2PA, by others, reads our credentials and comes to the same end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from film.provenance.claims import edited
from tests.c2pa_ts import HOLDS, installed, read_otherwise

from .conftest import Desk, boxes, ffmpeg

pytestmark = installed
Media = Callable[[str], Path]
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def test_it_finds_every_signature_and_digest_right(desk: Desk, media: Media) -> None:
    found = read_otherwise(desk.signed(media(".mp4")))
    assert found.valid, found.failed
    assert found.passed >= HOLDS
    assert found.by == "Firstcut"
    assert found.actions == (("c2pa.created", f"{SOURCE_TYPES}algorithmicMedia"),)


def test_it_reads_what_a_changed_video_was_made_from(desk: Desk, media: Media) -> None:
    parts = (
        desk.ingredient("Source video", media(".mp4")),
        desk.ingredient("Picture of a face", media(".png")),
        desk.ingredient("Voice sample", media(".flac")).model_copy(
            update={"relationship": "inputTo"}
        ),
    )
    claims = edited("The Lamp", "compositeSynthetic", "Face swap: embedded", "1.2.3", parts)
    found = read_otherwise(desk.signed(media(".mp4"), claims))
    assert found.valid, found.failed
    assert found.ingredients == (
        ("parentOf", "Source video"), ("componentOf", "Picture of a face"),
        ("inputTo", "Voice sample"),
    )  # fmt: skip
    assert [action for action, _ in found.actions] == ["c2pa.opened", "c2pa.placed", "c2pa.edited"]


@pytest.mark.parametrize("part", ["mdat", "moov"])
def test_it_notices_a_flipped_bit(desk: Desk, media: Media, part: str) -> None:
    film = desk.signed(media(".mp4"))
    changed = bytearray(film.read_bytes())
    first, end = boxes(bytes(changed))[part]
    changed[(first + end) // 2] ^= 1
    film.write_bytes(changed)
    found = read_otherwise(film)
    assert not found.valid
    assert found.failed == {"assertion.bmffHash.mismatch"}


def test_it_finds_nothing_after_a_remux(desk: Desk, media: Media, tmp_path: Path) -> None:
    film, copy = desk.signed(media(".mp4")), tmp_path / "remuxed.mp4"
    ffmpeg("-i", str(film), "-map", "0", "-c", "copy", str(copy))
    assert not read_otherwise(copy).found
