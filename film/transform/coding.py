"""How replaced pictures are coded: as the video's own were, and so well that nobody sees it."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from film.errors import MediaFailed
from film.media.files import media_errors
from film.transform.headers import free_id, read_avc
from film.transform.muxing import open_made
from film.transform.packets import Timing, read_timing
from film.transform.picture import (
    PIXELS,
    Colour,
    Turn,
    display_matrix,
    mastering,
    turn_of,
)
from film.transform.source import colour_of, fields_of
from film.transform.tracks import VideoTrack

_GLOBAL_HEADER = 1 << 22
B_FRAMES = 2
"""Most pictures in a row that are coded after a later one."""
_GOP_SECONDS = 4
_MOST_FRAMES = 10_000_000
_PROFILES = {66: "baseline", 77: "main", 100: "high", 110: "high10", 122: "high422", 244: "high444"}
_NOTE = re.compile(r"([1-9]\d{0,8}(?:/[1-9]\d{0,8})?) (\d+\.\d{3}) (\d{1,3})")
# Without the macroblock tree: with it, x264's assembly makes other bytes from time to time.
_X264 = "stitchable=1:open-gop=0:sliced-threads=0:b-pyramid=none:mbtree=0:threads=1"
_X265 = "log-level=none:open-gop=0:b-pyramid=0:pools=1:frame-threads=1:repeat-headers=0:info=0"


@dataclass(frozen=True)
class Coding:
    """How a clip's pictures are coded."""

    codec: str
    """The clip's own."""
    width: int
    height: int
    pixels: str
    colour: Colour
    matrix: tuple[int, ...]
    aspect: Fraction
    time_base: Fraction
    rate: Fraction
    frames: int
    """That are shown."""
    bits: float
    """That the video spends on a pixel of a picture."""
    reorder: int
    """Pictures by which decoding runs ahead of showing, in the whole video."""
    interlaced: str
    """``tff``, ``bff`` or nothing."""
    display: str
    light: str
    headers: bytes
    note: str = ""
    """What the clip carries along of its video."""
    bit_exact: bool = False
    """Whether pictures are kept to the last bit, at any size of file."""

    @property
    def turn(self) -> Turn:
        """What brings a picture upright."""
        return turn_of(self.matrix)

    @property
    def encoder(self) -> str:
        """x264 where the clip is H.264 or has 8 bits and some rarer codec; x265 otherwise."""
        if self.codec == "h264" or (self.codec != "hevc" and PIXELS[self.pixels] == 8):
            return "libx264"
        return "libx265"

    @property
    def quality(self) -> float:
        """Constant rate factor: lower, which is better, the more bits the clip itself spends.

        At 0.05 bits a pixel, which is a thrifty upload, 18; at 0.5, which is a camera's, 13.
        """
        crf = 18 - 5 * math.log10(max(self.bits, 0.05) / 0.05)
        return round(min(18.0, max(8.0, crf)), 1)


def coding_of(clip: Path) -> Coding:
    """Say how a clip is coded, from one picture of it; MediaFailed when it cannot be read."""
    with media_errors(f"read {clip.name}"):
        with open_made(clip) as source:
            stream = source.streams.video[0]
            timing = read_timing(source, stream, _MOST_FRAMES)
        with open_made(clip) as source:
            stream = source.streams.video[0]
            stream.codec_context.thread_count = 1
            frame = next(source.decode(stream), None)
            if frame is None or frame.format.name not in PIXELS:
                raise MediaFailed(f"{clip.name} holds no pictures that can be changed")
            return _describe(stream, frame, timing, source.metadata.get("comment", ""))


def note(track: VideoTrack) -> str:
    """Return what a clip carries along of its video, so that all clips are coded alike."""
    return f"{track.rate} {track.bits:.3f} {track.reorder}"


def _describe(stream: VideoStream, frame: av.VideoFrame, timing: Timing, told: str) -> Coding:
    display, light = mastering(frame)
    size, frames = frame.width * frame.height, len(timing.shown)
    rate, bits = stream.average_rate or Fraction(25), timing.size * 8 / (frames * size)
    reorder = timing.reorder
    if found := _NOTE.fullmatch(told):
        rate, bits, reorder = Fraction(found[1]), float(found[2]), int(found[3])
    return Coding(
        codec=stream.codec_context.codec.canonical_name,
        width=frame.width,
        height=frame.height,
        pixels=frame.format.name,
        colour=colour_of(frame),
        matrix=display_matrix(frame),
        aspect=Fraction(stream.sample_aspect_ratio or 1) or Fraction(1),
        time_base=stream.time_base or Fraction(1, 1000),
        rate=rate,
        frames=frames,
        bits=bits,
        reorder=reorder,
        interlaced=fields_of(frame, stream),
        display=display,
        light=light,
        headers=stream.codec_context.extradata or b"",
        note=told,
    )


def can_splice(coding: Coding) -> bool:
    """Say whether pictures coded here may stand among a clip's own in one track.

    H.264 lets a track name several parameter sets; the other codecs do not, or players do not.
    """
    if coding.codec != "h264" or coding.headers[:1] != b"\1":
        return False
    record = read_avc(coding.headers)
    return record.length_size == 4 and free_id(coding.headers) is not None


def configure(context: VideoCodecContext, coding: Coding) -> None:
    """Set an encoder to code pictures as a clip's own."""
    context.width, context.height = coding.width, coding.height
    context.pix_fmt = coding.pixels
    context.time_base, context.framerate = coding.time_base, coding.rate
    context.sample_aspect_ratio = coding.aspect
    context.color_range = coding.colour.range
    context.color_primaries = coding.colour.primaries
    context.color_trc = coding.colour.transfer
    context.colorspace = coding.colour.matrix
    context.gop_size = max(1, round(_GOP_SECONDS * coding.rate))
    context.max_b_frames = B_FRAMES if coding.reorder else 0
    context.thread_count = 1
    context.flags |= _GLOBAL_HEADER
    x264 = coding.encoder == "libx264"
    context.options = _x264(coding) if x264 else _x265(coding)
    if not x264:
        context.codec_tag = "hvc1"


def _x264(coding: Coding) -> dict[str, str]:
    words = [_X264]
    options = {"preset": "veryfast", "crf": str(coding.quality), "forced-idr": "1"}
    if coding.codec == "h264" and coding.headers[:1] == b"\1":
        words.append(f"sps-id={free_id(coding.headers) or 0}")
        record = read_avc(coding.headers)
        if record.profile in _PROFILES and not coding.bit_exact:
            options["profile"] = _PROFILES[record.profile]
            options["level"] = f"{record.level // 10}.{record.level % 10}"
    if coding.interlaced:
        words.append(f"{coding.interlaced}=1")
    if coding.display:
        words.append(f"mastering-display={coding.display}")
    if coding.light:
        words.append(f"cll={coding.light}")
    if coding.bit_exact:
        options |= {"preset": "ultrafast", "crf": "0", "qp": "0"}
    return options | {"x264-params": ":".join(words)}


def _x265(coding: Coding) -> dict[str, str]:
    words = [_X265]
    if coding.display:
        words.append(f"master-display={coding.display}")
    if coding.light:
        words.append(f"max-cll={coding.light}")
    if coding.interlaced:
        words.append(f"interlace={coding.interlaced}")
    if coding.colour.hdr == "PQ":
        words.append("hdr10=1")
    if coding.bit_exact:
        words.append("lossless=1")
    options = {"preset": "ultrafast" if coding.bit_exact else "fast", "crf": str(coding.quality)}
    return options | {"x265-params": ":".join(words), "forced-idr": "1"}
