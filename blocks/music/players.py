"""The families of diffusers' music models: what each is asked, and what it can make."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from blocks.music.wording import Words

FamilyName = Literal["ace-step", "stable-audio"]
Watch = Callable[[int, int], None]


class Player(ABC):
    """One architecture: its limits, its usual settings, its calls."""

    pipeline: ClassVar[str]
    """Name of the diffusers class."""
    weights: ClassVar[str]
    """The weights to use unless others are named."""
    revision: ClassVar[str]
    """The commit of those weights."""
    licence: ClassVar[str]
    """The terms of those weights."""
    longest: ClassVar[int]
    """Seconds that it plays well as one."""
    shortest: ClassVar[int]
    """Seconds below which it says nothing."""
    steps: ClassVar[int]
    guidance: ClassVar[float]

    def longest_of(self, pipeline: Any) -> float:
        """Return the seconds that these very weights can play as one."""
        return float(self.longest)

    @abstractmethod
    def arguments(self, words: Words, seconds: float) -> dict[str, Any]:
        """Return the call's arguments for music."""

    @abstractmethod
    def watching(self, watch: Watch, steps: int) -> dict[str, Any]:
        """Return the arguments that have ``watch`` called after each step."""


class SoundPlayer(Player):
    """An architecture that makes ambience and effects too."""

    @abstractmethod
    def sound_arguments(self, text: str, seconds: float) -> dict[str, Any]:
        """Return the call's arguments for a sound that some words name."""


class AceStep(Player):
    """ACE-Step 1.5: music up to minutes in one go, told its tempo, metre and key."""

    pipeline = "AceStepPipeline"
    weights = "ACE-Step/acestep-v15-xl-turbo-diffusers"
    revision = "200ba991ae448051e14b0183157e35c2d27c9fb0"
    licence = "MIT (ACE-Step 1.5; 1.0 is Apache-2.0): what it plays may be sold"
    longest = 240
    shortest = 10
    steps = 8
    guidance = 7.0

    def arguments(self, words: Words, seconds: float) -> dict[str, Any]:
        """Return the words, no lyrics, and the numbers; the pipeline wants whole seconds.

        It counts its latents twice, and of a fraction of a second may count one more.
        """
        return {
            "prompt": words.prompt,
            "lyrics": "[Instrumental]",
            "audio_duration": float(math.ceil(seconds)),
            "bpm": words.tempo,
            "timesignature": str(words.metre),
            "keyscale": words.key.replace(" flat", "b"),
        }

    def watching(self, watch: Watch, steps: int) -> dict[str, Any]:
        """Return a callback that changes nothing."""

        def done(pipeline: Any, step: int, time: Any, kept: dict[str, Any]) -> dict[str, Any]:
            watch(step + 1, steps)
            return kept

        return {"callback_on_step_end": done}


class StableAudio(SoundPlayer):
    """Stable Audio Open: music in short parts, and sounds of every kind."""

    pipeline = "StableAudioPipeline"
    weights = "stabilityai/stable-audio-open-1.0"
    revision = "f21265c1e2710b3bd2386596943f0007f55f802e"
    licence = (
        "Stability AI Community licence: what it plays may be sold, below 1 million US dollars of "
        "yearly revenue"
    )
    longest = 47
    shortest = 10
    steps = 100
    guidance = 7.0

    def longest_of(self, pipeline: Any) -> float:
        """Return what its latents hold."""
        samples = pipeline.transformer.config.sample_size * pipeline.vae.hop_length
        return float(samples / pipeline.vae.config.sampling_rate)

    def arguments(self, words: Words, seconds: float) -> dict[str, Any]:
        """Return the words, what they should not bring, and the length."""
        return {
            "prompt": words.prompt,
            "negative_prompt": f"{words.negative}, low quality",
            "audio_end_in_s": seconds,
        }

    def sound_arguments(self, text: str, seconds: float) -> dict[str, Any]:
        """Return the words, what they should not bring, and the length."""
        unwanted = "music, melody, speech, low quality"
        return {"prompt": text, "negative_prompt": unwanted, "audio_end_in_s": seconds}

    def watching(self, watch: Watch, steps: int) -> dict[str, Any]:
        """Return a callback in the form that this pipeline has."""
        return {"callback": lambda step, time, latents: watch(step + 1, steps)}


PLAYERS: Mapping[FamilyName, Player] = {"ace-step": AceStep(), "stable-audio": StableAudio()}
