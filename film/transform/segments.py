"""Segments: an uploaded video cut into clips of a few seconds, each of which stands by itself.

Clips are copies of packets: nothing is coded anew. A clip begins at a keyframe where there is one;
where there is none for long, it carries the pictures since the last keyframe along, and an edit
list hides them. Clips of the same video are the same bytes every time, so that work on them is
cached by content and goes on where it stood.
"""

import bisect
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from film.errors import MediaFailed
from film.media.files import beside, media_errors
from film.model import FilmModel
from film.transform.coding import coding_of, note
from film.transform.frames import ClipWriter, read_frames
from film.transform.muxing import open_clip, video_like
from film.transform.packets import Timing, coded, read_timing
from film.transform.source import USUAL, Limits, SourceVideo, open_source, telling, video_of

TARGET = Fraction(4)
"""Seconds after which the next good place to cut is taken."""
LONGEST = 3
"""Times the target after which a place that is not so good is taken."""
_BACK = (Fraction(0), Fraction(2), Fraction(15))
"""Seconds that are gone back to find a keyframe, before all is read from the start."""


class Segment(FilmModel):
    """A stretch of an uploaded video."""

    number: int
    """Its place among the segments, from 0."""
    first: int
    """Its first picture, counted from the video's first one that is shown."""
    frames: int
    start: int
    stop: int
    """Time stamps of its first picture and of the next segment's, in ticks of the video."""
    seek: int
    """Time stamp of the keyframe from which its first picture is decoded."""
    packets: int
    """Coded pictures from that keyframe to its last one."""
    clean: bool
    """Whether it begins with that keyframe: it may then be put behind any other picture."""
    exact: bool = True
    """Whether its packets hold no picture that an edit list hides at the video's end."""


def plan_segments(
    path: Path, video: SourceVideo, target: Fraction = TARGET, limits: Limits = USUAL
) -> tuple[Segment, ...]:
    """Cut a probed video into segments that are played one after the other without a gap.

    Each is at least ``target`` seconds long, but for the last. Raises BadRequest as probing does.
    """
    with open_source(path, limits) as source, telling(path):
        timing = read_timing(source, video_of(source), limits.frames)
    cuts = _cuts(timing, video, target)
    shown = timing.shown
    segments: list[Segment] = []
    for number, (begin, end) in enumerate(pairwise(cuts)):
        seek = _keyframe_before(timing, begin)
        inside = [place for place in range(begin, end) if not timing.hidden[place]]
        start = min(timing.pts[place] for place in inside)
        first = bisect.bisect_left(shown, start)
        after = first + len(inside)
        stop = shown[after] if after < len(shown) else video.video.stop
        segments.append(
            Segment(
                number=number,
                first=first,
                frames=len(inside),
                start=start,
                stop=stop,
                seek=timing.pts[seek],
                packets=end - seek,
                clean=seek == begin and timing.key[seek] == 2 and not timing.hidden[seek],
                exact=max(timing.pts[begin:end]) < stop,
            )
        )
    return tuple(segments)


def _cuts(timing: Timing, video: SourceVideo, target: Fraction) -> list[int]:
    """Return where packets are parted: the first of each segment, and the end."""
    base = video.video.time_base
    cuts, begun, spare = [0], timing.shown[0], None
    for place in _parting(timing):
        now = timing.pts[place]
        if (now - begun) * base < target:
            continue
        clean = timing.key[place] == 2 and all(pts >= now for pts in timing.pts[place : place + 32])
        spare = spare or place
        if clean or (now - begun) * base >= LONGEST * target:
            cuts.append(place if clean else spare)
            begun, spare = min(timing.pts[cuts[-1] : cuts[-1] + 32]), None
    return [*cuts, len(timing.pts)]


def _parting(timing: Timing) -> Iterator[int]:
    """Yield every place before which all pictures are shown before all that come after it."""
    count = len(timing.pts)
    earliest = list(timing.pts)
    for place in range(count - 2, -1, -1):
        earliest[place] = min(earliest[place], earliest[place + 1])
    latest = timing.pts[0]
    for place in range(1, count):
        if latest < earliest[place] and not timing.hidden[place]:
            yield place
        latest = max(latest, timing.pts[place])


def _keyframe_before(timing: Timing, place: int) -> int:
    """Return the last keyframe from which everything at and after a place can be decoded."""
    first = min(pts for pts in timing.pts[place : place + 32])
    while not (timing.key[place] and timing.pts[place] <= first):
        place -= 1
    return place


def cut_segment(path: Path, video: SourceVideo, segment: Segment, out: Path) -> None:
    """Write a segment as a clip (MP4) without sound, whose time stamps count from its start.

    The video's own packets are copied, its turn and colours with them; the same segment gives the
    same bytes. Raises BadRequest or MediaFailed when the video cannot be read, StorageFull when the
    disk takes no more.
    """
    if segment.exact:
        _copy(path, video, segment, out)
        return
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        longer = Path(folder) / "longer.mp4"
        _copy(path, video, segment, longer)
        coding = replace(coding_of(longer), bit_exact=True)
        with ClipWriter(out, coding, always=True) as writer:
            for shown in read_frames(longer, coding):
                if shown.number < segment.frames:
                    writer.write(shown)


def _copy(path: Path, video: SourceVideo, segment: Segment, out: Path) -> None:
    with (
        open_source(path) as source,
        media_errors(f"write {out.name}"),
        beside(out) as part,
        open_clip(part, video.video.time_base) as output,
    ):
        like = video_of(source)
        output.metadata["comment"] = note(video.video)
        stream = video_like(output, like)
        written = 0
        for packet in _packets_of(source, like, segment):
            packet.pts = (packet.pts or 0) - segment.start
            packet.dts = packet.dts - segment.start if packet.dts is not None else None
            packet.stream = stream
            output.mux(packet)
            written += 1
        if written != segment.packets:
            raise MediaFailed(f"{path.name} breaks off within segment {segment.number}")


def _packets_of(
    source: InputContainer, stream: VideoStream, segment: Segment
) -> "Iterator[av.Packet[VideoStream]]":
    base = stream.time_base or Fraction(1, 1000)
    for back in _BACK:
        source.seek(segment.seek - round(back / base), stream=stream)
        found = _from(source, stream, segment)
        first = next(found, None)
        if first is not None:
            break
    else:
        source.seek(-(1 << 40), stream=stream)
        found = _from(source, stream, segment)
        first = next(found, None)
        if first is None:
            raise MediaFailed(f"The keyframe of segment {segment.number} is gone")
    yield first
    yield from found


def _from(
    source: InputContainer, stream: VideoStream, segment: Segment
) -> "Iterator[av.Packet[VideoStream]]":
    """Yield the segment's packets once its keyframe comes; nothing when that has passed already."""
    left = segment.packets
    begun = False
    for packet in coded(source, stream):
        begun = begun or (packet.is_keyframe and packet.pts == segment.seek)
        if not begun:
            if packet.pts is not None and packet.dts is not None and packet.dts > segment.seek:
                return
            continue
        yield packet
        left -= 1
        if left == 0:
            return
