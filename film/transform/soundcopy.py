"""Sounds that are put back: copied packet by packet, with times that hold to the sample."""

import struct
from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer

from film.transform.muxing import name_like, open_made
from film.transform.source import open_source


class SoundCopy:
    """One of the film's sounds: packets as they were uploaded, or of what stands in their place."""

    def __init__(
        self,
        output: OutputContainer,
        files: ExitStack,
        path: Path,
        index: int,
        instead: Path | None,
    ) -> None:
        source: InputContainer = files.enter_context(open_source(path))
        uploaded = source.streams[index]
        like: Any = uploaded
        if instead is not None:
            source = files.enter_context(open_made(instead))
            like = source.streams.audio[0]
        self._output = output
        self._stream: Any = output.add_stream_from_template(like, opaque=True)
        self._stream.disposition = uploaded.disposition
        name_like(self._stream, uploaded)
        self._base = like.time_base or Fraction(1, 48_000)
        packets: Iterator[av.Packet[Any]] = (one for one in source.demux(like) if one.size)
        if self._base > Fraction(1, like.rate):
            packets = by_sample(packets, like)
            self._base = Fraction(1, like.rate)
        self._packets = packets
        self._stream.time_base = self._base
        self._reached: Fraction | None = None

    def write_until(self, second: Fraction | None) -> None:
        """Write the sound up to a time, or all that is left."""
        while second is None or self._reached is None or self._reached < second:
            packet = next(self._packets, None)
            if packet is None:
                return
            self._reached = (packet.dts or 0) * self._base
            packet.stream = self._stream
            self._output.mux(packet)


def by_sample(packets: "Iterator[av.Packet[Any]]", stream: Any) -> "Iterator[av.Packet[Any]]":
    """Count a sound's packets in samples where its container (Matroska) counts in milliseconds.

    Each begins where the one before ends, unless their times say that something lies between.
    """
    rate, base = stream.rate, stream.time_base
    rounding = base * rate + 1
    ends: int | None = None
    full = 0
    for packet in packets:
        before, behind = _skipped(packet)
        step = stream.codec_context.frame_size or round((packet.duration or 0) * base * rate)
        full = max(full, step)
        told = round((packet.pts or 0) * base * rate)
        if ends is None:
            at = -before if abs(told + before) <= rounding else told
        else:
            at = ends if abs(told - ends) <= rounding else told
        ends = at + step
        packet.pts = packet.dts = at
        packet.duration = full - behind if behind else step
        packet.time_base = Fraction(1, rate)
        yield packet


def _skipped(packet: "av.Packet[Any]") -> tuple[int, int]:
    """Return how many samples of a packet are not to be heard, at its beginning and its end."""
    if not packet.has_sidedata("skip_samples"):
        return 0, 0
    before, behind = struct.unpack("<2I", bytes(packet.get_sidedata("skip_samples"))[:8])
    return int(before), int(behind)
