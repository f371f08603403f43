"""You play the lead: an animatic with somebody's own head in it, looked at and listened to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import c2pa
import httpx
import numpy as np
import pytest

from blocks.persona import FirstcutPersona
from film.errors import BadRequest, ConsentMissing
from film.faces import mesh
from film.faces.find import Face, find_faces
from film.report import Report
from film.starring.request import StarringRequest
from tests.api import PrefectApi
from tests.c2pa_ts import HOLDS, installed, read_otherwise
from tests.content import content_of
from tests.flows import people
from tests.flows.transforming import saved_persona

pytestmark = pytest.mark.e2e

NAME = "starring-ana"
ASKED = {
    "narration": "I always wanted to see the city from up here. Now I do.",
    "resolution": "360p",
    "title": "From Up Here",
}
Pixels = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True)
class Film:
    """A film, and what it was made of."""

    folder: Path
    report: Report

    @property
    def movie(self) -> Path:
        """The film."""
        return self.folder / "film.mp4"

    @property
    def stages(self) -> dict[str, tuple[int, int]]:
        """How many pieces of work of each stage were made and reused."""
        return {one.stage: (one.made, one.reused) for one in self.report.stages}

    def frames(self) -> Iterator[tuple[float, Pixels]]:
        """Yield its pictures (RGB) with their times in seconds."""
        with av.open(str(self.movie)) as source:
            for frame in source.decode(video=0):
                yield float(frame.time or 0), frame.to_ndarray(format="rgb24")


def starring(**more: Any) -> Film:
    """Make a film in this process."""
    from flows.persona import make_persona_film

    asked = {"persona": f"firstcut-persona/{NAME}"} | ASKED | more
    made = make_persona_film(StarringRequest.model_validate(asked))
    return Film(Path(made.address), made.report)


@pytest.fixture(scope="module")
def persona(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> FirstcutPersona:
    return saved_persona(NAME, tmp_path_factory.mktemp("persona"))


@pytest.fixture(scope="module")
def film(persona: FirstcutPersona) -> Film:
    return starring()


@pytest.fixture(scope="module")
def close_up(film: Film) -> list[tuple[float, Face]]:
    """Return the largest face of every fourth frame in which one is seen closely."""
    seen = []
    for number, (time, picture) in enumerate(film.frames()):
        if number % 4 == 0:
            faces = find_faces(picture)
            if faces and faces[0].size > 60:
                seen.append((time, faces[0]))
    return seen


def lines_of(film: Film) -> list[tuple[float, float]]:
    """Return when something is said, from the captions: seconds."""
    cues = []
    for row in (film.folder / "captions.vtt").read_text().splitlines():
        if " --> " in row:
            times = [
                sum(float(part) * 60**power for power, part in enumerate(reversed(one.split(":"))))
                for one in row.split(" --> ")
            ]
            cues.append((times[0], times[1]))
    return cues


def test_the_film_passes_quality_control_and_carries_the_consent(
    film: Film, persona: FirstcutPersona
) -> None:
    assert [one for one in film.report.checks if not one.passed] == []
    assert film.report.personas == (persona.consent.digest,)
    assert film.report.starring is not None
    assert film.report.starring.narration == ASKED["narration"]
    assert film.stages["faceswap"][0] >= 3
    assert film.stages["watermark"][0] == film.stages["scenes"][0]
    assert film.stages["revoice"] == film.stages["voice"], "all is said in the persona's voice"


def test_it_is_that_person_who_is_seen(close_up: list[tuple[float, Face]]) -> None:
    """The proportions of the face in the film are those of the picture, mouth left out."""
    assert len(close_up) > 10
    [original] = find_faces(people.portrait())[:1]
    wanted = proportions(original)
    seen = np.median([proportions(face) for _, face in close_up], axis=0)
    assert np.abs(seen / wanted - 1).max() < 0.12


def proportions(face: Face) -> Any:
    """Return distances between landmarks that hardly move, by the distance of the eyes."""
    marks = face.landmarks[:, :2]
    pairs = ((33, 263), (133, 362), (168, 4), (4, 152), (10, 152), (234, 454))
    lengths = np.array([np.hypot(*(marks[a] - marks[b])) for a, b in pairs])
    return lengths[1:] / lengths[0]


def test_the_mouth_moves_while_something_is_said_and_rests_otherwise(
    film: Film, close_up: list[tuple[float, Face]]
) -> None:
    cues = lines_of(film)
    spoken, silent = [], []
    for time, face in close_up:
        if any(start + 0.1 < time < end - 0.1 for start, end in cues):
            spoken.append(mesh.opening(face.landmarks))
        elif all(time < start - 0.2 or time > end + 0.3 for start, end in cues):
            silent.append(mesh.opening(face.landmarks))
    assert len(silent) > 2
    assert np.std(silent) < 0.02
    assert max(spoken) > max(silent) + 0.1
    assert np.std(spoken) > 3 * np.std(silent)


def test_the_watermark_is_on_every_picture(film: Film) -> None:
    bright = []
    fades = (1.0, float(film.report.length) - 1.5)
    for number, (time, picture) in enumerate(film.frames()):
        if number % 12 == 0 and fades[0] < time < fades[1]:
            corner = picture[-36:-8, -150:-8].astype(int)
            bright.append(int((np.ptp(corner, axis=2) < 60).sum() and corner.max()))
    assert min(bright) > 60


def test_it_says_what_it_was_made_from(film: Film, persona: FirstcutPersona) -> None:
    told = json.loads(c2pa.Reader(str(film.movie)).json())
    manifest = told["manifests"][told["active_manifest"]]
    actions = manifest["assertions"][0]["data"]["actions"]
    assert [one["action"] for one in actions] == ["c2pa.created", "c2pa.placed"]
    assert actions[0]["digitalSourceType"].endswith("/compositeSynthetic")
    parts = {one["title"]: (one["relationship"], one["format"]) for one in manifest["ingredients"]}
    assert parts.pop("Picture of the lead 1") == ("componentOf", "image/png")
    assert [relation for relation, _ in parts.values()] == ["inputTo"], "the voice's sample"


@installed
def test_a_reader_by_others_finds_its_credentials_right(film: Film) -> None:
    found = read_otherwise(film.movie)
    assert found.valid, found.failed
    assert found.passed >= HOLDS
    assert found.ingredients == (
        ("componentOf", "Picture of the lead 1"), ("inputTo", "Voice sample"),
    )  # fmt: skip
    assert [action for action, _ in found.actions] == ["c2pa.created", "c2pa.placed"]


def test_the_job_record_says_how_each_step_ended(film: Film, api: PrefectApi) -> None:
    [shown] = httpx.post(
        f"{api.url}/artifacts/filter",
        json={"artifacts": {"flow_run_id": {"any_": [film.report.run]}, "key": {"any_": ["job"]}}},
    ).json()
    rows = {row["step"]: row for row in json.loads(shown["data"])}
    assert rows["film"]["state"] == "done"
    assert "preview 1" in rows["film"]["assets"]
    assert list(rows) == ["film", "base", "faceswap", "tts", "lipsync", "watermark", "deliver"]
    for step, row in rows.items():
        assert row["state"] == "done", step
    assert rows["faceswap"]["engine"] == "embedded face swap"
    assert rows["base"]["assets"] >= 3
    assert rows["tts"]["began"] <= rows["base"]["began"] <= rows["deliver"]["ended"]


def test_asked_for_again_everything_is_found(film: Film) -> None:
    again = starring()
    assert {made for made, _ in again.stages.values()} == {0}
    assert content_of(again.movie) == content_of(film.movie)


def test_a_revoked_consent_ends_it_before_any_work(api: PrefectApi, tmp_path: Path) -> None:
    name = "starring-revoked"
    revoked = people.consent(revoked=people.GIVEN, why="I changed my mind")
    saved_persona(name, tmp_path, consent=revoked)
    with pytest.raises(ConsentMissing, match="revoked"):
        starring(persona=f"firstcut-persona/{name}")


def test_words_about_children_are_refused(persona: FirstcutPersona) -> None:
    with pytest.raises(BadRequest):
        starring(prompt="undressed as a ten year old child in bed")
