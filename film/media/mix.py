"""The mix: dialogue, music and effects become three stems and a master, chunk by chunk.

Each stem is as loud as it stands in the master, gain and limiter included: the three add up to it.
Two passes over the sources: the first measures the sum, from which the one gain and the limiter's
curve follow; the second writes the files. Chunks are read ahead and written on all cores, while
each file and each meter takes them in order; some twenty seconds of sound are held at once.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from film.clock import SAMPLE_RATE
from film.deliverables import Loudness
from film.media.aac import writing_aac
from film.media.dynamics import Ducking, curve_at, limiter
from film.media.loudness import (
    PEAK_BLOCK,
    SILENCE,
    STEP,
    LoudnessMeter,
    PeakMeter,
    Sound,
    decibels,
    factors,
    find_silences,
    from_decibels,
    integrate,
    reading,
)
from film.media.soundfiles import reading_sound, writing_sound
from film.model import FilmModel

CHUNK = 5 * SAMPLE_RATE
"""Samples mixed at once; a multiple of the meters' blocks."""
AHEAD = 2
"""Chunks that are read before they are needed."""
TARGET = -16.0
"""LUFS of the master."""
MOST_LIMITED = 12.0
"""dB that the mix may be raised for what its limiter takes: beyond, it stays softer instead."""

SPEECH_LEVEL, SPEECH_SPREAD = -18.0, 3.0
MUSIC_LEVEL, MUSIC_SPREAD = -23.0, 3.0
EFFECTS_LEVEL, EFFECTS_SPREAD = -29.0, 4.0
"""LUFS of each stem before the master's gain, and how many LU its parts may differ from it."""
MUSIC_ALONE = -18.0
"""LUFS of the music in a film in which nobody speaks."""
MUSIC_DUCKED, EFFECTS_DUCKED = -10.0, -4.0
"""dB by which speech lowers the others."""


@dataclass(frozen=True)
class Source:
    """A sound file and its place in the film."""

    path: Path
    start: int
    """Sample of the film."""
    samples: int
    fade_in: int = 0
    fade_out: int = 0
    gain: float = 1.0


class Mix(FilmModel):
    """The finished sound: files of exactly the film's length, stereo, 48 kHz, 24 bit."""

    dialogue: Path
    music: Path
    effects: Path
    master: Path
    encoded: Path
    """The master as AAC."""
    loudness: Loudness
    """Of the master, as measured while it was mixed."""
    gain: float
    """dB that the whole mix was raised by."""
    limited: float
    """dB by which the limiter lowered the loudest peak."""
    silences: tuple[tuple[int, int], ...]
    """Stretches of three seconds and more in which nothing is heard, in samples."""


def mix(
    dialogue: Sequence[Source],
    music: Sequence[Source],
    effects: Sequence[Source],
    samples: int,
    folder: Path,
) -> Mix:
    """Mix a film of ``samples`` samples into ``folder``: −16 LUFS, at most −1.8 dBTP.

    A stem may be empty, and so may all. Raises MediaFailed for a source that is not 48 kHz mono or
    stereo, StorageFull when the disk takes no more.
    """
    paths = {name: folder / f"{name}.flac" for name in ("dialogue", "music", "effects")}
    paths |= {"master": folder / "master.wav", "encoded": folder / "master.m4a"}
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        board = _Board((dialogue, music, effects), samples, pool)
        steps, peaks = board.measure()
        gain = _gain_for(steps, peaks)
        curve = limiter(peaks, gain)
        loudness, powers = board.write(paths, gain, curve)
    return Mix(
        **paths,
        loudness=loudness,
        gain=round(decibels(gain), 2),
        limited=abs(round(decibels(float(curve.min(initial=1.0))), 2)),
        silences=find_silences(powers),
    )


class _Board:
    """The three stems' sources with their levels set, ready to be played any number of times."""

    def __init__(
        self, stems: tuple[Sequence[Source], ...], samples: int, pool: ThreadPoolExecutor
    ) -> None:
        dialogue, music, effects = stems
        self.samples = samples
        self.pool = pool
        self.duck = Ducking([(line.start, line.start + line.samples) for line in dialogue])
        music_level = MUSIC_LEVEL if dialogue else MUSIC_ALONE
        files = list(dict.fromkeys(source.path for stem in stems for source in stem))
        loudness = dict(zip(files, pool.map(_loudness, files), strict=True))
        self.stems = (
            _levelled(dialogue, loudness, SPEECH_LEVEL, SPEECH_SPREAD),
            _levelled(music, loudness, music_level, MUSIC_SPREAD),
            _levelled(effects, loudness, EFFECTS_LEVEL, EFFECTS_SPREAD),
        )

    def play(self) -> Iterator[list[Sound]]:
        """Yield the three stems, ducked, in chunks that are read ahead."""
        waiting: deque[Future[list[Sound]]] = deque()
        for start in range(0, self.samples, CHUNK):
            waiting.append(self.pool.submit(self._stems, start))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _stems(self, start: int) -> list[Sound]:
        length = min(CHUNK, self.samples - start)
        dialogue, music, effects = (_sum(stem, start, length) for stem in self.stems)
        ducking = self.duck.depth(start, length)
        if ducking.any():
            music *= factors(ducking * MUSIC_DUCKED)[:, None]
            effects *= factors(ducking * EFFECTS_DUCKED)[:, None]
        return [dialogue, music, effects]

    def measure(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float32]]:
        """Return the sum's K-weighted powers (100 ms each) and true peaks (64 samples each)."""
        loudness, meter = LoudnessMeter(), PeakMeter()
        peaks = []
        for stems in self.play():
            whole = sum(stems[1:], stems[0])
            weighing = self.pool.submit(loudness.add, whole)
            peaks.append(meter.add(whole))
            weighing.result()
        return loudness.steps(), np.concatenate(peaks)

    def write(
        self, paths: dict[str, Path], gain: float, curve: npt.NDArray[np.float64]
    ) -> tuple[Loudness, npt.NDArray[np.float64]]:
        """Write the stems and the master; return the master's loudness and its powers."""
        loudness, meter = LoudnessMeter(), PeakMeter()
        with ExitStack() as stack:
            files = [
                stack.enter_context(writing_sound(path)).write
                for name, path in paths.items()
                if name != "encoded"
            ]
            encoder = stack.enter_context(writing_aac(paths["encoded"]))
            for number, stems in enumerate(self.play()):
                level = np.float32(gain) * curve_at(curve, number * CHUNK, len(stems[0]))
                raised = [stem * level[:, None] for stem in stems]
                master = sum(raised[1:], raised[0])
                takers = [encoder.write, meter.add, loudness.add, *files]
                sounds = [master, master, master, *raised, master]
                self._give(list(zip(takers, sounds, strict=True)))
        return reading(loudness, meter), loudness.steps()

    def _give(self, sounds: Sequence[tuple[Callable[[Sound], object], Sound]]) -> None:
        """Give each taker its sound, all at once, and wait for all of them."""
        taking = [self.pool.submit(taker, sound) for taker, sound in sounds]
        for one in wait(taking).done:
            one.result()


def _levelled(
    sources: Sequence[Source], loudness: Mapping[Path, float], level: float, spread: float
) -> list[Source]:
    """Bring a stem's parts to its level; they keep up to ``spread`` LU of their differences."""
    measured = [loudness[source.path] for source in sources]
    heard = [one for one in measured if one > SILENCE]
    if not heard:
        return list(sources)
    measured = [max(one, min(heard)) for one in measured]  # silence needs no gain
    middle = float(np.median(heard))
    return [
        replace(source, gain=source.gain * from_decibels(wanted - one))
        for source, one in zip(sources, measured, strict=True)
        for wanted in [level + min(spread, max(-spread, one - middle))]
    ]


def _loudness(path: Path) -> float:
    meter = LoudnessMeter()
    with reading_sound(path) as file:
        for chunk in file.blocks(CHUNK, dtype="float32", always_2d=True):
            meter.add(chunk)
    return meter.integrated()


def _sum(sources: Sequence[Source], start: int, length: int) -> Sound:
    """Add up what sounds during some samples of the film."""
    total = np.zeros((length, 2), np.float32)
    for source in sources:
        first = max(source.start, start)
        last = min(source.start + source.samples, start + length)
        if first < last:
            sound = _read(source, first - source.start, last - first)
            total[first - start : first - start + len(sound)] += sound
    return total


def _read(source: Source, offset: int, length: int) -> Sound:
    """Read a part of a source with its gain and fades; shorter where its file ends.

    It has as many channels as its file.
    """
    with reading_sound(source.path) as file:
        if offset >= file.frames:
            return np.zeros((0, 2), np.float32)
        file.seek(offset)
        sound: Sound = file.read(length, dtype="float32", always_2d=True)
    sound *= np.float32(source.gain)
    _fade(sound, source.fade_in - offset, source.fade_in)
    _fade(sound[::-1], offset + len(sound) - (source.samples - source.fade_out), source.fade_out)
    return sound


def _fade(sound: Sound, inside: int, fade: int) -> None:
    """Fade in the first ``inside`` samples, the last of a fade that takes ``fade`` in all."""
    if inside <= 0:
        return
    place = np.arange(fade - inside, min(fade, fade - inside + len(sound)))
    sound[: len(place)] *= _sine(place / fade)[:, None]


def _sine(progress: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Return an equal-power fade: two of them crossing keep the loudness."""
    return np.sin(np.clip(progress, 0, 1) * (np.pi / 2)).astype(np.float32)


def _gain_for(steps: npt.NDArray[np.float64], peaks: npt.NDArray[np.float32]) -> float:
    """Find the gain with which the limited mix comes to the target."""
    loudness = integrate(steps)
    if loudness <= SILENCE:
        return 1.0
    plain = gain = from_decibels(TARGET - loudness)
    per_step = STEP // PEAK_BLOCK
    for _ in range(4):  # each round takes back what the limiter took from the last
        curve = limiter(peaks, gain)
        kept = curve[: steps.size * per_step].reshape(-1, per_step).mean(axis=1)
        gain *= from_decibels(TARGET - integrate(steps[: kept.size] * (gain * kept) ** 2))
        gain = min(gain, plain * from_decibels(MOST_LIMITED))
    return gain
