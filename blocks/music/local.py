"""What composers with models of their own have in common: parts joined, fitted and stored."""

import io
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from blocks.local.engine import LocalEngine
from blocks.local.floor import on_the_floor
from blocks.music import fitting
from blocks.music.base import MusicEngine
from blocks.music.wording import Words, seed_of, words_for
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.errors import EngineFailed, MediaFailed
from film.sound import Cue, Music

if TYPE_CHECKING:
    from film.animatic.sound.waves import Wave

SHAPED_BY = (
    "blocks.music.local",
    "blocks.music.wording",
    "blocks.music.fitting",
    "blocks.music.plans",
    "blocks.music.sounds",
    "film.animatic.sound.*",
)
LOUDNESS = -20.0
"""LUFS of a cue of middling intensity."""
CEILING = -3.2
"""dBFS."""
OVERLAP = 6 * SAMPLE_RATE
"""Samples in which one part of a long cue gives way to the next, where a part has room for it."""
LAST_BREATH = 4 * SAMPLE_RATE
"""Samples in which music that did not end by itself is brought to its end."""
_QUIET = 0.1
"""Of a cue's level: below it, it has ended by itself."""


@dataclass(frozen=True)
class Part:
    """A stretch of a cue that is played as one: nearly always the whole of it."""

    number: int
    of: int
    samples: int
    overlap: int
    """Samples at its beginning in which the part before is still heard."""


@dataclass(frozen=True)
class Played:
    """What a model played."""

    sound: Any
    """Float array, channels × samples."""
    rate: int


class LocalMusic(LocalEngine, MusicEngine):
    """Scores cues with a model on this machine."""

    longest_part: int | None = Field(
        None,
        ge=1,
        le=600,
        description="Seconds of the longest part that is played as one; longer cues go on in "
        "overlapping parts. Empty for as long as the model does well.",
    )

    @property
    @abstractmethod
    def most_seconds(self) -> int:
        """Seconds that the model plays well as one."""

    @abstractmethod
    def play(
        self, words: Words, samples: int, seed: int, before: "Wave | None", doing: str
    ) -> Played:
        """Play music of about ``samples`` at 48 kHz.

        ``before`` is what is heard at its beginning already, for models that can go on from it.
        """

    @on_the_floor
    def score(self, cue: Cue, store: AssetStore) -> Music:
        """Play the cue, bring it to its exact length and to its loudness, and end it on purpose."""
        from film.animatic.sound.finish import limit, store_sound, to_loudness

        mix: Wave | None = None
        longest = (self.longest_part or self.most_seconds) * SAMPLE_RATE
        for part in parts_of(cue.samples, longest):
            doing = f"Cue {cue.id}"
            if part.of > 1:
                doing += f", part {part.number + 1} of {part.of}"
            words = words_for(cue, part.number, part.of, part.samples)
            seed = seed_of(cue.seed, cue.part, part.number)
            before = None if mix is None else mix[:, mix.shape[1] - part.overlap :]
            wave = heard(self.play(words, part.samples, seed, before, doing), self.label)
            wave = to_loudness(wave, LOUDNESS + 2 * (cue.intensity - 0.5))
            ends = cue.closes and part.number == part.of - 1
            wave = fitting.fitted(wave, part.samples, ends=ends)
            mix = wave if mix is None else fitting.crossed(mix, wave, part.overlap)
        assert mix is not None, "a cue has a part"  # noqa: S101
        if cue.closes:
            mix = brought_to_an_end(mix)
        return store_sound(cue.id, limit(mix, CEILING), store)


def parts_of(samples: int, longest: int) -> Iterator[Part]:
    """Yield the overlapping parts of a cue, all as long but for rounding."""
    overlap = min(OVERLAP, longest // 6)
    count = max(1, -(-(samples - overlap) // (longest - overlap)))
    for number in range(count):
        start = (samples - overlap) * number // count
        stop = (samples - overlap) * (number + 1) // count + overlap
        yield Part(number, count, stop - start, overlap if number else 0)


def heard(played: Played, label: str) -> "Wave":
    """Return what a model played as stereo at 48 kHz; EngineFailed when it is no sound."""
    import soundfile

    sound = np.asarray(played.sound, np.float32)
    if sound.ndim != 2 or not np.isfinite(sound).all():
        raise EngineFailed(
            f"The {label} gave numbers that are no sound: choose another precision or seed"
        )
    file = io.BytesIO()
    soundfile.write(file, sound.T, played.rate, "FLOAT", format="WAV")
    try:
        return fitting.decode(file.getvalue())
    except MediaFailed as cause:
        raise EngineFailed(
            f"The {label} gave nothing to hear ({cause}): try another seed"
        ) from cause


def brought_to_an_end(wave: "Wave") -> "Wave":
    """Return music that ends in silence: as it did by itself, or by dying away."""
    from film.animatic.sound.waves import fade

    total = wave.shape[1]
    last = wave[:, total - min(total, SAMPLE_RATE // 2) :]
    level, ending = (float(np.sqrt(np.square(part).mean())) for part in (wave, last))
    if ending < _QUIET * level:
        return wave
    return fade(wave, 0, min(LAST_BREATH, total // 3))
