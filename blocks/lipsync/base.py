"""The interface of every lip-sync engine."""

from abc import abstractmethod
from collections.abc import Sequence

from blocks.engine import Engine
from film.assets import AssetStore
from film.screen import Screen
from film.shots import Take, Utterance


class LipsyncEngine(Engine):
    """Makes the mouths in a take follow what is said over it."""

    @abstractmethod
    def sync(
        self,
        take: Take,
        utterances: Sequence[Utterance],
        screen: Screen,
        keyframes: tuple[int, ...],
        store: AssetStore,
    ) -> Take:
        """Return a take that speaks: as long, and cuttable at the same frames."""
