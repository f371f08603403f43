"""Finishing: loudness, peaks and ends brought in order, and the file written."""

import numpy as np
import numpy.typing as npt
import soundfile
from scipy import ndimage

from film.animatic.sound.loudness import SILENCE, loudness
from film.animatic.sound.waves import Wave, decibels
from film.assets import AssetStore, MediaInfo
from film.clock import SAMPLE_RATE
from film.sound import Music

_BLOCK = 64


def to_loudness(wave: Wave, target: float) -> Wave:
    """Scale stereo sound, in place, to an integrated loudness in LUFS; return it."""
    measured = loudness(wave)
    if measured > SILENCE:
        wave *= np.float32(decibels(target - measured))
    return wave


def limit(wave: Wave, ceiling: float) -> Wave:
    """Hold stereo peaks under a ceiling in dBFS, in place, looking 10 ms ahead; return it."""
    top = decibels(ceiling)
    total = wave.shape[-1]
    padded = -(-total // _BLOCK) * _BLOCK
    peaks = np.zeros(padded, dtype=np.float32)
    np.maximum(np.abs(wave[0]), np.abs(wave[1]), out=peaks[:total])
    blocks = peaks.reshape(-1, _BLOCK).max(axis=1)
    if blocks.max() <= top:
        return wave
    gain = np.minimum(1.0, top / np.maximum(blocks, 1e-9))
    ahead = 8
    gain = ndimage.minimum_filter1d(gain, 2 * ahead + 3, mode="nearest")
    gain = ndimage.uniform_filter1d(gain, 2 * ahead + 1, mode="nearest")
    wave *= _stretch(gain, total)
    return wave


def compress(wave: Wave, threshold: float, ratio: float) -> Wave:
    """Ease stereo passages whose RMS is above a threshold in dBFS, in place; return it."""
    block = SAMPLE_RATE // 100
    total = wave.shape[-1]
    count = -(-total // block)
    edges = np.arange(count) * block
    power = np.add.reduceat(np.square(wave).sum(axis=0), edges) / (2 * block)
    held = ndimage.gaussian_filter1d(power, 12, mode="nearest")
    over = np.maximum(0.0, 10 * np.log10(np.maximum(held, 1e-12)) - threshold)
    gain = 10 ** (-over * (1 - 1 / ratio) / 20)
    where = np.arange(total, dtype=np.float32)
    wave *= np.interp(where, edges + block / 2, gain).astype(np.float32)
    return wave


def _stretch(gain: npt.NDArray[np.float64], total: int) -> Wave:
    where = np.arange(total, dtype=np.float32)
    return np.interp(where, np.arange(gain.size) * _BLOCK + _BLOCK / 2, gain).astype(np.float32)


def store_sound(name: str, wave: Wave, store: AssetStore) -> Music:
    """Write stereo sound as 16-bit FLAC into the store and return the reference to it."""
    samples = wave.shape[-1]
    info = MediaInfo(samples=samples, sample_rate=SAMPLE_RATE, channels=2)
    with store.scratch() as folder:
        path = folder / "sound.flac"
        soundfile.write(path, wave.T, SAMPLE_RATE, "PCM_16", compression_level=0.2)
        return Music(id=name, asset=store.put(path, info), samples=samples)
