"""The character sheet shows the character, in the sizes promised."""

import numpy as np

from film.animatic.sheet import draw_sheet
from film.story import Appearance, Character


def test_a_sheet_and_a_portrait_are_drawn_opaque_and_alike_each_time() -> None:
    person = Character(
        id="mara",
        name='Mara "the Lamp" Quill: [keeper] with a very, very long name indeed to fit',
        role="lighthouse keeper",
        appearance=Appearance(hat="sou'wester", outfit="oilskin"),
    )
    sheet, portrait = draw_sheet(person, "storybook")
    assert sheet.shape == (900, 1600, 4)
    assert portrait.shape == (512, 512, 4)
    assert sheet.dtype == portrait.dtype == np.uint8
    assert (sheet[..., 3] == 255).all()
    assert (portrait[..., 3] == 255).all()
    again, face = draw_sheet(person, "storybook")
    assert np.array_equal(sheet, again)
    assert np.array_equal(portrait, face)


def test_sheets_of_two_characters_differ_in_every_part() -> None:
    one, _ = draw_sheet(Character(id="ada", name="Ada"), "storybook")
    two, _ = draw_sheet(Character(id="bo", name="Bo", age=70, sex="male"), "storybook")
    differs = np.abs(one.astype(int) - two).max(axis=2) > 20
    for part in (
        differs[:150],
        differs[160:800, :800],
        differs[160:650, 850:],
        differs[740:, 850:],
    ):
        assert part.sum() > 200
