"""Plain copies: a clip as any vendor can read it, each picture of the clip at an even beat.

However a clip is coded (turned, 10 bit, variable frame rate), its copy is upright H.264 of 8 bits
at a constant rate with as many pictures, so that what comes back is told by its number.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc

from film.media.files import beside, media_errors
from film.transform.coding import coding_of
from film.transform.frames import read_frames
from film.transform.muxing import open_clip
from film.transform.picture import Rgb

FASTEST, SLOWEST = Fraction(60), Fraction(10)
"""Frames a second of a copy; time itself is the clip's business."""
_QUALITY = {
    "crf": "14",
    "preset": "veryfast",
    "x264-params": "threads=1:lookahead-threads=1:no-mbtree=1",
}
"""With x264's macroblock tree one copy in twenty differs, and an order would not be known again."""


def copy_plainly(clip: Path, out: Path) -> int:
    """Write a clip's plain copy and return its pictures' number; MediaFailed, StorageFull.

    The same clip is the same bytes.
    """
    coding = coding_of(clip)
    rate = min(FASTEST, max(SLOWEST, coding.rate)).limit_denominator(1001)
    count = 0
    with beside(out) as part, media_errors(f"write {out.name}"), open_clip(part, 1 / rate) as file:
        stream: Any = file.add_stream("libx264", rate=rate, options=_QUALITY)
        stream.time_base = 1 / rate
        for shown in read_frames(clip, coding):
            rgb = _even(shown.rgb)
            if count == 0:
                _set_up(stream, rgb)
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709
            )
            frame.pts, frame.time_base = count, 1 / rate
            file.mux(stream.encode(frame))
            count += 1
        file.mux(stream.encode(None))
    return count


def _set_up(stream: Any, rgb: Rgb) -> None:
    stream.height, stream.width = rgb.shape[:2]
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.thread_count = 1
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709


def _even(rgb: Rgb) -> Rgb:
    """Return a picture with sides of even length, its last row and column shown twice if not."""
    height, width = rgb.shape[:2]
    return np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), "edge")
