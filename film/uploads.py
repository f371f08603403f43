"""Uploads: how people refer to the files they bring, and how much such a file may hold."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from film.clock import Rational
from film.errors import BadRequest
from film.model import FilmModel

UploadKind = Literal["clip", "sound", "picture"]
"""What a file is to be: a moving picture, sound alone, a still."""

Upload = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2_048,
        description="Where the file is: a path below the folders that workers may read, "
        "s3://bucket/key in a bucket that they may read, or an https address that anybody can "
        "open.",
        examples=["https://films.example.org/interview.mp4", "interview.mp4"],
    ),
]
"""A file that somebody brings, as they write it; ``blocks.uploads`` reads it."""

MIB = 2**20
CODECS = (
    "av1", "dnxhd", "ffv1", "h264", "hevc", "mjpeg", "mpeg2video", "mpeg4", "prores", "vp8", "vp9",
)  # fmt: skip
"""Moving pictures that are decoded, as ffmpeg calls them: what cameras and editors write."""
SOUND_CODECS = (
    "aac", "ac3", "alac", "eac3", "flac", "mp3", "opus", "pcm_f32le", "pcm_s16be", "pcm_s16le",
    "pcm_s24be", "pcm_s24le", "pcm_s32le", "vorbis",
)  # fmt: skip


class Extent(FilmModel):
    """What a file holds, by its headers alone; zero or empty where it does not say."""

    size: int = 0
    """Bytes."""
    seconds: Rational = Fraction(0)
    width: int = 0
    height: int = 0
    frames: int = 0
    streams: int = 0
    channels: int = 0
    """Of the sound stream that has most."""
    codecs: tuple[str, ...] = ()
    """Of the streams that would be decoded, as ffmpeg calls them."""


class Limits(FilmModel):
    """The most that a file may hold; it is held against the headers, before anything is decoded."""

    size: int = Field(ge=1)
    """Bytes."""
    seconds: int = Field(ge=0)
    """Length; 0 for what has none."""
    pixels: int = Field(ge=0)
    """Width times height of one picture."""
    side: int = Field(ge=0)
    """Pixels of the longer side."""
    frames: int = Field(ge=0)
    streams: int = Field(ge=1)
    """Of any kind, also those that nobody decodes."""
    channels: int = Field(ge=0)
    codecs: tuple[str, ...]
    """What is decoded at all."""

    def check(self, found: Extent) -> None:
        """Raise BadRequest, with what to do about it, for a file that holds more than this."""
        for objection in self._objections(found):
            raise BadRequest(f"The file {objection}")
        for codec in found.codecs:
            if codec not in self.codecs:
                raise BadRequest(
                    f"The file is coded as {codec[:40]}, which is not read: give it as "
                    f"{self.codecs[0]} or one of {', '.join(self.codecs[1:])}"
                )

    def _objections(self, found: Extent) -> Iterator[str]:
        if found.size > self.size:
            yield f"weighs more than {in_mib(self.size)}: give a smaller one"
        if found.seconds > self.seconds:
            yield f"lasts longer than {self.seconds} seconds: cut it into parts"
        if found.width * found.height > self.pixels or max(found.width, found.height) > self.side:
            most = f"{self.side} a side and {self.pixels / 1e6:.3g} million in all are the most"
            yield f"is {found.width}×{found.height} pixels large; {most}: make it smaller"
        if found.frames > self.frames:
            yield f"has {found.frames} pictures; {self.frames} are the most: cut it"
        if found.streams > self.streams:
            yield f"has {found.streams} streams; {self.streams} are the most: keep those you need"
        if found.channels > self.channels:
            yield f"has {found.channels} channels; {self.channels} are the most: mix them"


CLIP = Limits(
    size=4_096 * MIB,
    seconds=1_800,
    pixels=4_096 * 2_304,
    side=8_192,
    frames=1_800 * 60,
    streams=12,
    channels=8,
    codecs=("h264", *(one for one in (*CODECS, *SOUND_CODECS) if one != "h264")),
)
"""Half an hour of 4K with 60 pictures a second."""
SOUND = Limits(
    size=256 * MIB,
    seconds=1_800,
    pixels=0,
    side=0,
    frames=0,
    streams=2,
    channels=8,
    codecs=("flac", *(one for one in SOUND_CODECS if one != "flac")),
)
"""Half an hour of sound; a cover picture counts as a stream and is not decoded."""
PICTURE = Limits(
    size=30 * MIB,
    seconds=0,
    pixels=60_000_000,
    side=16_384,
    frames=1,
    streams=1,
    channels=0,
    codecs=("png", "jpeg", "webp"),
)
"""More than any camera's still."""
LIMITS: dict[UploadKind, Limits] = {"clip": CLIP, "sound": SOUND, "picture": PICTURE}


def in_mib(size: int) -> str:
    """Return a size for people, such as «30 MiB»; below one MiB in bytes."""
    return f"{size // MIB} MiB" if size >= MIB else f"{size} bytes"
