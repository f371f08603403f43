"""The embedded composer and sound department."""

from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.music.base import MusicEngine
from film.animatic import rehearsal, workshop
from film.assets import AssetStore
from film.sound import Bed, Cue, Music

SECONDS = 300


class EmbeddedMusic(MusicEngine):
    """Composes and synthesises the score, the ambience and the effects."""

    _block_type_name = "Firstcut Embedded Composer"
    _block_type_slug = "firstcut-embedded-music"
    _description = "Composes music and sound on this machine: no key, no model."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded composer"
    licence: ClassVar[str] = "GPL-3.0-or-later; its music is yours"
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the composer's name and the revision of its code."""
        revision = source_revision("film.animatic.music.cue", "film.animatic.sound.bed")
        return {"engine": self.label, "revision": revision}

    def check(self) -> None:
        """Play a few seconds."""
        workshop.run(SECONDS, rehearsal.play)

    def score(self, cue: Cue, store: AssetStore) -> Music:
        """Score the cue in a worker process."""
        return workshop.run(SECONDS, play_cue, cue, store)

    def lay_bed(self, bed: Bed, store: AssetStore) -> Music:
        """Lay the bed in a worker process."""
        return workshop.run(SECONDS, mix_bed, bed, store)


def play_cue(cue: Cue, store: AssetStore) -> Music:
    """Compose and play a cue (runs in a worker)."""
    from film.animatic.music.cue import score_cue

    return score_cue(cue, store)


def mix_bed(bed: Bed, store: AssetStore) -> Music:
    """Lay a bed (runs in a worker)."""
    from film.animatic.sound.bed import lay_bed

    return lay_bed(bed, store)
