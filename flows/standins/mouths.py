"""Lip-sync as a vendor would do it: the same video, with a mouth that opens as the sound does."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import av
import cv2
import numpy as np
import soundfile
from numpy.typing import NDArray

from flows.standins.calls import RefusalError
from flows.standins.clips import ALIKE, INDEX_FIRST, RATE, add_sound, mux_sound

SyncMode = Literal["loop", "bounce", "cut_off", "silence", "remap"]
"""What happens when sound and video are not equally long (sync/lipsync-2's words)."""
SILENCE = 0.01
"""Level (RMS, of full scale) below which a mouth is shut: no ellipse is drawn at all."""
LOUD = 0.2
MIDDLE = (0.5, 0.68)
"""Where the mouth is, in widths and heights."""
WIDE, HIGH = 0.055, 0.06
DARK = 30
"""Luma inside the mouth."""

Planes = NDArray[np.uint8]
"""A frame as yuv420p: rows of luma, then of the two chromas."""


def speak(
    video: bytes, audio: bytes, mode: SyncMode = "loop", seconds: Fraction | None = None
) -> bytes:
    """Return the video with the sound and a moving mouth, at most ``seconds`` long.

    Size, rate and colour stay as they were; RefusalError (422) when either cannot be read.
    """
    sound, rate = _sound(audio)
    footage = footage_of(video)
    length = _length(len(footage.frames), round(Fraction(len(sound), rate) * footage.rate), mode)
    length = max(1, length if seconds is None else min(length, round(seconds * footage.rate)))
    heard = np.zeros(round(Fraction(length) / footage.rate * rate), np.float32)
    heard[: len(sound)] = sound[: len(heard)]
    spoken = (
        _with_mouth(planes, footage.height, _level(heard, rate, index, footage.rate))
        for index, planes in enumerate(_order(footage.frames, length, mode))
    )
    return written(footage, spoken, heard, rate)


def dark(video: bytes) -> bytes:
    """Return a video as long and large, and black, with no sound in its track."""
    footage = footage_of(video)
    black = np.full_like(footage.frames[0], 128)
    black[: footage.height] = 16
    silence = np.zeros(round(Fraction(len(footage.frames)) / footage.rate * RATE), np.float32)
    return written(footage, (black for _ in footage.frames), silence, RATE)


@dataclass(frozen=True)
class Footage:
    """A video in memory."""

    context: Any
    """Its decoder's: size and colour."""
    frames: list[Planes]
    rate: Fraction

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.context.height)


def written(
    footage: Footage, frames: Iterable[Planes], sound: NDArray[np.float32], rate: int
) -> bytes:
    """Return frames as a video of the footage's size, rate and colour, with a sound."""
    with TemporaryDirectory(prefix="firstcut-standins-") as folder:
        path = Path(folder, "clip.mp4")
        with av.open(str(path), "w", format="mp4", options=INDEX_FIRST) as out:
            options = {"crf": "12", **ALIKE}
            stream: Any = out.add_stream("libx264", rate=footage.rate, options=options)
            stream.width, stream.height = footage.context.width, footage.context.height
            stream.pix_fmt = "yuv420p"
            for name in ("color_primaries", "color_trc", "colorspace", "color_range"):
                setattr(stream.codec_context, name, getattr(footage.context, name))
            track = add_sound(out, rate)
            for planes in frames:
                out.mux(stream.encode(av.VideoFrame.from_ndarray(planes, format="yuv420p")))
            out.mux(stream.encode(None))
            mux_sound(out, track, np.stack([sound, sound]))
        return path.read_bytes()


def _sound(audio: bytes) -> tuple[NDArray[np.float32], int]:
    try:
        samples, rate = soundfile.read(io.BytesIO(audio), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        raise RefusalError(422, "The audio cannot be decoded") from None
    return samples.mean(axis=1), int(rate)


def footage_of(video: bytes) -> Footage:
    """Return a video's frames; RefusalError (422) when it cannot be read."""
    try:
        with av.open(io.BytesIO(video), "r") as file:
            stream = file.streams.video[0]
            frames: list[Any] = [
                frame.reformat(format="yuv420p").to_ndarray()
                for frame in file.decode(stream)
                if isinstance(frame, av.VideoFrame)
            ]
            return Footage(stream.codec_context, frames, Fraction(stream.average_rate or 24))
    except (av.FFmpegError, IndexError):
        raise RefusalError(422, "The video cannot be decoded") from None


def _length(video: int, sound: int, mode: SyncMode) -> int:
    if mode == "cut_off":
        return min(video, sound)
    return video if mode == "silence" else sound


def _order(frames: list[Planes], length: int, mode: SyncMode) -> Iterator[Planes]:
    """Yield so many frames: over again, back and forth, slower, or with the last one held."""
    count = len(frames)
    for index in range(length):
        if mode == "bounce":
            place = index % max(1, 2 * count - 2)
            place = place if place < count else 2 * count - 2 - place
        elif mode == "remap":
            place = index * count // length
        else:
            place = index % count
        yield frames[place]


def _level(sound: NDArray[np.float32], rate: int, index: int, fps: Fraction) -> float:
    piece = sound[int(index / fps * rate) : int((index + 1) / fps * rate)]
    return float(np.sqrt(np.mean(piece**2))) if len(piece) else 0.0


def _with_mouth(planes: Planes, height: int, level: float) -> Planes:
    if level < SILENCE:
        return planes
    opened = planes.copy()
    width = planes.shape[1]
    open_by = min(1.0, level / LOUD)
    middle = (round(width * MIDDLE[0]), round(height * MIDDLE[1]))
    axes = (max(2, round(width * WIDE)), max(1, round(height * HIGH * open_by)))
    luma = np.ascontiguousarray(opened[:height])
    cv2.ellipse(luma, middle, axes, 0, 0, 360, DARK, -1, cv2.LINE_AA)
    opened[:height] = luma
    return opened
