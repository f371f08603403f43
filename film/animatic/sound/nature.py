"""Nature's sounds, one at a time: weather, water, fire and animals."""

import numpy as np

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
    rise,
    seconds,
    sweep,
    wander,
)


def thunder(rng: Dice) -> Wave:
    """Make a crack, and a rumble that rolls away for some seconds."""
    total = seconds(5.5)
    roll = band(hiss(total, rng, 2), 28, 190, 2) * (0.25 + wander(total, 0.35, rng))
    deep = band(hiss(total, rng, 2), 24, 75, 2)
    envelope = rise(seconds(0.06))
    body = (2.2 * roll + 2.5 * deep) * dying(total, 5.5)
    body[:, : envelope.size] *= envelope
    crack = band(hiss(seconds(1.0), rng, 2), 350, 3800) * dying(seconds(1.0), 0.7)
    for _ in range(5):
        add(body, 0.16 * crack * float(rng.uniform(0.3, 1.0)), seconds(float(rng.uniform(0, 0.45))))
    rolling = np.tanh(3 * peak(body))  # as the ear and the microphone do with thunder
    return fade(peak(rolling), seconds(0.008), seconds(1.5))


def gust(rng: Dice) -> Wave:
    """Wind that rises, whistles a little and falls."""
    total = seconds(3.6)
    swell = hump(total, 2)
    low = band(hiss(total, rng, 2), 110, 650)
    whistle = band(hiss(total, rng, 2), 700, 1100, 2) * wander(total, 0.5, rng)
    return peak((low + 0.7 * whistle * swell) * swell)


def wave(rng: Dice) -> Wave:
    """Make a wave that gathers, breaks and draws back over shingle."""
    total = seconds(5.0)
    time = np.linspace(0, 5, total, dtype=np.float32)
    gather = np.exp(-(((time - 1.6) / 0.9) ** 2))
    wash = np.exp(-(((time - 2.6) / 1.1) ** 2))
    body = 1.6 * band(hiss(total, rng, 2), 60, 420) * gather
    foam = band(hiss(total, rng, 2), 900, 6500) * wash * (0.6 + 0.4 * wander(total, 0.05, rng))
    return fade(peak(body + 0.55 * foam), seconds(0.4), seconds(0.8))


def splash(rng: Dice) -> Wave:
    """Something falls into water: a slap, spray, and bubbles."""
    total = seconds(1.6)
    body = band(hiss(total, rng, 2), 250, 2400) * dying(total, 0.6)
    body += 0.5 * band(hiss(total, rng, 2), 2500, 8000) * dying(total, 1.0)
    for _ in range(14):
        add(body, 0.35 * drop(rng), seconds(float(rng.uniform(0.15, 1.1))))
    return fade(peak(body), seconds(0.012), seconds(0.3))


def drop(rng: Dice) -> Wave:
    """Make a drop into water: a tiny bubble that rises in pitch."""
    total = seconds(0.09)
    pitch = np.linspace(1, rng.uniform(1.3, 1.9), total, dtype=np.float32)
    tone = sweep(pitch * np.float32(rng.uniform(500, 1400)))
    return fade(tone * dying(total, 0.07), seconds(0.005), seconds(0.01))


def fire(rng: Dice) -> Wave:
    """Burn for a few seconds: a soft roar and crackling."""
    total = seconds(4.0)
    body = 0.5 * band(hiss(total, rng, 2), 60, 380) * (0.5 + 0.5 * wander(total, 0.3, rng))
    crackle(body, 16.0, rng)
    return fade(peak(body), seconds(0.5), seconds(1.0))


def crackle(mix: Wave, rate: float, rng: Dice) -> None:
    """Scatter snaps of burning wood over a stereo mix, in place, ``rate`` a second."""
    snaps = [_snap(rng) for _ in range(12)]
    total = mix.shape[-1]
    for at in rng.integers(0, total, round(rate * total / seconds(1.0))):
        loud = float(rng.gamma(0.6, 0.5))
        sides = rng.uniform(0.3, 1.0, (2, 1)).astype(np.float32)
        add(mix, np.float32(loud) * sides * snaps[int(rng.integers(12))], int(at))


def _snap(rng: Dice) -> Wave:
    total = seconds(float(rng.uniform(0.012, 0.035)))
    snap = band(hiss(total, rng), 900, 7000) * dying(total, total / 48_000)
    return fade(peak(snap), 40, total // 4)


def birdsong(rng: Dice) -> Wave:
    """One bird's phrase: a few chirps, each a quick glide or trill, sung twice."""
    base = float(rng.uniform(2300, 4300))
    phrase = np.zeros(seconds(1.5), dtype=np.float32)
    at = 0.0
    for _ in range(int(rng.integers(2, 6))):
        length = float(rng.uniform(0.06, 0.2))
        total = seconds(length)
        time = np.linspace(0, 1, total, dtype=np.float32)
        bend = rng.uniform(-0.25, 0.3) * time + rng.uniform(0, 0.18) * np.sin(np.pi * time)
        trill = rng.choice([0.0, 0.05]) * np.sin(2 * np.pi * 28 * length * time)
        chirp = sweep((base * (1 + bend + trill)).astype(np.float32)) * hump(total, 1.5)
        add(phrase, chirp * np.float32(rng.uniform(0.5, 1.0)), seconds(at))
        at += length + float(rng.uniform(0.02, 0.12))
        base *= float(rng.uniform(0.9, 1.12))
    return phrase


def birds(rng: Dice) -> Wave:
    """Two or three birds answering one another."""
    mix = np.zeros((2, seconds(3.4)), dtype=np.float32)
    for _ in range(4):
        sides = rng.uniform(0.25, 1.0, (2, 1)).astype(np.float32)
        add(mix, sides * birdsong(rng), seconds(float(rng.uniform(0, 1.8))))
    return peak(mix)


def gull(rng: Dice) -> Wave:
    """Make a gull's cry, three or four times, falling."""
    cry = np.zeros(seconds(2.4), dtype=np.float32)
    base, at = float(rng.uniform(950, 1200)), 0.0
    for index in range(int(rng.integers(2, 5))):
        total = seconds(float(rng.uniform(0.28, 0.42)))
        time = np.linspace(0, 1, total, dtype=np.float32)
        pitch = base * (1 + 0.28 * np.sin(np.pi * time**0.6) - 0.12 * time - 0.03 * index)
        voice = sum(
            gain * sweep((k * pitch).astype(np.float32))
            for k, gain in ((1, 0.6), (2, 1.0), (3, 0.45), (4, 0.2))
        )
        add(cry, np.asarray(voice * hump(total, 0.8), dtype=np.float32), seconds(at))
        at += total / 48_000 + 0.1
    return peak(band(cry, 500, 5000))


def owl(rng: Dice) -> Wave:
    """Hoot like an owl: one long call, a pause, and a quavering answer."""
    call = np.zeros(seconds(3.0), dtype=np.float32)
    base = float(rng.uniform(330, 400))
    for at, length, quaver in ((0.0, 0.5, 0.0), (1.1, 0.15, 0.0), (1.35, 1.1, 0.03)):
        total = seconds(length)
        time = np.linspace(0, 1, total, dtype=np.float32)
        pitch = base * (1 - 0.05 * time + quaver * np.sin(2 * np.pi * 9 * time))
        add(call, sweep(pitch.astype(np.float32)) * hump(total, 0.7), seconds(at))
    return peak(as_wave(call + 0.15 * np.tanh(3 * call)))


def cricket(rng: Dice) -> Wave:
    """One cricket's chirp: three or four quick pulses of a high tone."""
    total = seconds(0.2)
    time = np.arange(total, dtype=np.float32) / 48_000
    pulses = np.maximum(0, np.sin(2 * np.pi * 18 * time)) ** 2
    tone = sweep(np.full(total, rng.uniform(3900, 4700), np.float32))
    return fade(tone * pulses, seconds(0.005), seconds(0.02))


def dog(rng: Dice) -> Wave:
    """Bark twice like a dog, some way off."""
    barks = np.zeros(seconds(1.3), dtype=np.float32)
    base = float(rng.uniform(300, 420))
    for at in (0.0, 0.45):
        total = seconds(0.22)
        time = np.linspace(0, 1, total, dtype=np.float32)
        pitch = base * (1 + 0.5 * np.sin(np.pi * time) - 0.2 * time)
        voice = np.tanh(2.5 * (sweep(pitch) + 0.7 * sweep(2 * pitch) + 0.4 * sweep(3 * pitch)))
        rough = 0.5 * band(hiss(total, rng), 500, 2500)
        add(barks, (voice + rough) * np.sin(np.pi * time**0.6), seconds(at))
    return peak(band(barks, 250, 3500))
