"""What the transform flow refuses, before which work; and consent that is taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from blocks.persona import FirstcutPersona, persona_named
from film.errors import BadRequest, ConsentMissing, EngineMissing, FirstcutError
from flows.personas import revoke
from flows.progress import Progress, watching
from tests.api import PrefectApi
from tests.film.transform.uploads import upload
from tests.flows import people
from tests.flows.transforming import saved_persona, task_runs, transformed
from tests.flows.videos import NOBODY

pytestmark = pytest.mark.e2e

NAME = "transform-refused"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refused")


@pytest.fixture(scope="module")
def source(folder: Path) -> Path:
    return upload(folder / "nobody", NOBODY)


@pytest.fixture
def persona(api: PrefectApi, folder: Path) -> FirstcutPersona:
    return saved_persona(NAME, folder)


@pytest.fixture
def runs() -> Iterator[list[Progress]]:
    """Note every run that is begun here."""
    begun: list[Progress] = []

    def note(progress: Progress) -> None:
        if progress not in begun:
            begun.append(progress)

    token = watching.set((note,))
    yield begun
    watching.reset(token)


@pytest.mark.parametrize(
    ("allowed", "says"),
    [
        ({"revoked": datetime(2026, 11, 21, 12, tzinfo=UTC)}, "revoked on 2026-11-21"),
        ({"purposes": ("face",)}, "voice"),
    ],
    ids=["revoked", "no voice"],
)
def test_without_a_consent_nothing_is_begun(
    allowed: dict[str, Any],
    says: str,
    source: Path,
    folder: Path,
    api: PrefectApi,
    runs: list[Progress],
) -> None:
    saved_persona(NAME, folder, consent=people.consent(**allowed))
    with pytest.raises(ConsentMissing, match=says):
        transformed(source, NAME)
    assert not runs, "not even its progress was begun"


@pytest.mark.parametrize(
    ("given", "asked", "says"),
    [
        ("gone.mp4", {}, "There is no file 'gone.mp4'"),
        ("http://films.example.org/a.mp4", {}, "Only https addresses are read"),
        ("", {"longest": 1}, "more than 1"),
        ("", {"title": "Me as a child"}, "cannot be made: minors"),
    ],
    ids=["gone", "http", "too long", "a minor"],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    given: str,
    asked: dict[str, Any],
    says: str,
    source: Path,
    persona: FirstcutPersona,
    runs: list[Progress],
    api: PrefectApi,
) -> None:
    with pytest.raises(BadRequest, match=says) as refused:
        transformed(given or source, NAME, **asked)
    assert "\n" not in str(refused.value)
    for run in runs:
        done = {task["name"] for task in task_runs(run.run_id, api)}
        assert not any("whose face" in name or "segment" in name for name in done)


def test_whoever_is_not_saved_or_whose_pictures_lie_elsewhere_is_not_put_in(
    source: Path, persona: FirstcutPersona
) -> None:
    with pytest.raises(EngineMissing, match="No persona 'nobody-here' is saved"):
        transformed(source, "nobody-here")
    lost = persona.pictures[0].model_copy(update={"sha256": "0" * 64})
    people.saved(NAME, "local", (lost,))
    with pytest.raises(BadRequest, match="do not lie in storage 'local'"):
        transformed(source, NAME)


def test_a_film_in_the_making_ends_when_the_consent_is_taken_back(
    source: Path, persona: FirstcutPersona
) -> None:
    def take_back(progress: Progress) -> None:
        judged = progress.counts["moderation"].done
        if judged and not persona_named(NAME).consent.revoked:
            revoke(NAME, "I changed my mind")

    token = watching.set((take_back,))
    try:
        with pytest.raises(FirstcutError, match="I changed my mind") as ended:
            transformed(source, NAME)
    finally:
        watching.reset(token)
    assert isinstance(ended.value, ConsentMissing)
