"""Files that appear whole or not at all, and foreign errors told in a sentence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from film.errors import FULL, MediaFailed, StorageFull


@contextmanager
def media_errors(doing: str) -> Iterator[None]:
    """Translate what PyAV and the disk raise into one sentence: ``Cannot <doing>: <reason>``."""
    try:
        yield
    except OSError as cause:
        if cause.errno in FULL:
            raise StorageFull(f"Cannot {doing}: the disk is full") from cause
        raise MediaFailed(f"Cannot {doing}: {cause.strerror or cause}") from cause
    except av.FFmpegError as cause:
        raise MediaFailed(f"Cannot {doing}: {cause}") from cause


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Lend a name beside ``path``; the file takes its place on success and is gone on failure."""
    part = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
