"""Looking at single pictures of a video: by their numbers, upright, whatever lies between them."""

import bisect
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from film.transform.packets import read_timing
from film.transform.picture import Rgb, display_matrix, turn_of
from film.transform.source import USUAL, Limits, colour_of, open_source, telling, video_of
from film.transform.tracks import VideoTrack

_FAR = 90
"""Pictures that are decoded on the way to the next rather than searched past."""


def upright(frame: av.VideoFrame) -> Rgb:
    """Return a decoded picture as a viewer sees it: height × width × 3, 8 bits."""
    colour = colour_of(frame)
    full = colour.full(frame.format.name)
    rgb = frame.reformat(
        format="rgb24",
        src_colorspace=colour.scaler(frame.height),
        src_color_range="JPEG" if full else "MPEG",
        dst_color_range="JPEG",
    ).to_ndarray()
    turned = turn_of(display_matrix(frame)).apply(np.asarray(rgb, np.uint8))
    return np.ascontiguousarray(turned)


def pictures_at(
    path: Path, numbers: Iterable[int], limits: Limits = USUAL
) -> Iterator[tuple[int, Rgb]]:
    """Yield some of a video's pictures, upright, with their numbers among those that are shown.

    One that cannot be decoded is skipped, or the next one stands for it. Raises BadRequest when
    the video cannot be read.
    """
    wanted = sorted(set(numbers))
    with open_source(path, limits) as source, telling(path):
        shown = read_timing(source, video_of(source), limits.frames).shown
    with open_source(path, limits) as source, telling(path):
        stream = video_of(source)
        stream.codec_context.thread_count = 1
        at, frames = -1, source.decode(stream)
        for number in wanted:
            if number <= at or number >= len(shown):
                continue
            if number - at > _FAR:
                source.seek(shown[number], stream=stream)
                frames = source.decode(stream)
            found = _from(frames, shown[number])
            if found is None:
                return
            at = bisect.bisect_left(shown, found.pts or 0)
            yield at, upright(found)


def number_at(path: Path, video: VideoTrack, seconds: Fraction, limits: Limits = USUAL) -> int:
    """Return the number of the picture that stands at a time from the video's beginning."""
    with open_source(path, limits) as source, telling(path):
        shown = read_timing(source, video_of(source), limits.frames).shown
    return max(0, bisect.bisect_right(shown, video.start + seconds / video.time_base) - 1)


def _from(frames: Iterator[av.VideoFrame], pts: int) -> av.VideoFrame | None:
    """Return the first whole picture at or after a time."""
    return next(
        (one for one in frames if one.pts is not None and one.pts >= pts and not one.is_corrupt),
        None,
    )


def spread(frames: int, count: int) -> list[int]:
    """Return the numbers of so many pictures, or as many as there are, evenly spread."""
    count = max(1, min(count, frames))
    return [(2 * place + 1) * frames // (2 * count) for place in range(count)]
