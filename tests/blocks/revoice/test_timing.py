"""Timing: what counts as the same speech at the same times, and where speech is cut."""

import numpy as np
import pytest

from blocks.revoice import timing
from blocks.revoice.timing import Sound, aligned, pieces, speaks
from film.clock import SAMPLE_RATE
from film.errors import MediaFailed

from .conftest import spoken

MILLISECOND = SAMPLE_RATE // 1000


@pytest.fixture(scope="module")
def other() -> Sound:
    """Return the same words in another voice, made to be at the same times."""
    return spoken(pitch=190)


@pytest.mark.parametrize("late", [-200, -70, -5, 0, 5, 70, 250])
def test_what_is_late_as_a_whole_is_moved_back(speech: Sound, late: int) -> None:
    moved = np.roll(np.pad(speech, SAMPLE_RATE // 2), late * MILLISECOND)
    came = moved[SAMPLE_RATE // 2 : SAMPLE_RATE // 2 + speech.size]
    found = aligned(speech, came)
    assert found.size == speech.size
    kept = slice(SAMPLE_RATE // 2, -SAMPLE_RATE // 2)
    assert np.abs(found[kept] - speech[kept]).max() < 1e-6, "moved by whole measurements"


@pytest.mark.parametrize("more", [-20_000, -1, 1, 20_000])
def test_padding_at_the_end_is_cut_or_added(speech: Sound, more: int) -> None:
    came = speech[:more] if more < 0 else np.pad(speech, (0, more))
    assert aligned(speech, came).size == speech.size


def test_another_length_is_refused(speech: Sound) -> None:
    with pytest.raises(MediaFailed, match="lasts"):
        aligned(speech, speech[: speech.size - SAMPLE_RATE])


def test_another_speech_is_refused(speech: Sound) -> None:
    words = spoken("My mother keeps her keys in a jar by the door, under the stairs, and laughs.")
    words = np.resize(words, speech.size)
    with pytest.raises(MediaFailed, match="not the same speech"):
        aligned(speech, words)


@pytest.mark.parametrize("speed", [0.96, 1.04])
def test_what_drifts_is_refused(speech: Sound, speed: float) -> None:
    places = np.arange(0, speech.size - 1, speed)
    came = np.interp(places, np.arange(speech.size), speech).astype(np.float32)
    with pytest.raises(MediaFailed, match="off its time"):
        aligned(speech, came)


def test_a_stretch_that_is_late_is_named(speech: Sound) -> None:
    half = speech.size // 2
    late = 90 * MILLISECOND
    came = np.concatenate([speech[:half], np.zeros(late, np.float32), speech[half:-late]])
    with pytest.raises(MediaFailed, match=r"what is said at \d\.\d s is [+-]\d+ ms off"):
        aligned(speech, came)


def test_loudness_and_noise_do_not_matter(speech: Sound) -> None:
    noise = np.random.default_rng(5).normal(0, 0.002, speech.size)
    assert aligned(speech, (0.2 * speech + noise).astype(np.float32)).size == speech.size


def test_silence_is_nobody_speaking(speech: Sound) -> None:
    assert speaks(speech)
    assert not speaks(np.zeros(1000, np.float32))
    assert not speaks(np.zeros(0, np.float32))
    assert not speaks(np.full(9_600, 0.0005, np.float32))


def test_long_speech_is_cut_in_its_pauses() -> None:
    moments = np.arange(100 * SAMPLE_RATE) / SAMPLE_RATE
    sound = (0.3 * np.sin(2 * np.pi * 200 * moments)).astype(np.float32)
    for pause in (25, 52, 88):
        sound[pause * SAMPLE_RATE : pause * SAMPLE_RATE + SAMPLE_RATE // 2] = 0
    found = pieces(sound, 40)
    assert found[0].start == 0
    assert found[-1].stop == sound.size
    assert [one.stop for one in found[:-1]] == [two.start for two in found[1:]]
    assert all(one.stop - one.start <= 40 * SAMPLE_RATE for one in found)
    for one in found[:-1]:
        assert abs(sound[one.stop - 100 : one.stop + 100]).max() == 0
    assert pieces(sound[:1000], 40) == [timing.Piece(0, 1000)]
