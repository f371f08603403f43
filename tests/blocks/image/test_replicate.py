"""Pictures on Replicate: the portrait comes first, and everything else looks at it."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from blocks.image.replicate import PictureModel, ReplicateImage
from blocks.vendors.replicate_models import Tariff
from film.assets import Asset, AssetStore
from film.errors import EngineFailed, PaidInVain
from film.ledger import LocalLedger
from film.look import Look
from film.screen import Screen, make_screen
from film.shots import Assignment, CharacterSheet
from film.story import Presence, Scene, Shot
from film.till import Till
from flows.standins.faults import fault
from flows.standins.server import StandIns
from tests.blocks.contract.people import MARA, TOM
from tests.blocks.vendors.replicate_house import failing, hired, inputs, states

LOOK = Look(style="storybook", seed=7)
PICTURE = Fraction(4, 100)


@pytest.fixture(scope="module")
def standins() -> Iterator[StandIns]:
    with StandIns() as house:
        yield house


@pytest.fixture
def house(standins: StandIns) -> StandIns:
    standins.reset()
    return standins


@pytest.fixture
def till(tmp_path: Path, store: AssetStore) -> Iterator[Till]:
    till = Till(LocalLedger(tmp_path / "ledger"), store, "film")
    with till.paying("characters", "mara"):
        yield till


def asked(*sheets: CharacterSheet, screen: Screen | None = None, **changes: Any) -> Assignment:
    """Return a shot on a quay of those whose sheets are given."""
    people = [one for one in (MARA, TOM) if one.id in {sheet.character for sheet in sheets}]
    shot = Shot(
        id="s1-h1",
        size="two-shot",
        action="They wait.",
        cast=tuple(Presence(character=one.id) for one in people),
    )
    work = Assignment(
        scene=Scene(id="s1", slugline="EXT. QUAY - DUSK", setting="harbour", shots=()),
        shot=shot,
        characters=tuple(people),
        sheets=sheets,
        genre="drama",
        style="storybook",
        screen=screen or Screen(width=320, height=180, rate=Fraction(24)),
        frames=24,
    )
    return work.model_copy(update=changes)


def sum_of(asset: Asset) -> str:
    """Return how the stand-in's log names a file."""
    return f"sha256 {asset.sha256[:12]}"


def pixels(asset: Asset, store: AssetStore) -> np.ndarray[Any, Any]:
    return cv2.imdecode(np.frombuffer(store.path(asset).read_bytes(), np.uint8), 1)


def test_the_sheet_looks_at_the_portrait(house: StandIns, till: Till, store: AssetStore) -> None:
    engine = hired(ReplicateImage, house)
    sheet = engine.draw_sheet(MARA, LOOK, store)
    portrait, views = inputs(house)
    assert (portrait["aspect_ratio"], portrait["seed"]) == ("1:1", 7)
    assert "input_image" not in portrait
    assert "62-year-old woman" in portrait["prompt"]
    assert sum_of(sheet.portrait) in views["input_image"]
    assert views["aspect_ratio"] == "16:9"
    assert till.spent == engine.estimate(MARA).dollars == 2 * PICTURE


def test_a_keyframe_looks_at_the_portraits_of_those_in_it(
    house: StandIns, till: Till, store: AssetStore
) -> None:
    engine = hired(ReplicateImage, house)
    mara, tom = (engine.draw_sheet(one, LOOK, store) for one in (MARA, TOM))
    house.house.log.clear()
    for sheets in ((), (mara,), (mara, tom)):
        engine.draw_keyframe(asked(*sheets), store)
    nobody, alone, both = inputs(house)
    assert "input_image" not in nobody
    assert sum_of(mara.portrait) in alone["input_image"]
    assert sum_of(mara.portrait) not in both["input_image"]
    assert "from left to right: a 62-year-old woman" in both["prompt"]
    assert both["prompt"].index("woman") < both["prompt"].index("boy")


def test_a_model_that_takes_several_pictures_is_given_each(
    house: StandIns, till: Till, store: AssetStore
) -> None:
    model = PictureModel(
        model="black-forest-labs/flux-kontext-pro",
        picture_input="image_input[]",
        extra={"output_format": "png"},
        tariff=Tariff(unit="picture"),
    )
    engine = hired(ReplicateImage, house, keyframe=model)
    mara, tom = (engine.draw_sheet(one, LOOK, store) for one in (MARA, TOM))
    engine.draw_keyframe(asked(mara, tom), store)
    given = inputs(house)[-1]["image_input"]
    assert [sum_of(one.portrait) in sent for one, sent in zip((mara, tom), given, strict=True)]


@pytest.mark.parametrize(
    ("screen", "aspect"),
    [
        (make_screen("16:9", "360p", "24"), "16:9"),
        (make_screen("9:16", "360p", "24"), "9:16"),
        (make_screen("1:1", "360p", "24"), "1:1"),
        (make_screen("2.39:1", "360p", "24"), "21:9"),
    ],
    ids=["16:9", "9:16", "1:1", "2.39:1"],
)
def test_a_keyframe_has_the_screens_shape(
    house: StandIns, till: Till, store: AssetStore, screen: Screen, aspect: str
) -> None:
    picture = hired(ReplicateImage, house).draw_keyframe(asked(screen=screen), store)
    assert inputs(house)[0]["aspect_ratio"] == aspect
    height, width = pixels(picture, store).shape[:2]
    assert (picture.info.width, picture.info.height) == (width, height)
    assert width / height == pytest.approx(screen.width / screen.height, rel=0.006)


def test_every_seed_is_one_that_models_take(house: StandIns, till: Till, store: AssetStore) -> None:
    engine = hired(ReplicateImage, house)
    for seed in (0, 1, 2**32 - 1):
        engine.submit_keyframe(asked(seed=seed), store)
    seeds = [one["seed"] for one in inputs(house)]
    assert len(set(seeds)) == 3
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_a_sheet_that_fails_keeps_the_portrait_that_was_bought(
    house: StandIns, till: Till, store: AssetStore
) -> None:
    engine = hired(ReplicateImage, house)
    house.misbehave("replicate", "create", fault("none"), fault("job_fails", message="Oops"))
    with failing(EngineFailed, "Oops"):
        engine.draw_sheet(MARA, LOOK, store)
    assert states(till) == ["settled", "failed"]
    engine.draw_sheet(MARA, LOOK, store)
    assert states(till) == ["settled", "failed", "settled"]
    assert [one["aspect_ratio"] for one in inputs(house)] == ["1:1", "16:9", "16:9"]
    assert till.spent == 2 * PICTURE


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("wrong_media_type", "no media"),
        ("truncated_media", "used"),
        ("black", "black"),
        ("output_expired", "no longer"),
    ],
)
def test_a_picture_of_no_use_is_paid_in_vain(
    house: StandIns, till: Till, store: AssetStore, name: Any, says: str
) -> None:
    house.misbehave("replicate", "create", fault(name))
    with failing(PaidInVain, says):
        hired(ReplicateImage, house).draw_sheet(MARA, LOOK, store)
    assert states(till) == ["failed"]
    assert till.spent == PICTURE


def test_it_goes_on_where_another_process_stopped(
    house: StandIns, till: Till, store: AssetStore
) -> None:
    first = hired(ReplicateImage, house).submit_sheet(MARA, LOOK, store)
    second = hired(ReplicateImage, house)
    order = second.submit_sheet(MARA, LOOK, store)
    assert order == first
    sheet = second.collect_sheet(order, MARA, LOOK, store)
    assert second.collect_sheet(first, MARA, LOOK, store) == sheet
    assert len(inputs(house)) == 2


def test_its_fingerprint_is_the_models_and_never_the_key(house: StandIns) -> None:
    plain, keyed = ReplicateImage(), hired(ReplicateImage, house)
    assert plain.fingerprint() == keyed.fingerprint()
    assert house.keys["replicate"] not in json.dumps(keyed.fingerprint())
    for job in ("portrait", "sheet", "keyframe"):
        model = getattr(plain, job)
        dearer = model.model_copy(update={"tariff": Tariff(unit="call")})
        assert ReplicateImage(**{job: dearer}).fingerprint() == plain.fingerprint()
        other = model.model_copy(update={"extra": {"safety_tolerance": 1}})
        assert ReplicateImage(**{job: other}).fingerprint() != plain.fingerprint()


def test_its_settings_survive_as_json() -> None:
    engine = ReplicateImage()
    again = ReplicateImage.model_validate_json(engine.model_dump_json())
    assert again.fingerprint() == engine.fingerprint()
    assert again.keyframe == engine.keyframe
    for model in (engine.portrait, engine.sheet, engine.keyframe):
        assert f"https://replicate.com/{model.model}" in engine.terms()
