"""Words found by ear: real speech, whose words are known to begin elsewhere than guessed."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from film.animatic.pronunciation import pronounce
from film.animatic.speech import speak_line
from film.animatic.voices import Voice
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.media.onsets import align_words
from film.speech import Word
from film.story import Delivery, Line

TEXTS = (
    "Who is out there, at this hour? Only the wind.",
    "The old keeper climbed the winding stair, and lit the lamp against the storm.",
    "I told you a hundred times: never, ever open that door. Do you understand me?",
    "Once upon a time the sea was calm, and nobody knew why. We walked; and then? Nothing at all!",
)
VOICES = (
    Voice(speaker="a", pitch=200, tract=1.15, pace=0.9),
    Voice(speaker="b", pitch=105, accent="en-gb-scotland", pace=1.15),
)
DELIVERIES: tuple[Delivery, ...] = ("whisper", "sad")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LocalAssetStore:
    return LocalAssetStore(tmp_path_factory.mktemp("onsets"))


def spoken(
    text: str, voice: Voice, delivery: Delivery, store: LocalAssetStore
) -> tuple[npt.NDArray[np.float64], tuple[Word, ...]]:
    line = Line(id="s1-l1", speaker="a", text=text, delivery=delivery)
    recording = speak_line(line, voice, "en", store)
    sound, _ = soundfile.read(store.path(recording.asset))
    return np.asarray(sound), recording.words


@pytest.fixture(scope="module")
def lines(shelf: LocalAssetStore) -> list[tuple[str, npt.NDArray[np.float64], tuple[Word, ...]]]:
    """Speak each text with both voices in each way."""
    return [
        (text, *spoken(text, voice, delivery, shelf))
        for text in TEXTS
        for voice in VOICES
        for delivery in DELIVERIES
    ]


def missed_by(lines: Any, *, pronounced: bool) -> npt.NDArray[np.float64]:
    """Return by how many milliseconds each word's beginning is missed."""
    missed: list[float] = []
    for text, sound, words in lines:
        said = [word[-1].end - word[0].start if word else 0 for word in pronounce(text, "en")]
        found = align_words(text, sound, said if pronounced else None)
        assert [word.text for word in found] == text.split()
        missed += [
            abs(one.start - real.start) * 1_000 / SAMPLE_RATE
            for one, real in zip(found, words, strict=True)
            if real.end > real.start
        ]
    return np.array(missed)


def test_words_begin_where_they_are_heard_with_their_pronunciation(lines: Any) -> None:
    missed = missed_by(lines, pronounced=True)
    assert missed.mean() < 50, "31 ms measured: 120 are promised"
    assert np.percentile(missed, 95) < 120


def test_words_begin_about_there_with_nothing_but_their_letters(lines: Any) -> None:
    missed = missed_by(lines, pronounced=False)
    assert missed.mean() < 100, "82 ms measured: 120 are promised"


def test_words_are_in_order_and_in_the_sound(shelf: LocalAssetStore) -> None:
    text = "Stop — go! 🦊 Wait. 17 (times)"
    sound, _ = spoken(text, VOICES[0], "normal", shelf)
    found = align_words(text, sound)
    assert [word.text for word in found] == text.split()
    moments = [moment for word in found for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    assert 0 <= moments[0] <= moments[-1] <= sound.size + 480
    silent = {word.text for word in found if word.end == word.start}
    assert silent == {"—", "🦊"}


@pytest.mark.parametrize(
    "sound",
    [np.zeros(0), np.zeros(100), np.zeros(SAMPLE_RATE)],
    ids=["no samples", "a few", "silence"],
)
def test_nothing_heard_is_no_words(sound: npt.NDArray[np.float64]) -> None:
    assert align_words("Who is there?", sound) == ()


def test_nothing_said_is_no_words() -> None:
    assert align_words("… —", np.sin(np.arange(SAMPLE_RATE) / 30)) == ()


def test_more_words_than_places_still_come_in_order() -> None:
    burst = np.zeros(SAMPLE_RATE // 2)
    burst[4_800:9_600] = np.random.default_rng(0).normal(0, 0.2, 4_800)
    text = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    found = align_words(text, burst)
    assert [word.text for word in found] == text.split()
    moments = [moment for word in found for moment in (word.start, word.end)]
    assert moments == sorted(moments)


def test_it_does_not_drift(lines: Any) -> None:
    """A minute of one voice: its lines thrice, half a second apart."""
    said = lines[:: len(VOICES) * len(DELIVERIES)] * 3
    text = " ".join(text for text, _, _ in said)
    parts: list[npt.NDArray[np.float64]] = []
    words: list[Word] = []
    done = 0
    for _, sound, spans in said:
        words += [Word(text=w.text, start=w.start + done, end=w.end + done) for w in spans]
        parts += [sound, np.zeros(SAMPLE_RATE // 2)]
        done += sound.size + SAMPLE_RATE // 2
    assert done > 50 * SAMPLE_RATE
    found = align_words(text, np.concatenate(parts))
    missed = [abs(a.start - b.start) for a, b in zip(found, words, strict=True)]
    assert np.mean(missed) < 0.12 * SAMPLE_RATE
