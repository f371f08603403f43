"""An audible notice: a sentence that is said over the beginning of a sound, which steps back."""

from math import gcd
from pathlib import Path

import numpy as np
from scipy import signal

from film.transform.sound import placed
from film.transform.stems import BLOCK, Mono, blocks, reading_stem, writing_stem

BEGIN = 0.4
"""Seconds before the sentence."""
FADE = 0.3
"""Seconds in which what is under it steps back, and comes again."""
UNDER = 10 ** (-16 / 20)
"""How loud that is meanwhile, by what it was."""
LEVEL = 10 ** (-21 / 20)
"""RMS of the sentence while it is said, of full scale: speech at some -20 LUFS."""


def say_notice(text: str, language: str, rate: int) -> Mono:
    """Return a sentence as espeak-ng says it: mono, at a sample rate.

    ``language`` is one that requests know. EngineMissing without espeak-ng.
    """
    from film.animatic.espeak import ESPEAK_RATE, Manner, say
    from film.animatic.speech import LANGUAGES

    said = say(text, Manner(LANGUAGES.get(language, "en-us"), rate=150))
    wave = said.sound.astype(np.float32) / 32_768
    common = gcd(ESPEAK_RATE, rate)
    wave = np.asarray(signal.resample_poly(wave, rate // common, ESPEAK_RATE // common), np.float32)
    heard = wave[np.abs(wave) > 0.01]
    level = float(np.sqrt(np.square(heard).mean())) if heard.size else LEVEL
    return np.clip(wave * np.float32(LEVEL / level), -0.9, 0.9)


def lay_notice(stem: Path, spoken: Mono, layout: str, out: Path) -> int:
    """Write a sound with a sentence over its beginning, and return how many samples it has.

    It keeps its length: what is longer than the sound is cut. Raises MediaFailed or StorageFull.
    """
    with (
        reading_stem(stem) as source,
        writing_stem(out, source.samplerate, source.channels) as made,
    ):
        first = round(BEGIN * source.samplerate)
        said = np.pad(spoken, (first, 0))
        under = _stepping_back(first, said.size, round(FADE * source.samplerate))
        at = 0
        for sound in blocks(source, BLOCK):
            count = len(sound)
            voice, share = _part(said, at, count, 0), _part(under, at, count, 1)
            mixed = sound * share[:, None] + placed(voice, layout, sound.shape[1])
            made.write(np.clip(mixed, -1, 1))
            at += count
        return at


def _part(wave: Mono, at: int, count: int, rest: float) -> Mono:
    """Return so many samples from one on; beyond the end, ``rest``."""
    part = wave[at : at + count]
    return np.pad(part, (0, count - part.size), constant_values=rest)


def _stepping_back(begin: int, end: int, fade: int) -> Mono:
    """Return by how much what is under the sentence is heard, up to where it is wholly back."""
    corners = (0, max(0, begin - fade), begin, end, end + fade)
    return np.interp(np.arange(end + fade), corners, (1, 1, UNDER, UNDER, 1)).astype(np.float32)
