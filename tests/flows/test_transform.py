"""A persona over a video of two people: killed midway, gone on with, looked at and listened to."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import c2pa
import numpy as np
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

from blocks import home
from blocks.persona import FirstcutPersona
from blocks.storage import LocalAssetStorage
from film.transform.revoice import measure_voice
from film.transform.sound import extract_sound, separate
from film.transform.source import probe_source
from flows.personas import films_with
from tests.api import PrefectApi
from tests.c2pa_ts import HOLDS, installed, read_otherwise
from tests.command import firstcut_here
from tests.content import content_of
from tests.film.transform.uploads import upload
from tests.flows.runs import PICTURE
from tests.flows.transforming import (
    Film,
    bury,
    saved_persona,
    task_runs,
    transformed,
    under_way,
)
from tests.flows.videos import TELEPHONE
from tests.studio.studio import wait_for

pytestmark = pytest.mark.e2e

NAME = "transform-ana"
ASKED: dict[str, Any] = {
    "face": {"by": "from the left", "place": 2},
    "title": "Killed midway",
    "tags": ["two"],
}
LONGEST = 240


@pytest.fixture(scope="module")
def persona(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> FirstcutPersona:
    return saved_persona(NAME, tmp_path_factory.mktemp("persona"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return upload(tmp_path_factory.mktemp("source") / "telephone", TELEPHONE)


def kill_midway(source: Path, told: Path) -> None:
    """Make the film in a process of its own, and kill that after a segment's swap is done."""
    with under_way(source, NAME, told=told, **ASKED) as process:
        wait_for(
            "a swapped segment",
            lambda: "segment" in told.read_text() or process.poll() is not None,
            LONGEST,
            every=0.02,
        )
        assert process.poll() is None, "it ended before it could be killed"


@pytest.fixture(scope="module")
def film(
    persona: FirstcutPersona, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Film]:
    kill_midway(source, tmp_path_factory.mktemp("killed") / "told")
    yield transformed(source, NAME, **ASKED)
    bury(f"{ASKED['title']} · {NAME}")


def test_what_was_done_before_the_kill_is_not_done_again(film: Film) -> None:
    made, reused = film.stages["faceswap"]
    assert (made + reused, reused >= 1) == (2, True)
    assert film.report.face.frames_a_second > 0 or made == 0


def test_once_more_everything_is_found_and_the_film_is_the_same(film: Film) -> None:
    again = transformed(film.source, f"firstcut-persona/{NAME}", **ASKED)
    assert again.stages["faceswap"] == (0, 2)
    assert again.stages["revoice"] == (0, 1)
    assert again.stages["intake"][0] <= 1, "the source is read anew each time, and nothing else"
    assert again.stages["compose"][0] == 0
    assert content_of(again.movie) == content_of(film.movie)


def test_the_right_face_is_another_and_the_other_stays(film: Film) -> None:
    face = film.report.face
    assert (face.people, face.frames, face.replaced) == (2, 72, 72)
    assert face.jitter < 0.5
    for before, after in film.pictures(0, 35, 71):
        apart = np.abs(before - after).mean(axis=2)
        height, width = apart.shape
        left, right = apart[:, : width // 2], apart[:, round(0.55 * width) :]
        changed = right[height // 5 : 2 * height // 3]
        assert (changed > 20).mean() > 0.03, "a face is some percent of the half"
        assert np.percentile(left, 99.9) < 12, "what encoding does"
        assert left.mean() < 1.5


def test_it_is_as_long_as_uneven_and_as_turned_as_the_source(film: Film) -> None:
    assert all(one.passed for one in film.report.checks), film.report.checks
    one, other = probe_source(film.source), probe_source(film.movie)
    assert other.video.upright == (640, 360)
    assert other.video.turn == one.video.turn
    assert other.video.turn.transpose
    assert other.video.variable
    assert other.chapters == one.chapters
    assert {name: other.metadata[name] for name in one.metadata} == dict(one.metadata)
    assert [sound.layout for sound in other.sounds] == ["5.1"]
    with av.open(str(film.movie)) as opened:
        shown = [frame.time or 0.0 for frame in opened.decode(opened.streams.video[0])]
    assert [round(150 * at) for at in shown] == [
        10 * number + (number * 7) % 5 for number in range(72)
    ]


def test_the_middle_speaks_in_the_personas_voice_and_the_others_as_before(
    film: Film, tmp_path: Path
) -> None:
    [told] = film.report.sounds
    assert (told.layout, told.converted, told.how) == ("5.1", True, "centre")
    voices = []
    for number, path in enumerate((film.source, film.movie)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        whole, voice, rest = (folder / f"{name}.flac" for name in ("whole", "voice", "rest"))
        extract_sound(path, probe_source(path).sounds[0], whole)
        separate(whole, "5.1", voice, rest)
        voices.append(measure_voice(voice))
    assert voices[0].pitch < 150
    assert voices[1].pitch > 190, "hers lies between 170 and 270 Hz"


def test_its_credentials_name_the_source_and_the_picture(
    film: Film, persona: FirstcutPersona
) -> None:
    checked = firstcut_here("verify", "--json", str(film.movie))
    assert checked.exit_code == 0, checked.output
    told = json.loads(checked.output)
    assert told["valid"]
    with c2pa.Reader(film.movie) as reader:
        read = json.loads(reader.json())
    manifest = read["manifests"][read["active_manifest"]]
    parts = {one["title"]: one["relationship"] for one in manifest["ingredients"]}
    assert parts["Source video"] == "parentOf"
    assert parts["Picture of a face"] == "componentOf"
    [actions] = [one for one in manifest["assertions"] if one["label"].startswith("c2pa.actions")]
    kinds = [one["action"] for one in actions["data"]["actions"]]
    assert kinds == ["c2pa.opened", "c2pa.placed", "c2pa.edited"]
    words = actions["data"]["actions"][-1]["description"]
    assert words == "Face swap: embedded face swap; Voice conversion: embedded voice conversion"
    sealed = film.report.credentials
    assert sealed
    assert sealed.source_type == "compositeSynthetic"


@installed
def test_a_reader_by_others_finds_its_credentials_right(film: Film) -> None:
    found = read_otherwise(film.movie)
    assert found.valid, found.failed
    assert found.passed >= HOLDS
    assert found.ingredients == (
        ("parentOf", "Source video"), ("componentOf", "Picture of a face"),
        ("inputTo", "Voice sample"),
    )  # fmt: skip
    assert [action for action, _ in found.actions] == ["c2pa.opened", "c2pa.placed", "c2pa.edited"]


def test_it_is_found_among_the_films_with_the_persona(film: Film, persona: FirstcutPersona) -> None:
    assert film.report.personas == (persona.consent.digest,)
    assert {one.sha256 for one in persona.media} <= set(film.report.assets)
    place = LocalAssetStorage(root=home.assets(), shelves=film.folder.parent)
    made, _ = films_with(persona.persona().records, [place], lambda line: None)
    assert film.folder.name in {one.film for one in made}


def test_the_ui_shows_before_and_after_what_was_done_and_where_it_is(
    film: Film, api: PrefectApi
) -> None:
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(UUID(film.report.run))
        ours = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        found = {one.key: one.data for one in client.read_artifacts(artifact_filter=ours)}
    assert "two" in run.tags
    assert run.name == f"Killed midway · {NAME}"
    page = str(found["film"])
    assert len(PICTURE.findall(page)) == 10, "five pairs"
    assert "40 ms" in page
    rows = json.loads(str(found["segments"]))
    assert [row["replaced"] for row in rows] == [60, 12]
    names = {row["file"] for row in json.loads(str(found["deliverables"]))}
    assert names == {"film.mp4", "poster.jpg", "report.json"}
    assert (film.folder / "poster.jpg").stat().st_size > 10_000
    stored = json.loads((film.folder / "report.json").read_text())
    assert stored["credentials"]["sha256"]
    wait_for("its task runs", lambda: len(task_runs(film.report.run, api)) >= 12, 60)
