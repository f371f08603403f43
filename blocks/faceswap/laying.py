"""Laying in: of what a vendor sent, only the chosen face is put into the clip it was made from.

Vendors' models replace every face they find, and code the whole picture anew. Here the chosen face
is followed through the clip; inside its outline, softly, the vendor's picture is taken; everything
else, every frame without the face, and all times stay the clip's own to the last bit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import MediaFailed
from film.faces.cast import Caster, FaceChoice
from film.faces.find import Face, find_faces, overlap
from film.faces.nets import Pixels
from film.faces.track import FaceTracker
from film.faceswap import Tally
from film.media.goods import Clip, check_clip, open_goods
from film.transform.coding import coding_of
from film.transform.frames import Shown, rewrite_clip
from film.transform.picture import Rgb

MISSING = 2
"""Pictures by which what came may differ in number: encoders drop or repeat one at an end."""
REACH = 1.22
"""How far beyond the landmarks the vendor's face may go, in their own measure."""
SOFT = 0.05
"""Softness of the outline, in sizes of the face."""
REPLACED = 4.0
"""Mean difference inside the outline, in steps of 255, from which on a face counts as replaced."""
_MOST_SHIFT = 16.0
"""Steps of 255 by which a vendor's colours may be off around the face: they are moved back."""

Mask = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Laid:
    """What was done."""

    frames: int
    replaced: int
    """Pictures in which the chosen face is the vendor's."""
    seen: int
    """Pictures in which the chosen face was found."""
    jitter: float
    """How much its landmarks tremble in what was written, in pixels rms."""


def check_swapped(path: Path, frames: int) -> Clip:
    """Decode what came to its end; MediaFailed when it cannot stand for so many pictures."""
    clip = check_clip(path)
    if abs(clip.frames - frames) > MISSING:
        raise MediaFailed(f"it has {clip.frames} pictures and not {frames}")
    return clip


def lay_in(clip: Path, came: Path, choice: FaceChoice, out: Path) -> Laid:
    """Write a clip anew with the chosen face from what came; nothing when it is nowhere.

    MediaFailed when either cannot be read, StorageFull.
    """
    coding = coding_of(clip)
    layer = _Layer(came, choice, float(coding.rate), coding.frames)
    done = rewrite_clip(clip, out, layer.change)
    return Laid(done.frames, done.replaced, layer.seen, round(layer.tally.jitter, 3))


def lay_in_picture(picture: Path, came: Path, choice: FaceChoice, out: Path) -> Laid:
    """Write a picture (PNG or JPEG) anew with the chosen face from what came, as PNG."""
    before, after = _read(picture), _read(came)
    height, width = before.shape[:2]
    scale = np.array([width, height, width, height], float)
    faces = [
        face
        for face in find_faces(before)
        if overlap(tuple(np.array(face.box) / scale), choice.box) > 0
    ]
    face = max(
        faces, key=lambda one: overlap(tuple(np.array(one.box) / scale), choice.box), default=None
    )
    laid = None if face is None else laid_in(before, after, face)
    if laid is not None:
        cv2.imwrite(str(out), cv2.cvtColor(laid, cv2.COLOR_RGB2BGR))
    return Laid(1, int(laid is not None), int(face is not None), 0.0)


class _Layer:
    """What changes the pictures of a clip, one after the other."""

    def __init__(self, came: Path, choice: FaceChoice, rate: float, frames: int) -> None:
        self._came = _pictures(came)
        self._last: Rgb | None = None
        self._taken = -1
        self._ratio = _ratio(came, frames)
        self._tracker, self._caster = FaceTracker(rate), Caster(choice)
        self.tally = Tally()
        self.seen = 0

    def change(self, shown: Shown) -> Rgb | None:
        """Return a picture with the chosen face replaced; None when it is not to be seen."""
        tracked = self._tracker.follow(shown.rgb)
        chosen = self._caster.pick(shown.rgb, tracked, shown.number)
        after = self._at(shown.number)
        laid = None
        if chosen is not None and chosen.seen:
            self.seen += 1
            laid = laid_in(shown.rgb, after, chosen.face)
        self.tally.count(chosen, changed=laid is not None)
        return laid

    def _at(self, number: int) -> Rgb:
        """Return what came for a picture, by its number; the last one where there are too few."""
        wanted = round(number * self._ratio)
        while self._taken < wanted:
            picture = next(self._came, None)
            if picture is None:
                break
            self._last, self._taken = picture, self._taken + 1
        if self._last is None:
            raise MediaFailed("It holds no pictures")
        return self._last


def laid_in(before: Pixels, after: Pixels, face: Face) -> Pixels | None:
    """Return a picture with a face from another; None when the other shows the very same face.

    ``after`` may be of another size. All are RGB, height × width × 3.
    """
    height, width = before.shape[:2]
    if after.shape != before.shape:
        after = np.asarray(
            cv2.resize(after, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8
        )
    mask, box = _outline(face, width, height)
    if mask is None:
        return None
    rows, columns = box
    old = before[rows, columns].astype(np.float32)
    new = after[rows, columns].astype(np.float32) - _shift(before, after, face, width, height)
    change = np.abs(new - old).mean(axis=2)
    if float((change * mask).sum() / max(mask.sum(), 1)) < REPLACED:
        return None
    laid = before.copy()
    mixed = old + mask[..., None] * (new - old)
    laid[rows, columns] = np.where(mask[..., None] > 0, np.clip(np.rint(mixed), 0, 255), old)
    return laid


Box = tuple[slice, slice]


def _outline(face: Face, width: int, height: int) -> tuple[Mask | None, Box]:
    """Return how far a face covers the pixels of a box (0 to 1), and the box."""
    hull = _hull(face, REACH)
    soft = max(1.0, SOFT * face.size)
    edge = int(3 * soft) + 1
    left, top = (max(0, int(one) - edge) for one in hull.min(axis=0))
    right, bottom = (int(one) + edge for one in hull.max(axis=0))
    right, bottom = min(width, right), min(height, bottom)
    box = slice(top, bottom), slice(left, right)
    if right - left < 4 or bottom - top < 4:
        return None, box
    mask = np.zeros((bottom - top, right - left), np.float32)
    cv2.fillConvexPoly(mask, np.rint(hull - [left, top]).astype(np.int32), 1.0, cv2.LINE_AA)
    blurred = cv2.GaussianBlur(mask, (0, 0), soft)
    return np.asarray(np.clip(2 * blurred - 1, 0, 1), np.float32), box


def _hull(face: Face, reach: float) -> npt.NDArray[np.float32]:
    points = cv2.convexHull(np.ascontiguousarray(face.landmarks[:, :2], np.float32))[:, 0]
    middle = points.mean(axis=0)
    return np.asarray(middle + reach * (points - middle), np.float32)


def _shift(
    before: Pixels, after: Pixels, face: Face, width: int, height: int
) -> npt.NDArray[np.float32]:
    """Return how far the vendor's colours are off in a ring around the face: RGB."""
    inner, outer = _hull(face, 1.5 * REACH), _hull(face, 2.1 * REACH)
    left, top = (max(0, int(one)) for one in outer.min(axis=0))
    right, bottom = (min(limit, int(one) + 1) for limit, one in
                     zip((width, height), outer.max(axis=0), strict=True))  # fmt: skip
    ring = np.zeros((max(0, bottom - top), max(0, right - left)), np.uint8)
    if not ring.size:
        return np.zeros(3, np.float32)
    for hull, value in ((outer, 1), (inner, 0)):
        cv2.fillConvexPoly(ring, np.rint(hull - [left, top]).astype(np.int32), value)
    if ring.sum() < 16:
        return np.zeros(3, np.float32)
    part = slice(top, bottom), slice(left, right)
    apart = after[part].astype(np.float32) - before[part].astype(np.float32)
    found = np.median(apart[ring > 0], axis=0)
    return np.asarray(np.where(np.abs(found) < _MOST_SHIFT, found, 0), np.float32)


def _pictures(path: Path) -> Iterator[Rgb]:
    """Yield the pictures of what came: RGB."""
    clip = check_clip(path)
    with open_goods(path, clip.container) as source:
        stream = source.streams.video[0]
        stream.codec_context.thread_count = 1
        for frame in source.decode(stream):
            yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def _ratio(path: Path, frames: int) -> float:
    """Return pictures of what came per picture of the clip: 1 but for one at an end."""
    came = check_swapped(path, frames).frames
    return 1.0 if came >= frames or frames < 2 else (came - 1) / (frames - 1)


def _read(path: Path) -> Pixels:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise MediaFailed(f"{path.name} is no picture that can be read")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
