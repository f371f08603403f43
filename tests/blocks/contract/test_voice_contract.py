"""Every voice engine: speech at 48 kHz with words in order, and a voice of one's own for each."""

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from blocks.voice.base import VoiceEngine
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.speech import Recording
from film.story import NARRATOR, Delivery, Line, Scene, Shot, Story

from .engines import engines_of
from .people import MARA, TOM

engine = engines_of("voice")

TEXT = "Who is out there, at this hour? Only the wind."
STORY = Story(
    title="The Lamp",
    logline="A lamp is lit.",
    genre="drama",
    characters=(MARA, TOM),
    scenes=(
        Scene(
            id="s1",
            slugline="EXT. COAST - DAY",
            setting="coast",
            shots=(Shot(id="s1-h1", size="wide"),),
        ),
    ),
)
ODD = {
    "one word": "No.",
    "a number": "It was 1,234.5 km, or 7/8.",
    "an ellipsis": "…",
    "emoji": "🦊🌙",
    "markup": "%{pts} 'quoted' <speak>[v]</speak> --> {\\i1} \\N",
    "another script": "Η θάλασσα 海 море",
}


def speak(
    engine: VoiceEngine,
    store: AssetStore,
    text: str = TEXT,
    speaker: str = "mara",
    delivery: Delivery = "normal",
) -> Recording:
    """Record a line as the flow has it recorded."""
    line = Line(id="s1-l1", speaker=speaker, text=text, delivery=delivery)
    return engine.speak(line, engine.cast(STORY, 0)[speaker], "en", store)


def heard(recording: Recording, store: AssetStore) -> npt.NDArray[np.float64]:
    """Return a recording's samples, checked against what it says of them."""
    sound, rate = soundfile.read(store.path(recording.asset))
    info = recording.asset.info
    assert (rate, info.sample_rate) == (SAMPLE_RATE, SAMPLE_RATE)
    assert sound.ndim == info.channels == 1
    assert len(sound) == recording.samples == info.samples
    assert np.abs(sound).max() < 1
    return np.asarray(sound, np.float64)


def check_times(recording: Recording, text: str) -> None:
    """Check that words are the text's, in order, and that they and phonemes lie inside.

    Where nothing can be said, there may be no words.
    """
    if recording.words or any(mark.isalnum() for mark in text):
        assert [word.text for word in recording.words] == text.split()
    for timed in (recording.words, recording.phonemes):
        starts = [one.start for one in timed]
        assert starts == sorted(starts)
        assert all(0 <= one.start <= one.end <= recording.samples for one in timed)


def test_everybody_is_cast_each_with_a_voice_of_their_own(engine: VoiceEngine) -> None:
    voices = engine.cast(STORY, 0)
    assert set(voices) == {"mara", "tom", NARRATOR}
    said = [voice.model_dump_json(exclude={"speaker"}) for voice in voices.values()]
    assert len(set(said)) == len(said)
    assert engine.cast(STORY, 0) == voices


def test_a_line_is_recorded_with_the_times_of_its_words(
    engine: VoiceEngine, shelf: AssetStore
) -> None:
    recording = speak(engine, shelf)
    sound = heard(recording, shelf)
    assert (recording.line, recording.speaker) == ("s1-l1", "mara")
    check_times(recording, TEXT)
    assert all(word.start < word.end for word in recording.words)
    assert len(recording.phonemes) >= 20
    assert 1.5 < recording.samples / SAMPLE_RATE < 6
    loud = [np.sqrt(np.square(sound[w.start : w.end]).mean()) for w in recording.words]
    assert min(loud) > 0.005, "every word is heard in its time"
    quiet = np.sqrt(np.square(sound).mean()) / 30
    edges = np.flatnonzero(np.abs(sound) > quiet)
    assert edges[0] < 0.15 * SAMPLE_RATE, "it begins with the speech"
    assert len(sound) - edges[-1] < 0.3 * SAMPLE_RATE, "and ends with it"


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_any_text_is_a_recording(engine: VoiceEngine, shelf: AssetStore, text: str) -> None:
    recording = speak(engine, shelf, text)
    assert len(heard(recording, shelf)) > 0
    check_times(recording, text)


def test_two_people_sound_different(engine: VoiceEngine, shelf: AssetStore) -> None:
    one, other = (_spectrum(heard(speak(engine, shelf, speaker=s), shelf)) for s in ("mara", "tom"))
    assert np.abs(one - other).mean() > 1, "in the spectrum, a decibel on average"


def _spectrum(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return decibels in 100 Hz bands from 100 Hz to 5 kHz, as loud on average as any other."""
    power = np.square(np.abs(np.fft.rfft(sound)))
    bands = [int(len(sound) * hertz / SAMPLE_RATE) for hertz in range(100, 5_100, 100)]
    level = 10 * np.log10(np.add.reduceat(power, bands)[:-1] + 1e-12)
    return np.asarray(level - level.mean())


@pytest.mark.parametrize("delivery", ["whisper", "shout", "slow", "fast"])
def test_a_delivery_is_heard(engine: VoiceEngine, shelf: AssetStore, delivery: Delivery) -> None:
    plain, played = speak(engine, shelf), speak(engine, shelf, delivery=delivery)
    assert played.asset != plain.asset
    check_times(played, TEXT)
    if delivery in ("slow", "fast"):
        assert (played.samples > plain.samples) == (delivery == "slow")


def test_the_same_line_is_the_same_recording(engine: VoiceEngine, shelf: AssetStore) -> None:
    assert speak(engine, shelf) == speak(engine, shelf)
