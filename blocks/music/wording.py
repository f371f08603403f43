"""Wording: what music models that run here are told of a cue. No word of a request is among it."""

import zlib
from dataclasses import dataclass

from blocks.music.plans import Piece, plan_for
from film.clock import SAMPLE_RATE
from film.sound import Cue


@dataclass(frozen=True)
class Words:
    """A piece of music in words, and what models take as numbers."""

    prompt: str
    negative: str
    tempo: int
    """Beats a minute."""
    metre: int
    """Beats a bar."""
    key: str
    """Such as ``E flat minor``."""


def words_for(cue: Cue, number: int, of: int, samples: int) -> Words:
    """Return how a cue's part sounds: the film's words for it, as all composers are told them."""
    from film.animatic.music.moods import BEARINGS

    piece = Piece(0, samples, max(1, -(-samples // SAMPLE_RATE)) * 1000, number, of)
    plan = plan_for(cue, piece, "music_v1")
    styles = [str(style) for style in plan["positive_global_styles"]]
    first, last = plan["sections"][0], plan["sections"][-1]
    local = [*first["positive_local_styles"], *last["positive_local_styles"]]
    bearing = BEARINGS[cue.mood]
    return Words(
        prompt=", ".join(dict.fromkeys([*styles, *local])),
        negative=", ".join(plan["negative_global_styles"]),
        tempo=bearing.tempo,
        metre=bearing.metre,
        key=styles[-1],
    )


def seed_of(*names: object) -> int:
    """Return the seed that names stand for: the same for the same names, on every machine."""
    return zlib.crc32(":".join(map(str, names)).encode())
