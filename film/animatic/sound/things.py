"""The sounds of things: doors, steps, paper, machines and glass."""

import numpy as np

from film.animatic.sound.modal import Modes, ring
from film.animatic.sound.waves import (
    Dice,
    Wave,
    add,
    as_wave,
    band,
    dying,
    fade,
    hiss,
    hump,
    peak,
    seconds,
    sweep,
    wander,
)


def thud(rng: Dice, pitch: float, length: float) -> Wave:
    """Something heavy against wood."""
    ratios = np.array([1.0, 1.7, 2.6, 3.9, 5.3]) * rng.uniform(0.95, 1.05, 5)
    loud = np.array([1.0, 0.6, 0.35, 0.2, 0.1])
    body = ring(Modes(pitch * ratios, loud, length / ratios**0.5), seconds(length))
    click = band(hiss(body.size, rng), 300, 2500) * dying(body.size, 0.05)
    return fade(body + 0.25 * click, seconds(0.005), seconds(0.02))


def door(rng: Dice) -> Wave:
    """Close a door: a latch, a creak of the hinge, and the door falling shut."""
    mix = np.zeros(seconds(2.0), dtype=np.float32)
    add(mix, 0.35 * switch(rng), 0)
    add(mix, 0.22 * creak(rng)[: seconds(0.9)], seconds(0.15))
    add(mix, thud(rng, 82, 0.5), seconds(1.15))
    add(mix, 0.3 * switch(rng), seconds(1.2))
    return peak(mix)


def creak(rng: Dice) -> Wave:
    """Wood or a hinge under strain: a stick-slip buzz that wanders."""
    total = seconds(1.4)
    rate = 28 + 70 * wander(total, 0.35, rng)
    turn = np.cumsum(rate, dtype=np.float64) / 48_000
    pulses = np.diff(np.floor(turn), prepend=0).astype(np.float32)
    body = band(pulses, 380, 1500, 2) + 0.5 * band(pulses, 1500, 2600, 2)
    swell = hump(total, 0.7)
    return peak(body * swell)


def knock(rng: Dice) -> Wave:
    """Three knocks on a door."""
    mix = np.zeros(seconds(1.2), dtype=np.float32)
    for at in (0.0, 0.24, 0.47):
        add(mix, thud(rng, 165, 0.22) * np.float32(rng.uniform(0.8, 1.0)), seconds(at))
    return peak(mix)


def footsteps(rng: Dice) -> Wave:
    """Five steps at a walk, heel and toe."""
    mix = np.zeros((2, seconds(3.0)), dtype=np.float32)
    for index in range(5):
        at = 0.03 + 0.54 * index + float(rng.uniform(-0.02, 0.02))
        side = np.array([[1.0], [0.8]] if index % 2 else [[0.8], [1.0]], dtype=np.float32)
        heel = thud(rng, float(rng.uniform(95, 120)), 0.12)
        toe = band(hiss(seconds(0.1), rng), 400, 3200) * dying(seconds(0.1), 0.08)
        add(mix, side * heel * np.float32(rng.uniform(0.7, 1.0)), seconds(at))
        add(mix, side * fade(0.18 * toe, 240, 240), seconds(at + 0.07))
    return peak(mix)


def page(rng: Dice) -> Wave:
    """Turn a page."""
    total = seconds(0.7)
    time = np.linspace(0, 1, total, dtype=np.float32)
    shape = np.exp(-(((time - 0.3) / 0.16) ** 2)) + 0.7 * np.exp(-(((time - 0.75) / 0.06) ** 2))
    flutter = 0.4 + wander(total, 0.03, rng)
    return fade(peak(band(hiss(total, rng, 2), 1400, 8000) * shape * flutter), 480, 480)


def tick(rng: Dice, high: bool) -> Wave:
    """One beat of a clock."""
    modes = np.array([2100.0, 3300.0, 5200.0]) * (1.12 if high else 1.0)
    body = ring(Modes(modes, np.array([1.0, 0.6, 0.3]), np.array([0.05, 0.04, 0.02])), 2400)
    return fade(body, 100, 480)


def clock(rng: Dice) -> Wave:
    """Four seconds of a clock's ticking."""
    mix = np.zeros(seconds(4.0), dtype=np.float32)
    for index in range(8):
        add(mix, tick(rng, index % 2 == 0), seconds(0.5 * index))
    return peak(mix)


def switch(rng: Dice) -> Wave:
    """Click a switch or a latch, twice."""
    mix = np.zeros(seconds(0.16), dtype=np.float32)
    modes = np.array([1250.0, 2700.0, 4300.0])
    for at, gain in ((0.0, 0.5), (0.06, 1.0)):
        click = ring(Modes(modes, np.array([1.0, 0.7, 0.4]), np.full(3, 0.03)), 2400)
        add(mix, np.float32(gain) * fade(click, 60, 480), seconds(at))
    return peak(mix)


def glass(rng: Dice) -> Wave:
    """Glass breaks: an edge, then pieces that ring and settle."""
    mix = np.zeros((2, seconds(1.8)), dtype=np.float32)
    crash = band(hiss(seconds(0.3), rng, 2), 1800, 9000) * dying(seconds(0.3), 0.25)
    add(mix, fade(0.6 * crash, 240, 480), 0)
    for _ in range(26):
        pitch = float(rng.uniform(1900, 6200))
        modes = Modes(pitch * np.array([1, 1.63, 2.31]), np.array([1, 0.4, 0.2]), np.full(3, 0.25))
        sides = rng.uniform(0.1, 0.5, (2, 1)).astype(np.float32)
        piece = fade(ring(modes, seconds(0.3)), 240, 480)
        add(mix, sides * piece, seconds(float(rng.gamma(1.2, 0.25))))
    return fade(peak(mix), 0, seconds(0.2))


def engine(rng: Dice) -> Wave:
    """Drive an engine past: it comes, falls in pitch, and goes."""
    total = seconds(4.5)
    time = np.linspace(-1, 1, total, dtype=np.float32)
    pitch = 62 * (1 - 0.1 * np.tanh(3 * time)) * (1 + 0.02 * wander(total, 0.2, rng))
    voice = sum(sweep(k * pitch) / k**0.8 for k in range(1, 9))
    tyres = band(hiss(total, rng), 250, 1600)
    near = 1 / (1 + 14 * time**2)
    mono = (0.5 * band(np.asarray(voice, dtype=np.float32), 40, 900) + 0.8 * tyres) * near
    across = (time + 1) / 2
    stereo = np.stack([mono * np.sqrt(1 - 0.8 * across), mono * np.sqrt(0.2 + 0.8 * across)])
    return fade(peak(as_wave(stereo)), seconds(0.8), seconds(0.8))


def horn(rng: Dice) -> Wave:
    """Blow a ship's horn, far away."""
    total = seconds(3.2)
    base = np.full(total, 116.5, np.float32)
    voice = sum(
        sweep(k * base) / k**1.1 + 0.6 * sweep(k * 1.26 * base) / k**1.1 for k in range(1, 9)
    )
    return fade(
        peak(band(np.asarray(voice, dtype=np.float32), 70, 900)), seconds(0.3), seconds(1.2)
    )


def phone(rng: Dice) -> Wave:
    """Ring an old telephone twice."""
    mix = np.zeros(seconds(3.4), dtype=np.float32)
    bell = Modes(
        np.array([1320.0, 1660.0, 2740.0, 3480.0]), np.array([1, 0.9, 0.4, 0.3]), np.full(4, 0.5)
    )
    stroke = ring(bell, seconds(0.5))
    for burst in (0.0, 1.7):
        for index in range(20):
            add(mix, stroke, seconds(burst + index * 0.05))
    return fade(peak(mix), seconds(0.005), seconds(0.2))


def beep(rng: Dice) -> Wave:
    """Answer from a console: two soft tones."""
    mix = np.zeros(seconds(0.5), dtype=np.float32)
    base = float(rng.choice([880.0, 988.0, 1175.0]))
    for at, pitch in ((0.0, base), (0.16, base * 4 / 3)):
        tone = fade(sweep(np.full(seconds(0.12), pitch, np.float32)), seconds(0.01), seconds(0.05))
        add(mix, tone, seconds(at))
    return peak(mix)


def applause(rng: Dice) -> Wave:
    """Clap like a room of people."""
    mix = np.zeros((2, seconds(4.0)), dtype=np.float32)
    claps = []
    for _ in range(16):
        total = seconds(0.05)
        low = float(rng.uniform(700, 1300))
        claps.append(fade(band(hiss(total, rng), low, 2.6 * low) * dying(total, 0.04), 60, 240))
    for _ in range(26):
        sides = rng.uniform(0.1, 1.0, (2, 1)).astype(np.float32)
        at, pace = float(rng.uniform(0, 0.5)), float(rng.uniform(0.17, 0.28))
        while at < 3.8:
            add(mix, sides * claps[int(rng.integers(16))], seconds(at))
            at += pace * float(rng.uniform(0.9, 1.1))
    return fade(peak(mix), seconds(0.4), seconds(1.4))
