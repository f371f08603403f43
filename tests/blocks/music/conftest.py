"""The vendors' stand-ins, an engine that talks to them, and a film that pays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from blocks.credentials import ElevenLabsCredentials
from blocks.music.elevenlabs import ElevenLabsMusic
from film.assets import LocalAssetStore
from film.ledger import LocalLedger
from film.till import Till
from flows.standins.server import StandIns


@pytest.fixture(scope="package")
def server() -> Iterator[StandIns]:
    with StandIns() as running:
        yield running


@pytest.fixture
def house(server: StandIns) -> StandIns:
    server.reset()
    return server


@pytest.fixture
def engine(house: StandIns) -> ElevenLabsMusic:
    return ElevenLabsMusic(
        credentials=ElevenLabsCredentials(
            api_key=SecretStr(house.keys["elevenlabs"]), base_url=house.addresses["elevenlabs"]
        )
    )


@pytest.fixture
def till(store: LocalAssetStore, tmp_path: Path) -> Iterator[Till]:
    opened = Till(LocalLedger(tmp_path / "ledger"), store, "film")
    with opened.paying("music", "m1"):
        yield opened
