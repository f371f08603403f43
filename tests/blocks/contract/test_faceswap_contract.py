"""Every face swap engine: another face where it was chosen, and nothing else changed."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from blocks.faceswap.base import Donor, FaceSwapEngine
from film.assets import Asset, AssetStore
from film.faceswap import Swapped
from film.transform.coding import coding_of
from tests.blocks.faceswap.filmed import (
    SHAPE,
    admiral,
    astronaut,
    kept,
    nobody,
    pair,
    part,
    picture,
    seen,
    shown_at,
)

from .engines import engines_of

engine = engines_of("faceswap")

ALONE = 4
"""Frames before the people come in."""
FRAMES = 14
UNEVEN = tuple(Fraction(n, 24) + Fraction(n * 7 % 5, 250) for n in range(FRAMES))
CODED = 6
"""Mean difference, in steps of 255, that coding a picture again may make."""


@dataclass(frozen=True)
class Scenario:
    """A clip in which two people appear, and who is to be replaced by whom."""

    clip: Asset
    donor: Donor


@pytest.fixture(scope="module")
def scenario(shelf: AssetStore) -> Scenario:
    frames = (*nobody(ALONE), *pair(FRAMES - ALONE))
    return Scenario(kept(frames, shelf, times=UNEVEN), astronaut(shelf))


@pytest.fixture(scope="module")
def swapped(engine: FaceSwapEngine, scenario: Scenario, shelf: AssetStore) -> Swapped:
    return swap(engine, scenario, shelf)


def swap(engine: FaceSwapEngine, scenario: Scenario, store: AssetStore) -> Swapped:
    choice = admiral().model_copy(update={"frame": ALONE})
    return engine.swap(scenario.clip, scenario.donor, choice, store)


def test_the_clip_stays_a_clip(swapped: Swapped, scenario: Scenario, shelf: AssetStore) -> None:
    assert swapped.clip != scenario.clip
    assert swapped.clip.info == scenario.clip.info
    assert swapped.frames == FRAMES
    assert FRAMES - ALONE - 1 <= swapped.replaced <= FRAMES - ALONE
    assert shown_at(swapped.clip, shelf) == shown_at(scenario.clip, shelf), "to the tick"
    before, after = (coding_of(shelf.path(one)) for one in (scenario.clip, swapped.clip))
    for name in ("codec", "width", "height", "pixels", "colour", "matrix"):
        assert getattr(after, name) == getattr(before, name), name
    assert 0 <= swapped.jitter < 1


def test_only_the_chosen_face_changes(
    swapped: Swapped, scenario: Scenario, shelf: AssetStore
) -> None:
    before, after = (seen(one, shelf)[ALONE + 1 :] for one in (scenario.clip, swapped.clip))
    change = np.abs(after - before).mean(axis=(0, 3))
    rows, columns = part(admiral().box, 0.7)
    assert change[rows, columns].mean() > 12
    change[part(admiral().box, 2.2)] = 0
    assert change.mean() < CODED
    half = change[:, SHAPE[0] // 2 :]
    assert half.max() < 5 * CODED, "the other person keeps their face"


def test_frames_without_the_face_stay(
    swapped: Swapped, scenario: Scenario, shelf: AssetStore
) -> None:
    before, after = (seen(one, shelf)[:ALONE] for one in (scenario.clip, swapped.clip))
    assert np.abs(after - before).mean() < CODED


def test_a_clip_with_nobody_in_it_is_the_same_asset(
    engine: FaceSwapEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    wall = kept(nobody(6), shelf)
    found = engine.swap(wall, scenario.donor, admiral(), shelf)
    assert (found.clip, found.frames, found.replaced) == (wall, 6, 0)


def test_a_picture_is_one_frame(
    engine: FaceSwapEngine, scenario: Scenario, shelf: AssetStore
) -> None:
    still = picture(pair(1)[0], shelf)
    found = engine.swap(still, scenario.donor, admiral(), shelf)
    assert (found.frames, found.replaced, found.clip.media_type) == (1, 1, "image/png")
    assert (found.clip.info.width, found.clip.info.height) == SHAPE
    assert found.clip != still


def test_the_same_clip_is_swapped_alike(
    engine: FaceSwapEngine, swapped: Swapped, scenario: Scenario, shelf: AssetStore
) -> None:
    assert swap(engine, scenario, shelf) == swapped
