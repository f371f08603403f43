"""What holds for every voice conversion, whoever does it: timing is measured, form is kept."""

from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from blocks.revoice.base import RevoiceEngine, VoiceTarget
from blocks.revoice.timing import Sound
from film.assets import AssetStore, LocalAssetStore
from film.clock import SAMPLE_RATE
from film.errors import EngineFailed, MediaFailed

from .conftest import kept, spoken


class Sloppy(RevoiceEngine):
    """Says the second half of everything later than it was said."""

    name: ClassVar[str] = "sloppy"
    label: ClassVar[str] = "sloppy voice"
    licence: ClassVar[str] = "none"

    late: int = 0
    """Milliseconds."""

    def fingerprint(self) -> dict[str, Any]:
        return {"engine": self.label}

    def check(self) -> None:
        """Be there."""

    def say(self, speech: Sound, voice: VoiceTarget, store: AssetStore) -> Sound:
        half, late = speech.size // 2, self.late * SAMPLE_RATE // 1000
        pause = np.zeros(late, np.float32)
        said = np.concatenate([speech[:half], pause, speech[half:]])
        return np.asarray(0.5 * said[: speech.size], np.float32)


@pytest.mark.parametrize("late", [80, 200])
def test_an_engine_that_does_not_keep_the_timing_fails(
    late: int, store: LocalAssetStore, speech: Sound
) -> None:
    with pytest.raises(EngineFailed, match="sloppy voice did not keep the timing"):
        Sloppy(late=late).convert(kept(speech, store), VoiceTarget(), store)


@pytest.mark.parametrize("late", [0, 20])
def test_what_nobody_notices_is_put_up_with(
    late: int, store: LocalAssetStore, speech: Sound
) -> None:
    made = Sloppy(late=late).convert(kept(speech, store), VoiceTarget(), store)
    assert made.info.samples == speech.size


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000])
def test_every_rate_keeps_its_samples(rate: int, store: LocalAssetStore) -> None:
    from scipy import signal

    sound = signal.resample_poly(spoken("Yes, she said, I am here."), rate // 50, 960)[: 2 * rate]
    made = Sloppy().convert(kept(np.asarray(sound, np.float32), store, rate), VoiceTarget(), store)
    assert (made.info.samples, made.info.sample_rate) == (len(sound), rate)


def test_what_is_no_sound_is_told(store: LocalAssetStore, tmp_path: Path) -> None:
    path = tmp_path / "speech.flac"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(MediaFailed, match="cannot be read"):
        Sloppy().convert(store.put(path), VoiceTarget(), store)
