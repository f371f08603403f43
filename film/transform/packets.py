"""A video's packets without their pictures: when each is shown, and where decoding may begin."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from film.errors import BadRequest
from film.transform.headers import is_refresh


@dataclass
class Timing:
    """Every picture of a track, in the order in which it is coded: eight bytes or one for each."""

    pts: "array[int]" = field(default_factory=lambda: array("q"))
    """When it is shown, in the track's time base."""
    key: bytearray = field(default_factory=bytearray)
    """1 where a decoder may begin, 2 where besides nothing later refers to anything earlier."""
    hidden: bytearray = field(default_factory=bytearray)
    """1 where an edit list hides the picture: it is there for others to be decoded from."""
    size: int = 0
    """Bytes of all pictures."""
    last: int = 0
    """How long the picture that is shown last stands, in the time base."""

    @property
    def shown(self) -> "array[int]":
        """The times of all pictures that are shown, in order."""
        times = zip(self.pts, self.hidden, strict=True)
        return array("q", sorted(pts for pts, hidden in times if not hidden))

    @property
    def reorder(self) -> int:
        """Fewest pictures by which decoding must run ahead of showing."""
        ranks = {pts: rank for rank, pts in enumerate(sorted(self.pts))}
        return max((place - ranks[pts] for place, pts in enumerate(self.pts)), default=0)


def read_timing(source: InputContainer, stream: VideoStream, most: int) -> Timing:
    """Read a track's packets, decoding none.

    Raises BadRequest when a picture has no time, two have the same, there are more than ``most``,
    none is shown, or pictures are encrypted.
    """
    timing = Timing()
    name = source.name.rpartition("/")[2]
    head = stream.codec_context.extradata or b""
    length_size = (head[4] & 3) + 1 if _is_avc(stream, head) else 0
    for packet in coded(source, stream):
        if packet.pts is None:
            raise BadRequest(f"{name} has pictures without a time: convert it to an MP4 first")
        if packet.has_sidedata("encryption_info"):
            raise BadRequest(f"{name} is encrypted: upload a video without copy protection")
        if len(timing.pts) == most:
            raise BadRequest(f"{name} has more than {most} pictures: cut it shorter")
        timing.pts.append(packet.pts)
        timing.size += packet.size
        timing.key.append(_begins(packet, length_size))
        timing.hidden.append(packet.is_discard)
    shown = timing.shown
    if not shown:
        raise BadRequest(f"{name} holds no pictures")
    if len(set(timing.pts)) != len(timing.pts):
        raise BadRequest(f"{name} shows two pictures at one time: convert it to an MP4 first")
    timing.last = (stream.start_time or 0) + (stream.duration or 0) - shown[-1]
    if timing.last <= 0:
        timing.last = shown[-1] - shown[-2] if len(shown) > 1 else ticks(stream)
    return timing


def _is_avc(stream: VideoStream, head: bytes) -> bool:
    return stream.codec_context.codec.canonical_name == "h264" and head[:1] == b"\1"


def _begins(packet: "av.Packet[VideoStream]", length_size: int) -> int:
    """Return 0 for a picture that needs others, 1 for a keyframe, 2 for one that is closed."""
    if not packet.is_keyframe:
        return 0
    return 1 if length_size and not is_refresh(bytes(packet), length_size) else 2


def coded(source: InputContainer, stream: VideoStream) -> "Iterator[av.Packet[VideoStream]]":
    """Yield a track's packets; those that only flush a decoder are left out."""
    return (packet for packet in source.demux(stream) if packet.size)


def ticks(stream: VideoStream) -> int:
    """Return how long one picture stands by the track's average rate, in its time base."""
    rate, base = stream.average_rate or Fraction(25), stream.time_base or Fraction(1, 1000)
    return max(1, round(1 / rate / base))
