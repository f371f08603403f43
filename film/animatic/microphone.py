"""The microphone: makes synthetic speech sound recorded — breath, tone, level and a room."""

from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import fft, ndimage, signal

from film.animatic.espeak import ESPEAK_RATE
from film.animatic.voices import Booth
from film.clock import SAMPLE_RATE
from film.media.loudness import SILENCE, LoudnessMeter
from film.media.speech import LOUDNESS, below_peak

Sound = npt.NDArray[np.float32]
"""Mono samples, ±1 full scale."""

Curve = npt.NDArray[np.float64]

_UP, _DOWN = 320, 147  # 48,000 : 22,050
_FRAME, _HOP = 512, 128
_BLOCK = 1_024  # frames at a time: 6 s, so that a long line takes no more memory

_TONE = (
    (0, -24), (60, -12), (100, 1), (160, 4), (250, 3.5), (400, 2), (700, 0), (1_200, -1.5),
    (2_000, -1), (2_600, 0.5), (3_400, 4), (4_500, 4), (5_500, 2), (6_800, 2),
    (8_000, 3.5), (9_500, 6), (11_025, 2),
)  # fmt: skip
"""Hertz and decibels: brings the average spectrum of espeak-ng's throat model to that of people
(D. Byrne et al., "An international comparison of long-term average speech spectra", 1994), with
a little presence on top."""


def resampled(sample: int, tract: float) -> int:
    """Return the 48 kHz sample of a recording at which ``sample`` of espeak-ng's sounds."""
    return round(sample * _UP / tract_steps(tract))


def tract_steps(tract: float) -> int:
    """Return how many 147ths a shorter (above 1) or longer vocal tract speeds sound up by."""
    return round(_DOWN * tract)


def record(sound: Sound, tract: float, booth: Booth, gain: float, seed: int) -> Sound:
    """Record speech of espeak-ng's: 22,050 Hz in, 48 kHz out, the room's tail included.

    Formants and pitch rise by ``tract`` and time shrinks by it. The result measures
    LOUDNESS plus ``gain`` decibels and stays under PEAK.
    """
    random = np.random.default_rng(seed)
    voiced = _breathe(sound.astype(np.float32), tract, booth, random)
    wide = signal.resample_poly(voiced, _UP, tract_steps(tract))
    wide = _waver(wide, booth.tremor, random)
    wide = _compress(signal.sosfilt(_rumble_filter(), wide).astype(np.float32))
    wide = _saturate(wide, booth.drive)
    wet = signal.oaconvolve(wide, _room(booth.space))
    return _level(_without_tail(wet, wide.size), gain)


def _breathe(sound: Sound, tract: float, booth: Booth, random: np.random.Generator) -> Sound:
    """Replace part of each band by noise of the same envelope, and shape the tone.

    A throat's pulses lose their order towards the treble, which synthetic ones do not: that
    is their buzz. With all of it replaced, the voice whispers.
    """
    window = np.sqrt(signal.get_window("hann", _FRAME)).astype(np.float32)
    padded = np.pad(sound, (_FRAME, 2 * _FRAME))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP]
    clear, airy = _shares(tract, booth)
    ways = _FRAME // _HOP
    whole = np.zeros((len(frames) + ways, _HOP), np.float32)
    for first in range(0, len(frames), _BLOCK):
        spectrum = fft.rfft(frames[first : first + _BLOCK] * window)
        spectrum = spectrum * clear + _noise_like(spectrum, random) * airy
        parts = fft.irfft(spectrum, _FRAME) * (window * np.float32(2 / ways))
        for way in range(ways):
            start = first + way
            whole[start : start + len(parts)] += parts[:, way * _HOP : (way + 1) * _HOP]
    return whole.ravel()[_FRAME : _FRAME + sound.size]


def _shares(tract: float, booth: Booth) -> tuple[Sound, Sound]:
    """Return the gains of the voice's own spectrum and of its breath."""
    hertz = np.asarray(np.fft.rfftfreq(_FRAME, 1 / ESPEAK_RATE), np.float64)
    share = np.clip(booth.breath + (hertz - 3_000) / 7_000, booth.breath, max(0.75, booth.breath))
    tone = 10 ** (_tone(hertz * float(tract), booth) / 20)
    return (np.sqrt(1 - share**2) * tone).astype(np.float32), (share * tone).astype(np.float32)


def _noise_like(
    spectrum: npt.NDArray[np.complex64], random: np.random.Generator
) -> npt.NDArray[np.complex64]:
    """Return the spectrum of noise with the same envelope and none of the harmonics."""
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    for _ in range(2):  # twice 5 bins: a bell wider than any voice's harmonics lie apart
        power = ndimage.uniform_filter1d(power, 5, axis=1, mode="nearest")
    noise = random.standard_normal((*spectrum.shape, 2), dtype=np.float32)
    return np.asarray(np.sqrt(np.maximum(power, 0) / 2) * noise.view(np.complex64)[..., 0])


def _tone(hertz: Curve, booth: Booth) -> Curve:
    """Return decibels at each frequency."""
    points = np.array(_TONE, np.float64)
    decibels = np.interp(hertz, points[:, 0], points[:, 1])
    decibels += booth.body / (1 + (hertz / 300) ** 4)
    octaves = np.log2(np.maximum(hertz, 20) / 3_000)
    decibels += booth.presence * np.exp(-(octaves**2) * 1.5)
    # A whisper has no pulses, and with them goes the weight of its bass.
    whisper = max(0.0, booth.breath - 0.5) * 2
    decibels += whisper * np.clip(4.5 * np.log2(np.maximum(hertz, 20) / 1_500), -14, 6)
    return np.asarray(decibels, np.float64)


def _waver(sound: Sound, tremor: float, random: np.random.Generator) -> Sound:
    """Let the pitch drift a little, by moving samples less than a millisecond."""
    step = 480
    points = np.arange(0, sound.size + step, step, dtype=np.float64)
    moved = np.zeros(points.size)
    for hertz, depth in ((0.9, 0.003), (2.3, 0.002), (5.2, 0.0015 + 0.013 * tremor)):
        turn = 2 * np.pi * hertz / SAMPLE_RATE
        moved += depth / turn * np.sin(turn * points + random.uniform(0, 2 * np.pi))
    samples = np.arange(sound.size)
    place = samples + np.interp(samples, points, moved).astype(np.float32)
    below = np.clip(place.astype(np.int32), 0, max(0, sound.size - 2))
    low = sound[below]
    high = sound[np.minimum(below + 1, sound.size - 1)]
    return np.asarray(low + (high - low) * (place - below), np.float32)


def _compress(sound: Sound) -> Sound:
    """Bring loud and soft syllables together: 3 to 1 above a soft knee, looking ahead 20 ms."""
    block = 240
    blocks = np.pad(sound, (0, -sound.size % block)).reshape(-1, block)
    power = np.square(blocks).mean(axis=1)
    kernel = np.hanning(13)[1:-1]
    level = 10 * np.log10(np.convolve(power, kernel / kernel.sum(), mode="same") + 1e-12)
    over = level - (10 * np.log10(power[power > power.max() * 1e-4].mean() + 1e-12) - 2)
    reduction = -(2 / 3) * np.where(over > 5, over, np.square(np.clip(over + 5, 0, 10)) / 20)
    gain = 10 ** (reduction / 20)
    middles = (np.arange(gain.size) + 0.5) * block
    return np.asarray(sound * np.interp(np.arange(sound.size), middles, gain), np.float32)


def _saturate(sound: Sound, drive: float) -> Sound:
    """Round the peaks off, as a tape would."""
    peak = max(float(np.abs(sound).max(initial=0)), 1e-9)
    push = 0.3 + 1.5 * drive
    return np.asarray(np.tanh(sound * np.float32(push / peak)) * np.float32(peak / push))


def _level(sound: Sound, gain: float) -> Sound:
    """Set the loudness, then bend what would pass PEAK."""
    meter = LoudnessMeter()
    meter.add(sound[:, None])
    loudness = meter.integrated()
    if loudness <= SILENCE:
        return sound
    return below_peak(sound * np.float32(10) ** np.float32((LOUDNESS + gain - loudness) / 20))


def _without_tail(sound: Sound, dry: int) -> Sound:
    """Cut the room's tail where it is 55 dB down, with a fade."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max(initial=0) * 10 ** (-55 / 20))
    end = max(dry, int(loud[-1]) + 1 if loud.size else dry)
    kept = sound[:end].copy()
    fade = min(480, kept.size)
    kept[kept.size - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return kept


@cache
def _rumble_filter() -> Curve:
    return np.asarray(signal.butter(2, 75, "highpass", fs=SAMPLE_RATE, output="sos"), np.float64)


@cache
def _room(space: str) -> Sound:
    """Return an impulse response: the direct sound, early reflections and a short dense tail."""
    seconds, wet, damp = {"hall": (1.1, 0.30, 5_000), "metal": (0.25, 0.09, 7_000)}.get(
        space, (0.28, 0.085, 5_500)
    )
    random = np.random.default_rng(1_879)
    size = round(seconds * SAMPLE_RATE)
    time = np.arange(size) / SAMPLE_RATE
    tail = random.standard_normal(size) * 10 ** (-3 * time / seconds) * (time > 0.012)
    sos = signal.butter(2, (180, damp), "bandpass", fs=SAMPLE_RATE, output="sos")
    tail = signal.sosfilt(sos, tail)
    response = np.asarray(tail * (wet / np.sqrt(np.square(tail).sum())))
    for delay, level in ((0.0031, 0.10), (0.0057, -0.08), (0.0083, 0.07), (0.0124, -0.05)):
        response[round(delay * SAMPLE_RATE)] += level * (wet / 0.085) ** 0.5
    if space == "metal":
        for turn in range(1, 9):  # a shell that rings at 1/6.3 ms
            response[round(turn * 0.0063 * SAMPLE_RATE)] += 0.55 * 0.66**turn
            response[round(turn * 0.0039 * SAMPLE_RATE)] -= 0.35 * 0.6**turn
    response[0] += 1
    return response.astype(np.float32)
