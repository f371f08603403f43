"""Onsets: finds the known words of a text in a recording that came without their times."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from film.alignment import Token, tokens
from film.clock import SAMPLE_RATE
from film.speech import Word

Curve = npt.NDArray[np.float64]

HOP = 480
"""Samples between two readings: 10 ms."""
QUIET = -36.0
"""Decibels below the loudest reading at which nobody speaks."""
PAUSE = 9
"""Readings of quiet that make a pause; a stop's closure is shorter."""
_GRID = 3
"""Readings between two places at which a word may begin where no onset is."""
_REACH = 96
"""Places back from a word's end at which it may have begun."""
_STRETCH, _ONSET, _BREAK, _MISSED, _INSIDE = 1.0, 0.5, 1.5, 1.2, 1.0
"""What counts: a word's length against what was expected, an onset at its beginning, a pause
where the text has one, none where it has, a pause where it has none."""
_PAUSES = frozenset('.,;:!?…—–"”»)')


class _Heard(NamedTuple):
    """A recording as readings."""

    voiced: npt.NDArray[np.bool_]
    onsets: Curve
    """How suddenly sound begins, 0 to about 1."""
    places: npt.NDArray[np.intp]
    """Where words may begin: readings, in order, the last one past the last sound."""
    spoken: Curve
    """Readings of speech up to each place."""
    after_pause: npt.NDArray[np.bool_]
    """Whether a place is the first after a pause."""


def align_words(
    text: str, sound: npt.ArrayLike, lengths: Sequence[float] | None = None
) -> tuple[Word, ...]:
    """Return the words of a text as written, and the samples they sound in.

    ``sound`` is mono at 48 kHz. ``lengths`` says how long each word between spaces would last, in
    any unit, 0 for what is not heard; by default it follows from their letters. The best way to
    cut the sound is found by dynamic programming: words begin at onsets, rest at their
    punctuation, and last about as long as expected. Words that make no sound take no time, right
    before the next. No words where the text or the sound has nothing in it.
    """
    written = tokens(text)
    heard = _hear(np.asarray(sound, np.float64))
    said = [at for at, token in enumerate(written) if token.sounds]
    if heard is None or not said:
        return ()
    expected = np.array([_length(written, at, lengths) for at in said])
    starts = _best(heard, expected, [_rests(written, at) for at in said])
    spans: dict[int, tuple[int, int]] = {}
    for number, at in enumerate(said):
        first, stop = int(heard.places[starts[number]]), int(heard.places[starts[number + 1]])
        speech = np.flatnonzero(heard.voiced[first:stop])
        last = first + int(speech[-1]) + 1 if speech.size else stop
        spans[at] = (first * HOP, last * HOP)
    following = int(heard.places[-1]) * HOP
    words: list[Word] = []
    for at in reversed(range(len(written))):
        start, end = spans.get(at, (following, following))
        words.append(Word(text=written[at].text, start=start, end=end))
        following = start
    return tuple(reversed(words))


def _hear(sound: Curve) -> _Heard | None:
    import librosa

    if sound.size < 2 * HOP or not np.abs(sound).max(initial=0) > 0:
        return None
    wave = sound.astype(np.float32)
    power = librosa.feature.rms(y=wave, frame_length=2 * HOP, hop_length=HOP)[0]
    loudness = 20 * np.log10(np.maximum(power, 1e-9))
    voiced = loudness > max(loudness.max() + QUIET, float(np.percentile(loudness, 5)) + 3)
    speech = np.flatnonzero(voiced)
    if not speech.size:
        return None
    onsets = librosa.onset.onset_strength(
        y=wave, sr=SAMPLE_RATE, hop_length=HOP, n_fft=4 * HOP, n_mels=64, fmax=8_000
    )
    onsets = np.asarray(onsets / (np.percentile(onsets, 98) + 1e-9), np.float64)[: voiced.size]
    first, end = int(speech[0]), int(speech[-1]) + 1
    resumed = _resumed(voiced, first, end)
    peaks = 1 + np.flatnonzero((onsets[1:-1] >= onsets[:-2]) & (onsets[1:-1] > onsets[2:]))
    peaks = np.maximum(peaks - 1, 0)  # strength peaks a reading after the sound begins
    grid = np.arange(first, end, _GRID)
    inner = np.concatenate((peaks[onsets[peaks + 1] > 0.15], grid, resumed))
    inner = np.unique(inner[(inner > first) & (inner < end) & voiced[np.minimum(inner, end - 1)]])
    places = np.concatenate(([first], inner, [end]))
    spoken = np.concatenate(([0], np.cumsum(voiced)))[places].astype(np.float64)
    near = np.maximum.reduce([np.roll(onsets, -step) for step in range(3)])
    return _Heard(
        voiced, np.minimum(near, 1.2), places, spoken, np.isin(places, np.append(resumed, end))
    )


def _resumed(voiced: npt.NDArray[np.bool_], first: int, end: int) -> npt.NDArray[np.intp]:
    """Return the readings at which speech goes on after a pause."""
    speech = first + np.flatnonzero(voiced[first:end])
    return np.asarray(speech[1:][np.diff(speech) > PAUSE], np.intp)


def _length(written: Sequence[Token], at: int, lengths: Sequence[float] | None) -> float:
    if lengths is not None and len(lengths) == len(written) and lengths[at] > 0:
        return float(lengths[at])
    letters = [character for character in written[at].text if character.isalnum()]
    return 1.5 + sum(7 if one.isdigit() else 3 if one >= "\u2e80" else 1 for one in letters)


def _rests(written: Sequence[Token], at: int) -> bool:
    """Say whether the text pauses after a word: at its last mark, or at a lone one behind it."""
    behind = at + 1 < len(written) and not written[at + 1].sounds
    return behind or written[at].text[-1] in _PAUSES


def _best(heard: _Heard, expected: Curve, rests: Sequence[bool]) -> list[int]:
    """Return the place at which each word begins, and the one at which the last ends."""
    words, places = len(expected), len(heard.places)
    expected = expected * (heard.spoken[-1] / expected.sum())
    at_place = -_ONSET * heard.onsets[np.minimum(heard.places, heard.onsets.size - 1)]
    at_place[[0, -1]] = 0
    paused = np.concatenate(([0], np.cumsum(heard.after_pause)))
    cost = np.full(places, np.inf)
    cost[0] = 0
    came: list[npt.NDArray[np.intp]] = []
    reach = max(_REACH, 3 * places // words)
    ends = np.arange(places)[:, None]
    begins = ends - 1 - np.arange(min(reach, places - 1))[None, :]
    valid = begins >= 0
    begins = np.maximum(begins, 0)
    spoken = heard.spoken[ends] - heard.spoken[begins]
    inside = paused[ends] - paused[begins + 1]  # pauses that end after it began, before its end
    for word in range(words):
        stretch = np.log((spoken + 4) / (expected[word] + 4))
        step = cost[begins] + _STRETCH * np.square(3 * stretch) + _INSIDE * inside
        step = np.where(valid, step, np.inf)
        chosen = step.argmin(axis=1)
        came.append(np.take_along_axis(begins, chosen[:, None], axis=1)[:, 0])
        best = np.take_along_axis(step, chosen[:, None], axis=1)[:, 0]
        meets = heard.after_pause if rests[word] else np.zeros(places, bool)
        cost = best + at_place - _BREAK * meets + (_MISSED * ~heard.after_pause * rests[word])
    return _back(came, places - 1)


def _back(came: Sequence[npt.NDArray[np.intp]], last: int) -> list[int]:
    path = [last]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return path[::-1]
