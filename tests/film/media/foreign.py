"""Clips as strangers make them: any codec, size, rate and colour range, each picture numbered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container import OutputContainer

Rgb = npt.NDArray[np.uint8]

BITS = 11
TICKS = 90_000
SAMPLES = 48_000
PATCHES = ((200, 40, 40), (40, 180, 60), (50, 70, 210), (230, 210, 60))
"""Colours at the bottom of every picture, from the left."""


@dataclass(frozen=True)
class Recipe:
    """How a clip is made."""

    suffix: str = ".mp4"
    codec: str = "libx264"
    pixels: str = "yuv420p"
    rate: Fraction = Fraction(24)
    size: tuple[int, int] = (160, 90)
    matrix: int = 1
    """As H.273 counts: 1 is BT.709, 6 is BT.601."""
    full_range: bool = False
    sound: bool = False


def numbered(number: int, size: tuple[int, int] = (160, 90)) -> Rgb:
    """Return a picture: its number in bright and dark bars above, a square that moves, colours."""
    width, height = size
    picture = np.full((height, width, 3), 96, np.uint8)
    for bit in range(BITS):
        shade = 230 if number >> bit & 1 else 30
        picture[: height // 4, bit * width // BITS : (bit + 1) * width // BITS] = shade
    left = number * 2 % (width - height // 6)
    picture[height // 3 : height // 2, left : left + height // 6] = 220
    for place, colour in enumerate(PATCHES):
        picture[height * 2 // 3 :, place * width // 4 : (place + 1) * width // 4] = colour
    return picture


def number_of(luma: npt.NDArray[np.uint8]) -> int:
    """Read a picture's number from its luma (height × width)."""
    height, width = luma.shape
    row = luma[height // 16 : height // 6]
    bits = (
        row[:, round((bit + 0.3) * width / BITS) : round((bit + 0.7) * width / BITS)].mean() > 128
        for bit in range(BITS)
    )
    return sum(bool(one) << bit for bit, one in enumerate(bits))


def encode(
    path: Path, pictures: Iterable[Rgb], recipe: Recipe, times: Sequence[Fraction] | None = None
) -> Path:
    """Write pictures as a clip; ``times`` in seconds where they do not follow the rate."""
    with av.open(str(path), "w", options=_options(path)) as file:
        stream = file.add_stream(recipe.codec, rate=recipe.rate)
        stream.width, stream.height = recipe.size
        stream.pix_fmt = recipe.pixels
        context = stream.codec_context
        context.time_base = Fraction(1, TICKS) if times else 1 / recipe.rate
        context.color_range = 2 if recipe.full_range else 1
        context.colorspace = recipe.matrix
        if recipe.codec == "libx264":
            context.options = {"preset": "ultrafast", "crf": "12", "bf": "2"}
        if recipe.codec.startswith("libvpx"):
            context.options = {"deadline": "realtime", "cpu-used": "8", "crf": "10", "b": "2M"}
        hum = file.add_stream("aac", rate=SAMPLES) if recipe.sound else None
        for number, picture in enumerate(pictures):
            frame = _frame(picture, recipe)
            frame.pts = round(times[number] * TICKS) if times else number
            frame.time_base = context.time_base
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
        if hum:
            _hum(file, hum)
    return path


def clip(path: Path, frames: int, recipe: Recipe = Recipe(), first: int = 0) -> Path:
    """Write numbered pictures as a clip."""
    pictures = (numbered(number, recipe.size) for number in range(first, first + frames))
    return encode(path.with_suffix(recipe.suffix), pictures, recipe)


def _frame(picture: Rgb, recipe: Recipe) -> av.VideoFrame:
    """Convert a picture with the matrix and the range that the file will tell of."""
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    name = {1: "ITU709", 6: "ITU601"}[recipe.matrix]
    converted = frame.reformat(
        format=recipe.pixels,
        dst_colorspace=name,
        dst_color_range="JPEG" if recipe.full_range else "MPEG",
    )
    converted.colorspace = recipe.matrix
    converted.color_range = 2 if recipe.full_range else 1
    return converted


def _options(path: Path) -> dict[str, str]:
    return {"movflags": "faststart"} if path.suffix in (".mp4", ".mov") else {}


def _hum(file: OutputContainer, stream: AudioStream) -> None:
    tone = np.sin(np.arange(SAMPLES) / 40).astype(np.float32)[None] * 0.3
    for start in range(0, SAMPLES, 1024):
        part = np.ascontiguousarray(tone[:, start : start + 1024])
        sound = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
        sound.sample_rate, sound.pts = SAMPLES, start
        file.mux(stream.encode(sound))
    file.mux(stream.encode(None))
