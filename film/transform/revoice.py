"""A voice made to sound like another's: pitch and formants moved, every syllable where it was.

Pitch and formants are measured by Praat (P. Boersma & D. Weenink), which also moves them: pitch by
overlap-add of its periods (PSOLA), formants by resampling. What is said, when and how loud, stays.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from film.errors import MediaFailed
from film.model import FilmModel
from film.transform.stems import Mono, reading_stem, writing_stem

FLOOR, CEILING = 65.0, 500.0
"""Hertz between which voices' pitch lies."""
STRETCH = 20
"""Seconds of dialogue that are converted at once, at most."""
_SEARCH = 6
"""Seconds at a stretch's end in which the quietest place to part is looked for."""
_MARGIN = 0.15
"""Seconds around a stretch that are converted with it."""
_LEAST_VOICED = 0.4
"""Seconds of voiced speech without which a voice cannot be told."""
_HIGHEST_FORMANT = 5_200.0
_FORMANTS = 4
_MOST_PITCH, _MOST_TRACT, _MOST_RANGE = 2.2, 1.35, 1.5
"""Factors by which pitch, formants and the pitch's range are moved at most."""
_SMOOTH = 0.08
"""Seconds over which loudness is kept."""
_MOST_GAIN = 4.0
_QUIET = 1e-4
_WHISPER = 0.1
_SAME_DICE = "random_initializeWithSeedUnsafelyButPredictably (1)"
"""Praat throws dice where speech has no voice: the same ones each time."""


class VoiceMeasure(FilmModel):
    """How a voice lies."""

    pitch: float
    """Median in hertz."""
    spread: float
    """Standard deviation of the pitch in semitones, as a quartile distance tells it."""
    spacing: float
    """Hertz between two formants: c / 2L for a vocal tract of length L, by least squares over the
    first four formants (D. Reby & K. McComb, Animal Behaviour 65, 2003)."""
    voiced: float
    """Seconds of voiced speech that were measured."""


class Revoiced(FilmModel):
    """What converting did."""

    samples: int
    """As many as before."""
    measured: VoiceMeasure
    """The voice that was there."""
    pitch: float
    """Factor by which the pitch was moved."""
    tract: float
    """Factor by which the formants were moved."""


def measure_voice(*samples: Path) -> VoiceMeasure:
    """Measure a voice from one or more recordings of it.

    Raises MediaFailed when they hold less than 0.4 s of voiced speech.
    """
    pitches: list[Mono] = []
    formants: list[npt.NDArray[np.float64]] = []
    step = 0.01
    for path in samples:
        with reading_stem(path) as file:
            for start, stop in _stretches(file):
                sound = _praat(_mono(file, start, stop), file.samplerate)
                pitch = _pitch_of(sound)
                pitches.append(pitch.selected_array["frequency"])
                step = pitch.dx
                formants.append(_formants_at(sound, pitch))
    heard = np.concatenate(pitches) if pitches else np.zeros(0)
    voiced = heard[heard > 0]
    if voiced.size * step < _LEAST_VOICED:
        raise MediaFailed("There is too little speech to tell the voice by: record some seconds")
    tones = 12 * np.log2(voiced)
    low, high = np.percentile(tones, (25, 75))
    return VoiceMeasure(
        pitch=round(float(np.median(voiced)), 2),
        spread=round(float(high - low) / 1.349, 3),
        spacing=round(_spacing(np.concatenate(formants)), 1),
        voiced=round(float(voiced.size * step), 2),
    )


def convert_voice(dialogue: Path, target: VoiceMeasure, out: Path) -> Revoiced:
    """Write dialogue (one channel) as another voice: pitch and formants moved, timing as it was.

    The length is the same to the sample, and loudness is kept from syllable to syllable. Memory
    does not grow with length. Raises MediaFailed when there is no speech, or StorageFull.
    """
    there = measure_voice(dialogue)
    pitch = _limited(target.pitch / there.pitch, _MOST_PITCH)
    tract = _limited(target.spacing / there.spacing, _MOST_TRACT)
    width = _limited(target.spread / max(there.spread, 0.1), _MOST_RANGE)
    with reading_stem(dialogue) as file, writing_stem(out, file.samplerate, 1) as voice:
        margin = round(_MARGIN * file.samplerate)
        tail = np.zeros(0, np.float32)
        for start, stop in _stretches(file):
            early, late = max(0, start - margin), min(len(file), stop + margin)
            sound = _mono(file, early, late)
            made = _converted(sound, file.samplerate, (pitch, tract, width))
            made = made[start - early :]
            voice.write(_faded(tail, made)[: stop - start])
            tail = made[stop - start :]
        samples = len(file)
    return Revoiced(samples=samples, measured=there, pitch=round(pitch, 4), tract=round(tract, 4))


def _limited(factor: float, most: float) -> float:
    return min(most, max(1 / most, factor))


def _faded(before: Mono, after: Mono) -> Mono:
    """Return a stretch whose beginning comes gradually out of the end of the one before."""
    count = min(before.size, after.size)
    if not count:
        return after
    share = (np.arange(count, dtype=np.float32) + 0.5) / count
    joined = after.copy()
    joined[:count] = after[:count] * share + before[:count] * (1 - share)
    return joined


def _stretches(file: Any) -> Iterator[tuple[int, int]]:
    """Yield first and last samples of stretches of at most 20 s, parted where it is quietest."""
    rate, start = file.samplerate, 0
    while start < len(file):
        stop = start + STRETCH * rate
        if stop >= len(file):
            yield start, len(file)
            return
        search = _mono(file, stop - _SEARCH * rate, stop)
        level = ndimage.uniform_filter1d(np.square(search), round(0.05 * rate))
        stop += int(level.argmin()) - _SEARCH * rate
        yield start, stop
        start = stop


def _mono(file: Any, start: int, stop: int) -> Mono:
    file.seek(start)
    sound = file.read(stop - start, "float32", always_2d=True)
    return np.asarray(sound.mean(axis=1), np.float32)


def _praat(sound: Mono, rate: int) -> Any:
    import parselmouth

    return parselmouth.Sound(sound.astype(np.float64), sampling_frequency=rate)


def _pitch_of(sound: Any) -> Any:
    return sound.to_pitch_ac(time_step=0.01, pitch_floor=FLOOR, pitch_ceiling=CEILING)


def _formants_at(sound: Any, pitch: Any) -> npt.NDArray[np.float64]:
    """Return the first four formants (hertz) wherever there is a pitch: places × 4."""
    found = sound.to_formant_burg(
        time_step=0.01, max_number_of_formants=5, maximum_formant=_HIGHEST_FORMANT
    )
    times = pitch.xs()[pitch.selected_array["frequency"] > 0]
    rows = [
        [found.get_value_at_time(number, time) for number in range(1, _FORMANTS + 1)]
        for time in times
    ]
    places = np.array(rows, np.float64).reshape(-1, _FORMANTS)
    return places[np.isfinite(places).all(axis=1)]


def _spacing(formants: npt.NDArray[np.float64]) -> float:
    if not len(formants):
        raise MediaFailed("There is too little speech to tell the voice by: record some seconds")
    odd = np.arange(_FORMANTS) + 0.5
    return float(np.median(formants, axis=0) @ odd / (odd @ odd))


def _converted(sound: Mono, rate: int, factors: tuple[float, float, float]) -> Mono:
    """Return a stretch with its pitch, formants and pitch range moved by factors."""
    import parselmouth

    parselmouth.praat.run(_SAME_DICE)
    spoken = _praat(sound, rate)
    heard = _pitch_of(spoken).selected_array["frequency"]
    voiced = heard[heard > 0]
    if voiced.size < _WHISPER * 100:
        return sound
    pitch, tract, width = factors
    middle = float(np.median(voiced)) * pitch
    made = parselmouth.praat.call(
        spoken, "Change gender", FLOOR, CEILING, tract, middle, width, 1.0
    )
    other = made.values[0].astype(np.float32)
    fitted = np.zeros_like(sound)
    count = min(sound.size, other.size)
    fitted[:count] = other[:count]
    return _as_loud(fitted, sound, rate)


def _as_loud(made: Mono, sound: Mono, rate: int) -> Mono:
    """Return a sound that is as loud as another at every moment."""
    span = round(_SMOOTH * rate)
    wanted = np.sqrt(ndimage.uniform_filter1d(np.square(sound), span).clip(0))
    level = np.sqrt(ndimage.uniform_filter1d(np.square(made), span).clip(0))
    gain = (wanted + _QUIET) / (level + _QUIET)
    gain = ndimage.uniform_filter1d(np.clip(gain, 1 / _MOST_GAIN, _MOST_GAIN), span)
    return np.asarray(np.clip(made * gain, -1, 1), np.float32)
