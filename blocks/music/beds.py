"""Beds of made sounds: a place's sound goes round, and each effect sets in on its sample."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from blocks.music import fitting
from blocks.music.sounds import EFFECTS, Sound, place_sound
from blocks.music.wording import seed_of
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.sound import Bed, Effect, Music

if TYPE_CHECKING:
    from film.animatic.sound.waves import Wave

CEILING = -3.2
"""dBFS."""
EDGE = SAMPLE_RATE // 50

SoundMaker = Callable[[Sound], "Wave"]
"""Makes a sound: stereo at 48 kHz, about as long as asked."""


def lay_made_bed(bed: Bed, make: SoundMaker, store: AssetStore) -> Music:
    """Lay a bed of what ``make`` makes, of exactly ``bed.samples``.

    BadRequest for an effect that nobody can make; nothing is made then.
    """
    from film.animatic.sound.effects import check_effects
    from film.animatic.sound.finish import limit, store_sound, to_loudness
    from film.animatic.sound.places import describe, room
    from film.animatic.sound.space import reverberate
    from film.animatic.sound.waves import fade

    check_effects(bed.effects)
    place = make(place_sound(bed))
    start = seed_of(bed.seed, bed.id) % place.shape[1]
    _, loudness = describe(bed)
    mix = fitting.looped(to_loudness(place, loudness), bed.samples, start)
    effects = [effect for effect in bed.effects if effect.gain > 0 and effect.at < bed.samples]
    if effects:
        spots = np.zeros_like(mix)
        for effect in effects:
            _set(spots, effect, make)
        space, wet = room(bed)
        mix += spots + np.float32(wet) * reverberate(spots.mean(axis=0), space)
    return store_sound(bed.id, limit(fade(mix, EDGE, EDGE), CEILING), store)


def _set(spots: "Wave", effect: Effect, make: SoundMaker) -> None:
    """Add an effect, so that it sets in on its sample."""
    from film.animatic.sound.waves import add, decibels, peak

    sound = EFFECTS[effect.name]
    wave = fitting.trimmed(make(sound))
    wave = wave[:, fitting.attack(wave) :]
    add(spots, peak(wave) * np.float32(decibels(sound.peak) * effect.gain), effect.at)
