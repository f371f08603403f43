"""The sink: where a user's file is written to, byte for byte, while it is still what it may be."""

from typing import IO

from film.errors import BadRequest
from film.media.containers import M4A, MP4, Container, container_of
from film.uploads import Limits, UploadKind, in_mib

HEAD = 64
"""Bytes that tell what a file is."""
_TAKES: dict[UploadKind, tuple[str, ...]] = {
    "clip": ("clip",),
    "sound": ("sound", "clip"),  # recorders write sound alone into the containers of films, too
    "picture": ("picture",),
}
_WANTED: dict[UploadKind, str] = {
    "clip": "a film: give an MP4, MOV, MKV or WebM file",
    "sound": "sound: give a WAV, FLAC, MP3, M4A or Ogg file",
    "picture": "a picture: give a PNG, JPEG or WebP file",
}
_STILL_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis"))
"""What the pictures of phones begin with that are films by their container (ISO 23008-12)."""


class Sink:
    """Takes a file's bytes in order; BadRequest as soon as they are too many or of no use."""

    def __init__(self, file: IO[bytes], kind: UploadKind, limits: Limits, name: str) -> None:
        self.size = 0
        """Bytes so far."""
        self._file = file
        self._kind = kind
        self._limits = limits
        self._name = name
        self._head = b""
        self._container: Container | None = None

    def expect(self, size: int) -> None:
        """Raise BadRequest if a file of so many bytes would be too large."""
        if size > self._limits.size:
            raise BadRequest(
                f"{self._name} is larger than {in_mib(self._limits.size)}: give a smaller file"
            )

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        self.size += len(data)
        self.expect(self.size)
        if self._container is None:
            self._head += data[: HEAD - len(self._head)]
            if len(self._head) == HEAD:
                self._container = self._told()
        self._file.write(data)

    def restart(self) -> None:
        """Forget everything, for another attempt."""
        self._file.seek(0)
        self._file.truncate()
        self.size, self._head, self._container = 0, b"", None

    def finish(self) -> Container:
        """Return what the file is, now that it is whole; BadRequest when it is nothing."""
        self._file.flush()
        return self._container or self._told()

    def _told(self) -> Container:
        found = container_of(self._head)
        if self._head[4:8] == b"ftyp" and self._head[8:12] in _STILL_BRANDS:
            raise BadRequest(
                f"{self._name} is a HEIC or AVIF picture, which is not read: give it as JPEG or PNG"
            )
        if found is None or found.kind not in _TAKES[self._kind]:
            raise BadRequest(f"{self._name} is not {_WANTED[self._kind]}")
        return M4A if self._kind == "sound" and found == MP4 else found
