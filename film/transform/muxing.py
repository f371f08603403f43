"""MP4s that say nothing of when and by what they were made, and tracks that are copies."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

_BITEXACT = 0x0400
"""libavformat's flag: no creation time, no muxer's version."""
_MOST_TICKS = 1 << 30
_TAGS = {"hevc": "hvc1", "h264": "avc1"}
"""Sample entries whose parameter sets stand in the head, which all players take."""


@contextmanager
def open_clip(path: Path, base: Fraction, **options: str) -> Iterator[OutputContainer]:
    """Open an MP4 for writing whose picture track counts in a time base and begins by edit list."""
    settings = {
        "use_editlist": "1",
        "movie_timescale": str(min(base.denominator, _MOST_TICKS)),
        "video_track_timescale": str(base.denominator),
        "fflags": "+bitexact",
        **options,
    }
    with av.open(str(path), "w", format="mp4", options=settings) as output:
        output.flags |= _BITEXACT
        yield output


@contextmanager
def open_made(path: Path) -> Iterator[InputContainer]:
    """Open a clip that was made here: an MP4, and nothing but files and pipes to read."""
    options = {"protocol_whitelist": "file,pipe"}
    with av.open(str(path), "r", format="mp4", options=options) as source:
        yield source


def video_like(output: OutputContainer, like: VideoStream) -> VideoStream:
    """Add a picture track for copies of packets: the same headers, turn, colours and names."""
    stream: VideoStream = output.add_stream_from_template(like, opaque=True)
    tag = _TAGS.get(like.codec_context.codec.canonical_name)
    if tag:
        stream.codec_context.codec_tag = tag
    stream.codec_context.framerate = like.average_rate or Fraction(25)
    stream.time_base = like.time_base
    name_like(stream, like)
    return stream


def name_like(stream: Any, like: Any) -> None:
    """Give a track the language and the name of another."""
    for key in ("language", "handler_name", "title"):
        if like.metadata.get(key):
            stream.metadata[key] = like.metadata[key]
