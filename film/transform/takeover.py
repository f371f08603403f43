"""A clip that somebody else made of ours: only what they really changed is taken over.

Vendors give back clips in a size, a rate and a quality of their own. Each of their pictures is laid
over ours of the same moment where the two differ by more than coding makes them differ; everywhere
else ours stays, bit by bit.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from film.media.containers import sniff
from film.media.goods import open_goods, time_of
from film.transform.frames import Rewritten, Shown, rewrite_clip
from film.transform.looking import upright
from film.transform.picture import Rgb

DIFFERENT, COLOURED = 7.0, 30.0
"""Steps of 255 by which a neighbourhood's mean brightness, or a colour of it, differs from which on
it counts as changed: coding and scaling take sharpness away, most of all from colours, but leave
means as they were."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_NEAR = 1 / 48
"""Size of a neighbourhood, and of the soft edge around it, by the picture's longer side."""
_HOLES = 1 / 12
"""Size of what counts as changed as well where all around it is, by the longer side."""


def take_over(clip: Path, made: Path, out: Path) -> Rewritten:
    """Write a clip with what another one, made of it elsewhere, shows differently.

    ``made`` has passed `film.media.goods.check_clip`: it shows the same upright pictures at the
    same times from its start, in any size. Pictures that it lacks are taken from their nearest
    neighbours in time. Nothing is written when nothing differs. Raises MediaFailed or StorageFull.
    """
    theirs = _Nearest(_pictures(made))

    def change(shown: Shown) -> Rgb | None:
        return _laid_over(shown.rgb, theirs.at(shown.time))

    return rewrite_clip(clip, out, change)


def _pictures(made: Path) -> Iterator[tuple[Fraction, Rgb]]:
    """Yield the other clip's pictures upright, by their time from its first."""
    with open_goods(made, sniff(made)) as source:
        stream = source.streams.video[0]
        stream.codec_context.thread_count = 1
        start: Fraction | None = None
        for number, frame in enumerate(source.decode(stream)):
            time = time_of(frame, stream, number)
            start = time if start is None else start
            yield time - start, upright(frame)


class _Nearest:
    """Pictures that can be asked for by later and later times; two are held."""

    def __init__(self, pictures: Iterator[tuple[Fraction, Rgb]]) -> None:
        self._pictures = pictures
        self._now = next(pictures, None)
        self._next = next(pictures, None)

    def at(self, time: Fraction) -> Rgb | None:
        """Return the picture nearest to a time; None when there are no pictures at all."""
        while self._now and self._next and self._next[0] - time <= time - self._now[0]:
            self._now, self._next = self._next, next(self._pictures, None)
        return self._now[1] if self._now else None


def _laid_over(ours: Rgb, theirs: Rgb | None) -> Rgb | None:
    """Return our picture with theirs where they differ, softly; None where they do not."""
    if theirs is None:
        return None
    size = ours.shape[1], ours.shape[0]
    if theirs.shape != ours.shape:
        smaller = theirs.shape[0] > ours.shape[0]
        way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
        theirs = np.asarray(cv2.resize(np.ascontiguousarray(theirs), size, interpolation=way))
    reach = max(3, round(max(size) * _NEAR)) | 1
    apart = cv2.blur(theirs.astype(np.float32) - ours, (reach, reach))
    changed = (np.abs(apart @ _LUMA) > DIFFERENT) | (np.abs(apart).max(axis=2) > COLOURED)
    if not changed.any():
        return None
    filled = round(max(size) * _HOLES) | 1
    whole = cv2.morphologyEx(
        changed.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((filled, filled), np.uint8)
    )
    wide = cv2.dilate(whole, np.ones((reach, reach), np.uint8)).astype(np.float32)
    share = np.asarray(cv2.blur(wide, (reach, reach)), np.float32)[..., None]
    return np.rint(ours + share * (theirs.astype(np.float32) - ours)).astype(np.uint8)
