"""Conforming: clips and frames from anywhere become one take in the mezzanine format.

What happens to time, in this order:

* A clip is shown by its own time stamps, whatever its rate: nothing drifts. Where the film needs
  more pictures than the clip has, they are made along the motion; where it needs fewer, the nearest
  ones are taken.
* A clip that is longer than the take is cut at the take's end.
* A clip that is shorter is slowed as a whole, just so far that it fills the take, at most to
  ``Cut.slowest``.
* What then still lacks is the last picture, with the camera moving slowly in on it: it is never
  frozen. How many frames that is, is returned, for whoever can get more clips instead.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import MediaFailed
from film.media.between import Between, Motion, blend, push_in
from film.media.fitting import Fit, Fitter
from film.media.goods import Clip, open_goods, time_of
from film.media.h264 import Picture
from film.media.mezzanine import MezzanineWriter
from film.screen import Screen

Rgb = npt.NDArray[np.uint8]
"""Height × width × 3, sRGB."""

SLOWEST = Fraction(5, 4)
"""How much longer a clip may be made by slowing it, unless a cut says otherwise."""
_NEAR = 1 / 12
"""Share of the way between two pictures within which one of them is taken as it is."""
_ENOUGH = Fraction(21, 20)
"""A gap between pictures up to this many frames of the film needs nothing between them."""
_MOST_SHIFT = 10.0
"""Steps of 255 by which a clip's brightness and colours are moved to meet the clip before."""
_STILLS = (0.35, 0.45, 0.55)
"""Where in a take a picture for the storyboard is looked for."""


@dataclass(frozen=True)
class Cut:
    """What a take is to be."""

    screen: Screen
    frames: int
    keyframes: tuple[int, ...] = (0,)
    fit: Fit = "fill"
    between: Between = "auto"
    slowest: Fraction = SLOWEST

    @property
    def span(self) -> Fraction:
        """Seconds from the first frame to the last."""
        return (self.frames - 1) / self.screen.rate

    def filled_by(self, clips: Sequence[Clip]) -> bool:
        """Say whether clips fill the take, slowed as far as they may be."""
        return self.span <= _last_of(clips) * self.slowest

    def speed(self, last: Fraction) -> Fraction:
        """Return clip seconds per film second, for a clip whose last picture is at ``last``."""
        if self.span <= last:
            return Fraction(1)
        return max(last / self.span, 1 / self.slowest)


@dataclass(frozen=True)
class Conformed:
    """What conforming did."""

    still: Picture
    """A representative frame."""
    speed: Fraction
    """Clip seconds per film second: 1, or less where the clip was slowed."""
    held: int
    """Frames at the end for which there was nothing but the last picture to move in on."""


class Timed(NamedTuple):
    """A picture and its time in seconds from the first one."""

    time: Fraction
    picture: Picture


def conform_clips(clips: Sequence[Clip], cut: Cut, out: Path) -> Conformed:
    """Write checked clips as one take of exactly ``cut.frames`` frames.

    Each clip begins with the last picture of the one before: that one is not shown twice. Memory
    does not grow with length. Raises MediaFailed or StorageFull.
    """
    if not clips:
        raise MediaFailed("A take needs at least one clip")
    return _write(_joined(clips, Fitter(cut.screen, cut.fit)), _last_of(clips), cut, out)


def conform_frames(
    frames: Iterable[Rgb], count: int, rate: Fraction, cut: Cut, out: Path
) -> Conformed:
    """Write ``count`` RGB pictures (8 bits, any one size) at a rate as one take.

    Raises MediaFailed when there are fewer, or StorageFull.
    """
    fitter = Fitter(cut.screen, cut.fit)

    def timed() -> Iterator[Timed]:
        number = -1
        for number, frame in enumerate(frames):
            yield Timed(number / Fraction(rate), fitter.fit_rgb(frame))
        if number + 1 < count:
            raise MediaFailed(f"Only {number + 1} of {count} pictures came")

    return _write(timed(), (count - 1) / Fraction(rate), cut, out)


def _last_of(clips: Sequence[Clip]) -> Fraction:
    """Return when the last picture of joined clips is shown, in seconds from the first."""
    return sum((clip.last for clip in clips), Fraction(0))


def _joined(clips: Sequence[Clip], fitter: Fitter) -> Iterator[Timed]:
    """Yield all clips' pictures on one clock; each clip begins where the one before ends.

    The picture that two clips have in common tells how their brightness and colours differ: a model
    that goes on from a picture rarely hits them. The later clip is corrected by that much.
    """
    start, shift = Fraction(0), np.zeros(3)
    shown: Picture | None = None
    for clip in clips:
        pictures = _decoded(clip, fitter)
        if shown is not None:
            doubled = next(pictures, None)
            if doubled is None:
                raise MediaFailed(f"{clip.path.name} has no pictures")
            shift = np.clip(_means(shown) - _means(doubled.picture), -_MOST_SHIFT, _MOST_SHIFT)
        for time, picture in pictures:
            shown = _shifted(picture, shift)
            yield Timed(start + time, shown)
        start += clip.last


def _planes(picture: Picture) -> tuple[Picture, Picture, Picture]:
    height = picture.shape[0] * 2 // 3
    blue, red = picture[height:].reshape(2, -1)
    return picture[:height], blue, red


def _means(picture: Picture) -> npt.NDArray[np.float64]:
    """Return the means of luma, blue and red difference."""
    return np.array([plane.mean() for plane in _planes(picture)])


def _shifted(picture: Picture, shift: npt.NDArray[np.float64]) -> Picture:
    """Return a picture with its luma and colour differences moved by whole steps."""
    steps = np.rint(shift)
    if not steps.any():
        return picture
    planes = [
        np.clip(plane.astype(np.int16) + int(step), 0, 255).astype(np.uint8).ravel()
        for plane, step in zip(_planes(picture), steps, strict=True)
    ]
    return np.concatenate(planes).reshape(picture.shape)


def _decoded(clip: Clip, fitter: Fitter) -> Iterator[Timed]:
    """Yield a clip's pictures by their time from its first; those out of order are left out."""
    with open_goods(clip.path, clip.container) as source:
        stream = source.streams.video[0]
        aspect = Fraction(stream.sample_aspect_ratio or 1) or Fraction(1)
        start, before = Fraction(0), Fraction(-1)
        for number, frame in enumerate(source.decode(stream)):
            time = time_of(frame, stream, number)
            start = time if number == 0 else start
            if time - start > before:
                before = time - start
                yield Timed(before, fitter.fit_frame(frame, aspect))


def _write(pictures: Iterator[Timed], last: Fraction, cut: Cut, out: Path) -> Conformed:
    speed = cut.speed(last)
    moving = min(cut.frames, int(last / speed * cut.screen.rate) + 1)
    best: tuple[float, Picture] | None = None
    places = {round(place * (cut.frames - 1)) for place in _STILLS}
    with MezzanineWriter(out, cut.screen, cut.keyframes) as writer:
        for number, picture in enumerate(_timed(pictures, speed, moving, cut)):
            writer.write(picture)
            if number in places:
                score = _detail(picture)
                if best is None or score > best[0]:
                    best = score, picture.copy()
    assert best is not None  # noqa: S101  (a take has a frame at each of the places)
    return Conformed(best[1], speed, cut.frames - moving)


def _timed(pictures: Iterator[Timed], speed: Fraction, moving: int, cut: Cut) -> Iterator[Picture]:
    """Yield the take's frames: those that move, then those that move in on the last picture."""
    step = speed / cut.screen.rate
    between = _Between(pictures, step, cut.between)
    for number in range(moving):
        yield between.at(number * step)
    if moving == cut.frames:
        return
    final = between.final()
    for number in range(cut.frames - moving):
        yield push_in(final, float((number + 1) / cut.screen.rate))


class _Between:
    """A clip that can be asked for the picture at any later time; it holds two pictures."""

    def __init__(self, pictures: Iterator[Timed], step: Fraction, how: Between) -> None:
        first = next(pictures, None)
        if first is None:
            raise MediaFailed("A take needs at least one picture")
        self._pictures = pictures
        self._step = step
        self._how = how
        self._before = first
        self._after = next(pictures, None)
        self._motion: Motion | None = None

    def at(self, time: Fraction) -> Picture:
        """Return the picture at a time, not before the last one asked for."""
        while self._after is not None and self._after.time <= time:
            self._go_on()
        before, after = self._before, self._after
        if after is None:
            return before.picture
        share = float((time - before.time) / (after.time - before.time))
        how = self._how
        if how == "auto":
            how = "motion" if after.time - before.time > self._step * _ENOUGH else "nearest"
        if how == "nearest" or min(share, 1 - share) < _NEAR:
            return before.picture if share < 0.5 else after.picture
        if how == "blend":
            return blend(before.picture, after.picture, share)
        if self._motion is None:
            self._motion = Motion(before.picture, after.picture)
        return self._motion.at(share)

    def final(self) -> Picture:
        """Return the last picture."""
        while self._after is not None:
            self._go_on()
        return self._before.picture

    def _go_on(self) -> None:
        assert self._after is not None  # noqa: S101  (asked for by those who looked)
        self._before, self._after = self._after, next(self._pictures, None)
        self._motion = None


def _detail(picture: Picture) -> float:
    """Say how much there is to see: the variance of the Laplacian of the luma."""
    luma = picture[: picture.shape[0] * 2 // 3]
    return float(cv2.Laplacian(luma, cv2.CV_32F).var())
