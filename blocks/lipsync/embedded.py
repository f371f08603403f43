"""The embedded lip-sync: mouths from phonemes, drawn into the speaking frames only."""

from collections.abc import Sequence
from typing import Any, ClassVar

from blocks.engine import source_revision
from blocks.lipsync.base import LipsyncEngine
from film.animatic import rehearsal, workshop
from film.assets import AssetStore
from film.screen import Screen
from film.shots import Take, Utterance

SECONDS = 600


class EmbeddedLipsync(LipsyncEngine):
    """Draws the mouth of every tracked face, frame by frame, from the phonemes' times."""

    _block_type_name = "Firstcut Embedded Lip-Sync"
    _block_type_slug = "firstcut-embedded-lipsync"
    _description = "Draws mouths on this machine, where the take knows its faces."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded lip-sync"
    licence: ClassVar[str] = "GPL-3.0-or-later; its pictures are yours"
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the engine's name and the revision of its code."""
        revision = source_revision("film.animatic.mouths")
        return {"engine": self.label, "revision": revision}

    def check(self) -> None:
        """Make a face say a word, very small."""
        workshop.run(SECONDS, rehearsal.sync)

    def sync(
        self,
        take: Take,
        utterances: Sequence[Utterance],
        screen: Screen,
        keyframes: tuple[int, ...],
        store: AssetStore,
    ) -> Take:
        """Draw the mouths in a worker process."""
        return workshop.run(SECONDS, draw_mouths, take, tuple(utterances), screen, keyframes, store)


def draw_mouths(
    take: Take,
    utterances: tuple[Utterance, ...],
    screen: Screen,
    keyframes: tuple[int, ...],
    store: AssetStore,
) -> Take:
    """Draw the mouths of a take (runs in a worker)."""
    from film.animatic.mouths import sync_mouths

    return sync_mouths(take, utterances, screen, keyframes, store)
