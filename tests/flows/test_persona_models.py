"""You play the lead of a film that models shoot: tiny ones of random weights, by real code."""

from pathlib import Path

import pytest

from blocks.crew import Crew
from blocks.image.diffusers import DiffusersImage
from blocks.registering import register_type
from blocks.video.diffusers import DiffusersVideo
from film.media.probe import probe
from flows.slates import FilmMade
from tests.api import PrefectApi
from tests.blocks.contract.engines import tiny
from tests.flows.starring import job_of, starring
from tests.flows.transforming import saved_persona

pytest.importorskip("torch", reason="models that run here need `make models`")
pytestmark = pytest.mark.e2e

NAME = "modelled-ana"
CREW = Crew(image="diffusers-image/lead", video="diffusers-video/lead")


@pytest.fixture(scope="module")
def film(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> FilmMade:
    for kind in (DiffusersImage, DiffusersVideo):
        register_type(kind)
        kind(**tiny(kind)).save("lead", overwrite=True)
    saved_persona(NAME, tmp_path_factory.mktemp("persona"))
    return starring(NAME, CREW)


def test_models_shoot_the_whole_film(film: FilmMade, api: PrefectApi) -> None:
    report = film.report
    info = probe(Path(film.address) / "film.mp4")
    assert (info.frames, info.width, info.height) == (report.frames, 640, 360)
    stages = {one.stage: one for one in report.stages}
    for stage in ("characters", "keyframes", "scenes"):
        assert "diffusers" in stages[stage].engine, stage
    assert stages["faceswap"].made >= 1
    assert report.cost == 0
    assert {row["state"] for row in job_of(report.run, api).values()} == {"done"}
    assert report.credentials
    assert report.credentials.source_type == "compositeWithTrainedAlgorithmicMedia"


def test_that_nobody_is_to_be_recognised_in_noise_is_said(film: FilmMade) -> None:
    shots = {one.stage: one for one in film.report.stages}["faceswap"].made
    [failed] = [one for one in film.report.checks if not one.passed]
    assert failed.name == "The lead is seen"
    assert failed.finding.startswith(f"0 of {shots} shots show the persona's face; no face was")
