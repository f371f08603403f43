"""The interface of every engine that speaks."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Self

from blocks.engine import Engine
from film.assets import AssetStore
from film.cost import FREE, Estimate
from film.errors import BadRequest
from film.model import FilmModel
from film.speech import ALONE, Neighbours, Recording
from film.story import Line, Story


class VoiceEngine(Engine):
    """Casts a voice for every speaker, and records their lines."""

    stitches: ClassVar[bool] = False
    """Whether a line goes on from the recording of its speaker's line before."""

    @abstractmethod
    def cast(self, story: Story, seed: int) -> Mapping[str, FilmModel]:
        """Choose a voice for every character's id and for the narrator: distinct and fitting."""

    @abstractmethod
    def speak(
        self,
        line: Line,
        voice: FilmModel,
        language: str,
        store: AssetStore,
        neighbours: Neighbours = ALONE,
    ) -> Recording:
        """Record a line in a voice that ``cast`` chose, with word and phoneme times."""

    def speaking_as(self, speaker: str, voice: str) -> Self:
        """Return the engine with one of its vendor's voices, by id, for a character's id.

        BadRequest when it knows no voices but its own.
        """
        raise BadRequest(f"{self.label} knows no voice '{voice}': choose another voice engine")

    def estimate(self, work: Line) -> Estimate:
        """Return what recording a line would cost."""
        return FREE
