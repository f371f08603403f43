"""Fitting: one foreign picture of any size, shape, format and colour range onto the screen."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import av
import numpy as np
from av.filter import Graph
from av.video.format import VideoFormat

from film.errors import MediaFailed
from film.media.files import media_errors
from film.media.h264 import Picture
from film.screen import Screen

Fit = Literal["fill", "pad"]
"""``fill`` the screen and crop what stands over at both sides, or ``pad`` with black."""

_SCALING = "flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
"""Bit-exact: the same on every machine, for orders and caches hold on to what comes out."""
_MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc"}
"""libav's numbers of the Y'CbCr matrices, and their names in filter graphs."""
_FULL_RANGE = 2
_HD_WIDTH, _HD_HEIGHT = 1280, 576
_TURNS = {90: "transpose=cclock", 180: "hflip,vflip", 270: "transpose=clock"}
"""How to undo a rotation that a file asks for, in degrees counter-clockwise."""


@dataclass(frozen=True)
class _Form:
    """All of a picture's properties that a filter graph is built for."""

    width: int
    height: int
    pixels: str
    matrix: str
    full: bool
    rotation: int
    aspect: Fraction
    """Width of a pixel to its height."""

    @property
    def shown(self) -> tuple[Fraction, Fraction]:
        """Width and height as shown: pixels square, rotation undone."""
        wide = self.width * self.aspect
        tall = Fraction(self.height)
        return (tall, wide) if self.rotation in (90, 270) else (wide, tall)


class Fitter:
    """Turns pictures into planar yuv420p of the screen's size, BT.709 limited.

    Pictures whose colours are not described count as BT.709 from 1280 pixels of width on, and as
    BT.601 below, as players take them. High dynamic range is not mapped: its curve stays as it is.
    """

    def __init__(self, screen: Screen, fit: Fit = "fill") -> None:
        self.screen = screen
        self.fit = fit
        self._form: _Form | None = None
        self._graph: Graph | None = None

    def fit_rgb(self, picture: np.ndarray) -> Picture:
        """Fit an RGB picture: height × width × 3, 8 bits, sRGB."""
        if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
            raise MediaFailed(
                f"A picture of shape {picture.shape} and type {picture.dtype} is not RGB of 8 bits"
            )
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
        return self.fit_frame(frame, Fraction(1))

    def fit_frame(self, frame: av.VideoFrame, aspect: Fraction) -> Picture:
        """Fit a decoded picture; ``aspect`` is its pixels' width to height. MediaFailed if odd."""
        form = _form_of(frame, aspect)
        with media_errors("scale a picture"):
            if self._graph is None or form != self._form:
                self._graph, self._form = self._build(form), form
            frame.pts = None
            self._graph.push(frame)
            fitted = self._graph.pull()
        assert isinstance(fitted, av.VideoFrame)  # noqa: S101  (a graph of pictures)
        return fitted.to_ndarray().astype(np.uint8, copy=False)

    def _build(self, form: _Form) -> Graph:
        """Chain filters whose arguments are numbers and names of our own."""
        graph = Graph()
        rgb = "rgb" in form.pixels or "bgr" in form.pixels or "gbr" in form.pixels
        colours = "" if rgb else f":colorspace={form.matrix}:range={'pc' if form.full else 'tv'}"
        chain = [
            graph.add(
                "buffer",
                f"video_size={form.width}x{form.height}:pix_fmt={form.pixels}:time_base=1/1000"
                f":pixel_aspect=1/1{colours}",
            )
        ]
        for turn in filter(None, _TURNS.get(form.rotation, "").split(",")):
            name, _, value = turn.partition("=")
            chain.append(graph.add(name, value))
        wide, tall = self._scaled(form)
        chain.append(
            graph.add("scale", f"{wide}:{tall}:{_SCALING}:out_color_matrix=bt709:out_range=tv")
        )
        chain.append(graph.add("format", "yuv420p"))
        width, height = self.screen.width, self.screen.height
        if (wide, tall) != (width, height):
            left, top = _even(abs(width - wide) / 2), _even(abs(height - tall) / 2)
            name = "crop" if self.fit == "fill" else "pad"
            chain.append(graph.add(name, f"{width}:{height}:{left}:{top}"))
        chain.append(graph.add("buffersink"))
        for first, then in pairwise(chain):
            first.link_to(then)
        graph.configure()
        return graph

    def _scaled(self, form: _Form) -> tuple[int, int]:
        """Return the size to scale to: what covers the screen, or what fits into it."""
        shown = form.shown
        shares = [self.screen.width / shown[0], self.screen.height / shown[1]]
        if self.fit == "fill":
            share = max(shares)
            return (
                max(self.screen.width, _even(shown[0] * share)),
                max(self.screen.height, _even(shown[1] * share)),
            )
        share = min(shares)
        return (
            min(self.screen.width, max(2, _even(shown[0] * share))),
            min(self.screen.height, max(2, _even(shown[1] * share))),
        )


def _form_of(frame: av.VideoFrame, aspect: Fraction) -> _Form:
    fmt: VideoFormat = frame.format
    usual = "bt709" if frame.width >= _HD_WIDTH or frame.height > _HD_HEIGHT else "smpte170m"
    return _Form(
        width=frame.width,
        height=frame.height,
        pixels=fmt.name,
        matrix=_MATRICES.get(int(frame.colorspace), usual),
        full=int(frame.color_range) == _FULL_RANGE or fmt.name.startswith("yuvj"),
        rotation=round(frame.rotation / 90) * 90 % 360,
        aspect=aspect,
    )


def _even(length: Fraction | float) -> int:
    return 2 * round(length / 2)
