"""A persona over a video by vendors' engines: what is bought, once, and what is not."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from blocks.crew import Crew
from blocks.persona import FirstcutPersona
from film.errors import BudgetSpent
from flows.standins.server import StandIns
from tests.api import PrefectApi
from tests.film.transform.uploads import upload
from tests.flows.transforming import Film, saved_persona, transformed
from tests.flows.vendors import standing_in
from tests.flows.videos import LEAVING

pytestmark = pytest.mark.e2e

NAME = "transform-bought"
CREW = Crew(faceswap="replicate", revoice="elevenlabs")


@pytest.fixture(scope="module")
def house() -> Iterator[StandIns]:
    """Run the vendors' stand-ins, and send every SDK to them."""
    with standing_in() as running:
        yield running


@pytest.fixture(scope="module")
def persona(api: PrefectApi, tmp_path_factory: pytest.TempPathFactory) -> FirstcutPersona:
    return saved_persona(NAME, tmp_path_factory.mktemp("persona"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return upload(tmp_path_factory.mktemp("bought") / "leaving", LEAVING)


@pytest.fixture(scope="module")
def film(house: StandIns, persona: FirstcutPersona, source: Path) -> Film:
    with pytest.raises(BudgetSpent):
        transformed(source, NAME, CREW, budget="1/1000000")
    assert not house.calls("replicate", "create")
    assert not house.calls("elevenlabs", "changer")
    return transformed(source, NAME, CREW)


def test_only_the_segment_with_the_face_is_bought(film: Film, house: StandIns) -> None:
    assert len(house.calls("replicate", "create")) == 1
    assert len(house.calls("elevenlabs", "changer")) == 1
    assert len(house.calls("elevenlabs", "clone")) == 1, "of the persona's sample"
    assert "1 of 2 segments never show the chosen face" in film.report.left
    assert "24 of 72 frames are the source's, bit by bit" in film.report.left
    assert all(one.passed for one in film.report.checks), film.report.checks
    assert 40 <= film.report.face.replaced <= 48
    [(before, after), (empty, still)] = film.pictures(24, 60)
    apart = np.abs(before - after).mean(axis=2)
    assert (apart[40:190, 160:320] > 15).mean() > 0.1
    assert np.array_equal(empty, still)


def test_the_bill_is_in_the_report_and_trained_models_are_named(film: Film) -> None:
    assert film.report.cost == film.report.spent > 0
    spent = {one.stage: one.spent for one in film.report.stages if one.spent}
    assert set(spent) == {"faceswap", "revoice"}
    assert film.report.credentials
    assert film.report.credentials.source_type == "compositeWithTrainedAlgorithmicMedia"


def test_once_more_nothing_is_bought(film: Film, house: StandIns) -> None:
    before = len(house.calls())
    again = transformed(film.source, NAME, CREW)
    assert again.report.cost == 0
    assert again.report.spent == film.report.spent
    bought = [call for call in house.calls()[before:] if call["method"] == "POST"]
    assert not bought
