"""Timing: whether speech in another voice is heard when the first was, and moved until it is."""

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from film.clock import SAMPLE_RATE
from film.errors import MediaFailed

Sound = npt.NDArray[np.float32]
"""Mono samples at 48 kHz, ±1 full scale."""
Envelope = npt.NDArray[np.float64]
"""The level of every STEP, compressed as the ear does."""

TOLERANCE = Fraction(40, 1000)
"""Seconds by which no stretch of speech is earlier or later than it was."""
STEP = SAMPLE_RATE // 200
"""Samples of one measurement: 5 ms."""
STRETCH = 2 * 200
"""Measurements of a stretch that is looked at by itself: two seconds."""
FARTHEST = 60
"""Measurements that speech may be late or early as a whole (0.3 s): it is moved back."""
SEARCHED = 40
"""Measurements around it in which a stretch is looked for (0.2 s)."""
ALIKE = 0.45
"""Correlation of two envelopes from which on they are of the same words."""
LENGTH = Fraction(1, 2)
"""Seconds by which what came may be longer or shorter: padding that codecs add."""
QUIET = 10 ** (-55 / 20)
"""Level (RMS of 5 ms, of full scale) up to which nobody speaks."""
_LAST = 30 * 200
"""Measurements at the end of a piece in which its cut is looked for."""


class Piece(NamedTuple):
    """Samples from ``start`` up to ``stop``."""

    start: int
    stop: int


def aligned(before: Sound, after: Sound) -> Sound:
    """Return ``after``, moved and cut to be heard when ``before`` is: as many samples.

    MediaFailed when it is not the same speech, or when a stretch of it stays more than TOLERANCE
    early or late.
    """
    if abs(after.size - before.size) > LENGTH * SAMPLE_RATE:
        raise MediaFailed(
            f"it lasts {after.size / SAMPLE_RATE:.2f} s and not {before.size / SAMPLE_RATE:.2f} s"
        )
    first, second = envelope(before), envelope(after)
    late, alike = _lag(first, second, FARTHEST)
    if alike < ALIKE:
        raise MediaFailed(f"it is not the same speech (correlation {alike:.2f})")
    moved = _moved(after, late * STEP, before.size)
    _check_stretches(first, envelope(moved))
    return moved


def speaks(sound: Sound) -> bool:
    """Say whether anything is heard in a sound."""
    return bool(sound.size) and bool(_levels(sound).max() > QUIET)


def pieces(sound: Sound, longest: int) -> list[Piece]:
    """Cut a sound into pieces of at most ``longest`` seconds, each where its end is quietest."""
    levels = _levels(sound)
    found: list[Piece] = []
    start = 0
    while sound.size - start > longest * SAMPLE_RATE:
        stop = start // STEP + longest * 200
        window = levels[stop - min(_LAST, longest * 100) : stop]
        smooth = np.convolve(np.pad(window, (10, 9), "edge"), np.ones(20) / 20, "valid")
        cut = (stop - 1 - int(np.argmin(smooth[::-1]))) * STEP
        found.append(Piece(start, cut))
        start = cut
    return [*found, Piece(start, sound.size)]


def envelope(sound: Sound) -> Envelope:
    """Return the level of every 5 ms in decibels above QUIET, smoothed over 25 ms."""
    levels = 20 * np.log10(np.maximum(_levels(sound), QUIET) / QUIET)
    smooth = np.convolve(levels, np.ones(5) / 5, "same")
    return np.asarray(smooth, np.float64)


def _levels(sound: Sound) -> Envelope:
    blocks = np.pad(sound, (0, -sound.size % STEP)).reshape(-1, STEP)
    return np.asarray(np.sqrt(np.square(blocks, dtype=np.float64).mean(axis=1)))


def _check_stretches(before: Envelope, after: Envelope) -> None:
    """Look at each stretch with speech and a pause or a syllable in it to hold on to."""
    for start in range(0, max(1, before.size - STRETCH // 2), STRETCH // 2):
        one = before[start : start + STRETCH]
        if one.size < STRETCH // 2 or one.std() < _telling(before):
            continue
        begin, end = max(0, start - SEARCHED), start + STRETCH + SEARCHED
        late, alike = _lag(before[begin:end], after[begin:end], SEARCHED)
        seconds = late * STEP / SAMPLE_RATE
        if alike >= ALIKE and abs(seconds) > TOLERANCE:
            raise MediaFailed(
                f"what is said at {start * STEP / SAMPLE_RATE:.1f} s is {seconds * 1000:+.0f} ms "
                "off its time"
            )


def _telling(levels: Envelope) -> float:
    """Return the spread from which on a stretch tells where it belongs."""
    return 0.5 * float(levels.std())


def _lag(before: Envelope, after: Envelope, most: int) -> tuple[int, float]:
    """Return by how many measurements ``after`` is late, and how alike the two are then."""
    size = max(before.size, after.size)
    one, other = (np.pad(each, (0, size - each.size)) for each in (before, after))
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.sqrt(np.square(one).sum() * np.square(other).sum()))
    if scale == 0:
        return 0, 0.0
    found: Any = _correlate(one, other)
    middle = size - 1
    reach = min(most, middle)
    near = found[middle - reach : middle + reach + 1]
    best = int(np.argmax(near))
    return best - reach, float(near[best]) / scale


def _correlate(one: Envelope, other: Envelope) -> Envelope:
    from scipy import signal

    return np.asarray(signal.correlate(other, one, mode="full", method="fft"), np.float64)


def _moved(sound: Sound, late: int, samples: int) -> Sound:
    """Return a sound ``late`` samples earlier, and exactly so many samples long."""
    early = sound[late:] if late >= 0 else np.pad(sound, (-late, 0))
    return np.pad(early[:samples], (0, max(0, samples - early.size))).astype(np.float32)
