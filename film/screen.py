"""The screen a film is made for: picture size and frame rate."""

from fractions import Fraction
from typing import Literal

from film.clock import Rational
from film.model import FilmModel

AspectRatio = Literal["16:9", "9:16", "1:1", "2.39:1"]
Resolution = Literal["360p", "480p", "540p", "720p", "1080p"]
FrameRateName = Literal["24", "25", "30", "30000/1001"]


class Screen(FilmModel):
    """Picture size in pixels (both even) and frames per second (exact)."""

    width: int
    height: int
    rate: Rational

    @property
    def short_side(self) -> int:
        """The smaller of width and height, in pixels."""
        return min(self.width, self.height)


def make_screen(aspect: AspectRatio, resolution: Resolution, rate: FrameRateName) -> Screen:
    """Return the screen for an aspect ratio and a resolution class.

    The class names the short side of a 16:9, 9:16 or 1:1 picture; a 2.39:1 picture keeps the
    width of the 16:9 one and is letter-box-free, as in cinemas (720p: 1280×536).
    """
    lines = int(resolution.removesuffix("p"))
    long_side = _even(Fraction(lines * 16, 9))
    sizes = {
        "16:9": (long_side, lines),
        "9:16": (lines, long_side),
        "1:1": (lines, lines),
        "2.39:1": (long_side, _even(Fraction(long_side * 100, 239))),
    }
    width, height = sizes[aspect]
    return Screen(width=width, height=height, rate=Fraction(rate))


def _even(length: Fraction) -> int:
    return 2 * round(length / 2)
