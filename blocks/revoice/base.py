"""The interface of every engine that says speech again in another voice."""

from abc import abstractmethod
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from blocks.engine import Engine
from blocks.revoice import timing
from film.assets import Asset, AssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.cost import FREE, Estimate
from film.errors import EngineFailed, MediaFailed
from film.model import FilmModel
from film.persona import Persona
from film.story import Sex

if TYPE_CHECKING:
    from blocks.revoice.timing import Sound

TOLERANCE = timing.TOLERANCE
"""Seconds by which no stretch of converted speech is earlier or later than it was."""


class VoiceTarget(FilmModel):
    """The voice that speech is to be heard in."""

    voice_id: str = ""
    """As a vendor knows it; empty where no vendor does."""
    samples: tuple[Asset, ...] = ()
    """Somebody who speaks in it: FLAC or WAV."""
    sex: Sex = "neutral"
    age: int = 40
    """Years: both say how it may sound where there are no samples."""

    @classmethod
    def of(cls, persona: Persona, voice_id: str = "") -> Self:
        """Return a persona's voice; ``voice_id`` is its clone's, where there is one."""
        return cls(
            voice_id=voice_id or persona.voice_id,
            samples=persona.samples,
            sex=persona.attributes.sex,
            age=persona.attributes.age,
        )


class RevoiceEngine(Engine):
    """Says speech again in another voice, every word at its time."""

    def convert(self, speech: Asset, voice: VoiceTarget, store: AssetStore) -> Asset:
        """Return the speech in another voice: FLAC, mono, its sample rate, as many samples.

        ``speech`` is FLAC or WAV of any channels, which are heard as one. No stretch of two seconds
        is more than TOLERANCE off its time, measured on what is heard; EngineFailed otherwise.
        Speech in which nobody speaks stays as it is, made mono.
        """
        before, rate = _read(store.path(speech))
        after = before
        if timing.speaks(before):
            said = self.say(before, voice, store)
            try:
                after = timing.aligned(before, said)
            except MediaFailed as cause:
                raise EngineFailed(f"{self.label} did not keep the timing: {cause}") from cause
        return _keep(after, rate, speech.info.samples, store)

    @abstractmethod
    def say(self, speech: "Sound", voice: VoiceTarget, store: AssetStore) -> "Sound":
        """Return speech (mono, 48 kHz, somebody speaks in it) in another voice, at its times."""

    def estimate(self, work: Fraction) -> Estimate:
        """Return what converting so many seconds of speech would cost."""
        return FREE


def _read(path: Path) -> tuple["Sound", int]:
    """Return a sound as mono samples at 48 kHz, and the sample rate that it has."""
    import soundfile

    try:
        wave, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as cause:
        raise MediaFailed(f"The speech cannot be read: {cause}") from cause
    return _resampled(wave.mean(axis=1), rate, SAMPLE_RATE), rate


def _keep(sound: "Sound", rate: int, samples: int, store: AssetStore) -> Asset:
    """Store mono samples at 48 kHz at another rate, exactly so many of them, without loss."""
    import soundfile

    wave = _resampled(sound, SAMPLE_RATE, rate)
    count = samples or round(Fraction(sound.size) * rate / SAMPLE_RATE)
    wave = np.pad(wave[:count], (0, max(0, count - wave.size)))
    with store.scratch() as folder:
        path = folder / "speech.flac"
        soundfile.write(path, wave, rate, subtype="PCM_24")
        return store.put(path, MediaInfo(samples=count, sample_rate=rate, channels=1))


def _resampled(wave: "Sound", rate: int, wanted: int) -> "Sound":
    from scipy import signal

    if rate == wanted:
        return np.asarray(wave, np.float32)
    common = int(np.gcd(rate, wanted))
    return np.asarray(signal.resample_poly(wave, wanted // common, rate // common), np.float32)
