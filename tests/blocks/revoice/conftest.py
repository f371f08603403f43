"""Somebody who speaks, ElevenLabs' stand-in, and who pays it."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import soundfile
from pydantic import SecretStr
from scipy import signal

from blocks.credentials import ElevenLabsCredentials
from blocks.revoice.base import VoiceTarget
from blocks.revoice.elevenlabs import ElevenLabsRevoice
from blocks.revoice.timing import Sound
from film.animatic.espeak import ESPEAK_RATE, Manner, say
from film.assets import Asset, AssetStore, LocalAssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.ledger import LocalLedger
from film.till import Till
from flows.standins.server import StandIns

Convert = Callable[..., Asset]

ALICE, OTTO = "Xb7hH8MSUJpSbSDYk0k2", "FTNCalFNG5bRnkkaP5Ug"
TEXT = "Who is out there, at this hour? Only the wind. And the sea says nothing of it."


def spoken(text: str = TEXT, pitch: int = 110) -> Sound:
    """Return a text as somebody says it: mono, 48 kHz."""
    manner = Manner(
        language="en-us",
        low=round(0.85 * pitch),
        high=round(1.15 * pitch),
        rate=165,
        formants=(100, 100, 100),
    )
    wave = say(text, manner).sound.astype(np.float32) / 32_768
    return np.asarray(
        signal.resample_poly(wave, SAMPLE_RATE // 150, ESPEAK_RATE // 150), np.float32
    )


def kept(sound: Sound, store: AssetStore, rate: int = SAMPLE_RATE, suffix: str = ".wav") -> Asset:
    """Store a sound: samples, or samples by channels."""
    with store.scratch() as folder:
        path = folder / f"speech{suffix}"
        soundfile.write(path, sound, rate)
        channels = 1 if sound.ndim == 1 else sound.shape[1]
        info = MediaInfo(samples=len(sound), sample_rate=rate, channels=channels)
        return store.put(path, info)


@pytest.fixture(scope="session")
def speech() -> Sound:
    return spoken()


@pytest.fixture(scope="session")
def standins() -> Iterator[StandIns]:
    """Run the vendors' stand-ins."""
    with StandIns() as found:
        yield found


@pytest.fixture
def house(standins: StandIns) -> Iterator[StandIns]:
    """Lend the stand-ins, with nothing on their minds."""
    standins.reset()
    yield standins
    standins.reset()


@pytest.fixture
def credentials(house: StandIns) -> ElevenLabsCredentials:
    key = SecretStr(house.keys["elevenlabs"])
    return ElevenLabsCredentials(api_key=key, base_url=house.addresses["elevenlabs"])


@pytest.fixture
def engine(credentials: ElevenLabsCredentials) -> ElevenLabsRevoice:
    return ElevenLabsRevoice(credentials=credentials)


@pytest.fixture
def till(store: LocalAssetStore) -> Till:
    return Till(LocalLedger(store.root / "ledger"), store, "film")


@pytest.fixture
def convert(
    engine: ElevenLabsRevoice, till: Till, store: LocalAssetStore, speech: Sound
) -> Convert:
    """Return what has speech said again for a film."""

    def converted(
        sound: Sound = speech, *, voice: str = ALICE, engine: ElevenLabsRevoice = engine
    ) -> Asset:
        with till.paying("revoice", "film"):
            return engine.convert(kept(sound, store), VoiceTarget(voice_id=voice), store)

    return converted
