"""A cue: composed, played and stored."""

from film.animatic.music.composer import compose
from film.animatic.music.mixdown import ending, master, perform
from film.animatic.sound.finish import store_sound
from film.assets import AssetStore
from film.sound import Cue, Music

_LOUDNESS = -20.0
"""LUFS of a cue of middling intensity."""


def score_cue(cue: Cue, store: AssetStore) -> Music:
    """Compose and play a cue: stereo 48 kHz FLAC of exactly ``cue.samples``, about -20 LUFS.

    It ends in silence; a cue that closes the film ends on a full cadence left to ring.
    """
    score = compose(cue)
    level = _LOUDNESS + 2.0 * (cue.intensity - 0.5)
    wave = master(perform(score, cue.seed * 64 + cue.part), level, ending(score, cue.closes))
    return store_sound(cue.id, wave, store)
