"""The vector artist: a character drawn from its description, in any pose, light and style."""

from film.animatic.figure.figure import Figure

__all__ = ["Figure"]
