"""The one H.264 format of all pictures: its settings, its packets, and tracks made of packets."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.container import OutputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.stream import VideoStream

from film.errors import MediaFailed
from film.screen import Screen

Picture = npt.NDArray[np.uint8]
"""Planar yuv420p, shape (height * 3 // 2, width), BT.709 limited range."""

GOP_SECONDS = 2
_GLOBAL_HEADER = 1 << 22
"""libavcodec's flag: the headers stand in front of the stream, not among its packets."""
_BT709 = 1
_LIMITED = 1
_X264 = {
    "preset": "superfast",
    "crf": "20",
    "profile": "high",
    "level": "4.0",
    "forced-idr": "1",
    # stitchable keeps the headers free of anything the pictures decide; aq-mode 3 spends more on
    # dark gradients, where banding shows first. What is drawn moves simply: a coarse search finds
    # it, and the macroblock tree over a few frames spares the bits that superfast would waste.
    "x264-params": "stitchable=1:scenecut=0:bframes=0:open-gop=0:ref=1:aq-mode=3:threads=1:"
    "mbtree=1:rc-lookahead=5:lookahead-threads=1:sliced-threads=0:weightp=1:force-cfr=1",
}
_AVX512 = 256
"""OpenCV's number for the set of AVX-512 instructions that x264 uses (Skylake-X)."""
_UP_TO_AVX2 = "asm=MMX2,SSE2Fast,SSSE3,SSE4.2,AVX,FMA3,BMI2,AVX2"
"""What x264 may use where there is AVX-512: with that, the macroblock tree makes one take in twenty
other bytes, and neither caches nor orders would know it again.
"""


@dataclass(frozen=True)
class Packet:
    """One coded frame, its NAL units prefixed by their lengths, as MP4 has them."""

    data: bytes
    key: bool


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
    if cv2.checkHardwareSupport(_AVX512):
        context.options |= {"x264-params": f"{_X264['x264-params']}:{_UP_TO_AVX2}"}


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

    def _context(self) -> VideoCodecContext:
        context: VideoCodecContext = av.CodecContext.create("libx264", "w")
        configure(context, self.screen)
        context.flags |= _GLOBAL_HEADER
        return context


def _to_packet(packet: "av.Packet[Any]") -> Packet:
    return Packet(with_lengths(bytes(packet)), bool(packet.is_keyframe))


def header_units(screen: Screen) -> list[bytes]:
    """Return the parameter sets that every mezzanine of a screen has."""
    context: VideoCodecContext = av.CodecContext.create("libx264", "w")
    configure(context, screen)
    context.flags |= _GLOBAL_HEADER
    context.open()
    return _units(bytes(context.extradata or b""))


def _units(annex_b: bytes) -> list[bytes]:
    units = [unit.rstrip(b"\0") for unit in annex_b.split(b"\0\0\1")]
    return [unit for unit in units if unit]


def with_lengths(annex_b: bytes) -> bytes:
    """Turn start codes into four-byte lengths (ISO 14496-15) of each NAL unit."""
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in _units(annex_b))


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
