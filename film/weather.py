"""Weather in time: when lightning strikes, for those who draw it and those who sound it."""

import random
from fractions import Fraction

from film.story import Scene

THUNDER_DELAY = 0.9
"""Seconds from a flash to its thunder: the storm is some 300 m away."""


CLOCK_STEP = 8
"""Seconds of a scene's own clock between the starts of its shots, however long they really are."""


def clock_of(number: int, rate: Fraction) -> int:
    """Return the frame of a scene's own clock at which its shot ``number`` (from 0) starts.

    Weather goes on over a cut, and yet no shot is filmed again when one before it gets longer.
    """
    return round(number * CLOCK_STEP * rate)


def lightning(scene: Scene, seconds: float) -> tuple[float, ...]:
    """Return when lightning strikes in the first ``seconds`` of a scene, on its own clock.

    None but in a storm. A longer scene only adds to the strikes of a shorter one.
    """
    if scene.weather != "storm":
        return ()
    dice = random.Random(f"{scene.id}:{scene.slugline}:lightning")
    strikes = []
    at = dice.uniform(0.6, 2.2)
    while at < seconds:
        strikes.append(at)
        at += dice.uniform(2.8, 7.0)
    return tuple(strikes)
