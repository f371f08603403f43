"""The mezzanine: the one H.264 format of every take, so that joining is a copy of packets.

High profile, yuv420p, BT.709 limited range, no B-frames, closed GOPs of at most two seconds, one
thread, and headers that are the same in every file of a screen: any run of GOPs of any take can be
cut out and put behind any other.
"""

import itertools
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from film.errors import MediaFailed
from film.media.files import beside, media_errors
from film.media.h264 import (
    Packet,
    PacketWriter,
    Picture,
    RunEncoder,
    configure,
    header_units,
    open_output,
    to_video_frame,
)
from film.screen import Screen

__all__ = [
    "MezzanineWriter",
    "Picture",
    "is_mezzanine",
    "open_input",
    "read_frames",
    "read_gops",
    "splice",
]


class MezzanineWriter:
    """Writes one take; a context manager.

    The file appears at ``path`` when the block ends well, and never half-written. A GOP starts at
    each of ``keyframes`` and at most two seconds after the last. Raises StorageFull or MediaFailed.
    """

    def __init__(self, path: Path, screen: Screen, keyframes: Collection[int]) -> None:
        self.path = path
        self.screen = screen
        self.keyframes = frozenset(keyframes) | {0}
        self.frames = 0
        self._doing = f"write {path.name}"

    def __enter__(self) -> Self:
        """Open the file beside its place."""
        self._beside = beside(self.path)
        part = self._beside.__enter__()
        with media_errors(self._doing):
            self._output = open_output(part, self.screen)
            self._stream: VideoStream = self._output.add_stream("libx264", rate=self.screen.rate)
            configure(self._stream.codec_context, self.screen)
        return self

    def write(self, frame: Picture) -> None:
        """Append one frame; the array may be reused afterwards."""
        key = self.frames in self.keyframes
        with media_errors(self._doing):
            video_frame = to_video_frame(frame, self.frames, self.screen, key)
            self._output.mux(self._stream.encode(video_frame))
        self.frames += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file and put it into its place, or take it away after a failure."""
        try:
            if error is None and self.frames == 0:
                raise MediaFailed(f"Cannot write {self.path.name}: it has no frames")  # noqa: TRY301
            with media_errors(self._doing):
                if error is None:
                    self._output.mux(self._stream.encode(None))
                _close(self._output, discard=error is not None)
        except BaseException as failure:
            self._beside.__exit__(type(failure), failure, failure.__traceback__)
            raise
        self._beside.__exit__(kind, error, trace)


def _close(output: OutputContainer, *, discard: bool) -> None:
    try:
        output.close()
    except (OSError, av.FFmpegError):
        if not discard:
            raise


def read_frames(path: Path, start: int = 0, stop: int | None = None) -> Iterator[Picture]:
    """Yield frames ``start`` up to ``stop`` (exclusive, default the end), exactly.

    Decoding begins at the keyframe before ``start``. Raises MediaFailed when the file is broken or
    ends before ``stop``.
    """
    expected = start
    with media_errors(f"read {path.name}"), open_input(path) as source:
        stream = source.streams.video[0]
        stream.codec_context.thread_count = 1
        if start:
            source.seek(_pts(stream, start), stream=stream)
        for frame in source.decode(stream):
            number = frame_number(stream, frame.pts)
            if stop is not None and number >= stop:
                break
            if number >= start:
                if number != expected:
                    raise MediaFailed(f"Cannot read {path.name}: frame {expected} is missing")
                expected += 1
                yield frame.to_ndarray().astype(np.uint8, copy=False)
    if stop is not None and expected < stop:
        raise MediaFailed(f"Cannot read {path.name}: it ends before frame {stop}")


def open_input(path: Path) -> InputContainer:
    """Open a mezzanine or a film: an MP4 on this disk and nothing else."""
    return av.open(str(path), "r", format="mp4", options={"protocol_whitelist": "file"})


def frame_number(stream: VideoStream, pts: int | None) -> int:
    """Frame that a time stamp of a stream belongs to."""
    if pts is None or stream.time_base is None or stream.average_rate is None:
        raise MediaFailed("A picture has no time stamp")
    return round(pts * stream.time_base * _rate(stream))


def _pts(stream: VideoStream, frame: int) -> int:
    assert stream.time_base is not None  # noqa: S101  (every MP4 track has one)
    return round(frame / _rate(stream) / stream.time_base)


def _rate(stream: VideoStream) -> Fraction:
    rate = stream.average_rate
    if rate is None:
        raise MediaFailed("A picture track has no frame rate")
    # The average of a one-frame track, or of rounded ticks, may be off by a hair.
    return (
        min(
            (Fraction(24), Fraction(25), Fraction(30), Fraction(30000, 1001)),
            key=lambda known: abs(known - rate),
        )
        if abs(rate.limit_denominator(1001) - rate)
        else rate
    )


def read_packets(path: Path) -> Iterator[Packet]:
    """Yield a take's coded frames in order."""
    with media_errors(f"read {path.name}"), open_input(path) as source:
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                yield Packet(bytes(packet), bool(packet.is_keyframe))


def read_gops(path: Path) -> Iterator[tuple[int, list[Packet]]]:
    """Yield a take's closed GOPs in order: the first frame's number and the packets."""
    first, gop = 0, list[Packet]()
    for packet in read_packets(path):
        if packet.key and gop:
            yield first, gop
            first, gop = first + len(gop), []
        gop.append(packet)
    if gop:
        yield first, gop


def is_mezzanine(path: Path, screen: Screen) -> bool:
    """Say whether a file's headers are those that this encoder writes for a screen."""
    with media_errors(f"read {path.name}"), open_input(path) as source:
        headers = bytes(source.streams.video[0].codec_context.extradata or b"")
    return all(unit in headers for unit in header_units(screen))


@contextmanager
def template(screen: Screen) -> Iterator[VideoStream]:
    """Lend a mezzanine stream of a screen, for a track of packets to be made like it."""
    black = np.full((screen.height * 3 // 2, screen.width), 128, np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.mp4"
        with MezzanineWriter(path, screen, ()) as writer:
            writer.write(black)
        with open_input(path) as source:
            yield source.streams.video[0]


def spans_of(frames: Sequence[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring frames, given in order, as half-open spans."""
    spans: list[tuple[int, int]] = []
    for frame in frames:
        if spans and spans[-1][1] == frame:
            spans[-1] = (spans[-1][0], frame + 1)
        else:
            spans.append((frame, frame + 1))
    return spans


def splice(
    source: Path,
    spans: Sequence[tuple[int, int]],
    redraw: Callable[[int, Picture], Picture],
    out: Path,
    screen: Screen,
    keyframes: Collection[int] = (),
) -> None:
    """Write ``source`` again with the frames inside the half-open ``spans`` redrawn.

    ``redraw(frame number, picture)`` returns the new picture. Only GOPs that a span touches are
    encoded again; the packets of all others are copied as they are. ``keyframes`` start GOPs within
    what is encoded again. Raises StorageFull or MediaFailed.
    """
    encoder = RunEncoder(screen)
    with media_errors(f"write {out.name}"), beside(out) as part, open_input(source) as template:
        like = template.streams.video[0]
        output = open_output(part, screen)
        writer = PacketWriter(output, like, screen)
        for touched, run in itertools.groupby(
            read_gops(source), key=lambda gop: _touches(gop[0], len(gop[1]), spans)
        ):
            gops = list(run)
            if not touched:
                packets: Iterable[Packet] = (p for _, gop in gops for p in gop)
            else:
                first = gops[0][0]
                stop = gops[-1][0] + len(gops[-1][1])
                keys = {k - first for k in (*keyframes, *(start for start, _ in gops))}
                pictures = _redrawn(source, (first, stop), spans, redraw)
                packets = encoder.encode(pictures, keys)
            for packet in packets:
                writer.write(packet)
        output.close()


def _touches(first: int, frames: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < first + frames and stop > first for start, stop in spans)


def _redrawn(
    source: Path,
    run: tuple[int, int],
    spans: Sequence[tuple[int, int]],
    redraw: Callable[[int, Picture], Picture],
) -> Iterator[Picture]:
    for number, picture in enumerate(read_frames(source, *run), start=run[0]):
        inside = any(start <= number < stop for start, stop in spans)
        yield redraw(number, picture) if inside else picture
