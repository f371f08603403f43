"""Watermarks, drawn over frames and whole takes."""

from fractions import Fraction
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from pydantic import ValidationError

from film.animatic.mark import draw_mark, mark_take
from film.assets import LocalAssetStore, MediaInfo
from film.media.h264 import Picture
from film.media.mezzanine import MezzanineWriter, is_mezzanine, read_frames
from film.screen import Screen, make_screen
from film.shots import Take
from film.watermark import Corner, Watermark

SCREEN = make_screen("16:9", "360p", "24")
KEYS = (0, 7)
FRAMES = 12


def grey(screen: Screen = SCREEN, luma: int = 90) -> Picture:
    picture = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    picture[: screen.height] = luma
    return picture


def changed(watermark: Watermark, screen: Screen = SCREEN) -> tuple[float, float]:
    """Return where the middle of what a mark changes lies, 0 to 1 across and down."""
    picture = grey(screen)
    draw_mark(watermark, screen).draw(picture)
    rows, columns = np.nonzero(picture[: screen.height] != 90)
    return float(columns.mean() / screen.width), float(rows.mean() / screen.height)


@pytest.mark.parametrize("position", get_args(Corner))
def test_it_stands_where_it_is_asked_to(position: Corner) -> None:
    across, down = changed(Watermark(position=position))
    words = position.split()
    assert (across < 0.4, across > 0.6) == ("left" in words, "right" in words)
    assert (down < 0.3, down > 0.7) == ("top" in words, "bottom" in words)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "2.39:1"])
def test_it_stays_inside_every_picture(aspect: str) -> None:
    screen = make_screen(aspect, "360p", "24")  # type: ignore[arg-type]
    mark = draw_mark(Watermark(text="W" * 60, size=20), screen)
    rows, columns = mark.opacity.shape
    assert mark.left >= 0
    assert mark.top >= 0
    assert mark.left + columns <= screen.width
    assert mark.top + rows <= screen.height


def test_size_and_opacity_are_as_asked() -> None:
    def ink(watermark: Watermark) -> tuple[int, int]:
        opacity = draw_mark(watermark, SCREEN).opacity
        return int(np.count_nonzero(opacity > opacity.max() / 2)), int(opacity.max())

    (small, faint), (large, full) = (
        ink(Watermark(size=3, opacity=20)),
        ink(Watermark(size=9, opacity=100)),
    )
    assert 5 < large / small < 13, "three times as high: nine times the ink"
    assert (faint, full) == (51, 255)


def test_a_take_is_marked_on_every_frame_and_cuttable_as_before(
    store: LocalAssetStore, tmp_path: Path
) -> None:
    path = tmp_path / "take.mp4"
    with MezzanineWriter(path, SCREEN, KEYS) as writer:
        for _ in range(FRAMES):
            writer.write(grey())
    info = MediaInfo(frames=FRAMES, rate=Fraction(24), width=SCREEN.width, height=SCREEN.height)
    asset = store.put(path, info)
    take = Take(shot="s1-h1", asset=asset, still=asset)
    marked = mark_take(take, Watermark(), KEYS, store)
    assert marked.asset != asset
    assert marked.asset.info == info
    assert is_mezzanine(store.path(marked.asset), SCREEN)
    frames = [frame.copy() for frame in read_frames(store.path(marked.asset))]
    assert len(frames) == FRAMES
    mark = draw_mark(Watermark(), SCREEN)
    inside = np.zeros((SCREEN.height, SCREEN.width), bool)
    inside[mark.top : mark.top + mark.opacity.shape[0]] = True
    for frame in frames:
        luma = frame[: SCREEN.height].astype(int)
        assert np.abs(luma[~inside] - 90).max() <= 4, "the rest of the picture is as it was"
        assert luma[inside].max() > 130


@pytest.mark.parametrize(
    "bad", [{"text": " "}, {"text": "a\nb"}, {"text": "x" * 61}, {"size": 50}, {"opacity": 5}]
)
def test_what_cannot_be_drawn_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Watermark.model_validate(bad)


def test_text_is_text() -> None:
    """Nothing in it is a filter's syntax: it is drawn as it stands."""
    assert np.any(draw_mark(Watermark(text="%{pts}:'\\"), SCREEN).opacity)
