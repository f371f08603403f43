"""The gpu crew with tiny models of random weights, on the CPU: a whole film by its real code."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from blocks.image.diffusers import DiffusersImage
from blocks.local.engine import LocalEngine
from blocks.music.diffusers import DiffusersMusic
from blocks.registering import register_type
from blocks.video.diffusers import DiffusersVideo
from film.media.probe import probe
from tests.api import PrefectApi
from tests.blocks.contract.engines import tiny
from tests.content import content_of
from tests.flows.conftest import SCRIPT, ShortFilm, make_film

pytest.importorskip("torch", reason="models that run here need `make models`")
pytestmark = pytest.mark.e2e

ENGINES: dict[str, type[LocalEngine]] = {
    "image": DiffusersImage,
    "video": DiffusersVideo,
    "music": DiffusersMusic,
}
TINY = tuple(f"--{stage}=diffusers-{stage}/tiny" for stage in ENGINES)


@pytest.fixture(scope="module")
def film(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> ShortFilm:
    """Make a film whose pictures, shots and music come from models."""
    for kind in ENGINES.values():
        register_type(kind)
        kind(**tiny(kind)).save("tiny", overwrite=True)
    folder = tmp_path_factory.mktemp("gpu")
    script = folder / "lamp.fountain"
    script.write_text(SCRIPT)
    return make_film(script, folder / "films", "--crew", "gpu", *TINY)


def test_a_whole_film_comes_of_models(film: ShortFilm) -> None:
    report = film.report
    assert [check for check in report["checks"] if not check["passed"]] == []
    info = probe(film.folder / "film.mp4")
    assert (info.frames, info.width, info.height) == (report["frames"], 640, 360)
    engines = {stage["stage"]: stage["engine"] for stage in report["stages"]}
    for stage in ("characters", "keyframes", "scenes", "music"):
        assert "diffusers" in engines[stage], stage
    assert "embedded" in engines["voice"]
    assert report["cost"] == "0"


def test_every_shot_was_filmed_from_a_keyframe_and_moves(film: ShortFilm) -> None:
    stages = {stage["stage"]: stage for stage in film.report["stages"]}
    shots = sum(len(scene.shots) for scene in film.story.scenes)
    assert stages["keyframes"]["made"] == shots
    stills = sorted((film.folder / "storyboard").glob("*-s*-h*.*"))
    assert len(stills) == shots
    pictures = [cv2.imread(str(still)) for still in stills]
    assert all(picture is not None and picture.std() > 5 for picture in pictures)
    assert len({np.asarray(picture).tobytes() for picture in pictures}) == shots


def test_asked_for_again_nothing_is_made_again(film: ShortFilm, tmp_path: Path) -> None:
    again = make_film(film.script, tmp_path, "--crew", "gpu", *TINY)
    assert content_of(again.folder / "film.mp4") == content_of(film.folder / "film.mp4")
    assert again.report["credentials"]["source_type"] == "trainedAlgorithmicMedia"
    assert sum(stage["made"] for stage in again.report["stages"]) == 0
