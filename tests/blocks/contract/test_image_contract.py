"""Every image engine: sheets that decode, that tell people apart, and that stay the same."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from blocks.image.base import ImageEngine
from film.assets import Asset, AssetStore
from film.look import Look
from film.story import Appearance, Character

from .engines import engines_of
from .people import MARA, TOM

engine = engines_of("image")

ODD = (
    Character(
        id="storm", name="🌩 <i>%{pts}</i>", appearance=Appearance(kind="spirit", species="storm")
    ),
    Character(id="unheard-of", name="X" * 300, appearance=Appearance(kind="alien", species="qux")),
)


def decoded(asset: Asset, store: AssetStore) -> npt.NDArray[np.uint8]:
    """Return a stored picture, checked against what its asset says of it."""
    assert asset.media_type in ("image/png", "image/jpeg")
    data = np.frombuffer(store.path(asset).read_bytes(), np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert picture is not None
    height, width = picture.shape[:2]
    assert (asset.info.width, asset.info.height) == (width, height)
    return np.asarray(picture, np.uint8)


@pytest.mark.parametrize("character", [MARA, TOM, *ODD], ids=lambda character: character.id)
def test_a_sheet_and_a_square_portrait_come_out(
    engine: ImageEngine, character: Character, shelf: AssetStore
) -> None:
    sheet = engine.draw_sheet(character, Look(style="storybook"), shelf)
    assert sheet.character == character.id
    picture, portrait = decoded(sheet.picture, shelf), decoded(sheet.portrait, shelf)
    assert portrait.shape[0] == portrait.shape[1] >= 128
    assert picture.shape[0] * picture.shape[1] > portrait.shape[0] * portrait.shape[1]
    for drawn in (picture, portrait):
        assert drawn.std() > 10, "something can be seen"


def test_two_people_look_different(engine: ImageEngine, shelf: AssetStore) -> None:
    portraits = [
        decoded(engine.draw_sheet(one, Look(style="storybook"), shelf).portrait, shelf).astype(int)
        for one in (MARA, TOM)
    ]
    assert np.abs(portraits[0] - portraits[1]).mean() > 4


def test_the_style_shows(engine: ImageEngine, shelf: AssetStore) -> None:
    sheets = [engine.draw_sheet(MARA, Look(style=style), shelf) for style in ("storybook", "noir")]
    assert sheets[0].picture.sha256 != sheets[1].picture.sha256


def test_the_same_character_is_the_same_picture(engine: ImageEngine, shelf: AssetStore) -> None:
    look = Look(style="pop")
    assert engine.draw_sheet(MARA, look, shelf) == engine.draw_sheet(MARA, look, shelf)
