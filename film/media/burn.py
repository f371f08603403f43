"""Burning: captions drawn by libass once each, then laid over the frames that show them."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import ffmpeg
import numpy as np
import numpy.typing as npt

from film.clock import SAMPLE_RATE, sample_to_frame
from film.errors import MediaFailed
from film.media.captions import Caption
from film.media.ffmpeg import reading_ffmpeg
from film.media.h264 import Picture
from film.media.subtitles import to_ass
from film.screen import Screen

Plane = npt.NDArray[np.uint8]
Layer = tuple[Plane, Plane]
"""What is kept of the picture under it, of 255, and what is added to that."""


@dataclass(frozen=True)
class Overlay:
    """A drawn caption: the rows it touches, and their luma and opacity, deflated."""

    start: int
    """Frame of the film."""
    stop: int
    top: int
    rows: int
    width: int
    luma: bytes
    """Limited range, already multiplied by the opacity."""
    opacity: bytes

    def draw(self, picture: Picture) -> None:
        """Lay the caption over a picture, in place."""
        height = picture.shape[0] * 2 // 3
        (luma_kept, luma), (chroma_kept, grey) = _layers(self)
        _lay(picture[self.top : self.top + self.rows], luma_kept, luma)
        chroma = picture[height:].reshape(2, height // 2, self.width // 2)
        for plane in chroma:
            _lay(plane[self.top // 2 : (self.top + self.rows) // 2], chroma_kept, grey)


def draw_captions(
    captions: Sequence[Caption], screen: Screen, folder: Path, fonts: Path
) -> list[Overlay]:
    """Draw captions for a screen with the fonts of a folder; ``folder`` is for work in progress.

    Raises MediaFailed when ffmpeg fails, EngineBusy when somebody stopped it.
    """
    if not captions:
        return []
    seconds = [
        caption.model_copy(
            update={"start": number * SAMPLE_RATE, "stop": (number + 1) * SAMPLE_RATE}
        )
        for number, caption in enumerate(captions)
    ]
    (folder / "captions.ass").write_text(to_ass(seconds, screen), encoding="utf-8")
    drawn = _run_libass(len(captions), screen, folder, fonts)
    return [
        _to_overlay(caption, image, screen)
        for caption, image in zip(captions, drawn, strict=True)
        if image[:, :, 3].any()
    ]


def _run_libass(
    count: int, screen: Screen, folder: Path, fonts: Path
) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield one RGBA picture a caption: caption number n is shown at second n.

    Raises MediaFailed, or EngineBusy when somebody stopped ffmpeg.
    """
    canvas = f"color=c=black@0:s={screen.width}x{screen.height}:r=1:d={count},format=rgba"
    arguments = (
        ffmpeg.input(canvas, f="lavfi")
        .filter("ass", filename="captions.ass", fontsdir=str(fonts), alpha=1)
        .output("pipe:", format="rawvideo", pix_fmt="rgba")
        .get_args()
    )
    shape = (screen.height, screen.width, 4)
    with reading_ffmpeg(arguments, folder) as pipe:
        for _ in range(count):
            pixels = pipe.read(screen.width * screen.height * 4)
            if len(pixels) < screen.width * screen.height * 4:
                break  # its status says why, as the block ends
            yield np.frombuffer(pixels, np.uint8).reshape(shape)
        else:
            return
    raise MediaFailed("ffmpeg ended before all captions were drawn")


def _to_overlay(caption: Caption, image: npt.NDArray[np.uint8], screen: Screen) -> Overlay:
    touched = np.flatnonzero(image[:, :, 3].any(axis=1))
    top = int(touched[0]) // 2 * 2
    bottom = min(screen.height, int(touched[-1]) // 2 * 2 + 2)
    part = image[top:bottom]
    opacity = part[:, :, 3]
    red, green, blue = (part[:, :, channel].astype(np.float32) for channel in range(3))
    luma = 16 + (0.2126 * red + 0.7152 * green + 0.0722 * blue) * (219 / 255)
    weighted = np.rint(luma * (opacity / 255)).astype(np.uint8)
    return Overlay(
        start=sample_to_frame(caption.start, screen.rate),
        stop=sample_to_frame(caption.stop, screen.rate),
        top=top,
        rows=bottom - top,
        width=screen.width,
        luma=zlib.compress(weighted.tobytes(), 1),
        opacity=zlib.compress(np.ascontiguousarray(opacity).tobytes(), 1),
    )


@lru_cache(maxsize=8)
def _layers(overlay: Overlay) -> tuple[Layer, Layer]:
    """Return what a caption lays over the luma, and over either plane of chroma."""
    shape = (overlay.rows, overlay.width)
    luma = np.frombuffer(zlib.decompress(overlay.luma), np.uint8).reshape(shape)
    opacity = np.frombuffer(zlib.decompress(overlay.opacity), np.uint8).reshape(shape)
    half = (overlay.width // 2, overlay.rows // 2)
    thin = np.asarray(cv2.resize(opacity, half, interpolation=cv2.INTER_AREA), np.uint8)
    grey = (thin.astype(np.uint16) * 128 // 255).astype(np.uint8)
    return (255 - opacity, luma), (255 - thin, grey)


def _lay(under: Plane, kept: Plane, weighted: Plane) -> None:
    """Keep a share of 255 of what lies under, and add the rest, in place."""
    under[:] = cv2.add(cv2.multiply(under, kept, scale=1 / 255), weighted)
