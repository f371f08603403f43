"""The interface of every engine that writes the story."""

from abc import abstractmethod

from blocks.engine import Engine
from film.cost import FREE, Estimate
from film.request import MovieRequest
from film.story import Story


class StoryEngine(Engine):
    """Turns a request into a story: a prompt is told, a screenplay is broken down."""

    @abstractmethod
    def write(self, request: MovieRequest) -> Story:
        """Write the story; BadRequest or BadScreenplay when this request has none."""

    def estimate(self, work: MovieRequest) -> Estimate:
        """Return what writing a request's story would cost."""
        return FREE
