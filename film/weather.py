"""Weather in time: when lightning strikes, for those who draw it and those who sound it."""

import random
from fractions import Fraction

THUNDER_DELAY = Fraction(9, 10)
"""Seconds from a flash to its thunder: the storm is some 300 m away."""


def lightning(scene: str, seconds: int) -> tuple[Fraction, ...]:
    """Return when lightning strikes in the first ``seconds`` of a scene, on the scene's own clock.

    The same scene id gives the same strikes, and a longer scene only adds to them: the first after
    two to four seconds, and then every five to eleven.
    """
    dice = random.Random(f"lightning:{scene}")
    strikes = []
    at = Fraction(dice.randint(2000, 4000), 1000)
    while at < seconds:
        strikes.append(at)
        at += Fraction(dice.randint(5000, 11000), 1000)
    return tuple(strikes)
