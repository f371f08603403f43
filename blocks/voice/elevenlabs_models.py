"""What ElevenLabs' speech models take, and what a delivery asks of them."""

from fractions import Fraction
from typing import NamedTuple

from film.story import Delivery


class SpeechModel(NamedTuple):
    """One model's manners."""

    most: int
    """Characters of one call."""
    credits: Fraction = Fraction(1)
    """Credits that a character takes: the vendor counts in them, prices are by character."""
    stitches: bool = True
    """Whether it takes what was said before and after."""
    languages: bool = False
    """Whether it takes a language code; otherwise it hears the language in the text."""
    tags: bool = False
    """Whether it plays what stands in square brackets, instead of reading it."""
    steps: bool = False
    """Whether stability is 0, 0.5 or 1 and nothing between."""


MODELS = {
    "eleven_v3": SpeechModel(5_000, stitches=False, languages=True, tags=True, steps=True),
    "eleven_multilingual_v2": SpeechModel(10_000),
    "eleven_flash_v2_5": SpeechModel(40_000, credits=Fraction(1, 2), languages=True),
}


class Manner(NamedTuple):
    """What a delivery does to a voice."""

    stability: float = 0.0
    """Added: a lower one moves more."""
    style: float = 0.0
    """Added."""
    speed: float = 1.0
    """Factor."""
    gain: float = 0.0
    """Decibels, once it is recorded: a whisper is not as loud as a shout."""
    tag: str = ""
    """For models that play tags."""


DELIVERIES: dict[Delivery, Manner] = {
    "normal": Manner(),
    "whisper": Manner(0.15, 0.0, 0.94, -6.5, "whispers"),
    "soft": Manner(0.1, 0.0, 0.95, -3.5, "softly"),
    "shout": Manner(-0.25, 0.35, 1.0, 4.0, "shouts"),
    "excited": Manner(-0.2, 0.3, 1.07, 1.5, "excited"),
    "sad": Manner(0.05, 0.2, 0.88, -3.0, "sad"),
    "angry": Manner(-0.2, 0.35, 1.03, 2.5, "angry"),
    "afraid": Manner(-0.25, 0.25, 1.06, -1.5, "frightened"),
    "slow": Manner(0.05, 0.0, 0.8, 0.0, "slowly"),
    "fast": Manner(-0.05, 0.0, 1.18, 0.0, "rushed"),
}
SLOWEST, FASTEST = 0.7, 1.2
"""What the vendor takes as a speed."""
