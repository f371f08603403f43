"""Speech and music for tests: synthesised here, and measured the way separation is measured."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from film.animatic import microphone
from film.animatic.espeak import Manner, say
from film.animatic.music.cue import score_cue
from film.animatic.voices import Booth
from film.assets import LocalAssetStore
from film.sound import Cue

RATE = 48_000
TEXT = (
    "The lamp was lit again, and far out on the water somebody answered. "
    "Nobody had expected that, least of all the keeper, who put down her cup and listened. "
    "Are you there? Yes, she said, I am here, and I have been here all along."
)
Sound = npt.NDArray[np.float32]


def speech(low: int = 95, high: int = 150, tract: float = 1.0, text: str = TEXT) -> Sound:
    """Return somebody who reads a text: samples at 48 kHz."""
    said = say(text, Manner(language="en-us", low=low, high=high))
    samples = said.sound.astype(np.float32) / 32_768
    return microphone.record(samples, tract, Booth(), 0.0, 1)


def music(samples: int, folder: Path, mood: str = "tense") -> Sound:
    """Return a piece of score: samples × 2."""
    store = LocalAssetStore(folder / "music")
    cue = Cue(id="m1", genre="drama", mood=mood, intensity=0.6, samples=samples, seed=3)  # type: ignore[arg-type]
    return np.asarray(soundfile.read(store.path(score_cue(cue, store).asset), dtype="float32")[0])


def levelled(background: Sound, voice: Sound, decibels: float) -> Sound:
    """Return a background so many decibels below a voice."""
    factor = np.sqrt(np.mean(voice**2) / np.mean(background**2)) * 10 ** (-decibels / 20)
    return np.asarray(background * factor, np.float32)


def ratios(found: Sound, voice: Sound, background: Sound) -> tuple[float, float]:
    """Return signal to distortion and signal to interference (dB) of a voice that was found.

    What was found is projected onto the voice, and the rest onto the background (E. Vincent et al.,
    IEEE TASLP 14, 2006, without the allowance for filters).
    """
    target = found @ voice / (voice @ voice) * voice
    rest = found - target
    interference = rest @ background / (background @ background) * background
    power = target @ target
    return (
        float(10 * np.log10(power / (rest @ rest))),
        float(10 * np.log10(power / max(1e-12, interference @ interference))),
    )
