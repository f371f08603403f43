"""Clips as a video model would make them: a start frame that the camera slowly moves into."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc
from numpy.typing import NDArray

from flows.standins.pictures import Picture, black, digest

RATE = 44_100
"""Samples a second of the sound that some clips have: not the 48 kHz of a film."""
INDEX_FIRST = {"movflags": "faststart"}
"""As vendors send them: one that was cut short still opens, and promises all its frames."""
ALIKE = {"preset": "superfast", "x264-params": "threads=1"}
"""The same pictures become the same bytes: with slower presets x264's answers vary a little."""
PUSH = 0.12
"""How much nearer the camera gets in five seconds."""


@dataclass(frozen=True)
class Clip:
    """What is to be made."""

    start: Picture
    frames: int
    rate: Fraction
    sound: bool = False


def shoot(clip: Clip) -> bytes:
    """Return an mp4 (H.264, BT.709) of the start frame, with the camera moving in and aside."""
    height, width = clip.start.shape[:2]
    dice = np.random.default_rng(digest(clip.start.tobytes(), clip.frames))
    aside = dice.uniform(-0.04, 0.04, 2)
    sound = hum(Fraction(clip.frames) / clip.rate, dice) if clip.sound else None
    pictures = (
        _moved(clip.start, index / clip.rate / 5, aside, (width, height))
        for index in range(clip.frames)
    )
    return encode(pictures, (width, height), clip.rate, sound)


def nothing(clip: Clip) -> bytes:
    """Return a clip as long and large, and black."""
    height, width = clip.start.shape[:2]
    frame = black((width, height))
    sound = np.zeros((2, 1), np.float32) if clip.sound else None
    return encode((frame for _ in range(clip.frames)), (width, height), clip.rate, sound)


def hum(seconds: Fraction, dice: np.random.Generator) -> NDArray[np.float32]:
    """Return a soft chord, two channels at RATE."""
    moments = np.arange(round(seconds * RATE)) / RATE
    tones = [np.sin(2 * np.pi * pitch * moments) for pitch in dice.uniform(90, 360, 3)]
    mono = np.sum(tones, axis=0) * 0.08
    return np.stack([mono, mono]).astype(np.float32)


def encode(
    pictures: Iterable[Picture],
    size: tuple[int, int],
    rate: Fraction,
    sound: NDArray[np.float32] | None = None,
) -> bytes:
    """Return pictures, and sound at RATE, as an mp4 whose index comes first."""
    with TemporaryDirectory(prefix="firstcut-standins-") as folder:
        path = Path(folder, "clip.mp4")
        _encode(path, pictures, size, rate, sound)
        return path.read_bytes()


def _encode(
    path: Path,
    pictures: Iterable[Picture],
    size: tuple[int, int],
    rate: Fraction,
    sound: NDArray[np.float32] | None,
) -> None:
    with av.open(str(path), "w", format="mp4", options=INDEX_FIRST) as out:
        stream: Any = out.add_stream("libx264", rate=rate, options=ALIKE)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        _tag(stream.codec_context)
        track = add_sound(out, RATE) if sound is not None else None
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709
            )
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if track is not None and sound is not None:
            mux_sound(out, track, sound)


def add_sound(out: Any, rate: int) -> Any:
    """Return a new stereo AAC track."""
    track = out.add_stream("aac", rate=rate, layout="stereo")
    track.bit_rate = 96_000
    return track


def mux_sound(out: Any, track: Any, sound: NDArray[np.float32]) -> None:
    """Write two channels of sound into a track."""
    step = 1024
    for start in range(0, sound.shape[1], step):
        piece = np.ascontiguousarray(sound[:, start : start + step])
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
        frame.sample_rate = track.rate
        frame.pts = start
        out.mux(track.encode(frame))
    out.mux(track.encode(None))


def _tag(context: Any) -> None:
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709


def _moved(
    start: Picture, part: float | Fraction, aside: NDArray[np.float64], size: tuple[int, int]
) -> Picture:
    width, height = size
    zoom = 1 + PUSH * float(part)
    move = np.array(
        [
            [zoom, 0, (1 - zoom) * width / 2 + aside[0] * float(part) * width * (zoom - 1) * 4],
            [0, zoom, (1 - zoom) * height / 2 + aside[1] * float(part) * height * (zoom - 1) * 4],
        ]
    )
    warped = cv2.warpAffine(
        start, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.uint8)
