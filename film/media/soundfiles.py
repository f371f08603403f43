"""Sound files: read with one sentence for what is wrong with them, written whole or not at all."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import soundfile

from film.clock import SAMPLE_RATE
from film.errors import MediaFailed, StorageFull
from film.media.files import beside


def reading_sound(path: Path) -> soundfile.SoundFile:
    """Open a sound to read; MediaFailed when it is not 48 kHz mono or stereo."""
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError) as cause:
        raise MediaFailed(f"Cannot read the sound {path.name}: {cause}") from cause
    if file.samplerate != SAMPLE_RATE or file.channels > 2:
        file.close()
        raise MediaFailed(f"The sound {path.name} is not 48 kHz mono or stereo")
    return file


class _Sink(io.FileIO):
    """A file for libsndfile that remembers why it took no more bytes."""

    failure: OSError | None = None

    def write(self, data: Any) -> int:
        """Write as much as the disk takes."""
        try:
            return super().write(data)
        except OSError as failure:
            self.failure = failure
            return 0


@contextmanager
def writing_sound(path: Path) -> Iterator[soundfile.SoundFile]:
    """Lend a stereo sound file of 24 bit that appears at ``path`` when it is complete.

    Raises StorageFull when the disk takes no more.
    """
    with beside(path) as part, _Sink(part, "w+") as sink:
        try:
            with soundfile.SoundFile(
                sink, "w", SAMPLE_RATE, 2, "PCM_24", format=path.suffix[1:].upper()
            ) as file:
                yield file
        except soundfile.LibsndfileError as cause:
            raise _refused(path, sink) from cause
        if sink.failure:
            raise _refused(path, sink) from sink.failure


def _refused(path: Path, sink: _Sink) -> StorageFull:
    reason = sink.failure.strerror if sink.failure else "the disk took no more"
    return StorageFull(f"Cannot write {path.name}: {reason}")
