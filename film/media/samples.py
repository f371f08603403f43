"""Voice samples: a stranger's sound file, checked, as mono sound and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from film.assets import Asset, AssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.errors import BadRequest, MediaFailed
from film.media.containers import Container, sniff
from film.media.files import media_errors

Sound = npt.NDArray[np.float32]
"""Mono samples at 48 kHz, ±1 full scale."""

MOST_BYTES = 60 * 2**20
SHORTEST, LONGEST = 3, 120
"""Seconds: less says nothing of a voice; more says nothing new, and vendors take no more."""
_QUIET = 10 ** (-50 / 20)
_FULL = 0.999
_CLIPPED = 0.001
"""Share of samples at full scale from which on a recording crackles."""


def read_sample(path: Path) -> Sound:
    """Return a sound file (WAV, FLAC, MP3, Ogg, M4A) as mono samples at 48 kHz.

    BadRequest, with what to do, when the file is none, too short or long, silent or overdriven.
    """
    kind = _kind_of(path)
    try:
        sound = _decoded(path, kind)
    except MediaFailed as cause:
        raise BadRequest(f"{path.name} is broken: record or copy it again") from cause
    seconds = sound.size / SAMPLE_RATE
    if seconds < SHORTEST:
        raise BadRequest(f"{path.name} lasts {seconds:.1f} s: record at least {SHORTEST} s")
    if seconds > LONGEST:
        raise BadRequest(f"{path.name} is longer than {LONGEST // 60} min: cut it")
    if float(np.sqrt(np.square(sound, dtype=np.float64).mean())) < _QUIET:
        raise BadRequest(f"{path.name} is silent or nearly so: record it closer to the microphone")
    if float((np.abs(sound) >= _FULL).mean()) > _CLIPPED:
        raise BadRequest(f"{path.name} is overdriven: record it again, further away or lower")
    return sound


def put_sample(sound: Sound, store: AssetStore) -> Asset:
    """Store a sample as FLAC: no place, time or device of the file's goes along."""
    import soundfile

    with store.scratch() as folder:
        place = folder / "sample.flac"
        soundfile.write(place, sound, SAMPLE_RATE, subtype="PCM_16")
        info = MediaInfo(samples=sound.size, sample_rate=SAMPLE_RATE, channels=1)
        return store.put(place, info)


def _kind_of(path: Path) -> Container:
    try:
        if not path.is_file():
            raise BadRequest(f"There is no voice sample {path}")
        if path.stat().st_size > MOST_BYTES:
            raise BadRequest(f"{path.name} is larger than {MOST_BYTES // 2**20} MiB: cut it")
        kind = sniff(path)
    except (MediaFailed, OSError) as cause:
        raise BadRequest(f"{path.name} is no sound: give a WAV, FLAC, MP3, Ogg or M4A") from cause
    if kind.kind != "sound":
        raise BadRequest(f"{path.name} is a {kind.kind}: give a WAV, FLAC, MP3, Ogg or M4A")
    return kind


def _decoded(path: Path, kind: Container) -> Sound:
    """Decode up to a second more than LONGEST, with the one demuxer that the file is for."""
    options = {"protocol_whitelist": "file"}
    pieces: list[Sound] = []
    length = 0
    with (
        media_errors(f"read {path.name}"),
        av.open(str(path), format=kind.demuxer, options=options) as file,
    ):
        if not file.streams.audio:
            raise MediaFailed(f"{path.name} holds no sound")
        for piece in _mono(file):
            pieces.append(piece)
            length += piece.size
            if length > (LONGEST + 1) * SAMPLE_RATE:
                break
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _mono(file: "av.container.InputContainer") -> Iterator[Sound]:
    to_mono = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    for frame in file.decode(audio=0):
        for even in to_mono.resample(frame):
            yield even.to_ndarray()[0]
    for even in to_mono.resample(None):
        yield even.to_ndarray()[0]
