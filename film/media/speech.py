"""Speech from elsewhere: decoded, trimmed and levelled, as recordings in a film are."""

import io
import re

import numpy as np
import numpy.typing as npt

from film.assets import AssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.errors import MediaFailed
from film.media.loudness import SILENCE, LoudnessMeter
from film.speech import Phoneme, Recording, Word
from film.story import Line

Sound = npt.NDArray[np.float32]
"""Mono samples at 48 kHz, ±1 full scale."""

LOUDNESS = -20.0
"""LUFS of a line at a normal delivery, heard from both loudspeakers."""
PEAK = 10 ** (-3.2 / 20)
"""No sample lies beyond this: −3.2 dBFS."""
LEAD, TAIL = 480, 4_800
"""Samples that are kept before the first sound and after the last."""
LONGEST = 1_800
"""Seconds: no line lasts half an hour."""
_QUIET = 10 ** (-45 / 20)
"""Of the loudest 5 ms: what stays below is no speech."""
_SILENT = 10 ** (-55 / 20)
_BLOCK = 240
_FORMATS = {"mp3": "MP3", "wav": "WAV"}


def decode(data: bytes, encoding: str) -> Sound:
    """Return a sound as mono 48 kHz samples.

    ``encoding`` is what was asked for: ``mp3…``, ``wav…``, or ``pcm_24000`` for bare 16-bit samples
    at that rate. MediaFailed when it is something else, broken, silent or endless.
    """
    bare = re.fullmatch(r"pcm_(\d+)", encoding)
    wave, rate = _bare(data, int(bare.group(1))) if bare else _coded(data, encoding)
    if not wave.size:
        raise MediaFailed("The speech holds no samples")
    if wave.size > LONGEST * rate:
        raise MediaFailed(f"The speech is longer than {LONGEST // 60} minutes")
    if _loudest(wave) < _SILENT:
        raise MediaFailed("The speech is silent")
    return _resampled(wave, rate)


def _bare(data: bytes, rate: int) -> tuple[Sound, int]:
    if len(data) % 2 or data[:4] in (b"RIFF", b"OggS", b"fLaC") or data[:1] in (b"<", b"{"):
        raise MediaFailed("The speech is not made of bare 16-bit samples")
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32_768), rate


def _coded(data: bytes, encoding: str) -> tuple[Sound, int]:
    import soundfile

    wanted = _FORMATS[encoding.partition("_")[0]]
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            if file.format != wanted:
                raise MediaFailed(f"The speech is {file.format} and not {wanted}")
            frames = min(file.frames, (LONGEST + 1) * file.samplerate)
            wave = file.read(frames, dtype="float32", always_2d=True)
            return wave.mean(axis=1), file.samplerate
    except soundfile.LibsndfileError as cause:
        raise MediaFailed(f"The speech is no {wanted}: {cause}") from cause


def _loudest(wave: Sound) -> float:
    return float(np.sqrt(_power(wave).max(initial=0)))


def _power(wave: Sound) -> npt.NDArray[np.float64]:
    """Return the mean square of every 5 ms at 48 kHz."""
    blocks = np.pad(wave, (0, -wave.size % _BLOCK)).reshape(-1, _BLOCK)
    return np.asarray(np.square(blocks, dtype=np.float64).mean(axis=1))


def _resampled(wave: Sound, rate: int) -> Sound:
    from scipy import signal

    if rate == SAMPLE_RATE:
        return wave
    common = int(np.gcd(rate, SAMPLE_RATE))
    resampled = signal.resample_poly(wave, SAMPLE_RATE // common, rate // common)
    return np.asarray(resampled, np.float32)


def breaks_off(sound: Sound) -> bool:
    """Say whether a sound ends in the middle of speech rather than after it."""
    power = _power(sound)
    return bool(power[-4:-1].mean() > 0.2 * power[power > power.max() * 1e-4].mean())


def trimmed(sound: Sound) -> tuple[Sound, int]:
    """Return the sound without the silence around it, and by how many samples it is later now.

    LEAD samples are before the first sound, made of silence where there are fewer; up to TAIL
    after the last, faded out.
    """
    power = np.sqrt(_power(sound))
    loud = np.flatnonzero(power > power.max(initial=0) * _QUIET)
    first, last = (int(loud[0]) * _BLOCK, int(loud[-1] + 1) * _BLOCK) if loud.size else (0, 0)
    kept = sound[max(0, first - LEAD) : last + TAIL].copy()
    missing = max(0, LEAD - first)
    fade = min(TAIL // 2, kept.size)
    kept[kept.size - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return np.pad(kept, (missing, 0)), LEAD - first


def levelled(sound: Sound, gain: float) -> Sound:
    """Set the loudness to LOUDNESS plus ``gain`` decibels, and bend what would pass PEAK."""
    meter = LoudnessMeter()
    meter.add(sound[:, None])
    loudness = meter.integrated()
    if loudness <= SILENCE:  # shorter than one of the meter's blocks
        loudness = 20 * np.log10(_loudest(sound) + 1e-9)
    return below_peak(sound * np.float32(10 ** ((LOUDNESS + gain - loudness) / 20)))


def below_peak(level: Sound) -> Sound:
    """Bend what would pass PEAK, from six tenths of it on."""
    knee = 0.6 * PEAK
    size = np.abs(level)
    bent = knee + (PEAK - knee) * np.tanh((size - knee) / (PEAK - knee))
    return np.where(size > knee, np.sign(level) * bent, level).astype(np.float32)


def keep_recording(
    line: Line,
    sound: Sound,
    words: tuple[Word, ...],
    phonemes: tuple[Phoneme, ...],
    store: AssetStore,
) -> Recording:
    """Store a line's sound, 16 bit and without loss, and return its recording."""
    import soundfile

    with store.scratch() as folder:
        place = folder / "line.flac"
        soundfile.write(place, sound, SAMPLE_RATE, subtype="PCM_16")
        info = MediaInfo(samples=sound.size, sample_rate=SAMPLE_RATE, channels=1)
        asset = store.put(place, info)
    return Recording(
        line=line.id,
        speaker=line.speaker,
        asset=asset,
        samples=sound.size,
        words=words,
        phonemes=phonemes,
    )
