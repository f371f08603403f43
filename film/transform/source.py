"""The source: an uploaded video, looked at before a single picture of it is decoded.

The container is told by its first bytes and its demuxer is forced, so that no playlist in an .mp4's
clothes opens other files; only files and pipes may be read; sizes and numbers are limited, and
codecs are those of a list. What cannot be transformed is refused in a sentence that says why.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from film.errors import BadRequest, MediaFailed
from film.media.containers import Container, sniff
from film.transform.packets import Timing, read_timing
from film.transform.picture import PIXELS, Colour, display_matrix
from film.transform.tracks import ChapterMark, SoundTrack, SourceVideo, VideoTrack

if TYPE_CHECKING:
    from av.container.core import Chapter

__all__ = ["Limits", "SourceVideo", "open_source", "probe_source", "video_of"]

VIDEO_CODECS = ("h264", "hevc", "vp9", "av1", "mpeg4")
SOUND_CODECS = (
    "aac", "mp3", "ac3", "eac3", "opus", "flac", "alac",
    "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_f32le",
)  # fmt: skip
"""What an MP4 carries without being coded anew."""
_DECODERS = (*VIDEO_CODECS, "libdav1d", "mp3float", "libopus", *SOUND_CODECS)
_SPARE = 64
"""Tracks more than the limit that are still counted, so that the refusal can say how many."""
_LOCKED = frozenset({"encv", "enca", "drmi", "drms", "drmt"})
_DOLBY_ONLY = frozenset({"dvh1", "dvhe", "dva1", "dvav", "dav1"})
_BOTTOM_FIRST = (3, 4)
"""libavcodec's numbers of the field orders that show the bottom field first."""
_SCRIPTED = ("major_brand", "minor_version", "compatible_brands", "encoder")
"""What a file says of its own making, which the next file says anew."""


@dataclass(frozen=True)
class Limits:
    """What an uploaded video may hold at most."""

    bytes: int = 4 << 30
    seconds: int = 1_800
    frames: int = 1_800 * 60
    pixels: int = 4096 * 2304
    side: int = 8_192
    streams: int = 12
    channels: int = 8


USUAL = Limits()


@contextmanager
def open_source(path: Path, limits: Limits = USUAL) -> Iterator[InputContainer]:
    """Open an uploaded video with its own demuxer; BadRequest when it is none, or damaged."""
    container = _expect(path, limits)
    options = {
        "protocol_whitelist": "file,pipe",
        "codec_whitelist": ",".join(_DECODERS),
        "max_streams": str(limits.streams + _SPARE),
        "max_pixels": str(limits.pixels),
    }
    name = path.resolve().as_posix()
    with telling(path):
        source = av.open(
            name, "r", format=container.demuxer, options=options, metadata_errors="replace"
        )
    with source:
        yield source


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Translate what reading an uploaded video raises: BadRequest for damage."""
    try:
        yield
    except av.FFmpegError as cause:
        text = f"{path.name} is damaged or breaks off: it cannot be read ({cause.strerror})"
        raise BadRequest(text) from cause
    except OSError as cause:
        raise MediaFailed(f"Cannot read {path.name}: {cause.strerror or cause}") from cause


def probe_source(path: Path, limits: Limits = USUAL) -> SourceVideo:
    """Say what an uploaded video holds.

    Headers and packets are looked at first; only when nothing speaks against it, one picture is
    decoded. Raises BadRequest with the reason when it cannot be transformed.
    """
    with open_source(path, limits) as source, telling(path):
        stream = video_of(source)
        _check(path, source, stream, limits)
        timing = read_timing(source, stream, limits.frames)
        _check_whole(path, source, stream, timing, limits)
        sounds = tuple(_sound(one) for one in source.streams.audio)
        chapters = tuple(_chapter(one) for one in source.chapters())
        metadata = {k: v for k, v in source.metadata.items() if k not in _SCRIPTED}
    with open_source(path, limits) as source, telling(path):
        video = _look(path, source, timing)
    return SourceVideo(
        container=path.suffix.lower() or ".mp4",
        size=path.stat().st_size,
        video=video,
        sounds=sounds,
        chapters=chapters,
        metadata=metadata,
    )


def video_of(source: InputContainer) -> VideoStream:
    """Return the picture track, which is no cover art; BadRequest when there is none."""
    for stream in source.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    name = source.name.rpartition("/")[2]
    raise BadRequest(f"{name} holds no pictures: upload a video, not a sound")


def _expect(path: Path, limits: Limits) -> Container:
    try:
        container = sniff(path)
    except MediaFailed as cause:
        raise BadRequest(f"{cause}; MP4, MOV, MKV and WebM are taken") from cause
    if container.kind != "clip":
        raise BadRequest(f"{path.name} is no video: it is a {container.suffix} file")
    size = path.stat().st_size
    if size > limits.bytes:
        raise BadRequest(f"{path.name} has {size} bytes, more than {limits.bytes}: cut it shorter")
    return container


def _check(path: Path, source: InputContainer, stream: VideoStream, limits: Limits) -> None:
    """Refuse by what the headers say alone."""
    name, context = path.name, stream.codec_context
    if len(source.streams) > limits.streams:
        raise BadRequest(f"{name} holds {len(source.streams)} tracks, more than {limits.streams}")
    tags = {one.codec_context.codec_tag for one in source.streams if one.codec_context}
    if tags & _LOCKED:
        raise BadRequest(f"{name} is encrypted: upload a video without copy protection")
    if context is None or _codec_of(stream) not in VIDEO_CODECS:
        kind = stream.codec_tag if context is None else context.name
        raise BadRequest(f"{name} is coded as {kind}; {', '.join(VIDEO_CODECS)} are taken")
    if tags & _DOLBY_ONLY:
        raise BadRequest(f"{name} is Dolby Vision without a base that others can show: convert it")
    size = f"{context.width}×{context.height}"
    if not 0 < context.width * context.height <= limits.pixels:
        raise BadRequest(f"{name} is {size} pixels; at most {limits.pixels} are taken")
    if max(context.width, context.height) > limits.side:
        raise BadRequest(f"{name} is {size} pixels; a side has at most {limits.side}")
    if source.duration and source.duration > limits.seconds * av.time_base:
        seconds = source.duration / av.time_base
        raise BadRequest(f"{name} lasts {seconds:.0f} s, more than {limits.seconds}: cut it")
    _check_sounds(name, source, limits)


def _check_sounds(name: str, source: InputContainer, limits: Limits) -> None:
    for sound in source.streams.audio:
        if sound.codec_context is None or _codec_of(sound) not in SOUND_CODECS:
            kind = "an unknown codec" if sound.codec_context is None else sound.codec_context.name
            raise BadRequest(f"{name}'s sound is coded as {kind}: convert it to AAC")
        if sound.channels > limits.channels:
            raise BadRequest(f"{name}'s sound has {sound.channels} channels, too many")


def _check_whole(
    path: Path, source: InputContainer, stream: VideoStream, timing: Timing, limits: Limits
) -> None:
    """Refuse what is shorter than its head says, or longer than is taken."""
    base = stream.time_base or Fraction(1, 1000)
    shown = timing.shown
    lasts = (shown[-1] + timing.last - shown[0]) * base
    if lasts > limits.seconds:
        raise BadRequest(
            f"{path.name} lasts {float(lasts):.0f} s, more than {limits.seconds}: cut it"
        )
    promised = Fraction(source.duration or 0, av.time_base) if not stream.frames else Fraction(0)
    if len(timing.pts) < stream.frames or lasts < promised * Fraction(9, 10) - 1:
        raise BadRequest(f"{path.name} breaks off after {float(lasts):.1f} s: upload it again")
    if not timing.key[0]:
        raise BadRequest(f"{path.name} does not begin with a whole picture: convert it first")


def _look(path: Path, source: InputContainer, timing: Timing) -> VideoTrack:
    """Decode the first picture, for what headers do not tell, and describe the track."""
    stream = video_of(source)
    context = stream.codec_context
    context.thread_count = 1
    frame = next(source.decode(stream), None)
    if frame is None or frame.is_corrupt:
        raise BadRequest(f"{path.name} is damaged: its first picture cannot be decoded")
    if frame.format.name not in PIXELS:
        raise BadRequest(
            f"{path.name} has pixels of the kind {frame.format.name}: convert it first"
        )
    if (frame.width, frame.height) != (context.width, context.height):
        raise BadRequest(f"{path.name} is not of the size that its head says")
    base = stream.time_base or Fraction(1, 1000)
    shown = timing.shown
    stop = shown[-1] + timing.last
    seconds = (stop - shown[0]) * base
    return VideoTrack(
        index=stream.index,
        codec=_codec_of(stream),
        width=frame.width,
        height=frame.height,
        matrix=display_matrix(frame),
        aspect=Fraction(stream.sample_aspect_ratio or 1) or Fraction(1),
        pixels=frame.format.name,
        depth=PIXELS[frame.format.name],
        colour=colour_of(frame),
        interlaced=fields_of(frame, stream),
        time_base=base,
        start=shown[0],
        stop=stop,
        frames=len(shown),
        rate=(len(shown) / seconds).limit_denominator(100_000),
        bit_rate=round(timing.size * 8 / seconds),
        reorder=timing.reorder,
        variable=_variable(timing),
    )


def colour_of(frame: av.VideoFrame) -> Colour:
    """Return what a decoded picture says of its colours."""
    return Colour(
        range=int(frame.color_range),
        primaries=int(frame.color_primaries),
        transfer=int(frame.color_trc),
        matrix=int(frame.colorspace),
    )


def fields_of(frame: av.VideoFrame, stream: VideoStream) -> str:
    """Return ``tff`` or ``bff`` for a picture of two fields, by which is shown first."""
    if not frame.interlaced_frame:
        return ""
    return "bff" if stream.codec_context.field_order in _BOTTOM_FIRST else "tff"


def _variable(timing: Timing) -> bool:
    shown = timing.shown
    steps = {later - earlier for earlier, later in pairwise(shown)}
    return bool(steps) and max(steps) - min(steps) > 1


def _codec_of(stream: VideoStream | AudioStream) -> str:
    """Return the codec's own name, not that of the library that decodes it."""
    return str(stream.codec_context.codec.canonical_name)


def _sound(stream: AudioStream) -> SoundTrack:
    base = stream.time_base or Fraction(1, stream.rate)
    return SoundTrack(
        index=stream.index,
        codec=_codec_of(stream),
        rate=stream.rate,
        layout=stream.layout.name,
        channels=stream.channels,
        start=(stream.start_time or 0) * base,
        seconds=(stream.duration or 0) * base,
        bit_rate=stream.bit_rate or 0,
        language=stream.language or "",
    )


def _chapter(chapter: "Chapter") -> ChapterMark:
    base = chapter["time_base"] or Fraction(1, 1000)
    return ChapterMark(
        start=chapter["start"] * base,
        end=chapter["end"] * base,
        title=chapter["metadata"].get("title", ""),
    )
