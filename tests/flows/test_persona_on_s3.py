"""Films with a persona whose storage is a bucket: all of them lies there, and sources may."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import c2pa
import numpy as np
import pytest
import soundfile

from blocks import home
from blocks.crew import Crew
from blocks.persona import persona_named
from blocks.uploads.rules import BUCKETS
from film.errors import BadRequest
from flows.personas import films_with
from flows.transform import VideoMade
from tests.api import PrefectApi
from tests.film.transform.uploads import Sound, Upload, upload
from tests.film.transform.voices import speech
from tests.flows import people
from tests.flows.buckets import bucket_storage
from tests.flows.starring import starring
from tests.flows.transforming import asked_of, saved_persona
from tests.flows.videos import admiral, spoken
from tests.s3 import S3, serving

pytestmark = pytest.mark.e2e

BUCKET, ELSEWHERE, NAME = "persona-films", "holidays", "bucket-ana"
STORAGE = f"firstcut-s3-asset-storage/{BUCKET}"
UPLOADED = f"s3://{BUCKET}/uploads/harbour.mp4"
HARBOUR = Upload(
    size=(256, 144),
    rate=Fraction(4),
    frames=14,
    gop=14,
    scene=admiral,
    sounds=(Sound(wave=spoken),),
)


@pytest.fixture(scope="module")
def s3(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """Lend a bucket with a saved persona and an uploaded video, and another with the same video."""
    folder = tmp_path_factory.mktemp("s3")
    video = upload(folder / "harbour", HARBOUR)
    with serving() as running:
        storage = bucket_storage(running, BUCKET)
        storage.model_copy(update={"cache": folder / "cache"}).save(BUCKET, overwrite=True)
        running.make_bucket(ELSEWHERE)
        for bucket, key in ((BUCKET, "uploads/harbour.mp4"), (ELSEWHERE, "june/harbour.mp4")):
            running.client.upload_file(str(video), bucket, key)
        soundfile.write(folder / "voice.wav", speech(low=165, high=250, tract=1.15), 48_000)
        mirrored = np.ascontiguousarray(people.portrait()[:, ::-1])  # no other test has it here
        saved_persona(NAME, folder, STORAGE, mirrored)
        yield running


def transformed(source: str, **more: Any) -> VideoMade:
    from flows.transform import transform_video

    return transform_video(asked_of(source, NAME, **more), Crew(), STORAGE)


@pytest.fixture(scope="module")
def video(s3: S3) -> VideoMade:
    return transformed(UPLOADED)


def delivered(s3: S3, address: str) -> dict[str, bytes]:
    """Return a film's files by their names."""
    prefix = address.removeprefix(f"s3://{BUCKET}/") + "/"
    return {
        key.removeprefix(prefix): s3.client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        for key in s3.keys(BUCKET, prefix)
    }


def credentials_of(film: bytes, folder: Path) -> dict[str, Any]:
    """Return the credentials of a film, which are valid."""
    path = folder / "film.mp4"
    path.write_bytes(film)
    with c2pa.Reader(path) as reader:
        told: dict[str, Any] = json.loads(reader.json())
    assert told["validation_state"] in ("Valid", "Trusted")
    return dict(told["manifests"][told["active_manifest"]])


def test_a_video_with_a_persona_lies_in_the_bucket(
    video: VideoMade, s3: S3, tmp_path: Path
) -> None:
    assert video.address.startswith(f"s3://{BUCKET}/films/")
    assert all(one.passed for one in video.report.checks), video.report.checks
    assert video.report.face.replaced >= 12
    assert video.report.request.source == UPLOADED
    files = delivered(s3, video.address)
    assert set(files) == {"film.mp4", "poster.jpg", "report.json"}
    assert json.loads(files["report.json"])["personas"] == list(video.report.personas)
    assert files["poster.jpg"][:2] == b"\xff\xd8"
    parts = {one["title"] for one in credentials_of(files["film.mp4"], tmp_path)["ingredients"]}
    assert {"Source video", "Picture of a face"} <= parts


def test_pictures_samples_and_all_that_was_made_lie_there_encrypted(
    video: VideoMade, s3: S3
) -> None:
    kept = {Path(key).stem: key for key in s3.keys(BUCKET, "assets/")}
    assert set(video.report.assets) <= set(kept)
    heads = [s3.client.head_object(Bucket=BUCKET, Key=kept[one]) for one in video.report.assets]
    assert {one.get("ServerSideEncryption") for one in heads} == {"AES256"}
    assert not s3.parts(BUCKET)
    here = home.assets()
    assert not [one for one in video.report.assets if list(here.rglob(f"{one}*"))]


def test_once_more_all_is_found_in_the_bucket(video: VideoMade) -> None:
    again = transformed(UPLOADED)
    stages = {one.stage: (one.made, one.reused) for one in again.report.stages}
    assert stages["faceswap"] == (0, 1)
    assert stages["revoice"] == (0, 1)
    assert again.address != video.address


def test_it_is_found_among_the_films_with_the_persona(video: VideoMade, s3: S3) -> None:
    storage = bucket_storage(s3, BUCKET)
    made, _ = films_with(persona_named(NAME).persona().records, [storage], lambda line: None)
    assert video.address.rpartition("/")[2] in {one.film for one in made}


def test_another_bucket_is_read_only_where_whoever_runs_the_workers_says_so(
    s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = f"s3://{ELSEWHERE}/june/harbour.mp4"
    with pytest.raises(BadRequest, match="not where files are read from"):
        transformed(source, voice="keep")
    monkeypatch.setenv(BUCKETS, f"s3://{ELSEWHERE}/june/")
    made = transformed(source, voice="keep")
    assert made.address.startswith(f"s3://{BUCKET}/films/")
    assert {one.stage: one.made for one in made.report.stages}["faceswap"] == 0, "the same swap"


def test_a_persona_is_not_taken_out_of_the_bucket(s3: S3) -> None:
    from flows.transform import transform_video

    with pytest.raises(BadRequest, match="do not lie in storage 'local'"):
        transform_video(asked_of(UPLOADED, NAME), Crew())
    with pytest.raises(BadRequest, match="do not lie in storage 'local'"):
        starring(NAME, Crew())


def test_a_film_with_the_persona_in_the_lead_lies_there_too(s3: S3, tmp_path: Path) -> None:
    made = starring(NAME, Crew(), STORAGE, narration="So wide, the sea.")
    assert made.address.startswith(f"s3://{BUCKET}/films/")
    assert all(one.passed for one in made.report.checks), made.report.checks
    files = delivered(s3, made.address)
    assert {"film.mp4", "report.json", "index.html", "captions.vtt"} <= set(files)
    assert any(name.startswith("poster") for name in files), set(files)
    parts = {one["title"] for one in credentials_of(files["film.mp4"], tmp_path)["ingredients"]}
    assert "Picture of the lead 1" in parts
    assert set(made.report.assets) <= {Path(key).stem for key in s3.keys(BUCKET, "assets/")}
