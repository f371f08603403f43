"""Mouth shapes over time, from phonemes: a standard viseme set with co-articulation."""

from film.model import FilmModel


class Mouth(FilmModel):
    """A mouth shape, continuous so that shapes blend."""

    opening: float = 0.0
    """0 closed lips, 1 jaw wide open."""
    width: float = 0.5
    """0 pursed, 0.5 at rest, 1 spread."""
    rounding: float = 0.0
    """0 flat lips, 1 a rounded pout."""
    teeth: float = 0.0
    """How much the upper teeth show, 0 to 1 (f, v, s, ee)."""
    tongue: float = 0.0
    """How much the tongue shows, 0 to 1 (l, th)."""


REST = Mouth()
"""Lips together, at ease."""
