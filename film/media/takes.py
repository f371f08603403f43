"""Takes made of what comes from outside: clips and frames conformed, stored with their still."""

from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from film.assets import Asset, AssetStore, MediaInfo
from film.errors import MediaFailed
from film.media.conform import Conformed, Cut, Rgb, conform_clips, conform_frames
from film.media.fitting import Fit, Fitter
from film.media.goods import Clip, check_clip, open_goods
from film.media.h264 import Picture
from film.media.picture import put_picture
from film.screen import Screen
from film.shots import Assignment, Take

_RANGE = 255 / 224
_RED, _BLUE = 1.5748 * _RANGE, 1.8556 * _RANGE
_GREEN_BLUE, _GREEN_RED = 0.187324 * _RANGE, 0.468124 * _RANGE
"""From BT.709 chroma in limited range to RGB (ITU-R BT.709-6, 3.3)."""


def take_from_clips(
    assignment: Assignment, clips: Sequence[Path], store: AssetStore, fit: Fit = "fill"
) -> Take:
    """Check clips, conform them to an assignment, and store the take and its still."""
    checked = [check_clip(clip) for clip in clips]
    cut = cut_of(assignment, fit)
    with store.scratch() as folder:
        path = folder / "take.mp4"
        return store_take(assignment, path, conform_clips(checked, cut, path), store)


def take_from_frames(
    assignment: Assignment, frames: Iterable[Rgb], count: int, rate: Fraction, store: AssetStore
) -> Take:
    """Conform RGB pictures to an assignment, and store the take and its still."""
    with store.scratch() as folder:
        path = folder / "take.mp4"
        conformed = conform_frames(frames, count, rate, cut_of(assignment), path)
        return store_take(assignment, path, conformed, store)


def cut_of(assignment: Assignment, fit: Fit = "fill") -> Cut:
    """Return what an assignment asks of its take."""
    keyframes = tuple(key for key in assignment.keyframes if key < assignment.frames)
    return Cut(assignment.screen, assignment.frames, keyframes, fit)


def store_take(assignment: Assignment, path: Path, conformed: Conformed, store: AssetStore) -> Take:
    """Store a written take, and its still as a JPEG of full size."""
    screen = assignment.screen
    info = MediaInfo(
        frames=assignment.frames, rate=screen.rate, width=screen.width, height=screen.height
    )
    return Take(
        shot=assignment.shot.id,
        asset=store.put(path, info),
        still=put_picture(to_rgb(conformed.still), store, ".jpg"),
    )


def put_last_picture(clip: Clip, store: AssetStore) -> Asset:
    """Store a clip's last picture as it is, for the next clip to begin with."""
    with open_goods(clip.path, clip.container) as source:
        newest = deque(source.decode(source.streams.video[0]), maxlen=1)
        if not newest:
            raise MediaFailed(f"{clip.path.name} has no last picture")
        final = newest[0]
        width, height = final.width, final.height
        if round(final.rotation / 90) % 2:
            width, height = height, width
        own = Screen(width=width // 2 * 2, height=height // 2 * 2, rate=Fraction(24))
        picture = Fitter(own).fit_frame(final, Fraction(1))
    return put_picture(to_rgb(picture), store, ".png")


def to_rgb(picture: Picture) -> Rgb:
    """Return a planar BT.709 picture (limited range) as RGB, its chroma interpolated."""
    height, width = picture.shape[0] * 2 // 3, picture.shape[1]
    chroma = picture[height:].reshape(2, height // 2, width // 2)
    blue, red = (
        cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32) - 128
        for plane in chroma
    )
    luma = (picture[:height].astype(np.float32) - 16) * (255 / 219)
    rgb = np.stack(
        [luma + _RED * red, luma - _GREEN_BLUE * blue - _GREEN_RED * red, luma + _BLUE * blue], -1
    )
    return np.asarray(np.clip(np.rint(rgb), 0, 255), np.uint8)
