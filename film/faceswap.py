"""Swapping a face through a clip's frames: who is replaced, by whom, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from film.assets import Asset
from film.faces.cast import FaceChoice
from film.model import FilmModel

if TYPE_CHECKING:
    from film.faces.donor import DonorFace
    from film.faces.nets import Floats, Pixels
    from film.faces.track import Tracked


class Swapped(FilmModel):
    """A clip with one face replaced."""

    clip: Asset
    frames: int
    replaced: int
    """Frames that differ from the original's: those that show the chosen face."""
    jitter: float
    """How much the replaced face's landmarks tremble: pixels rms."""


@dataclass
class Tally:
    """What a swap did, while and after it runs."""

    frames: int = 0
    replaced: int = 0
    _squares: float = 0.0
    _counted: int = 0
    _before: "list[Floats]" = field(default_factory=list)

    @property
    def jitter(self) -> float:
        """Pixels rms by second differences in time, as film.faces.steady.jitter has them."""
        return sqrt(self._squares / self._counted / 6) if self._counted else 0.0

    def count(self, tracked: "Tracked | None", *, changed: bool) -> None:
        """Take in one frame."""
        self.frames += 1
        self.replaced += changed
        if tracked is None or tracked.run == 0 or not tracked.seen:
            self._before.clear()
        if tracked is None or not tracked.seen:
            return
        self._before.append(tracked.face.landmarks)
        if len(self._before) == 3:
            first, middle, last = self._before
            second = (first - 2 * middle + last)[:, :2]
            self._squares += float((second**2).sum(1).mean())
            self._counted += 1
            del self._before[0]


@dataclass(frozen=True)
class Casting:
    """Who is replaced by whom in a stretch of a clip."""

    donor: "DonorFace"
    choice: FaceChoice
    rate: float
    """Frames a second; their average where they vary."""
    first: int = 0
    """Number of the stretch's first frame in the clip."""
    lead: int = 0
    """How many of its frames are only looked at, so that light and shape are known at the cut."""


def swap_clip(frames: "Iterable[Pixels]", casting: Casting, tally: Tally) -> "Iterator[Pixels]":
    """Yield a clip's frames (RGB, height × width × 3) with the chosen face replaced.

    Those without it come back as they are, bit for bit. Nothing is kept of frames that are done,
    so memory does not grow with the clip. EngineMissing when the face models are not there.
    """
    from film.faces.cast import Caster
    from film.faces.swap import FaceSwapper
    from film.faces.track import FaceTracker

    tracker, caster = FaceTracker(casting.rate), Caster(casting.choice)
    swapper = FaceSwapper(casting.donor)
    last: int | None = None
    for number, frame in enumerate(frames):
        chosen = caster.pick(frame, tracker.follow(frame), casting.first + number)
        if chosen is not None and chosen.id != last:
            swapper = FaceSwapper(casting.donor) if last is not None else swapper
            last = chosen.id
        fresh = swapper.swap(frame, chosen)
        if number >= casting.lead:
            tally.count(chosen, changed=fresh is not frame)
            yield fresh
