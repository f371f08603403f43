"""The mix: dialogue, music and effects become three stems and a master, chunk by chunk.

Each stem is as loud as it stands in the master: the three add up to the master before its limiter.
Two passes over the sources: the first measures the sum, from which the one gain and the limiter's
curve follow; the second writes the files. No pass holds more than ten seconds of sound.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
from scipy import ndimage

from film.clock import SAMPLE_RATE
from film.errors import MediaFailed, StorageFull
from film.media.files import beside
from film.media.loudness import (
    PEAK_BLOCK,
    SILENCE,
    STEP,
    Loudness,
    LoudnessMeter,
    PeakMeter,
    Sound,
    decibels,
    integrate,
)
from film.model import FilmModel

CHUNK = 10 * SAMPLE_RATE
"""Samples mixed at once; a multiple of the meters' blocks."""
TARGET = -16.0
"""LUFS of the master."""
CEILING = -1.8
"""dBTP that the master never passes; AAC adds up to half a decibel to it."""
MOST_LIMITED = 6.0
"""dB that the mix may be raised for what its limiter takes: beyond, it stays softer instead."""

SPEECH_LEVEL, SPEECH_SPREAD = -18.0, 3.0
MUSIC_LEVEL, MUSIC_SPREAD = -23.0, 3.0
EFFECTS_LEVEL, EFFECTS_SPREAD = -29.0, 4.0
"""LUFS of each stem before the master's gain, and how many LU its parts may differ from it."""
MUSIC_ALONE = -18.0
"""LUFS of the music in a film in which nobody speaks."""
MUSIC_DUCKED, EFFECTS_DUCKED = -10.0, -4.0
"""dB by which speech lowers the others."""
ATTACK, RELEASE = SAMPLE_RATE * 3 // 10, SAMPLE_RATE * 9 // 10
"""Samples in which the others give way before a word, and come back after it."""
BREATH = SAMPLE_RATE * 9 // 10
"""Pauses up to this many samples do not bring the others back."""

_LOOK_AHEAD, _HOLD = 12, 45
"""Blocks of 64 samples in which the limiter closes before a peak, and stays closed after it."""


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
    loudness: Loudness
    """Of the master, as measured while it was mixed."""
    gain: float
    """dB that the whole mix was raised by."""
    limited: float
    """dB by which the limiter lowered the loudest peak."""


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
    board = _Board(dialogue, music, effects, samples)
    steps, peaks = board.measure()
    gain = _gain_for(steps, peaks)
    curve = _limiter(peaks, gain)
    paths = {name: folder / f"{name}.flac" for name in ("dialogue", "music", "effects")}
    paths["master"] = folder / "master.wav"
    loudness = board.write(paths, gain, curve)
    return Mix(
        **paths,
        loudness=loudness,
        gain=round(decibels(gain), 2),
        limited=abs(round(decibels(float(curve.min(initial=1.0))), 2)),
    )


class _Board:
    """The three stems' sources with their levels set, ready to be played any number of times."""

    def __init__(
        self,
        dialogue: Sequence[Source],
        music: Sequence[Source],
        effects: Sequence[Source],
        samples: int,
    ) -> None:
        self.samples = samples
        self.duck = _Ducking([(line.start, line.start + line.samples) for line in dialogue])
        music_level = MUSIC_LEVEL if dialogue else MUSIC_ALONE
        self.stems = (
            _levelled(dialogue, SPEECH_LEVEL, SPEECH_SPREAD),
            _levelled(music, music_level, MUSIC_SPREAD),
            _levelled(effects, EFFECTS_LEVEL, EFFECTS_SPREAD),
        )

    def play(self) -> Iterator[tuple[Sound, Sound, Sound]]:
        """Yield the three stems, ducked, in chunks."""
        for start in range(0, self.samples, CHUNK):
            length = min(CHUNK, self.samples - start)
            dialogue, music, effects = (_sum(stem, start, length) for stem in self.stems)
            ducking = self.duck.depth(start, length)
            music *= _factor(ducking * MUSIC_DUCKED)[:, None]
            effects *= _factor(ducking * EFFECTS_DUCKED)[:, None]
            yield dialogue, music, effects

    def measure(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float32]]:
        """Return the sum's K-weighted powers (100 ms each) and true peaks (64 samples each)."""
        loudness, meter = LoudnessMeter(), PeakMeter()
        peaks = []
        for stems in self.play():
            whole = sum(stems[1:], stems[0])
            loudness.add(whole)
            peaks.append(meter.add(whole))
        return loudness.steps(), np.concatenate(peaks)

    def write(
        self, paths: dict[str, Path], gain: float, curve: npt.NDArray[np.float64]
    ) -> Loudness:
        """Write the stems and the master, and return what the meters say of the master."""
        loudness, meter = LoudnessMeter(), PeakMeter()
        highest = 0.0
        with ExitStack() as stack:
            files = [stack.enter_context(_writing(path)) for path in paths.values()]
            for number, stems in enumerate(self.play()):
                raised = [np.float32(gain) * stem for stem in stems]
                master = sum(raised[1:], raised[0])
                master *= _curve_at(curve, number * CHUNK, len(master))[:, None]
                for file, sound in zip(files, [*raised, master], strict=True):
                    file.write(sound)
                loudness.add(master)
                highest = max(highest, float(meter.add(master).max(initial=0)))
        return Loudness(
            integrated=round(loudness.integrated(), 2), true_peak=round(decibels(highest), 2)
        )


class _Ducking:
    """How far the others give way to speech: 0 not at all, 1 all the way."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._at, self._depth = [0], [0.0]
        for start, stop in _joined(spans):
            self._at += [max(self._at[-1], start - ATTACK), start, stop, stop + RELEASE]
            self._depth += [0.0, 1.0, 1.0, 0.0]

    def depth(self, start: int, length: int) -> npt.NDArray[np.float32]:
        """Return the depth of each of some samples of the film."""
        linear = np.interp(
            np.arange(start, start + length, dtype=np.float64), self._at, self._depth
        )
        eased = linear * linear * (3 - 2 * linear)
        return eased.astype(np.float32)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans between which the music could not come back and go again."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start - joined[-1][1] < max(BREATH, ATTACK + RELEASE):
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def _levelled(sources: Sequence[Source], level: float, spread: float) -> list[Source]:
    """Bring a stem's parts to its level; they keep up to ``spread`` LU of their differences."""
    measured = [_loudness(source.path) for source in sources]
    heard = [loudness for loudness in measured if loudness > SILENCE]
    if not heard:
        return list(sources)
    middle = float(np.median(heard))
    return [
        replace(source, gain=source.gain * _db(_wanted(loudness, middle, level, spread) - loudness))
        if loudness > SILENCE
        else source
        for source, loudness in zip(sources, measured, strict=True)
    ]


def _wanted(loudness: float, middle: float, level: float, spread: float) -> float:
    return level + min(spread, max(-spread, loudness - middle))


def _db(decibel: float) -> float:
    return float(10 ** (decibel / 20))


def _factor(decibel: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    factor: npt.NDArray[np.float32] = np.exp(decibel * np.float32(np.log(10) / 20))
    return factor


def _loudness(path: Path) -> float:
    meter = LoudnessMeter()
    with _reading(path) as file:
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
    """Read a part of a source with its gain and fades; shorter where its file ends."""
    with _reading(source.path) as file:
        if offset >= file.frames:
            return np.zeros((0, 2), np.float32)
        file.seek(offset)
        sound: Sound = file.read(length, dtype="float32", always_2d=True)
    shaped: Sound = np.repeat(sound * np.float32(source.gain), 2 // sound.shape[1], axis=1)
    _fade(shaped, source.fade_in - offset, source.fade_in)
    _fade(shaped[::-1], offset + len(sound) - (source.samples - source.fade_out), source.fade_out)
    return shaped


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
    plain = gain = _db(TARGET - loudness)
    per_step = STEP // PEAK_BLOCK
    for _ in range(4):  # each round takes back what the limiter took from the last
        curve = _limiter(peaks, gain)
        kept = curve[: steps.size * per_step].reshape(-1, per_step).mean(axis=1)
        gain *= _db(TARGET - integrate(steps[: kept.size] * (gain * kept) ** 2))
        gain = min(gain, plain * _db(MOST_LIMITED))
    return gain


def _limiter(peaks: npt.NDArray[np.float32], gain: float) -> npt.NDArray[np.float64]:
    """Return the limiter's factor at the middle of each block: smooth, and never too late."""
    needed = np.minimum(1.0, _db(CEILING) / np.maximum(peaks * gain, 1e-9))
    if needed.min(initial=1.0) >= 1.0:
        return np.ones(peaks.size)
    # The least within reach of the smoothing window (and a block more on either side, for the
    # interpolation between blocks), so that smoothing never lets a peak through.
    before, after = _LOOK_AHEAD + 2, _LOOK_AHEAD + _HOLD
    padded = np.pad(needed, (after, before), constant_values=1.0)
    windows = np.lib.stride_tricks.sliding_window_view(padded, before + after + 1)
    least = windows.min(axis=1)
    smooth = np.hanning(2 * _LOOK_AHEAD + 1)
    curve: npt.NDArray[np.float64] = ndimage.convolve1d(least, smooth / smooth.sum())
    return curve


def _curve_at(curve: npt.NDArray[np.float64], start: int, length: int) -> npt.NDArray[np.float32]:
    """Return the limiter's factor at each of some samples."""
    at = (np.arange(start, start + length) - PEAK_BLOCK / 2) / PEAK_BLOCK
    return np.interp(at, np.arange(curve.size), curve).astype(np.float32)


def _reading(path: Path) -> soundfile.SoundFile:
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError) as cause:
        raise MediaFailed(f"Cannot read the sound {path.name}: {cause}") from cause
    if file.samplerate != SAMPLE_RATE or file.channels > 2:
        file.close()
        raise MediaFailed(f"The sound {path.name} is not 48 kHz mono or stereo")
    return file


class _Sink(io.FileIO):
    """A file for libsndfile that remembers why it took no more bytes."""

    failure: OSError | None = None

    def write(self, data: Any) -> int:
        """Write as much as the disk takes."""
        try:
            return super().write(data)
        except OSError as failure:
            self.failure = failure
            return 0


@contextmanager
def _writing(path: Path) -> Iterator[soundfile.SoundFile]:
    """Lend a sound file that appears at ``path`` when it is complete."""
    with beside(path) as part, _Sink(part, "w+") as sink:
        try:
            with soundfile.SoundFile(
                sink, "w", SAMPLE_RATE, 2, "PCM_24", format=path.suffix[1:].upper()
            ) as file:
                yield file
        except soundfile.LibsndfileError as cause:
            raise _refused(path, sink) from cause
        if sink.failure:
            raise _refused(path, sink) from sink.failure


def _refused(path: Path, sink: _Sink) -> StorageFull:
    reason = sink.failure.strerror if sink.failure else "the disk took no more"
    return StorageFull(f"Cannot write {path.name}: {reason}")
