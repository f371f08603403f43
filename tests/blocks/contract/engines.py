"""Which engines a stage's contract runs over: all that the catalogue lists for it."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from blocks.catalogue import CREDENTIALS, ENGINES
from blocks.engine import Engine
from blocks.image.diffusers import DiffusersImage
from blocks.local.engine import LocalEngine
from blocks.music.diffusers import DiffusersMusic
from blocks.music.transformers import TransformersMusic
from blocks.video.diffusers import DiffusersVideo
from flows.standins.server import StandIns

E = TypeVar("E", bound=Engine)


def engines_of(stage: str) -> Any:
    """Return the fixture that lends every engine of a stage, ready to work, one after another."""

    @pytest.fixture(
        scope="module", params=ENGINES[stage], ids=[kind.label for kind in ENGINES[stage]]
    )
    def engine(request: pytest.FixtureRequest) -> Engine:
        return ready(request.param)

    return engine


def ready(kind: type[Engine]) -> Engine:
    """Return an engine that can work in a test: with a vendor's stand-in, or with a tiny model."""
    if issubclass(kind, LocalEngine):
        pytest.importorskip("torch", reason="models that run here need `make models`")
        return kind(**tiny(kind))
    if not kind.vendor:
        return kind()
    house = standins()
    [credentials] = [one for one in CREDENTIALS if one.vendor == kind.vendor]
    key = SecretStr(house.keys[kind.vendor])
    return kind(credentials=credentials(api_key=key, base_url=house.addresses[kind.vendor]))


@cache
def tiny(kind: type[Engine]) -> dict[str, Any]:
    """Return the settings with which an engine uses a tiny model of random weights."""
    return TINY[kind]()


def _tiny_camera() -> dict[str, Any]:
    from tests.tiny_video_models import wan

    own = {"most_pixels": 8_192, "longest_clip": 9, "steps": 2}
    return {"model": str(wan(folder_for("wan"))), "device": "cpu", **own}


def _tiny_composer() -> dict[str, Any]:
    from tests.tiny_music_models import ace_step

    return {"model": str(ace_step(folder_for("ace-step"))), "device": "cpu", "steps": 2}


def _tiny_player() -> dict[str, Any]:
    from tests.tiny_music_models import musicgen

    return {"model": str(musicgen(folder_for("musicgen"))), "device": "cpu"}


def _tiny_artist() -> dict[str, Any]:
    from tests.tiny_models import image_settings

    return image_settings()


TINY: dict[type[Engine], Callable[[], dict[str, Any]]] = {
    DiffusersImage: _tiny_artist,
    DiffusersVideo: _tiny_camera,
    DiffusersMusic: _tiny_composer,
    TransformersMusic: _tiny_player,
}
"""How each engine that loads a model gets a tiny one."""


def folder_for(model: str) -> Path:
    """Return a new folder for a tiny model, which is removed when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="firstcut-tiny-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / model


@cache
def standins() -> StandIns:
    """Return the stand-ins for all vendors, which run until the tests end."""
    house = StandIns()
    house.__enter__()
    atexit.register(house.__exit__, None, None, None)
    return house


def first_of(stage: str, interface: type[E]) -> E:
    """Return a stage's first engine, for a contract that needs another stage's work."""
    engine = ready(ENGINES[stage][0])
    assert isinstance(engine, interface)
    return engine
