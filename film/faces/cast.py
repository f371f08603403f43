"""Which face of a clip is replaced: chosen once, and recognised again in every segment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from film.errors import BadRequest
from film.model import FilmModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from film.faces.find import Face
    from film.faces.nets import Pixels
    from film.faces.track import Tracked

Look = tuple[float, ...]
"""What a face looks like, in few numbers that light and pose change little."""

_COLOURS = 9
_SPREADS = (14.0, 6.0, 8.0, 16.0, 6.0, 8.0, 20.0, 12.0, 12.0)
"""Differences in L, a and b of skin, hair and lips that tell two faces apart."""
_ALIKE = 0.35
"""Likeness below which a face is somebody else's, wherever it is."""


class FaceChoice(FilmModel):
    """Which face of a clip is meant."""

    frame: int = Field(0, ge=0)
    """Frame of the clip, from 0, in which it was chosen."""
    box: tuple[float, float, float, float]
    """Left, top, right and bottom in that frame, relative to the picture: 0 to 1."""
    look: tuple[float, ...] = ()
    """Colours and proportions of it, by which it is recognised elsewhere; may be empty."""


@dataclass
class _Candidate:
    """One face as a survey counts it."""

    weight: float = 0.0
    best: float = 0.0
    frame: int = 0
    box: tuple[float, float, float, float] = (0, 0, 1, 1)
    looks: list[Look] = field(default_factory=list)


class Survey:
    """Watches tracked faces go by, to choose the one that the clip is about."""

    def __init__(self) -> None:
        self._faces: dict[int, _Candidate] = {}
        self._frame = -1

    def add(self, frame: "Pixels", tracked: Sequence["Tracked"]) -> None:
        """Take a frame (RGB) and its faces."""
        self._frame += 1
        height, width = frame.shape[:2]
        for one in tracked:
            if not one.seen:
                continue
            candidate = self._faces.setdefault(one.id, _Candidate())
            share = one.face.size**2 / (height * width)
            candidate.weight += share
            clear = share * (1 - min(abs(one.face.yaw), 60) / 90)
            if clear > 1.1 * candidate.best:
                candidate.best, candidate.frame = clear, self._frame
                candidate.box = _relative(one.face.box, width, height)
                candidate.looks.append(look_of(frame, one.face))

    def choice(self) -> FaceChoice | None:
        """Return the face that fills most of the clip, in area and time; None without any."""
        if not self._faces:
            return None
        best = max(self._faces.values(), key=lambda one: one.weight)
        return FaceChoice(frame=best.frame, box=best.box, look=_middle(best.looks))

    @property
    def people(self) -> int:
        """How many faces went by."""
        return len(self._faces)


class Caster:
    """Picks the chosen face out of every frame's, and keeps to it."""

    def __init__(self, choice: FaceChoice) -> None:
        self.choice = choice
        self._votes: Counter[int] = Counter()
        self._looks: dict[int, list[Look]] = {}
        self._last: int | None = None

    def pick(self, frame: "Pixels", tracked: Sequence["Tracked"], number: int) -> "Tracked | None":
        """Return the chosen face among those of a frame (its number in the clip), or None.

        A face is told by its look, a little by being near where it was when chosen and by having
        been picked before, and wholly by its place in the very frame in which it was chosen.
        """
        scores = {one.id: self._score(frame, one, number) for one in tracked}
        here = [one for one in tracked if scores[one.id] > _ALIKE]
        if not here:
            return None
        best = max(here, key=lambda one: scores[one.id] + 0.1 * (one.id == self._last))
        self._last = best.id
        return best

    def _score(self, frame: "Pixels", one: "Tracked", number: int) -> float:
        """Return how surely a tracked face is the chosen one, by all frames so far."""
        from film.faces.find import overlap

        box = _relative(one.face.box, frame.shape[1], frame.shape[0])
        if number == self.choice.frame:
            self._votes[one.id] += 8 if overlap(box, self.choice.box) > 0.3 else -8
        away = sum((a - b) ** 2 for a, b in zip(box, self.choice.box, strict=True))
        looks = self._looks.setdefault(one.id, [])
        if one.seen and self.choice.look and len(looks) < 12:
            looks.append(look_of(frame, one.face))
        return self._mean(one.id) + 0.1 / (1 + 20 * away)

    def _mean(self, number: int) -> float:
        looks = self._looks.get(number, [])
        likeness = alike(_middle(looks), self.choice.look) if looks else 0.5
        return likeness + self._votes[number]


def choose(
    frames: Iterable["Pixels"], rate: float, box: tuple[float, float, float, float] | None = None
) -> FaceChoice:
    """Return the face to replace in a clip's frames (RGB): the one most seen and largest.

    With a box (relative to the picture, 0 to 1) it is the face whose middle lies in it, in the
    first frame that has one there. BadRequest when there is none.
    """
    from film.faces.track import FaceTracker

    tracker, survey = FaceTracker(rate), Survey()
    for number, frame in enumerate(frames):
        tracked = tracker.follow(frame)
        if box is None:
            survey.add(frame, tracked)
        elif boxed := [one for one in tracked if one.seen and _inside(frame, one, box)]:
            one = max(boxed, key=lambda one: one.face.size)
            place = _relative(one.face.box, frame.shape[1], frame.shape[0])
            return FaceChoice(frame=number, box=place, look=look_of(frame, one.face))
    choice = survey.choice()
    if choice is None:
        where = " where the box is" if box else ""
        raise BadRequest(
            f"No face is seen in the video{where}: choose another video or another box"
        )
    return choice


def _inside(frame: "Pixels", one: "Tracked", box: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = _relative(one.face.box, frame.shape[1], frame.shape[0])
    return box[0] < (x0 + x1) / 2 < box[2] and box[1] < (y0 + y1) / 2 < box[3]


def look_of(picture: "Pixels", face: "Face") -> Look:
    """Return a face's look, robust to where it is and how it is turned.

    L*a*b* of its skin, of what is above its forehead and of its lips, then six proportions.
    """
    import numpy as np

    from film.faces import mesh, texture
    from film.faces.donor import neutral_shape

    unrolled = texture.unroll(picture, mesh.with_ring(face.landmarks))
    lab = texture.to_lab(unrolled)
    skin = np.median(lab[texture.bare() > 0.5], axis=0)
    top = face.landmarks[mesh.FOREHEAD, :2] * 1.25 - face.landmarks[168, :2] * 0.25
    reach = max(2, int(0.12 * face.size))
    x, y = (int(np.clip(v, 0, n - 1)) for v, n in zip(top, picture.shape[1::-1], strict=True))
    patch = picture[max(0, y - reach) : y + reach // 2 + 1, max(0, x - reach) : x + reach + 1]
    hair = np.median(texture.to_lab(patch).reshape(-1, 3), axis=0)
    lips = np.median(lab[(texture.features() > 0.9) & (_lower(lab.shape[0]))], axis=0)
    shape = neutral_shape(face.landmarks)
    spans = ((234, 454), (10, 152), (168, 4), (98, 327), (61, 291), (33, 133))
    sizes = [float(np.linalg.norm(shape[a] - shape[b])) for a, b in spans]
    return tuple(round(float(v), 3) for v in (*skin, *hair, *lips, *sizes))


def alike(one: Look, other: Look) -> float:
    """Return how alike two looks are: 1 the same, 0 surely not; 0.5 when nothing is known."""
    if not one or not other:
        return 0.5
    from math import exp

    colours = sum(
        min(4.0, ((a - b) / spread) ** 2)
        for a, b, spread in zip(one[:_COLOURS], other[:_COLOURS], _SPREADS, strict=True)
    )
    sizes = sum(
        min(4.0, ((a / max(b, 1e-6) - 1) / 0.14) ** 2)
        for a, b in zip(one[_COLOURS:], other[_COLOURS:], strict=True)
    )
    return exp(-(colours / _COLOURS + sizes / max(1, len(one) - _COLOURS)) / 1.4)


def _lower(rows: int) -> "npt.NDArray[np.bool_]":
    import numpy as np

    return np.repeat((np.arange(rows) > 0.5 * rows)[:, None], rows, axis=1)


def _middle(looks: Sequence[Look]) -> Look:
    """Return the median of several looks, number by number."""
    return tuple(sorted(values)[len(values) // 2] for values in zip(*looks, strict=True))


def _relative(
    box: tuple[float, float, float, float], width: int, height: int
) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return x0 / width, y0 / height, x1 / width, y1 / height
