"""A scene's bed: room tone, weather and spot effects, laid under its lines."""

import numpy as np

from film.animatic.sound.effects import check_effects, place_effect
from film.animatic.sound.finish import limit, store_sound, to_loudness
from film.animatic.sound.places import describe, room
from film.animatic.sound.space import reverberate
from film.animatic.sound.waves import Wave, decibels, dice, fade, seconds
from film.assets import AssetStore
from film.sound import Bed, Music

_CREST = 6.0
"""How far over its level a layer may peak."""


def lay_bed(bed: Bed, store: AssetStore) -> Music:
    """Lay a bed: stereo 48 kHz FLAC of exactly ``bed.samples``, between -38 and -28 LUFS.

    Effects come on top of that. Raises BadRequest for an effect that is not in EFFECT_NAMES.
    """
    check_effects(bed.effects)
    parts, loudness = describe(bed)
    mix = np.zeros((2, bed.samples), dtype=np.float32)
    for index, (layer, gain) in enumerate(parts):
        rng = dice("bed", bed.seed, bed.id, layer.__name__, index)
        mix += _balance(layer(bed.samples, rng), gain)
    to_loudness(mix, loudness)
    if bed.effects:
        spots = np.zeros_like(mix)
        for effect in bed.effects:
            place_effect(spots, effect, bed.seed)
        space, wet = room(bed)
        mix += spots + np.float32(wet) * reverberate(spots.mean(axis=0), space)
    edge = seconds(0.02)
    return store_sound(bed.id, limit(fade(mix, edge, edge), -3.2), store)


def _balance(wave: Wave, gain: float) -> Wave:
    """Bring a layer to a level in dB RMS; what is sparse goes by its peaks, or it would startle."""
    rms = float(np.sqrt(np.mean(np.square(wave, dtype=np.float64))))
    size = max(rms, float(np.abs(wave).max()) / _CREST)
    return wave * np.float32(decibels(gain) / size) if size > 0 else wave
