"""The mezzanine: the one H.264 format of every take, so that joining is a copy of packets.

High profile, yuv420p, BT.709 limited range, no B-frames, closed GOPs of at most two seconds, one
thread, and headers that are the same in every file of a screen: any run of GOPs of any take can be
cut out and put behind any other.
"""

import errno
import itertools
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer, OutputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.stream import VideoStream

from film.errors import MediaFailed, StorageFull
from film.screen import Screen

Picture = npt.NDArray[np.uint8]
"""Planar yuv420p, shape (height * 3 // 2, width), BT.709 limited range."""

GOP_SECONDS = 2
_BT709 = 1
_LIMITED = 1
_X264 = {
    "preset": "veryfast",
    "crf": "20",
    "profile": "high",
    "level": "4.0",
    "forced-idr": "1",
    # stitchable keeps the headers free of anything the pictures decide; aq-mode 3 spends more on
    # dark gradients, where banding shows first.
    "x264-params": "stitchable=1:scenecut=0:bframes=0:open-gop=0:ref=1:aq-mode=3:threads=1:"
    "lookahead-threads=1:sliced-threads=0:weightp=1:force-cfr=1",
}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Packet:
    """One coded frame, its NAL units prefixed by their lengths, as MP4 has them."""

    data: bytes
    key: bool


@contextmanager
def media_errors(doing: str) -> Iterator[None]:
    """Translate what PyAV and the disk raise into one sentence: ``Cannot <doing>: <reason>``."""
    try:
        yield
    except OSError as cause:
        if cause.errno in _FULL:
            raise StorageFull(f"Cannot {doing}: the disk is full") from cause
        raise MediaFailed(f"Cannot {doing}: {cause.strerror or cause}") from cause
    except av.FFmpegError as cause:
        raise MediaFailed(f"Cannot {doing}: {cause}") from cause


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Lend a name beside ``path``; the file takes its place on success and is gone on failure."""
    part = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def track_timescale(rate: Fraction) -> int:
    """Ticks a second of the video track: whole ticks to a frame, and fine enough for players."""
    return rate.numerator * (1000 if rate.denominator == 1 else 1)


def open_output(path: Path, screen: Screen, **options: str) -> OutputContainer:
    """Open an MP4 for writing that carries no dates, no versions and no edit list."""
    output = av.open(
        str(path),
        "w",
        format="mp4",
        options={
            "use_editlist": "0",
            "video_track_timescale": str(track_timescale(screen.rate)),
            "fflags": "+bitexact",
            **options,
        },
    )
    output.flags |= 0x0400  # AVFMT_FLAG_BITEXACT: no creation time, no muxer version
    return output


def configure(context: VideoCodecContext, screen: Screen) -> None:
    """Set an x264 context to the mezzanine format."""
    context.width, context.height = screen.width, screen.height
    context.pix_fmt = "yuv420p"
    context.framerate = screen.rate
    context.time_base = 1 / screen.rate
    context.gop_size = round(GOP_SECONDS * screen.rate)
    context.max_b_frames = 0
    context.thread_count = 1
    context.color_range = _LIMITED
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.options = dict(_X264)


def to_video_frame(picture: Picture, number: int, screen: Screen, key: bool) -> av.VideoFrame:
    """Wrap a picture as frame ``number`` of a stream; ``key`` starts a GOP there."""
    if picture.shape != (screen.height * 3 // 2, screen.width):
        raise MediaFailed(
            f"A frame of shape {picture.shape} does not fit the "
            f"{screen.width}×{screen.height} screen"
        )
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="yuv420p")
    frame.pts = number
    frame.time_base = 1 / screen.rate
    frame.color_range = _LIMITED
    frame.color_primaries = frame.color_trc = frame.colorspace = _BT709
    frame.pict_type = PictureType.I if key else PictureType.NONE
    return frame


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
            self._stream: VideoStream = self._output.add_stream(
                "libx264", rate=self.screen.rate, options=dict(_X264)
            )
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


class RunEncoder:
    """Encodes runs of frames to packets that may stand among those of any other take."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def encode(self, pictures: Iterable[Picture], keyframes: Collection[int]) -> Iterator[Packet]:
        """Yield a packet a picture; the first starts a GOP, and so does each of ``keyframes``.

        ``keyframes`` count from the run's first picture.
        """
        context = self._context()
        for number, picture in enumerate(pictures):
            key = number == 0 or number in keyframes
            for packet in context.encode(to_video_frame(picture, number, self.screen, key)):
                yield _to_packet(packet)
        for packet in context.encode(None):
            yield _to_packet(packet)

    def headers(self) -> bytes:
        """Return the parameter sets that every mezzanine of this screen has, as Annex B."""
        context = self._context()
        context.open()
        return bytes(context.extradata or b"")

    def _context(self) -> VideoCodecContext:
        context: VideoCodecContext = av.CodecContext.create("libx264", "w")
        configure(context, self.screen)
        context.flags |= 1 << 22  # AV_CODEC_FLAG_GLOBAL_HEADER: no headers among the packets
        return context


def _to_packet(packet: "av.Packet[Any]") -> Packet:
    return Packet(with_lengths(bytes(packet)), bool(packet.is_keyframe))


def with_lengths(annex_b: bytes) -> bytes:
    """Turn start codes into four-byte lengths (ISO 14496-15) of each NAL unit."""
    units = [unit.rstrip(b"\0") for unit in annex_b.split(b"\0\0\1")]
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units if unit)


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


class PacketWriter:
    """Writes packets of mezzanines as one MP4 video track; frame after frame, without gaps."""

    def __init__(self, output: OutputContainer, like: VideoStream, screen: Screen) -> None:
        self._output = output
        self.stream = output.add_stream_from_template(like)
        self._tick = Fraction(1, track_timescale(screen.rate))
        self.stream.time_base = self._tick
        self._step = round(track_timescale(screen.rate) / screen.rate)
        self.frames = 0

    def write(self, packet: Packet) -> None:
        """Append one coded frame."""
        coded: av.Packet[Any] = av.Packet(packet.data)
        coded.time_base = self._tick
        coded.pts = coded.dts = self.frames * self._step
        coded.duration = self._step
        coded.is_keyframe = packet.key
        coded.stream = self.stream
        self._output.mux(coded)
        self.frames += 1


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
