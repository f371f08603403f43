"""A film that pays, and ElevenLabs' stand-in to pay."""

from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from blocks.credentials import ElevenLabsCredentials
from blocks.voice.elevenlabs import ElevenLabsVoice
from blocks.voice.elevenlabs_voices import Actor
from film.assets import LocalAssetStore
from film.ledger import LocalLedger
from film.speech import ALONE, Neighbours, Recording
from film.story import Delivery, Line, Scene, Shot, Story
from film.till import Till
from flows.standins.server import StandIns
from tests.blocks.contract.people import MARA, TOM

Speak = Callable[..., Recording]

STORY = Story(
    title="The Lamp",
    logline="A lamp is lit.",
    genre="drama",
    characters=(MARA, TOM),
    scenes=(
        Scene(
            id="s1",
            slugline="EXT. COAST - DAY",
            setting="coast",
            shots=(Shot(id="s1-h1", size="wide"),),
        ),
    ),
)


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
def engine(credentials: ElevenLabsCredentials) -> ElevenLabsVoice:
    return ElevenLabsVoice(credentials=credentials)


@pytest.fixture
def till(store: LocalAssetStore) -> Till:
    return Till(LocalLedger(store.root / "ledger"), store, "film")


@pytest.fixture
def speak(engine: ElevenLabsVoice, till: Till, store: LocalAssetStore) -> Speak:
    """Return what records a line for the film as its flow does."""

    def record(
        text: str = "Who is out there, at this hour? Only the wind.",
        *,
        line: str = "s1-l1",
        delivery: Delivery = "normal",
        language: str = "en",
        neighbours: Neighbours = ALONE,
        engine: ElevenLabsVoice = engine,
    ) -> Recording:
        said = Line(id=line, speaker="mara", text=text, delivery=delivery)
        actor = engine.cast(STORY, 0)["mara"]
        assert isinstance(actor, Actor)
        with till.paying("voice", line):
            return engine.speak(said, actor, language, store, neighbours)

    return record
