"""Sealing: the source type is what is true of the crew that made the film, and signing is tried."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from blocks.crew import PRESETS, Crew
from blocks.signing_certificate import FILE
from film.assets import LocalAssetStore
from film.errors import EngineMissing
from film.ledger import LocalLedger
from film.plan import Pace
from film.provenance.certificate import make_certificate
from film.story import Scene, Shot, Story
from film.till import Till
from flows.progress import Progress
from flows.sealing import Sealing, ready_to_sign
from flows.shelving import Earlier
from flows.unit import Unit, hire
from tests.api import PrefectApi

DRAWN = ("moderation", "story", "voice", "characters", "scenes", "music", "lipsync")


def unit_of(crew: Crew, stages: tuple[str, ...], store: LocalAssetStore) -> Unit:
    """Return a unit that has had work in these stages."""
    progress = Progress()
    for stage in stages:
        progress.counts[stage].expected = 1
    till = Till(LocalLedger(store.root / "ledger"), store, "nobody", run="1", budget=None)
    return hire(crew, store, till, progress)


@pytest.mark.parametrize(
    ("crew", "stages", "inherited", "expected"),
    [
        (Crew(), DRAWN, False, "algorithmicMedia"),
        (Crew(), DRAWN, True, "trainedAlgorithmicMedia"),
        (PRESETS["gpu"], (*DRAWN, "keyframes"), False, "trainedAlgorithmicMedia"),
        (PRESETS["cloud"], (*DRAWN, "keyframes"), False, "trainedAlgorithmicMedia"),
        (Crew(story="anthropic"), DRAWN, False, "trainedAlgorithmicMedia"),
        (Crew(moderation="anthropic"), DRAWN, False, "algorithmicMedia"),
        (Crew(lipsync="replicate"), DRAWN[:-1], False, "algorithmicMedia"),
    ],
    ids=["drawn", "remade", "gpu", "cloud", "told by a model", "judged by one", "not called for"],
)
def test_a_film_says_what_its_engines_are(
    crew: Crew, stages: tuple[str, ...], inherited: bool, expected: str, store: LocalAssetStore
) -> None:
    sealing = Sealing(make_certificate(datetime.now(UTC)), trained=inherited)
    claims = sealing.seal("The Lamp", unit_of(crew, stages, store)).claims
    assert claims.source_type == expected
    [action] = claims.actions
    assert ("Lip-sync: " in action.description) == ("lipsync" in stages)
    assert "Moderation" not in action.description


def test_a_certificate_that_cannot_sign_stops_a_film_before_it_is_begun(
    api: PrefectApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTCUT_HOME", str(tmp_path))
    old = make_certificate(datetime.now(UTC) - timedelta(days=4_000))
    (tmp_path / FILE).write_text(old.key + old.chain)
    with pytest.raises(EngineMissing, match="get a new one"):
        ready_to_sign(None)


def test_an_earlier_films_story_keeps_its_source(api: PrefectApi) -> None:
    scene = Scene(
        id="s1",
        slugline="INT. KITCHEN - DAY",
        setting="kitchen",
        shots=(Shot(id="s1-h1", size="wide"),),
    )
    story = Story(title="T", logline="L", genre="drama", scenes=(scene,), characters=())
    for trained in (True, False):
        earlier = Earlier(story=story, pace=Pace(), trained=trained)
        assert ready_to_sign(earlier).trained == trained
    assert not ready_to_sign(None).trained
