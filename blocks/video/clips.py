"""Shots made of a vendor's clips: planned in the lengths it sells, ordered, checked, conformed."""

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from blocks.vendors import jobs
from blocks.vendors.jobs import Check, Content, JobDesk, Patience
from blocks.video.base import VideoVendor
from film.assets import Asset, AssetStore
from film.cost import FREE, Estimate
from film.errors import EngineFailed
from film.ledger import Order
from film.shots import Assignment, Take

if TYPE_CHECKING:
    from film.media.goods import Clip

COARSEST = Fraction(1, 16)
"""Seconds that a clip's last picture lasts at most: they don't count when clips are planned."""
MORE = 2
"""Clips that are ordered beyond the plan at most, where those that came are too short."""
SHAPES = ("blocks.video.clips", "blocks.video.prompts", "film.media.takes")
"""Modules of ours that shape every take: for the fingerprints of the engines."""


@dataclass(frozen=True)
class Start:
    """The picture that a clip begins with."""

    picture: Asset
    after: str = ""
    """SHA-256 of the clip whose last picture it is; empty for a shot's keyframe."""

    @property
    def digest(self) -> str:
        """What stands for the picture in an order's content.

        Of a clip that goes on it is the clip before: its last picture may differ by a hair between
        two machines, and must still be the same order on both.
        """
        return f"after {self.after}" if self.after else self.picture.sha256


class ClipVendor(VideoVendor):
    """Films a shot as one clip, or as several that each go on from the last picture before.

    A shot that is a little longer than its clips is filled by slowing them, within ``stretch``; the
    last one is cut where it is too long. Every clip is an order of its own in the ledger: whoever
    comes again after a crash finds those that are there and goes on from them.
    """

    stretch: int = Field(
        20,
        ge=0,
        le=50,
        description="Percent by which clips may be slowed to fill a shot before another one is "
        "ordered.",
    )
    patience: Patience = Field(
        default_factory=Patience, description="How long and how often a job is asked after."
    )

    @abstractmethod
    def clip_desk(self, start: Start | None, store: AssetStore) -> JobDesk:
        """Return the vendor's desk for one clip; EngineMissing without a key.

        It can send ``start.picture``; without a start it only asks after jobs and fetches.
        """

    @abstractmethod
    def sold_as(self) -> str:
        """Return the model's name, as prices and the ledger have it."""

    @abstractmethod
    def lengths(self) -> tuple[Fraction, ...]:
        """Return the lengths in seconds that a clip may have, the shortest first."""

    @abstractmethod
    def content(self, assignment: Assignment, start: Start, seconds: Fraction) -> Content:
        """Return all that a clip is made of, as JSON; ``start.digest`` stands for its picture.

        With ``assignment.seed``, also where the vendor takes none: another seed is another take.
        """

    @abstractmethod
    def clip_estimate(self, assignment: Assignment, seconds: Fraction) -> Estimate:
        """Return what a clip of that length costs."""

    def plan(self, assignment: Assignment) -> tuple[Fraction, ...]:
        """Return the lengths in seconds of the clips that fill a shot: as few as will do."""
        lengths = sorted(self.lengths())
        rest = (assignment.frames - 1) / assignment.screen.rate
        clips = []
        while rest > self._fills(lengths[-1]):
            clips.append(lengths[-1])
            rest -= self._fills(lengths[-1])
        return (*clips, next(one for one in lengths if rest <= self._fills(one)))

    def estimate(self, work: Assignment) -> Estimate:
        """Return what all planned clips cost together."""
        return sum((self.clip_estimate(work, one) for one in self.plan(work)), FREE)

    def submit(self, assignment: Assignment, store: AssetStore) -> Order:
        """Order the shot's first clip, which begins with its keyframe."""
        if assignment.keyframe is None:
            raise EngineFailed(
                f"The {self.label} starts from a picture: choose an image engine for keyframes"
            )
        start = Start(assignment.keyframe)
        return self._order(assignment, start, self.plan(assignment)[0], store)

    def collect(self, order: Order, assignment: Assignment, store: AssetStore) -> Take:
        """Wait for the clips, order those that go on, and make the take of them.

        Clips that came shorter than ordered, and too short for the shot, get up to MORE others.
        """
        from film.media.conform import conform_clips
        from film.media.goods import check_clip
        from film.media.takes import cut_of, put_last_picture, store_take

        cut, planned = cut_of(assignment), self.plan(assignment)
        goods: list[Asset] = []
        clips: list[Clip] = []
        for seconds in (*planned, *[min(self.lengths())] * MORE):
            if len(clips) >= len(planned) and cut.filled_by(clips):
                break
            if clips:
                start = Start(put_last_picture(clips[-1], store), goods[-1].sha256)
                order = self._order(assignment, start, seconds, store)
            goods.append(self._fetch(order, seconds, store))
            clips.append(check_clip(store.path(goods[-1])))
        with store.scratch() as folder:
            path = folder / "take.mp4"
            return store_take(assignment, path, conform_clips(clips, cut, path), store)

    def _fills(self, seconds: Fraction) -> Fraction:
        """Return the most of a shot that a clip of some length fills."""
        return (seconds - COARSEST) * (100 + self.stretch) / 100

    def _order(
        self, assignment: Assignment, start: Start, seconds: Fraction, store: AssetStore
    ) -> Order:
        content = self.content(assignment, start, seconds)
        estimate = self.clip_estimate(assignment, seconds)
        return jobs.submit(self.clip_desk(start, store), self.sold_as(), content, estimate)

    def _fetch(self, order: Order, seconds: Fraction, store: AssetStore) -> Asset:
        """Return an order's clip once it is there, whole and as long as it should be."""
        settled = jobs.collect(self.clip_desk(None, store), order, clip_of(seconds))
        if settled.goods is None:
            raise EngineFailed(f"{self.label} has no clip for {order.subject}: run it again")
        return settled.goods


def clip_of(seconds: Fraction) -> Check:
    """Return the check for a clip of some length: it is one, to its end, and shows something."""

    def check(path: Path) -> str:
        from film.media.goods import check_clip

        return check_clip(path, seconds).container.suffix

    return check
