"""Putting a video together again: its segments joined by copying packets, and its sound put back.

Clips that were not touched stand in the film as they were uploaded, bit by bit, where the codec
lets them stand beside those that were coded anew (H.264); the others are coded anew as well. Times,
turn, colours, sound, chapters and words about the film are the uploaded video's.
"""

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from film.errors import MediaFailed
from film.media.files import beside, media_errors
from film.transform.coding import can_splice, coding_of
from film.transform.frames import ClipWriter, read_frames
from film.transform.headers import merge
from film.transform.muxing import name_like, open_clip, open_made, video_like
from film.transform.packets import Timing, coded, read_timing
from film.transform.segments import Segment
from film.transform.soundcopy import SoundCopy
from film.transform.source import open_source
from film.transform.tracks import ChapterMark, SourceVideo

if TYPE_CHECKING:
    from av.container.core import Chapter

_MOST_TICKS = (1 << 31) - 1
_MOST_FRAMES = 10_000_000
_KNOWN = frozenset({
    "title", "artist", "album_artist", "composer", "album", "date", "comment", "genre", "copyright",
    "description", "synopsis", "show", "episode_id", "network", "keywords", "creation_time",
    "grouping", "lyrics", "track", "disc",
})  # fmt: skip
"""Words about a film for which MP4 has places of its own."""


@dataclass(frozen=True)
class Part:
    """What stands in the film for a segment."""

    segment: Segment
    clip: Path
    untouched: bool
    """Whether it is the segment's own clip, as it was cut."""


def recode(clip: Path, out: Path) -> None:
    """Write a clip's pictures anew, as replaced ones are coded: nothing about them is changed.

    Raises MediaFailed when the clip is damaged, StorageFull when the disk takes no more.
    """
    coding = coding_of(clip)
    with ClipWriter(out, coding, always=True) as writer:
        for shown in read_frames(clip, coding):
            writer.write(shown)


def must_recode(parts: Sequence[Part]) -> tuple[int, ...]:
    """Return the numbers of the untouched segments that cannot stand beside those that changed.

    They are given to `recode` before the film is assembled, each by itself.
    """
    kept = [part for part in parts if part.untouched]
    if len(kept) == len(parts) and all(part.segment.exact for part in parts):
        return ()
    if kept and not can_splice(coding_of(kept[0].clip)):
        return tuple(part.segment.number for part in kept)
    numbers, whole = [], False
    for part in parts:
        whole = (
            part.untouched
            and part.segment.exact
            and (part.segment.clean or whole or part.segment.number == 0)
        )
        if part.untouched and not whole:
            numbers.append(part.segment.number)
    return tuple(numbers)


def assemble(
    path: Path,
    video: SourceVideo,
    parts: Sequence[Part],
    out: Path,
    sounds: Mapping[int, Path] | None = None,
) -> None:
    """Write the film (MP4): all parts, and the uploaded video's sounds, chapters and metadata.

    ``sounds`` holds, by the index of a sound of the video, a file (film.transform.sound) that
    stands in its place; the others are copied packet by packet. It has the uploaded video's
    pictures at its times, and its length. Memory does not grow with length. Raises MediaFailed
    when parts lack or do not fit, StorageFull when the disk takes no more.
    """
    _check(video, parts)
    with (
        media_errors(f"write {out.name}"),
        beside(out) as whole,
        open_source(path) as source,
        ExitStack() as files,
        open_clip(whole, video.video.time_base, **_film_options(video)) as output,
    ):
        output.metadata.update(video.metadata)
        output.set_chapters([_mark(number, one) for number, one in enumerate(video.chapters)])
        first = files.enter_context(open_made(_template(parts)))
        picture = _Picture(output, first.streams.video[0], parts)
        name_like(picture.stream, source.streams[video.video.index])
        tracks = [
            SoundCopy(output, files, path, index, (sounds or {}).get(index))
            for index in (sound.index for sound in video.sounds)
        ]
        for now in picture.write(video):
            for track in tracks:
                track.write_until(now)
        for track in tracks:
            track.write_until(None)


def _check(video: SourceVideo, parts: Sequence[Part]) -> None:
    if [part.segment.number for part in parts] != list(range(len(parts))):
        raise MediaFailed("A film is assembled of all its segments, in their order")
    if sum(part.segment.frames for part in parts) != video.video.frames:
        raise MediaFailed("The segments do not hold all of the video's pictures")
    left = must_recode(parts)
    if left:
        raise MediaFailed(f"Segments {left} were not coded anew: they cannot stand beside others")


def _template(parts: Sequence[Part]) -> Path:
    """Return a clip whose track says what the film's is to say: an uploaded one where there is."""
    return next((part.clip for part in parts if part.untouched), parts[0].clip)


def _film_options(video: SourceVideo) -> dict[str, str]:
    """Start fast; keep odd words about the film; and let edit lists hold frames and samples."""
    ticks = video.video.time_base.denominator
    for sound in video.sounds:
        finer = math.lcm(ticks, sound.rate)
        ticks = finer if finer <= _MOST_TICKS else ticks
    flags = "+faststart" if video.metadata.keys() <= _KNOWN else "+faststart+use_metadata_tags"
    return {"movflags": flags, "movie_timescale": str(ticks)}


def _mark(number: int, chapter: ChapterMark) -> "Chapter":
    tick = Fraction(1, 1000)
    return {
        "id": number,
        "start": round(chapter.start / tick),
        "end": round(chapter.end / tick),
        "time_base": tick,
        "metadata": {"title": chapter.title} if chapter.title else {},
    }


class _Picture:
    """The film's pictures: packets of all parts, on one clock."""

    def __init__(self, output: OutputContainer, like: VideoStream, parts: Sequence[Part]) -> None:
        self._output, self._parts = output, parts
        self.stream = video_like(output, like)
        codec = like.codec_context.codec.canonical_name
        heads, self._ahead = _survey(parts, codec)
        self.stream.codec_context.extradata = heads
        self._before: deque[int] = deque()

    def write(self, video: SourceVideo) -> Iterator[Fraction]:
        """Write all parts; yield the time in seconds that is reached, again and again."""
        for part in self._parts:
            with open_made(part.clip) as clip:
                like = clip.streams.video[0]
                timing = read_timing(clip, like, _MOST_FRAMES)
            with open_made(part.clip) as clip:
                packets = coded(clip, clip.streams.video[0])
                for packet in self._timed(packets, timing, part, video):
                    packet.stream = self.stream
                    self._output.mux(packet)
                    yield (packet.dts or 0) * video.video.time_base

    def _timed(
        self, packets: "Iterator[av.Packet[Any]]", timing: Timing, part: Part, video: SourceVideo
    ) -> "Iterator[av.Packet[Any]]":
        """Give packets the film's times; decoding runs ahead of showing by the same everywhere."""
        begin = part.segment.start
        kept = [pts for pts, hide in zip(timing.pts, timing.hidden, strict=True) if not hide]
        kept = kept if part.segment.number else list(timing.pts)
        shown = sorted(pts + begin for pts in kept)
        if len(timing.shown) != part.segment.frames:
            raise MediaFailed(f"Segment {part.segment.number} came back with other pictures")
        ends = dict(pairwise([*shown, part.segment.stop]))
        if not self._before:
            step = ends[shown[0]] - shown[0]
            self._before.extend(shown[0] - step * back for back in range(self._ahead, 0, -1))
        clock = iter(shown)
        for packet in packets:
            if packet.is_discard and part.segment.number:
                continue
            self._before.append(next(clock))
            packet.pts = (packet.pts or 0) + begin
            packet.dts = self._before.popleft()
            packet.duration = ends[packet.pts] - packet.pts
            packet.time_base = video.video.time_base
            yield packet


def _survey(parts: Sequence[Part], codec: str) -> tuple[bytes | None, int]:
    """Return the head that all parts have in common, and how far decoding runs ahead in them."""
    heads: list[bytes] = []
    ahead = 0
    for part in parts:
        with open_made(part.clip) as clip:
            stream = clip.streams.video[0]
            if stream.codec_context.codec.canonical_name != codec:
                raise MediaFailed(f"Segment {part.segment.number} came back in another codec")
            head = stream.codec_context.extradata or b""
            if head not in heads:
                heads.append(head)
            ahead = max(ahead, read_timing(clip, stream, _MOST_FRAMES).reorder)
    if codec == "h264" and heads[0][:1] == b"\1":
        return merge(heads), ahead
    if len(heads) > 1:
        raise MediaFailed("Clips differ in their headers: they cannot be joined")
    return heads[0] or None, ahead
