"""Following faces through a clip: detections now and then, flow and the mesh in between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from film.faces.cast import Look, alike, look_of
from film.faces.find import Face, Region, face_in, find_faces, overlap, region_of
from film.faces.nets import Floats, Pixels
from film.faces.raster import grey_of
from film.faces.steady import Steady, carry

_EVERY = 10
"""Frames between searches of the whole picture while all faces are in sight."""
_SOON = 3
"""Frames between searches while one is missed."""
_EMPTY = 6
"""Frames between searches while nobody is there."""
_HIDDEN = 10
"""Frames for which flow alone carries a face that the mesh does not see."""
_REMEMBERED = 75
"""Frames after which a face that went out of sight is a new one when it comes back."""
_SAME = 0.25
_BACK = 0.5
"""Likeness from which a face that turns up is one that was lost."""
_THUMBNAIL, _CUT = (32, 18), 26.0
"""Two frames whose thumbnails differ by more grey levels on average lie on two sides of a cut."""
_STIR = 6.0
"""From so many on, something may have come into the picture: it is searched."""
_LEAP = 0.3
"""How far from where flow carries it a face may be seen, in its sizes: another's is farther."""


@dataclass(frozen=True, eq=False)
class Tracked:
    """One face in one frame of a clip."""

    id: int
    """The same through the clip, also after the face was hidden for a short while."""
    face: Face
    """With steadied landmarks."""
    seen: bool
    """Whether this frame shows it; otherwise flow alone has carried it here."""
    run: int = 0
    """Frames for which it has been followed without a break: 0 where it comes into sight."""
    sudden: bool = False
    """Whether that break was a cut, or the clip's beginning."""


class _Track:
    """One face that is followed, or that was lost and may come back."""

    def __init__(self, number: int, face: Face, look: Look, rate: float) -> None:
        self.id = number
        self.steady = Steady(rate, face)
        self.look = look
        self.missed = 0
        self.lost = 0
        self.run = 0
        self.sudden = False

    @property
    def face(self) -> Face:
        return self.steady.face

    def shown(self, face: Face, *, seen: bool) -> "Tracked":
        return Tracked(self.id, face, seen, self.run, self.sudden)


class FaceTracker:
    """Finds and follows all faces of a clip, frame after frame."""

    def __init__(self, rate: float) -> None:
        """Take the clip's frames a second (its average when they vary)."""
        self.rate = rate
        self._tracks: list[_Track] = []
        self._away: list[_Track] = []
        self._grey: Pixels | None = None
        self._small: Floats | None = None
        self._count = 0
        self._next = 0
        self._searched = -_EVERY

    def follow(self, frame: Pixels) -> tuple[Tracked, ...]:
        """Return the faces of the clip's next frame (RGB)."""
        grey = grey_of(frame)
        small = cv2.resize(grey, _THUMBNAIL, interpolation=cv2.INTER_AREA).astype(np.float32)
        stir = np.inf if self._small is None else float(np.abs(small - self._small).mean())
        cut = stir > _CUT
        if cut:
            self._put_away(set())
        self._small = small
        shown = [self._advance(track, frame, grey) for track in self._tracks]
        tracked = [one for one in shown if one]
        if stir > _STIR or self._time_to_search(tracked):
            tracked += self._search(frame, tracked, cut=cut)
        self._put_away({one.id for one in tracked})
        self._grey = grey
        self._count += 1
        return tuple(tracked)

    def _time_to_search(self, tracked: list[Tracked]) -> bool:
        missed = len(tracked) < len(self._tracks) or not all(one.seen for one in tracked)
        waited = self._count - self._searched
        return waited >= (_SOON if missed or self._away else _EVERY if tracked else _EMPTY)

    def _advance(self, track: _Track, frame: Pixels, grey: Pixels) -> Tracked | None:
        """Follow one face into this frame; None when it went out of sight."""
        track.run += 1
        carried = carry(self._grey, grey, track.face) if self._grey is not None else None
        start = carried[0] if carried else track.face.landmarks
        region = region_of(start)
        seen = face_in(frame, region)
        if seen is not None and _close(seen, region):
            track.missed = 0
            return track.shown(track.steady.take(seen, carried and carried[0]), seen=True)
        track.missed += 1
        if carried is None or track.missed > _HIDDEN or not _within(start, frame):
            return None
        return track.shown(track.steady.hold(carried[0]), seen=False)

    def _search(self, frame: Pixels, tracked: list[Tracked], *, cut: bool) -> list[Tracked]:
        """Return faces that are new in this frame, or back."""
        self._searched = self._count
        found = list[Tracked]()
        for face in find_faces(frame):
            if any(overlap(face.box, one.face.box) > _SAME for one in [*tracked, *found]):
                continue
            look = look_of(frame, face)
            track = self._back(face, look, cut=cut)
            if track is None:
                track = _Track(self._next, face, look, self.rate)
                self._next += 1
            track.run, track.sudden = 0, cut
            self._tracks.append(track)
            found.append(track.shown(face, seen=True))
        return found

    def _back(self, face: Face, look: Look, *, cut: bool) -> _Track | None:
        """Return the lost track that a face continues, if any: by its look, and by its place."""
        likely = [
            (alike(track.look, look) + 0.3 * (not cut and _near(track.face, face)), track)
            for track in self._away
        ]
        worth, track = max(likely, key=lambda one: one[0], default=(0.0, None))
        if track is None or worth < _BACK:
            return None
        self._away.remove(track)
        track.steady = Steady(self.rate, face)
        track.missed = 0
        return track

    def _put_away(self, here: set[int]) -> None:
        """Remember those that went out of sight, for a while."""
        for track in self._away:
            track.lost += 1
        gone = [track for track in self._tracks if track.id not in here]
        for track in gone:
            track.lost = 0
        self._tracks = [track for track in self._tracks if track.id in here]
        self._away = [track for track in [*self._away, *gone] if track.lost < _REMEMBERED]


def track_faces(frames: Iterable[Pixels], rate: float) -> Iterator[tuple[Tracked, ...]]:
    """Yield the faces of each frame (RGB) of a clip of so many frames a second."""
    tracker = FaceTracker(rate)
    for frame in frames:
        yield tracker.follow(frame)


def _close(seen: Face, region: Region) -> bool:
    """Say whether a face lies where and as large as one was expected."""
    x0, y0, x1, y1 = seen.box
    away = np.hypot((x0 + x1) / 2 - region.centre[0], (y0 + y1) / 2 - region.centre[1])
    grown = seen.size * 1.5 / region.side
    return bool(away < _LEAP * seen.size and 0.6 < grown < 1.6)


def _near(one: Face, other: Face) -> bool:
    return overlap(one.box, other.box) > _SAME


def _within(landmarks: Floats, frame: Pixels) -> bool:
    """Say whether the middle of a face is in the picture."""
    x, y = landmarks[:, :2].mean(0)
    return bool(0 <= x < frame.shape[1] and 0 <= y < frame.shape[0])
