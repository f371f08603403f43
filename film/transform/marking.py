"""A visible notice on an uploaded video's pictures, whatever their size, depth and colours."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from film.screen import Screen
from film.transform.coding import coding_of
from film.transform.frames import Rewritten, Shown, rewrite_clip
from film.transform.picture import Rgb
from film.watermark import Watermark

if TYPE_CHECKING:
    from film.animatic.mark import Mark

_WHITE = {"PQ": 0.58, "HLG": 0.75}
"""How bright white letters are in high dynamic range, of full scale: as bright as paper in a film
(ITU-R BT.2408, 203 cd/m²), not as bright as the sun."""


@dataclass(frozen=True)
class _Letters:
    """The mark in red, green and blue."""

    rows: slice
    columns: slice
    kept: npt.NDArray[np.float32]
    """Share of what lies under it that is still seen."""
    added: npt.NDArray[np.float32]


def mark_clip(clip: Path, watermark: Watermark, out: Path) -> Rewritten:
    """Write a clip with a line of text over every picture, upright.

    Its times, depth, colours and turn stay. Raises MediaFailed or StorageFull.
    """
    from film.animatic.mark import draw_mark

    coding = coding_of(clip)
    size = (coding.width, coding.height)
    width, height = size[::-1] if coding.turn.transpose else size
    mark = draw_mark(watermark, Screen(width=width, height=height, rate=coding.rate))
    letters = _letters(mark, _WHITE.get(coding.colour.hdr, 1.0))

    def change(shown: Shown) -> Rgb:
        picture = shown.rgb.copy()
        under = picture[letters.rows, letters.columns]
        rows, columns = under.shape[:2]  # fewer than the mark's in a tiny picture
        fresh = under * letters.kept[:rows, :columns] + letters.added[:rows, :columns]
        under[:] = np.rint(fresh).astype(np.uint8)
        return picture

    return rewrite_clip(clip, out, change)


def _letters(mark: "Mark", white: float) -> _Letters:
    """Turn a mark's limited luma, multiplied by its opacity, into full grey."""
    opacity = mark.opacity.astype(np.float32) / 255
    grey = np.clip((mark.luma.astype(np.float32) - 16 * opacity) * (255 / 219), 0, 255 * opacity)
    rows, columns = opacity.shape
    return _Letters(
        slice(mark.top, mark.top + rows),
        slice(mark.left, mark.left + columns),
        np.asarray(1 - opacity, np.float32)[..., None],
        np.asarray(grey * white, np.float32)[..., None],
    )
