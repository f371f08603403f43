"""Sound files of an uploaded video's own rate and channels, read and written block by block."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from film.errors import MediaFailed, StorageFull
from film.media.files import beside

Sound = npt.NDArray[np.float32]
"""Samples × channels, ±1 full scale, at the video's own sample rate."""
Mono = npt.NDArray[np.float32]
"""Samples, ±1 full scale."""

BLOCK = 1 << 16
"""Samples that are read at once."""


@contextmanager
def reading_stem(path: Path) -> Iterator[soundfile.SoundFile]:
    """Lend a sound file to read; MediaFailed when it is none."""
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError) as cause:
        raise MediaFailed(f"Cannot read the sound {path.name}: {cause}") from cause
    with file:
        yield file


@contextmanager
def writing_stem(path: Path, rate: int, channels: int) -> Iterator[soundfile.SoundFile]:
    """Lend a FLAC of 24 bits that appears at ``path`` when the block ends well.

    Raises StorageFull when the disk takes no more.
    """
    with beside(path) as part:
        try:
            with soundfile.SoundFile(part, "w", rate, channels, "PCM_24", format="FLAC") as file:
                yield file
        except (soundfile.LibsndfileError, OSError) as cause:
            raise StorageFull(f"Cannot write {path.name}: {cause}") from cause


def blocks(file: soundfile.SoundFile, samples: int = BLOCK) -> Iterator[Sound]:
    """Yield what is left of a sound, in blocks."""
    while len(block := file.read(samples, "float32", always_2d=True)):
        yield block
