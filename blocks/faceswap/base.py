"""The interface of every engine that puts a persona's face into a clip."""

from abc import abstractmethod
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import Field

from blocks.engine import Engine
from blocks.faceswap.takes import choose_lead, take_with
from film.assets import Asset, AssetStore
from film.cost import FREE, Estimate
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.ledger import Order
from film.model import FilmModel
from film.persona import MOST_PICTURES, Persona
from film.shots import Assignment, Take

ELSEWHERE = 1 << 40
"""Frame number of a choice that was made in another segment: no clip has so many."""


class Donor(FilmModel):
    """Whose face is put in."""

    pictures: tuple[Asset, ...] = Field(min_length=1, max_length=MOST_PICTURES)
    """PNG or JPEG, one face in each, the best first."""

    @classmethod
    def of(cls, persona: Persona) -> Self:
        """Return a persona's face."""
        return cls(pictures=persona.pictures)


def in_segment(choice: FaceChoice, first: int, frames: int) -> FaceChoice:
    """Return a choice made in a whole clip as it stands for a segment of it.

    ``first`` is the segment's first frame in the clip. In a segment without the frame of the choice
    the face is known by its look alone; so the same choice is the same wherever that is.
    """
    here = choice.frame - first
    frame = here if 0 <= here < frames else ELSEWHERE
    return choice.model_copy(update={"frame": frame})


class FaceSwapEngine(Engine):
    """Replaces one face in a clip, and leaves everything else as it is."""

    plays_drawn: ClassVar[bool] = False
    """Whether it puts a head on figures that our own camera drew without one."""

    @abstractmethod
    def swap(self, clip: Asset, donor: Donor, choice: FaceChoice, store: AssetStore) -> Swapped:
        """Return the clip with the donor's face in place of the chosen one.

        ``clip`` is an MP4 as film.transform cuts them, or a take; or a picture (PNG or JPEG), which
        counts as one frame. What comes has its size, times, colours and turn; frames without the
        face are its own, and a clip in which the face is never seen is the very same asset.
        BadRequest when the donor's pictures show no face.
        """

    def play(self, take: Take, donor: Donor, assignment: Assignment, store: AssetStore) -> Take:
        """Return a take that the donor plays the lead in: the face that fills most of it.

        As long, and cuttable at the same frames; the very same take where no face is seen.
        """
        choice = choose_lead(take, store)
        if choice is None:
            return take
        return take_with(take, self.swap(take.asset, donor, choice, store), assignment, store)

    def estimate(self, work: Fraction) -> Estimate:
        """Return what swapping a face in so many seconds of a clip would cost; 0 is a picture."""
        return FREE


class FaceSwapVendor(FaceSwapEngine):
    """A face swap engine whose clips are ordered first, and collected when they are done.

    Submitting again what is under way returns the order that stands.
    """

    @abstractmethod
    def submit(self, clip: Asset, donor: Donor, store: AssetStore) -> Order:
        """Send a clip or a picture, and the donor's first picture."""

    @abstractmethod
    def collect(self, order: Order, clip: Asset, choice: FaceChoice, store: AssetStore) -> Swapped:
        """Wait for what was ordered, and put the chosen face of it into the clip."""

    @abstractmethod
    def cancel(self, order: Order) -> None:
        """Tell the vendor to stop an order's job; whoever has none any more is left alone."""

    def swap(self, clip: Asset, donor: Donor, choice: FaceChoice, store: AssetStore) -> Swapped:
        """Order a clip with another face and wait for it."""
        return self.collect(self.submit(clip, donor, store), clip, choice, store)


def is_picture(clip: Asset) -> bool:
    """Say whether what is to be changed is a single picture."""
    return clip.media_type.startswith("image/")
