"""Cards: the letters are there, inside the frame, clear of one another, in every shape."""

from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest

from film.animatic.cardart import LOOKS
from film.animatic.cards import _end_blocks, _title_blocks, shoot_card, shoot_slate
from film.assets import LocalAssetStore
from film.screen import make_screen
from film.story import Genre, Scene, Shot
from tests.film.animatic.assignments import luma

LONG = "A Very Long Title That Goes On and On About Everything That Ever Happened to Anybody"
TITLES = ("Ice", "The Keeper and the Storm", LONG, "שלום עולם", "W" * 120, "\U0001f3ac")


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    return LocalAssetStore(tmp_path / "assets")


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "2.39:1"])
@pytest.mark.parametrize("title", TITLES)
def test_letters_never_collide_or_leave_the_frame(aspect: str, title: str) -> None:
    screen = make_screen(aspect, "360p", "24")  # type: ignore[arg-type]
    for genre in get_args(Genre):
        for blocks in (
            _title_blocks(LOOKS[genre], title, "a film by Ana Prado", screen),
            _end_blocks(LOOKS[genre], title, "Made with Firstcut", screen),
        ):
            assert blocks
            bottoms = [y + block.height for block, y in blocks]
            tops = [y for _, y in blocks]
            assert tops[0] >= 0
            assert bottoms[-1] <= 0.88 * screen.height
            assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))
            assert all(block.ink_width <= screen.width for block, _ in blocks)


def test_a_title_fades_in_over_a_moving_landscape(store: LocalAssetStore) -> None:
    screen = make_screen("16:9", "360p", "24")
    take = shoot_card("title", "The Keeper", "", "drama", "storybook", screen, 48, 1, store)
    frames = luma(take, store).astype(int)
    assert frames.shape == (48, 360, 640)
    middle = (slice(90, 220), slice(120, 520))
    assert frames[40][middle].max() > 225  # letters
    assert frames[0][middle].max() < 190  # none yet
    assert np.abs(frames[47][260:] - frames[0][260:]).max() > 20
    assert take.shot == "title"


def test_cards_are_repeatable(tmp_path: Path) -> None:
    screen = make_screen("1:1", "360p", "24")
    takes = [
        shoot_card(
            "end", "Tide", "Made with Firstcut", "horror", "noir", screen, 12, 3,
            LocalAssetStore(tmp_path / name),
        )
        for name in map(str, range(20))  # x264 has made one in twenty otherwise
    ]  # fmt: skip
    assert takes == takes[:1] * 20


def test_a_slate_says_what_is_missing(store: LocalAssetStore) -> None:
    shot = Shot(id="s2-h1", size="wide", action="Mara climbs the stairs with 'a lamp' %{x}.")
    scene = Scene(id="s2", slugline="INT. LIGHTHOUSE - NIGHT", setting="coast", shots=(shot,))
    screen = make_screen("16:9", "360p", "24")
    take = shoot_slate(shot, scene, "The engine gave no picture.", screen, 10, store)
    assert take.slate
    frames = luma(take, store)
    assert frames.shape == (10, 360, 640)
    rows = (frames[5] > 150).any(axis=1)
    assert rows[:40].any()  # the clapper's stripes
    assert rows[80:330].sum() > 30  # lines of type
    assert not rows[330:].any()


def test_a_slate_can_be_cut_where_the_shot_could(store: LocalAssetStore) -> None:
    shot = Shot(id="s1-h1", size="wide")
    scene = Scene(id="s1", slugline="EXT. SEA - DAY", setting="coast", shots=(shot,))
    screen = make_screen("16:9", "360p", "24")
    take = shoot_slate(shot, scene, "It was refused.", screen, 20, store, keyframes=(0, 7, 15))
    with av.open(str(store.path(take.asset))) as file:
        keys = [packet.is_keyframe for packet in file.demux(video=0) if packet.size]
    assert [number for number, key in enumerate(keys) if key] == [0, 7, 15]
    assert len(keys) == take.asset.info.frames == 20
