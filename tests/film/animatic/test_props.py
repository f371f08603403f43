"""Props: each draws itself within its box, unlike the others; unknown ones draw nothing."""

import numpy as np
import numpy.typing as npt
import pytest
import skia

from film.animatic.light import Light
from film.animatic.props import draw_prop, held, known_props, prop_size, prop_width

SIZE = 96
GLOW = 0.22
"""How far soft light may reach beyond a prop's box, in its heights."""
COMMON = """
    lamp lantern letter book key map compass cup teapot bottle bread cake apple flower
    bouquet candle clock watch camera phone laptop computer radio television telescope
    microscope flask violin guitar piano drum trumpet kite balloon ball umbrella suitcase
    backpack bicycle car boat ship train rocket robot sword shield crown ring gem coin rope
    anchor net fish egg seed plant tree mushroom mirror painting easel brush broom cauldron
    wand skull mask doll toy box gift door window chair table bed ladder hammer wrench gear
    axe fire snowman star feather bell photograph newspaper satellite flag bird cat dog
    horse helmet
""".split()  # noqa: SIM905 - a list of ninety nouns reads best as words


def drawn(name: str, light: Light | None = None, accent: str = "#d8573f"
          ) -> npt.NDArray[np.uint8]:  # fmt: skip
    """Draw a prop 96 px high on a sheet four heights wide and two high."""
    wide = round(SIZE * 4)
    pixels = np.zeros((SIZE * 2, wide, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(
        skia.ImageInfo.Make(wide, SIZE * 2, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType),
        pixels,
    )
    canvas = surface.getCanvas()
    canvas.translate(wide / 2, SIZE * 1.5)
    canvas.scale(SIZE, SIZE)
    draw_prop(canvas, name, light or Light(), accent)
    surface.flushAndSubmit()
    return pixels


def test_there_are_props_for_the_common_nouns():
    assert len(known_props()) >= 70
    assert [name for name in COMMON if prop_size(name) is None] == []


@pytest.mark.parametrize("name", known_props())
def test_a_prop_fills_its_box_and_stays_within_it(name):
    alpha = drawn(name)[..., 3].astype(float) / 255
    half = (prop_width(name) or 0) / 2
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    x, y = (x + 0.5) / SIZE - 2, (y + 0.5) / SIZE - 1.5
    beyond = np.maximum(np.maximum(np.abs(x) - half, y), -1 - y)
    slack = 1.5 / SIZE
    solid = alpha > 0.5
    assert beyond[solid].max() < slack, "solid ink leaves the box"
    assert not alpha[beyond > GLOW].any(), "glow reaches too far"
    rows, columns = np.where(solid.any(1))[0], np.where(solid.any(0))[0]
    assert rows[-1] - rows[0] > 0.85 * SIZE
    assert columns[-1] - columns[0] > 0.7 * SIZE * 2 * half


def test_no_two_props_look_alike():
    seen = {drawn(name)[..., 3].tobytes(): name for name in known_props()}
    assert len(seen) == len(known_props())


def test_the_accent_colours_a_prop_and_the_light_turns_with_its_side():
    assert (drawn("balloon") != drawn("balloon", accent="#2f7fd0")).any()
    left, right = (drawn("vase", Light(side=side)).astype(int).sum(2) for side in (-0.6, 0.6))
    middle = left.shape[1] // 2
    assert left[:, middle - 20 : middle].sum() > left[:, middle : middle + 20].sum()
    assert right[:, middle - 20 : middle].sum() < right[:, middle : middle + 20].sum()


def test_night_darkens_a_prop():
    night = Light(tint=(0.4, 0.5, 0.8))
    assert drawn("book", night)[..., :3].sum() < 0.8 * drawn("book")[..., :3].sum()


def test_an_unknown_prop_draws_nothing():
    pixels = drawn("quandary")
    assert not pixels.any()
    assert draw_prop(skia.Surface(4, 4).getCanvas(), "quandary", Light(), "#ffffff") is False
    assert prop_size("quandary") is None
    assert prop_width("") is None
    assert not held("quandary")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("old brass lantern", "lantern"), ("Letters", "letter"), ("candles", "candle"),
     ("sailing boat", "boat"), ("a red balloon", "balloon"), ("diary", "book"), ("mug", "cup"),
     ("knives", "sword"), ("treasure", "treasure chest"), ("gun", "torch")],
)  # fmt: skip
def test_other_words_mean_the_same_thing(said, meant):
    assert (drawn(said) == drawn(meant)).all()
    assert prop_size(said) == prop_size(meant)


def test_small_things_are_held_and_large_ones_stand():
    assert all(held(name) for name in ("letter", "cup", "key", "lantern", "flower"))
    assert not any(held(name) for name in ("bicycle", "boat", "piano", "tree", "horse"))
    assert all((prop_size(name) or 9) <= 0.9 for name in known_props() if held(name))
    assert 0.04 < (prop_size("cup") or 0) < 0.1
    assert (prop_size("boat") or 0) >= 0.9


def test_the_same_prop_is_drawn_the_same_twice():
    assert all((drawn(name) == drawn(name)).all() for name in ("bouquet", "tree", "letter"))
