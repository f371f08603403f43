"""Frames of a clip: read upright with their exact times, changed, and written back as they were.

What is looked at is 8 bits of red, green and blue. What is written is the clip's own picture, with
all its bits, to which only the difference between what was looked at and what came back is added:
pixels that nobody changed keep their value exactly, at any depth and in any colours.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import cv2
import numpy as np
import numpy.typing as npt

from film.errors import MediaFailed
from film.media.files import beside, media_errors
from film.transform.coding import B_FRAMES, Coding, coding_of, configure
from film.transform.muxing import open_clip, open_made
from film.transform.picture import PIXELS, Rgb

_BRIGHTEST = 255


@dataclass
class Shown:
    """A picture of a clip, as a viewer sees it."""

    number: int
    """Its place in the clip, from 0."""
    pts: int
    """When it is shown, in ticks of the clip's time base from the clip's start."""
    frame: av.VideoFrame
    """As coded: not turned, with all its bits."""
    coding: Coding
    _rgb: Rgb | None = None

    @property
    def time(self) -> Fraction:
        """Seconds from the clip's start."""
        return self.pts * self.coding.time_base

    @property
    def rgb(self) -> Rgb:
        """The upright picture: height × width × 3, 8 bits; not to be written to."""
        if self._rgb is None:
            matrix = self.coding.colour.scaler(self.coding.height)
            full = self.coding.colour.full(self.coding.pixels)
            converted = self.frame.reformat(
                format="rgb24",
                src_colorspace=matrix,
                src_color_range="JPEG" if full else "MPEG",
                dst_color_range="JPEG",
            )
            coded = converted.to_ndarray()
            self._rgb = np.ascontiguousarray(self.coding.turn.apply(coded))  # type: ignore[arg-type]
            self._rgb.setflags(write=False)
        return self._rgb


@dataclass(frozen=True)
class Rewritten:
    """What was written of a clip."""

    frames: int
    replaced: int
    """Pictures that were changed; nothing is written when it is 0."""


def read_frames(clip: Path, coding: Coding | None = None) -> Iterator[Shown]:
    """Yield a clip's pictures in the order in which they are shown.

    Memory does not grow with length. Raises MediaFailed when the clip is damaged.
    """
    coding = coding or coding_of(clip)
    with media_errors(f"read {clip.name}"), open_made(clip) as source:
        stream = source.streams.video[0]
        stream.codec_context.thread_count = 1
        number = 0
        for frame in source.decode(stream):
            if frame.is_corrupt or frame.pts is None:
                raise MediaFailed(f"{clip.name} is damaged: a picture cannot be decoded")
            yield Shown(number, frame.pts, frame, coding)
            number += 1
        if number != coding.frames:
            raise MediaFailed(f"{clip.name} breaks off after {number} of {coding.frames} pictures")


def rewrite_clip(clip: Path, out: Path, change: Callable[[Shown], Rgb | None]) -> Rewritten:
    """Write a clip anew, with each picture as ``change`` gives it back, upright, or None as it was.

    When nothing was changed, nothing is written: the clip itself stays what it is. Raises
    MediaFailed when the clip is damaged or pictures change their size, StorageFull when the disk
    takes no more.
    """
    coding = coding_of(clip)
    with ClipWriter(out, coding) as writer:
        for shown in read_frames(clip, coding):
            writer.write(shown, change(shown))
    return Rewritten(writer.frames, writer.replaced)


class ClipWriter:
    """Writes a clip that stands for another: times, colours, bits and turn as they were.

    A context manager. The file appears when the block ends well and a picture was changed.
    """

    def __init__(self, out: Path, coding: Coding, *, always: bool = False) -> None:
        self.out, self.coding = out, coding
        self.frames = self.replaced = 0
        self._always = always
        self._doing = f"write {out.name}"

    def __enter__(self) -> Self:
        """Open the file beside its place."""
        self._beside = beside(self.out)
        self._part = self._beside.__enter__()
        with media_errors(self._doing):
            self._opened = open_clip(self._part, self.coding.time_base)
            self._output = self._opened.__enter__()
            stream: Any = self._output.add_stream(self.coding.encoder, rate=self.coding.rate)
            configure(stream.codec_context, self.coding)
            stream.time_base = self.coding.time_base
            if self.coding.matrix:
                stream.set_display_matrix(self.coding.matrix)
            self._output.metadata["comment"] = self.coding.note
            self._stream = stream
        return self

    def write(self, shown: Shown, rgb: Rgb | None = None) -> None:
        """Write a picture as it was, or changed: upright, of the size that ``shown.rgb`` has."""
        frame = shown.frame
        if rgb is not None:
            changed = lay_over(shown, rgb)
            self.replaced += changed is not None
            frame = changed or frame
        frame.pict_type = 0
        frame.pts, frame.time_base = shown.pts, self.coding.time_base
        with media_errors(self._doing):
            self._mux(self._stream.encode(frame))
        self.frames += 1

    def _mux(self, packets: "list[av.Packet[Any]]") -> None:
        for packet in packets:
            if self.coding.frames <= B_FRAMES:  # none is reordered, and x265 makes these times up
                packet.dts = packet.pts
            self._output.mux(packet)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file and put it into its place, or take it away."""
        try:
            with media_errors(self._doing):
                if error is None:
                    self._mux(self._stream.encode(None))
                self._opened.__exit__(kind, error, trace)
        except BaseException as failure:
            self._beside.__exit__(type(failure), failure, failure.__traceback__)
            raise
        if error is None and not (self.replaced or self._always):
            self._part.unlink()
        else:
            self._beside.__exit__(kind, error, trace)


def lay_over(shown: Shown, rgb: Rgb) -> av.VideoFrame | None:
    """Return a copy of a coded picture to which what changed in ``rgb`` is added; None if nothing.

    Luma and colour differences change by what the video's own matrix makes of the change in red,
    green and blue (ITU-T H.273, 8.3). Raises MediaFailed when the sizes differ.
    """
    if rgb.shape != shown.rgb.shape or rgb.dtype != np.uint8:
        raise MediaFailed(f"A changed picture of shape {rgb.shape} does not fit {shown.rgb.shape}")
    undo = shown.coding.turn.undo
    before, after = undo(shown.rgb), undo(rgb)
    box = _changed(before, after)
    if box is None:
        return None
    rows, columns = box
    change = after[rows, columns].astype(np.float32) - before[rows, columns].astype(np.float32)
    frame = _copy(shown.frame)
    for number, plane_change in enumerate(_to_planes(change, shown.coding)):
        _add(frame, number, plane_change, box, PIXELS[shown.coding.pixels])
    return frame


Box = tuple[slice, slice]


def _changed(before: Rgb, after: Rgb) -> Box | None:
    """Return the rows and columns that hold every change, widened to whole chroma samples."""
    changed = (before != after).any(axis=2)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not rows.size:
        return None
    return (
        slice(int(rows[0]) & ~1, (int(rows[-1]) | 1) + 1),
        slice(int(columns[0]) & ~1, (int(columns[-1]) | 1) + 1),
    )


def _to_planes(
    change: npt.NDArray[np.float32], coding: Coding
) -> Iterator[npt.NDArray[np.float32]]:
    """Yield the change of luma, blue and red difference, in steps of the clip's own depth."""
    red, blue = coding.colour.weights(coding.height)
    depth = PIXELS[coding.pixels]
    full = coding.colour.full(coding.pixels)
    luma = change @ np.array([red, 1 - red - blue, blue], np.float32)
    yield luma * np.float32(_scale(depth, 219, full=full))
    if coding.pixels.startswith("gray"):
        return
    for channel, weight in ((2, blue), (0, red)):
        difference = (change[..., channel] - luma) / np.float32(2 * (1 - weight))
        yield difference * np.float32(_scale(depth, 224, full=full))


def _scale(depth: int, steps: int, *, full: bool) -> float:
    whole = (1 << depth) - 1 if full else steps << depth - 8
    return whole / _BRIGHTEST


def _add(
    frame: av.VideoFrame, number: int, change: npt.NDArray[np.float32], box: Box, depth: int
) -> None:
    """Add a change to a stretch of a plane, averaged over the pixels that share a sample."""
    plane = plane_of(frame, number)
    across = -(-frame.width // plane.shape[1])
    down = -(-frame.height // plane.shape[0])
    rows, columns = (slice(box[0].start // down, -(-box[0].stop // down)),
                     slice(box[1].start // across, -(-box[1].stop // across)))  # fmt: skip
    part = plane[rows, columns]
    if (down, across) != (1, 1):
        odd = (0, change.shape[0] % 2), (0, change.shape[1] % 2)
        even = np.pad(change, odd, "edge")
        size = even.shape[1] // across, even.shape[0] // down
        change = np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.float32)
    sums = np.rint(part + change[: part.shape[0], : part.shape[1]])
    part[:] = np.clip(sums, 0, (1 << depth) - 1).astype(plane.dtype)


def plane_of(frame: av.VideoFrame, number: int) -> npt.NDArray[Any]:
    """Return a plane of a picture as an array (height × width) on the picture's own memory."""
    plane = frame.planes[number]
    kind = np.dtype(np.uint8 if PIXELS[frame.format.name] == 8 else np.uint16)
    lines = np.frombuffer(memoryview(plane), kind).reshape(-1, plane.line_size // kind.itemsize)
    return lines[: plane.height, : plane.width]


def _copy(frame: av.VideoFrame) -> av.VideoFrame:
    """Return a copy of a picture that may be written to: a decoder may still refer to the other."""
    copy = av.VideoFrame(frame.width, frame.height, frame.format.name)
    for number in range(len(frame.planes)):
        plane_of(copy, number)[:] = plane_of(frame, number)
    copy.color_range, copy.colorspace = frame.color_range, frame.colorspace
    copy.color_trc, copy.color_primaries = frame.color_trc, frame.color_primaries
    return copy
