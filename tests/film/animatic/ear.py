"""An ear for the tests: speaks a line, reads it back from the store, and measures it."""

import numpy as np
import numpy.typing as npt
import soundfile

from film.animatic.speech import speak_line
from film.animatic.voices import Voice
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.media.loudness import LoudnessMeter
from film.speech import Recording
from film.story import Delivery, Line

Sound = npt.NDArray[np.float64]


def speak(
    text: str,
    voice: Voice,
    store: LocalAssetStore,
    delivery: Delivery = "normal",
    language: str = "en",
) -> tuple[Recording, Sound]:
    """Return a line's recording and its decoded sound."""
    line = Line(id="s1-l1", speaker=voice.speaker, text=text, delivery=delivery)
    recording = speak_line(line, voice, language, store)
    sound, rate = soundfile.read(store.path(recording.asset))
    assert rate == SAMPLE_RATE
    assert sound.ndim == 1
    return recording, np.asarray(sound)


def loudness(sound: Sound) -> float:
    """Return LUFS, heard from both loudspeakers."""
    meter = LoudnessMeter()
    meter.add(sound[:, None].astype(np.float32))
    return meter.integrated()


def pitches(sound: Sound) -> Sound:
    """Return the fundamental (Hz) of the voiced 50 ms pieces, by autocorrelation."""
    low, high, size = SAMPLE_RATE // 500, SAMPLE_RATE // 60, 2_400
    found = []
    for start in range(0, sound.size - size, size // 2):
        piece = sound[start : start + size] * np.hanning(size)
        if np.sqrt(np.square(piece).mean()) < 0.01:
            continue
        power = np.square(np.abs(np.fft.rfft(piece, 2 * size)))
        power[: 2 * size * 60 // SAMPLE_RATE] = 0
        power[2 * size * 1_200 // SAMPLE_RATE :] = 0
        likeness = np.fft.irfft(power)[: high + 1] / np.linspace(1, 0.5, size)[: high + 1]
        near = likeness[low:]
        first = low + int(np.flatnonzero(near > 0.85 * near.max())[0])
        peak = first + int(likeness[first : first + 12].argmax())
        if likeness[peak] > 0.6 * likeness[0]:
            found.append(SAMPLE_RATE / peak)
    return np.array(found)


def median_pitch(sound: Sound) -> float:
    """Return the median fundamental in hertz; 0 where nothing is voiced."""
    found = pitches(sound)
    return float(np.median(found)) if found.size else 0.0


def centroid(sound: Sound) -> float:
    """Return the spectrum's centre of gravity in hertz."""
    power = np.abs(np.fft.rfft(sound))
    return float((np.fft.rfftfreq(sound.size, 1 / SAMPLE_RATE) * power).sum() / power.sum())
