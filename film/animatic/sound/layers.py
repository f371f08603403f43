"""Layers: the continuous sounds that a place is made of, as long as they are needed."""

from collections.abc import Callable

import numpy as np

from film.animatic.sound import nature, things
from film.animatic.sound.cinema import bell
from film.animatic.sound.modal import Modes, ring
from film.animatic.sound.space import CAVE, STUDIO, Space, reverberate
from film.animatic.sound.waves import (
    Dice,
    Wave,
    add,
    as_wave,
    band,
    fade,
    hiss,
    pan,
    seconds,
    sweep,
    wander,
)

Layer = Callable[[int, Dice], Wave]
"""Stereo sound of so many samples."""


def air(samples: int, rng: Dice) -> Wave:
    """Room tone: the still air of a closed place."""
    return band(hiss(samples, rng, 2), 40, 260)


def wind(samples: int, rng: Dice) -> Wave:
    """Wind in gusts."""
    force = wander(samples, 2.6, rng) ** 1.5 + 0.25
    low = band(hiss(samples, rng, 2), 90, 420)
    high = band(hiss(samples, rng, 2), 420, 1300)
    return low * force + 0.5 * high * force**2


def whistle(samples: int, rng: Dice) -> Wave:
    """Wind that finds a gap: a hollow tone that comes and goes."""
    tone = band(hiss(samples, rng, 2), 480, 620, 2) * wander(samples, 1.8, rng) ** 2
    upper = band(hiss(samples, rng, 2), 760, 900, 2) * wander(samples, 1.4, rng) ** 2
    return tone + 0.7 * upper


def leaves(samples: int, rng: Dice) -> Wave:
    """Foliage that stirs."""
    stir = wander(samples, 2.2, rng) ** 2 * (0.7 + 0.3 * wander(samples, 0.12, rng))
    return as_wave(band(hiss(samples, rng, 2), 1700, 6500) * (stir + 0.08))


def surf(samples: int, rng: Dice) -> Wave:
    """Waves that break on a shore, no two alike, over the sea's far roar."""
    mix = 0.35 * band(hiss(samples, rng, 2), 50, 350)
    at = -seconds(2.5)
    while at < samples:
        sides = rng.uniform(0.6, 1.0, (2, 1)).astype(np.float32)
        add(mix, sides * np.float32(rng.uniform(0.7, 1.7)) * nature.wave(rng), at)
        at += seconds(float(rng.uniform(2.4, 5.0)))
    return mix


def lapping(samples: int, rng: Dice) -> Wave:
    """Small waves against a hull."""
    force = wander(samples, 0.45, rng) ** 3
    return band(hiss(samples, rng, 2), 220, 1300) * (force + 0.04)


def stream(samples: int, rng: Dice) -> Wave:
    """Make running water: a bright murmur with bubbles in it."""
    mix = 0.16 * band(hiss(samples, rng, 2), 450, 3800) * (0.8 + 0.4 * wander(samples, 0.2, rng))
    drops = [nature.drop(rng) for _ in range(24)]
    for at in rng.integers(0, samples, samples // seconds(1.0) * 40 + 10):
        sides = rng.uniform(0.02, 0.25, (2, 1)).astype(np.float32)
        add(mix, sides * drops[int(rng.integers(24))], int(at))
    return mix


def rain(samples: int, rng: Dice) -> Wave:
    """Rain in the open: a dense hiss and single drops near by."""
    dense = band(hiss(samples, rng, 2), 1100, 9000) * (0.85 + 0.3 * wander(samples, 3.0, rng))
    dense += 0.5 * band(hiss(samples, rng, 2), 250, 1100)
    spikes = (rng.random(samples, dtype=np.float32) > 1 - 30 / 48_000) * np.float32(26.0)
    near = band(spikes * rng.random(samples, dtype=np.float32), 1800, 5200)
    return dense + np.stack([near, np.roll(near, 1103)])


def rain_outside(samples: int, rng: Dice) -> Wave:
    """Rain heard through walls and on the window."""
    dull = band(hiss(samples, rng, 2), 150, 900) * (0.8 + 0.4 * wander(samples, 3.0, rng))
    spikes = (rng.random(samples, dtype=np.float32) > 1 - 14 / 48_000) * np.float32(22.0)
    pane = band(spikes, 700, 2200)
    return as_wave(dull + 0.8 * np.stack([pane, np.roll(pane, 901)]))


def hush(samples: int, rng: Dice) -> Wave:
    """Air full of falling snow: almost nothing, and soft."""
    return band(hiss(samples, rng, 2), 120, 700) * (0.6 + 0.4 * wander(samples, 4.0, rng))


def rumble(samples: int, rng: Dice) -> Wave:
    """Thunder beyond the horizon."""
    force = np.maximum(0, wander(samples, 3.2, rng) - 0.55) ** 1.5
    return as_wave(
        band(hiss(samples, rng, 2), 30, 110, 2) * (force * (0.6 + wander(samples, 0.3, rng)))
    )


def city(samples: int, rng: Dice) -> Wave:
    """Make a town's hum."""
    return band(hiss(samples, rng, 2), 60, 480) * (0.8 + 0.3 * wander(samples, 5.0, rng))


def cars(samples: int, rng: Dice) -> Wave:
    """Drive a car by, now and then."""
    return scatter(samples, rng, things.engine, (4.0, 11.0), (0.2, 0.8))


def murmur(samples: int, rng: Dice) -> Wave:
    """Make a room full of people of whom no word is understood."""
    mix = np.zeros((2, samples), dtype=np.float32)
    for _ in range(7):
        talk = np.maximum(0, wander(samples, 0.11, rng) - 0.25) * (wander(samples, 1.6, rng) > 0.4)
        formant = float(rng.uniform(350, 750))
        voice = band(hiss(samples, rng), formant, formant * 1.5, 1)
        voice += 0.4 * band(hiss(samples, rng), formant * 2.4, formant * 3)
        mix += pan(band(voice * talk, 200, 3200), float(rng.uniform(-0.9, 0.9)))
    return mix


def dishes(samples: int, rng: Dice) -> Wave:
    """Cups and spoons."""
    return scatter(samples, rng, _clink, (1.2, 5.0), (0.1, 0.6))


def hum(samples: int, rng: Dice) -> Wave:
    """Mains hum of lamps and a refrigerator."""
    tone = sum(
        gain * sweep(np.full(samples, pitch, np.float32))
        for pitch, gain in ((100.0, 0.7), (200.0, 0.3), (300.0, 0.12))
    )
    return np.stack([tone, tone]).astype(np.float32) + 0.5 * air(samples, rng)


def ventilation(samples: int, rng: Dice) -> Wave:
    """Make moving air in ducts."""
    return band(hiss(samples, rng, 2), 90, 850) * (0.9 + 0.15 * wander(samples, 4.0, rng))


def drive(samples: int, rng: Dice) -> Wave:
    """Make a ship's engines, felt through the deck: slow beats between low tones."""
    tones = np.zeros((2, samples), dtype=np.float32)
    for pitch, gain in ((48.0, 1.0), (48.23, 0.8), (72.1, 0.4), (96.3, 0.35), (144.4, 0.15)):
        tone = gain * sweep(np.full(samples, pitch, np.float32))
        tones += pan(tone, float(rng.uniform(-0.5, 0.5)))
    return 0.5 * tones + 0.6 * ventilation(samples, rng)


def birds(samples: int, rng: Dice) -> Wave:
    """Birds near and far."""
    return scatter(samples, rng, nature.birdsong, (0.5, 2.6), (0.08, 0.8), STUDIO)


def gulls(samples: int, rng: Dice) -> Wave:
    """Gulls over the water."""
    return scatter(samples, rng, nature.gull, (3.5, 10.0), (0.15, 0.7), STUDIO)


def owls(samples: int, rng: Dice) -> Wave:
    """Let an owl call somewhere."""
    return scatter(samples, rng, nature.owl, (7.0, 16.0), (0.3, 0.7), STUDIO)


def crickets(samples: int, rng: Dice) -> Wave:
    """Crickets, each with its own patience."""
    mix = np.zeros((2, samples), dtype=np.float32)
    for _ in range(6):
        chirp = nature.cricket(rng)
        place, loud = float(rng.uniform(-0.9, 0.9)), np.float32(rng.uniform(0.15, 1.0))
        voice = loud * pan(chirp, place)
        at, pace = float(rng.uniform(0, 1)), float(rng.uniform(0.36, 0.8))
        while at * 48_000 < samples:
            add(mix, voice, seconds(at))
            at += pace * float(rng.uniform(0.94, 1.06)) * (3.0 if rng.random() < 0.06 else 1.0)
    return mix


def insects(samples: int, rng: Dice) -> Wave:
    """Make the shimmer of insects in the heat."""
    buzz = band(hiss(samples, rng, 2), 4200, 5600, 2) * (0.3 + wander(samples, 2.5, rng))
    return as_wave(buzz * (0.6 + 0.4 * wander(samples, 0.04, rng)))


def flames(samples: int, rng: Dice) -> Wave:
    """Keep a fire burning."""
    mix = 0.4 * band(hiss(samples, rng, 2), 60, 380) * (0.5 + 0.5 * wander(samples, 0.3, rng))
    nature.crackle(mix, 9.0, rng)
    return mix


def ticking(samples: int, rng: Dice) -> Wave:
    """Let a clock tick on the wall."""
    mix = np.zeros((2, samples), dtype=np.float32)
    strokes = [pan(things.tick(rng, high), 0.3) for high in (True, False)]
    for index in range(samples // seconds(1.0) + 1):
        add(mix, strokes[index % 2], index * seconds(1.0))
    return mix


def monitor(samples: int, rng: Dice) -> Wave:
    """Let a bedside monitor beep at the pace of a quiet heart."""
    mix = np.zeros((2, samples), dtype=np.float32)
    tone = sweep(np.full(seconds(0.11), 940, np.float32))
    blip = pan(fade(tone, seconds(0.015), seconds(0.05)), -0.35)
    for index in range(int(samples / seconds(1.07)) + 1):
        add(mix, blip, index * seconds(1.07))
    return mix


def consoles(samples: int, rng: Dice) -> Wave:
    """Instruments that report, now and then."""
    return scatter(samples, rng, things.beep, (2.5, 7.0), (0.2, 0.7), STUDIO)


def creaks(samples: int, rng: Dice) -> Wave:
    """Rope and timber working."""
    return scatter(samples, rng, things.creak, (3.0, 8.0), (0.2, 0.8))


def drips(samples: int, rng: Dice) -> Wave:
    """Let drops fall in a large dark space."""
    return scatter(samples, rng, nature.drop, (0.5, 2.4), (0.2, 1.0), CAVE)


def bells(samples: int, rng: Dice) -> Wave:
    """Strike a temple bell, softly, from time to time."""
    return scatter(samples, rng, _bowl, (7.0, 14.0), (0.4, 0.9), CAVE)


def steeple(samples: int, rng: Dice) -> Wave:
    """Ring a church bell across the roofs."""
    return scatter(samples, rng, bell, (14.0, 26.0), (0.3, 0.6), STUDIO)


def pages(samples: int, rng: Dice) -> Wave:
    """Somebody turns a page."""
    return scatter(samples, rng, things.page, (4.0, 12.0), (0.2, 0.7))


def theremin(samples: int, rng: Dice) -> Wave:
    """Make a strange world's air: slow glassy tones without a source."""
    mix = np.zeros((2, samples), dtype=np.float32)
    for pitch in (220.0, 331.0, 468.0, 702.0):
        drift = (pitch * (1 + 0.012 * wander(samples, 3.0, rng))).astype(np.float32)
        tone = sweep(drift) * wander(samples, 3.5, rng) ** 3
        mix += pan(tone, float(rng.uniform(-0.8, 0.8)))
    return mix


def scatter(
    samples: int,
    rng: Dice,
    make: Callable[[Dice], Wave],
    every: tuple[float, float],
    loud: tuple[float, float],
    space: Space | None = None,
) -> Wave:
    """Repeat an event, new each time, at irregular intervals in seconds, near and far."""
    mix = np.zeros((2, samples), dtype=np.float32)
    at = seconds(float(rng.uniform(0.1, 0.6 * every[1])))
    while at < samples:
        wave = make(rng) * np.float32(rng.uniform(*loud))
        add(mix, wave if wave.ndim == 2 else pan(wave, float(rng.uniform(-0.8, 0.8))), at)
        at += seconds(float(rng.uniform(*every)))
    if space is not None:
        mix += 0.5 * reverberate(mix.mean(axis=0), space)
    return mix


def _clink(rng: Dice) -> Wave:
    pitch = float(rng.uniform(1500, 3400))
    modes = Modes(pitch * np.array([1.0, 2.3, 3.9]), np.array([1, 0.5, 0.2]), np.full(3, 0.18))
    return fade(ring(modes, seconds(0.2)), 240, 960)


def _bowl(rng: Dice) -> Wave:
    pitch = float(rng.choice([174.0, 196.0, 220.0]))
    ratios = np.array([1.0, 1.006, 2.71, 2.73, 5.2])
    loud = np.array([0.6, 0.5, 0.25, 0.2, 0.05])
    decay = np.array([6.0, 5.5, 3.5, 3.2, 1.6])
    return fade(ring(Modes(pitch * ratios, loud, decay), seconds(6.0)), seconds(0.02), seconds(1.0))
