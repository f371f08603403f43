"""The interface of every engine that films shots."""

from abc import abstractmethod

from blocks.engine import Engine
from film.assets import AssetStore
from film.shots import Assignment, Take


class VideoEngine(Engine):
    """Films one shot: a picture-only take in the mezzanine format, exactly as long as asked."""

    @abstractmethod
    def shoot(self, assignment: Assignment, store: AssetStore) -> Take:
        """Film the shot and store the take and its still."""
