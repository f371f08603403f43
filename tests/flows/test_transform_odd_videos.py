"""Odd videos: ten bits in high dynamic range, nobody in sight, 4K; and notices, seen and heard."""

import hashlib
from pathlib import Path

import av
import numpy as np
import pytest

from blocks.persona import FirstcutPersona
from film.transform.sound import extract_sound
from film.transform.source import probe_source
from film.transform.stems import reading_stem
from tests.api import PrefectApi
from tests.command import firstcut_here
from tests.film.transform.uploads import upload
from tests.flows.transforming import saved_persona, transformed
from tests.flows.videos import FOUR_K, HDR, NOBODY

pytestmark = pytest.mark.e2e

NAME = "transform-odd"


@pytest.fixture(scope="module")
def persona(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> FirstcutPersona:
    return saved_persona(NAME, tmp_path_factory.mktemp("persona"))


def packets(path: Path) -> list[str]:
    """Return the digest of every coded picture."""
    with av.open(str(path)) as film:
        found = film.demux(film.streams.video[0])
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in found if packet.size]


def test_ten_bits_stay_ten_bits_and_both_notices_are_there(
    persona: FirstcutPersona, tmp_path: Path
) -> None:
    film = transformed(
        upload(tmp_path / "hdr", HDR),
        NAME,
        voice="keep",
        watermark={"text": "Altered", "position": "top left", "size": 10, "opacity": 100},
        notice="The face in this film was changed.",
    )
    assert all(one.passed for one in film.report.checks), film.report.checks
    assert film.report.face.replaced == 25
    one, other = probe_source(film.source).video, probe_source(film.movie).video
    assert (other.pixels, other.colour.hdr, other.codec) == ("yuv420p10le", "PQ", "hevc")
    assert other.colour == one.colour
    for before, after in film.pictures(0, 24):
        apart = np.abs(before - after).mean(axis=2)
        assert apart[:60, :250].max() > 30, "the watermark"
        assert (apart[80:250, 220:420] > 15).mean() > 0.1, "the face"
        assert np.percentile(apart[270:], 99) < 12, "what encoding does"
    [sound] = film.report.sounds
    assert (sound.converted, sound.why) == (False, "its voice was to be kept")
    with_notice, without = tmp_path / "with.flac", tmp_path / "without.flac"
    extract_sound(film.movie, probe_source(film.movie).sounds[0], with_notice)
    extract_sound(film.source, probe_source(film.source).sounds[0], without)
    with reading_stem(with_notice) as told, reading_stem(without) as plain:
        assert abs(len(told) - len(plain)) <= 2_048
        heard, before_it = told.read(24_000), plain.read(24_000)
    assert np.sqrt(np.mean(heard**2)) > 3 * np.sqrt(np.mean(before_it**2)), "it speaks first"


def test_where_nobody_is_seen_every_picture_is_the_sources_bit_by_bit(
    persona: FirstcutPersona, tmp_path: Path
) -> None:
    film = transformed(upload(tmp_path / "nobody", NOBODY), NAME, notice="Not heard.")
    assert packets(film.movie) == packets(film.source)
    report = film.report
    assert (report.face.people, report.face.replaced, report.face.recoded) == (0, 0, 0)
    assert report.left == (
        "No face is seen in the video, so none was replaced",
        "Every picture is the source's own, bit by bit",
        "The source has no sound",
        "The notice is not heard, for there is no sound that could hold it",
    )
    assert "faceswap" not in film.stages
    assert report.personas == (), "nobody is in it"
    assert report.credentials
    assert report.credentials.source_type is None
    assert "nothing was altered" in report.credentials.sentence
    assert all(one.passed for one in report.checks), report.checks
    assert firstcut_here("verify", str(film.movie)).exit_code == 0


def test_four_k_stays_four_k(persona: FirstcutPersona, tmp_path: Path) -> None:
    film = transformed(upload(tmp_path / "large", FOUR_K), NAME)
    assert all(one.passed for one in film.report.checks), film.report.checks
    assert film.report.face.replaced == 4
    [(before, after)] = film.pictures(3)
    assert before.shape == after.shape == (2160, 3840, 3)
    apart = np.abs(before - after).mean(axis=2)
    assert (apart[480:1500, 1320:2520] > 15).mean() > 0.1
    assert np.percentile(apart[1700:], 99) < 12
