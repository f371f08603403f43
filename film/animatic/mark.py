"""Watermarks: a line of text set once, then laid over every frame of a take."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import skia

from film.animatic.type import Block, Lettering, fit_text
from film.assets import AssetStore
from film.media.h264 import Picture
from film.media.mezzanine import MezzanineWriter, read_frames
from film.screen import Screen
from film.shots import Take
from film.watermark import Watermark

Plane = npt.NDArray[np.uint8]
MARGIN = 0.04
"""Distance to the picture's edges, as a share of its short side."""
WIDEST = 0.6
"""Share of the picture's width that a mark may take."""


@dataclass(frozen=True)
class Mark:
    """A mark that is drawn for one size of picture."""

    top: int
    left: int
    luma: Plane
    """Limited range, already multiplied by the opacity; even width and height."""
    opacity: Plane

    def draw(self, picture: Picture) -> None:
        """Lay the mark over a picture (planar yuv420p), in place."""
        height, width = picture.shape[0] * 2 // 3, picture.shape[1]
        rows, columns = self.opacity.shape
        over = picture[self.top : self.top + rows, self.left : self.left + columns]
        _lay(over, self.opacity, self.luma)
        thin = np.asarray(
            cv2.resize(self.opacity, (columns // 2, rows // 2), interpolation=cv2.INTER_AREA),
            np.uint8,
        )
        grey = (thin.astype(np.uint16) * 128 // 255).astype(np.uint8)
        chroma = picture[height:].reshape(2, height // 2, width // 2)
        top, left = self.top // 2, self.left // 2
        for plane in chroma:
            _lay(plane[top : top + rows // 2, left : left + columns // 2], thin, grey)


def draw_mark(watermark: Watermark, screen: Screen) -> Mark:
    """Return a watermark drawn for a screen: white letters with a soft dark shadow."""
    size = screen.short_side * watermark.size / 100
    lettering = Lettering("sans", size, 0xFFFFFFFF, align="left", shadow=size / 8)
    block = fit_text(watermark.text, lettering, (WIDEST * screen.width, 1.6 * size))
    pad = int(size / 2) // 2 * 2 + 2
    width = _even(block.ink_width + 2 * pad)
    height = _even(block.height + 2 * pad)
    opacity, luma = _planes(block, (width, height), pad, watermark.opacity / 100)
    left, top = _corner(watermark, screen, (width, height), pad)
    return Mark(top, left, luma, opacity)


def mark_take(
    take: Take, watermark: Watermark, keyframes: tuple[int, ...], store: AssetStore
) -> Take:
    """Return a take with a watermark on every frame: as long, and cuttable at the same frames."""
    info = take.asset.info
    screen = Screen(width=info.width or 0, height=info.height or 0, rate=info.rate)
    mark = draw_mark(watermark, screen)
    with store.scratch() as folder:
        path = folder / "marked.mp4"
        with MezzanineWriter(path, screen, keyframes) as writer:
            for picture in _marked(take, mark, store):
                writer.write(picture)
        return take.model_copy(update={"asset": store.put(path, info)})


def _marked(take: Take, mark: Mark, store: AssetStore) -> Iterator[Picture]:
    for picture in read_frames(store.path(take.asset)):
        drawn = picture.copy()
        mark.draw(drawn)
        yield drawn


def _planes(block: Block, size: tuple[int, int], pad: int, opacity: float) -> tuple[Plane, Plane]:
    """Return opacity and weighted luma of a block of text on a clear ground."""
    width, height = size
    surface = skia.Surface(width, height)
    with surface as canvas:
        block.draw(canvas, pad, pad)
    rgba = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    alpha = rgba[:, :, 3].astype(np.float32) * opacity
    weights = np.array([0.2126, 0.7152, 0.0722], np.float32)
    luma = 16 + (rgba[:, :, :3].astype(np.float32) @ weights) * (219 / 255)
    weighted = np.rint(luma * (alpha / 255)).astype(np.uint8)
    return np.rint(alpha).astype(np.uint8), weighted


def _corner(
    watermark: Watermark, screen: Screen, size: tuple[int, int], pad: int
) -> tuple[int, int]:
    """Return the left and top edge, both even, of a mark in its place."""
    margin = MARGIN * screen.short_side - pad
    places = []
    for side, length, low, high in (
        (screen.width, size[0], "left", "right"),
        (screen.height, size[1], "top", "bottom"),
    ):
        words = watermark.position.split()
        free = side - length
        at = margin if low in words else free - margin if high in words else free / 2
        places.append(int(min(max(at, 0), free)) // 2 * 2)
    return places[0], places[1]


def _lay(under: Plane, opacity: Plane, weighted: Plane) -> None:
    """Keep what the mark lets through of what lies under it, and add the mark, in place."""
    under[:] = cv2.add(cv2.multiply(under, 255 - opacity, scale=1 / 255), weighted)


def _even(length: float) -> int:
    return -(-int(np.ceil(length)) // 2) * 2
