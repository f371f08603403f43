"""The interface of every engine that makes music and sound."""

from abc import abstractmethod

from blocks.engine import Engine
from film.assets import AssetStore
from film.cost import FREE, Estimate
from film.sound import Bed, Cue, Music


class MusicEngine(Engine):
    """Scores cues and lays beds of room tone and effects, to exact lengths."""

    @abstractmethod
    def score(self, cue: Cue, store: AssetStore) -> Music:
        """Compose and play a cue."""

    @abstractmethod
    def lay_bed(self, bed: Bed, store: AssetStore) -> Music:
        """Make the room tone and the effects under a scene."""

    def estimate(self, work: Cue | Bed) -> Estimate:
        """Return what a cue or a bed would cost."""
        return FREE
