"""Mixdown: a score played by its instruments in a hall, brought to level and length."""

import numpy as np

from film.animatic.music.instruments import Instrument, hire
from film.animatic.music.score import Form, Note, Score, Track
from film.animatic.sound.finish import compress, limit, to_loudness
from film.animatic.sound.space import HALL, reverberate
from film.animatic.sound.waves import (
    Dice,
    Wave,
    add,
    band,
    decibels,
    dice,
    fade,
    level,
    pan,
    seconds,
)

_LOOSE = {"drums": 0.003, "bass": 0.004, "pad": 0.012, "lead": 0.008}
"""Standard deviation of when a player comes in, seconds."""

_WIDTH = 0.012
"""How far a semitone from the middle moves a struck note to the side."""


def perform(score: Score, seed: int) -> Wave:
    """Play a score: stereo, of the form's length, unlevelled, and still sounding at its ends."""
    dry = np.zeros((2, score.form.samples), dtype=np.float32)
    send = np.zeros(score.form.samples, dtype=np.float32)
    players: dict[str, Instrument] = {}
    for index, track in enumerate(score.tracks):
        player = players.setdefault(track.instrument, hire(track.instrument))
        _play(track, player, score.form, dice("play", seed, index), (dry, send))
    dry += reverberate(send, HALL)
    return dry


def _play(
    track: Track, player: Instrument, form: Form, rng: Dice, buses: tuple[Wave, Wave]
) -> None:
    dry, send = buses
    gain = decibels(player.seat.gain)
    loose = _LOOSE.get(track.role, 0.006)
    beat = float(form.samples_per_beat)
    late = np.clip(rng.normal(0, loose, len(track.notes)), -2 * loose, 2 * loose)
    push = rng.normal(1, 0.05, len(track.notes))
    for note, shift, force in zip(track.notes, late, push, strict=True):
        start = max(0, round(note.start * beat) + seconds(float(shift)))
        held = max(seconds(0.03), round(note.length * beat))
        if start >= form.samples:
            continue
        velocity = float(np.clip(note.velocity * force, 0.05, 1.0))
        wave = player.play(note.pitch, velocity, min(held, form.samples - start))
        wave *= np.float32(gain)
        add(
            send,
            (wave if wave.ndim == 1 else wave[0]) * np.float32(player.seat.wet),
            start,
        )
        add(dry, _seat(wave, note, player.seat.place), start)


def _seat(wave: Wave, note: Note, place: float) -> Wave:
    if wave.ndim == 1:
        return pan(wave, float(np.clip(place + _WIDTH * (note.pitch - 66), -0.8, 0.8)))
    return wave


def master(wave: Wave, loudness: float, ending: int) -> Wave:
    """Bring a performance to a loudness in LUFS, peaks under -3 dBFS, and silence at its ends."""
    wave = band(wave, 30, 24_000)
    wave -= np.float32(0.22) * band(wave, 1500, 4200)  # a little room for speech
    wave = level(wave, decibels(loudness))
    compress(wave, loudness + 1.0, 1.7)
    fade(wave, seconds(0.01), ending)
    to_loudness(wave, loudness)
    return limit(wave, -3.2)


def ending(score: Score, closes: bool) -> int:
    """Return over how many samples a cue dies away: its last chord's ring, or just a moment."""
    last = score.harmony[-1]
    ring = round(last.length * float(score.form.samples_per_beat))
    return min(seconds(4.0), round(ring * 0.75)) if closes else min(seconds(0.4), ring // 2)
