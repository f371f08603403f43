"""Exact time: frames, samples and rational seconds, and the roundings between them."""

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

SAMPLE_RATE = 48_000
"""Samples per second of every sound in a film."""


def _to_fraction(value: Any) -> Fraction:
    if isinstance(value, float):
        raise ValueError("time is exact: give a whole number or a fraction such as '30000/1001'")  # noqa: TRY004
    return Fraction(value)


Rational = Annotated[
    Fraction,
    BeforeValidator(_to_fraction),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["24", "30000/1001", "7/2"]}),
]
"""A fraction that travels as text, ``"30000/1001"``."""


def frames_in(seconds: Fraction, rate: Fraction) -> int:
    """Whole frames nearest to a length in seconds."""
    return round(seconds * rate)


def frame_to_sample(frame: int, rate: Fraction) -> int:
    """First sample (48 kHz) that sounds while ``frame`` is on the screen."""
    return round(Fraction(frame) * SAMPLE_RATE / rate)


def sample_to_frame(sample: int, rate: Fraction) -> int:
    """Frame on the screen when ``sample`` sounds."""
    return int(Fraction(sample) * rate / SAMPLE_RATE)


def frames_to_hold(samples: int, rate: Fraction) -> int:
    """Fewest frames that last at least as long as ``samples``."""
    return -int(-Fraction(samples) * rate // SAMPLE_RATE)
