"""Clips with faces in them, as files: even or uneven, turned, deep."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from blocks.faceswap.base import Donor
from film.assets import Asset, AssetStore, MediaInfo
from film.faces.cast import FaceChoice
from film.faces.find import find_faces
from film.transform.frames import read_frames
from tests.film.faces.clips import Path2D, background, moving, place, portrait

Pixels = npt.NDArray[np.uint8]
SHAPE = (400, 224)
RATE = Fraction(24)
TICKS = 12_000
STILL = Path2D(x=0.3, sway=0.03, lean=3, breathe=0.02)
"""The admiral, on the left, hardly moving."""
RIGHT = Path2D(x=0.74, sway=0.02, lean=3, breathe=0.02)


def write_clip(
    path: Path,
    frames: Iterable[Pixels],
    *,
    times: Sequence[Fraction] = (),
    pixels: str = "yuv420p",
    rotation: int = 0,
) -> Path:
    """Write upright frames as a clip; what a rotation asks for is undone in its pictures."""
    with av.open(str(path), "w", options={"video_track_timescale": str(TICKS)}) as file:
        stream: Any = None
        for number, upright in enumerate(frames):
            rgb = np.ascontiguousarray(np.rot90(upright, -rotation // 90))
            if stream is None:
                stream = _track(file, rgb, pixels, rotation)
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(
                format=pixels, dst_colorspace="ITU709"
            )
            frame.time_base = Fraction(1, TICKS)
            frame.pts = round((times[number] if times else number / RATE) * TICKS)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def _track(file: Any, rgb: Pixels, pixels: str, rotation: int) -> Any:
    codec = "libx265" if "10" in pixels else "libx264"
    stream = file.add_stream(codec, rate=RATE)
    context = stream.codec_context
    context.height, context.width = rgb.shape[:2]
    context.pix_fmt, context.time_base, context.thread_count = pixels, Fraction(1, TICKS), 1
    context.color_primaries = context.color_trc = context.colorspace = 1
    if codec == "libx265":
        params = "log-level=none:pools=1:frame-threads=1"
        context.options = {"preset": "ultrafast", "crf": "14", "x265-params": params}
        context.codec_tag = "hvc1"
    else:
        context.options = {"preset": "veryfast", "crf": "14"}
    if rotation:
        stream.set_display_rotation(rotation)
    return stream


def kept(frames: Sequence[Pixels], store: AssetStore, **form: Any) -> Asset:
    """Store frames as a clip."""
    height, width = frames[0].shape[:2]
    with store.scratch() as folder:
        path = write_clip(folder / "clip.mp4", frames, **form)
        info = MediaInfo(frames=len(frames), rate=RATE, width=width, height=height)
        return store.put(path, info)


@cache
def pair(frames: int) -> tuple[Pixels, ...]:
    """Return frames of the admiral on the left and the astronaut on the right."""
    source = portrait("astronaut")
    return tuple(
        place(frame, source, RIGHT.matrix(number / 24, source, *SHAPE))
        for number, (frame, _) in enumerate(moving("admiral", frames, STILL, SHAPE))
    )


def nobody(frames: int, shape: tuple[int, int] = SHAPE) -> tuple[Pixels, ...]:
    """Return frames of a wall."""
    return (background(*shape),) * frames


def astronaut(store: AssetStore) -> Donor:
    """Store the donor's picture."""
    return Donor(pictures=(picture(portrait("astronaut"), store),))


def picture(pixels: Pixels, store: AssetStore) -> Asset:
    """Store a picture."""
    with store.scratch() as folder:
        path = folder / "picture.png"
        cv2.imwrite(str(path), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
        height, width = pixels.shape[:2]
        return store.put(path, MediaInfo(width=width, height=height))


@cache
def admiral() -> FaceChoice:
    """Return the choice of the admiral in the first frame of the pair."""
    frame = pair(1)[0]
    from film.faces.cast import look_of

    face = min(find_faces(frame), key=lambda one: one.box[0])
    left, top, right, bottom = face.box
    width, height = SHAPE
    box = left / width, top / height, right / width, bottom / height
    return FaceChoice(frame=0, box=box, look=look_of(frame, face))


def seen(clip: Asset, store: AssetStore) -> npt.NDArray[np.int16]:
    """Return a clip's pictures as they are seen: frames × height × width × 3."""
    return np.stack([one.rgb for one in read_frames(store.path(clip))]).astype(np.int16)


def shown_at(clip: Asset, store: AssetStore) -> list[Fraction]:
    """Return the moments at which a clip's pictures are shown, in seconds."""
    return [one.time for one in read_frames(store.path(clip))]


def part(box: tuple[float, float, float, float], grown: float) -> tuple[slice, slice]:
    """Return the rows and columns of a relative box, grown about its middle."""
    width, height = SHAPE
    left, top, right, bottom = box
    x, y = (left + right) / 2 * width, (top + bottom) / 2 * height
    wide, high = (right - left) / 2 * width * grown, (bottom - top) / 2 * height * grown
    return (
        slice(max(0, round(y - high)), round(y + high)),
        slice(max(0, round(x - wide)), round(x + wide)),
    )
