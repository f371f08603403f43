"""Containers: what kind of file a stranger's file is, told by its first bytes alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from film.errors import MediaFailed
from film.media.files import media_errors

Kind = Literal["clip", "sound", "picture"]


@dataclass(frozen=True)
class Container:
    """What a file is by its first bytes."""

    kind: Kind
    suffix: str
    """File name ending with its dot, for the asset store."""
    demuxer: str
    """The one demuxer that may read it."""


MP4 = Container("clip", ".mp4", "mp4")
MATROSKA = Container("clip", ".mkv", "matroska")
WAV = Container("sound", ".wav", "wav")
FLAC = Container("sound", ".flac", "flac")
MP3 = Container("sound", ".mp3", "mp3")
OGG = Container("sound", ".ogg", "ogg")
M4A = Container("sound", ".m4a", "mp4")
PNG = Container("picture", ".png", "png_pipe")
JPEG = Container("picture", ".jpg", "jpeg_pipe")
WEBP = Container("picture", ".webp", "webp_pipe")


def sniff(path: Path) -> Container:
    """Tell a file by its first bytes; MediaFailed when it is no media we take."""
    with media_errors(f"read {path.name}"), path.open("rb") as file:
        head = file.read(64)
    found = container_of(head)
    if found is None:
        raise MediaFailed(f"{path.name} is no media: it begins with {_quote(head)}")
    return found


def container_of(head: bytes) -> Container | None:
    """Tell a file by its first 64 bytes; None when it is no media we take."""
    if head[4:8] == b"ftyp":
        return M4A if head[8:12] in (b"M4A ", b"M4B ") else MP4
    if head[:4] == b"RIFF":
        return {b"WAVE": WAV, b"WEBP": WEBP}.get(head[8:12])
    if head[:1] == b"\xff" and head[1:2] and head[1] & 0xE6 in (0xE2, 0xE4, 0xE6):
        return MP3
    starts = {
        b"\x1a\x45\xdf\xa3": MATROSKA,
        b"fLaC": FLAC,
        b"ID3": MP3,
        b"OggS": OGG,
        b"\x89PNG\r\n\x1a\n": PNG,
        b"\xff\xd8\xff": JPEG,
    }
    return next((kind for start, kind in starts.items() if head.startswith(start)), None)


def _quote(head: bytes) -> str:
    text = head[:24].decode("ascii", errors="replace")
    plain = "".join(c if c.isprintable() and c != "\ufffd" else "·" for c in text)
    return f"'{plain}'" if plain else "nothing"
