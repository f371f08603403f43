"""Goods: media from strangers, looked at closely before anybody works with them.

Nothing here believes a file's name or what a vendor said of it. The container is told by its first
bytes and its demuxer is forced, so that no playlist in an .mp4's clothes opens other files; only
the file itself may be read; sizes and numbers are limited before anything is decoded; and then
everything is decoded, once, to the end.
"""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from film.errors import MediaFailed
from film.media.containers import MATROSKA, Container, Kind, sniff
from film.media.files import media_errors

_KIND_NAMES: dict[Kind, str] = {"clip": "video", "sound": "sound", "picture": "picture"}


@dataclass(frozen=True)
class Limits:
    """What goods may hold at most."""

    pixels: int = 4096 * 2304
    seconds: int = 120
    frames: int = 120 * 60
    streams: int = 8
    bytes: int = 1 << 30
    decoding: float = 300
    """Seconds that decoding may take."""


USUAL = Limits()
SOUND = Limits(seconds=3_600)
SHORTEST = Fraction(4, 5)
"""Share of the promised length below which goods are refused."""
BLACK = 5
"""Mean luma (full range, black is 0) up to which a picture counts as black."""
SILENCE = 10 ** (-60 / 20)
"""Highest sample (of 1) up to which a sound counts as silent."""
_LOOKS = 8
"""Every so many pictures of a clip, one is looked at."""


@dataclass(frozen=True)
class Clip:
    """A clip that was decoded to its end: what it really holds."""

    path: Path
    container: Container
    frames: int
    width: int
    height: int
    """Coded size in pixels: rotation and pixel shape not applied."""
    last: Fraction
    """Seconds from the first picture's start to the last one's."""
    seconds: Fraction
    """Seconds from the first picture's start to the last one's end."""


@dataclass(frozen=True)
class Sound:
    """A sound that was decoded to its end."""

    path: Path
    container: Container
    samples: int
    """Per channel, at its own sample rate."""
    sample_rate: int
    channels: int
    peak: float
    """Highest sample, of 1."""

    @property
    def seconds(self) -> Fraction:
        """How long it is."""
        return Fraction(self.samples, self.sample_rate)


@contextmanager
def open_goods(
    path: Path, container: Container, limits: Limits = USUAL
) -> Iterator[InputContainer]:
    """Open a file with its own demuxer and nothing but itself to read."""
    options = {
        "protocol_whitelist": "file",
        "max_streams": str(limits.streams),
        "max_pixels": str(limits.pixels),
    }
    name = path.resolve().as_posix()
    with media_errors(f"read {path.name}"):
        try:
            with av.open(name, "r", format=container.demuxer, options=options) as source:
                yield source
        except (av.error.InvalidDataError, av.error.EOFError) as cause:
            text = f"{path.name} is damaged or breaks off: it cannot be decoded"
            raise MediaFailed(text) from cause


def check_clip(path: Path, seconds: Fraction | None = None, limits: Limits = USUAL) -> Clip:
    """Decode a clip to its end and say what it holds.

    ``seconds`` is what was promised. Raises MediaFailed with the reason when the file is no video,
    passes a limit, breaks off, is shorter than four fifths of the promise, or black throughout.
    """
    container = _expect(path, "clip", limits)
    look = _Look(path, limits)
    with open_goods(path, container, limits) as source:
        stream = _video_of(path, source, limits)
        packets = 0
        for packet in source.demux(stream):
            packets += packet.size > 0
            for frame in packet.decode():
                look.at(frame, stream)
        clip = look.clip(container, stream)
        # An edit list may leave out pictures that are there: what must all come is the packets.
        whole = clip.frames > 0 and packets >= stream.frames and not _cut_short(source, clip)
    if not whole:
        raise MediaFailed(f"{path.name} breaks off after {clip.frames} pictures")
    _check_length(path, clip.seconds, seconds)
    if look.brightest <= BLACK:
        raise MediaFailed(f"{path.name} is black throughout")
    return clip


class _Look:
    """What is seen of a clip while it is decoded."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._until = time.monotonic() + limits.decoding
        self._frames = self.brightest = 0
        self._start: Fraction | None = None
        self._last = self._step = Fraction(0)

    def at(self, frame: av.VideoFrame, stream: VideoStream) -> None:
        """Take a picture into account; MediaFailed when it is damaged or one too many."""
        name, limits = self._path.name, self._limits
        if frame.is_corrupt:
            raise MediaFailed(f"{name} is damaged: a picture cannot be decoded")
        moment = time_of(frame, stream, self._frames)
        self._start = moment if self._start is None else self._start
        self._last = max(self._last, moment - self._start)
        self._step = _step(frame, stream, self._step)
        if self._frames % _LOOKS == 0 and self.brightest <= BLACK:
            self.brightest = _mean_luma(frame)
        self._frames += 1
        if self._frames > limits.frames or self._last > limits.seconds:
            raise MediaFailed(f"{name} is too long: more than {limits.seconds} s")
        if time.monotonic() > self._until:
            raise MediaFailed(f"{name} takes too long to decode: more than {limits.decoding:g} s")

    def clip(self, container: Container, stream: VideoStream) -> Clip:
        """Return what was seen."""
        end = self._last + self._step
        size = stream.width, stream.height
        return Clip(self._path, container, self._frames, *size, self._last, end)


def check_sound(path: Path, seconds: Fraction | None = None, limits: Limits = SOUND) -> Sound:
    """Decode a sound to its end and say what it holds.

    ``seconds`` is what was promised. Raises MediaFailed with the reason when the file is no sound,
    passes a limit, breaks off, is shorter than four fifths of the promise, or silent throughout.
    """
    container = _expect(path, "sound", limits)
    samples, peak = 0, 0.0
    with open_goods(path, container, limits) as source:
        if not source.streams.audio:
            raise MediaFailed(f"{path.name} holds no sound")
        stream = source.streams.audio[0]
        promised = (stream.duration or 0) * (stream.time_base or Fraction(0))
        to_floats = av.AudioResampler(format="fltp")
        for frame in itertools.chain(source.decode(stream), (None,)):
            for floats in to_floats.resample(frame):
                samples += floats.samples
                peak = max(peak, float(np.abs(floats.to_ndarray()).max(initial=0)))
            if samples > limits.seconds * stream.rate:
                raise MediaFailed(f"{path.name} is too long: more than {limits.seconds} s")
        sound = Sound(path, container, samples, stream.rate, stream.channels, peak)
    if samples == 0 or sound.seconds < promised * Fraction(9, 10) - Fraction(1, 10):
        raise MediaFailed(f"{path.name} breaks off after {float(sound.seconds):.1f} s")
    _check_length(path, sound.seconds, seconds)
    if peak <= SILENCE:
        raise MediaFailed(f"{path.name} is silent throughout")
    return sound


def check_picture(path: Path, limits: Limits = USUAL) -> Container:
    """Decode a picture and say what it is; MediaFailed when it is none, too large, or all black."""
    container = _expect(path, "picture", limits)
    with open_goods(path, container, limits) as source:
        stream = _video_of(path, source, limits)
        stream.codec_context.options = {"max_pixels": str(limits.pixels), "err_detect": "explode"}
        frame = next(source.decode(stream), None)
        if frame is None or frame.is_corrupt:
            raise MediaFailed(f"{path.name} is damaged: it cannot be decoded")
        if _mean_luma(frame) <= BLACK:
            raise MediaFailed(f"{path.name} is black throughout")
    return container


def time_of(frame: av.VideoFrame, stream: VideoStream, number: int) -> Fraction:
    """Return a picture's time stamp in seconds, by its number when it has none."""
    if frame.pts is not None and frame.time_base is not None:
        return frame.pts * frame.time_base
    return Fraction(number) / (stream.average_rate or 24)


def _expect(path: Path, kind: Kind, limits: Limits) -> Container:
    container = sniff(path)
    if container.kind != kind:
        raise MediaFailed(f"{path.name} is no {_KIND_NAMES[kind]}: it is a {container.suffix} file")
    if path.stat().st_size > limits.bytes:
        raise MediaFailed(f"{path.name} is too large: {path.stat().st_size} bytes")
    return container


def _video_of(path: Path, source: InputContainer, limits: Limits) -> VideoStream:
    """Return the picture track, once its numbers are within the limits."""
    if not source.streams.video:
        raise MediaFailed(f"{path.name} holds no pictures")
    stream = source.streams.video[0]
    context = stream.codec_context
    if len(source.streams) > limits.streams:
        raise MediaFailed(f"{path.name} holds {len(source.streams)} tracks, too many")
    if not 0 < context.width * context.height <= limits.pixels:
        raise MediaFailed(f"{path.name} is {context.width}×{context.height} pixels, too many")
    if source.duration and source.duration > limits.seconds * av.time_base:
        raise MediaFailed(f"{path.name} is too long: more than {limits.seconds} s")
    context.options = {"max_pixels": str(limits.pixels)}
    return stream


def _step(frame: av.VideoFrame, stream: VideoStream, known: Fraction) -> Fraction:
    if frame.duration and frame.time_base is not None:
        return frame.duration * frame.time_base
    return known or 1 / Fraction(stream.average_rate or 24)


def _cut_short(source: InputContainer, clip: Clip) -> bool:
    """Say whether far less was decoded than a head promises that does not count pictures."""
    promised = Fraction(source.duration or 0, av.time_base)
    return clip.container is MATROSKA and clip.seconds < promised * Fraction(9, 10)


def _check_length(path: Path, seconds: Fraction, promised: Fraction | None) -> None:
    if promised is not None and seconds < promised * SHORTEST:
        raise MediaFailed(
            f"{path.name} is much too short: {float(seconds):.1f} s of {float(promised):.1f} s"
        )


def _mean_luma(frame: av.VideoFrame) -> int:
    small = frame.reformat(width=64, height=36, format="gray").to_ndarray()
    return int(small.mean())
