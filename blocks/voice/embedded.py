"""The embedded voices: espeak-ng, dressed for the mix."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from blocks.engine import source_revision
from blocks.voice.base import VoiceEngine
from film.animatic import rehearsal, workshop
from film.assets import AssetStore
from film.model import FilmModel
from film.speech import ALONE, Neighbours, Recording
from film.story import Line, Story

if TYPE_CHECKING:
    from film.animatic.voices import Voice

SECONDS = 120


class EmbeddedVoice(VoiceEngine):
    """Speaks with espeak-ng in a worker process."""

    _block_type_name = "Firstcut Embedded Voices"
    _block_type_slug = "firstcut-embedded-voice"
    _description = "Speaks lines on this machine with espeak-ng: no key, no model."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded voices"
    licence: ClassVar[str] = "espeak-ng: GPL-3.0-or-later; its recordings are yours"
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the engine's name, espeak-ng's version and the revision of the sound chain."""
        from importlib.metadata import version

        revision = source_revision("film.animatic.speech", "film.animatic.voices")
        return {
            "engine": self.label,
            "espeak": version("espeakng-loader"),
            "revision": revision,
        }

    def check(self) -> None:
        """Say one word to nobody."""
        workshop.run(SECONDS, rehearsal.speak)

    def cast(self, story: Story, seed: int) -> Mapping[str, FilmModel]:
        """Cast by sex, age, kind and the profile in the story."""
        from film.animatic.voices import cast_voices

        return cast_voices(story, seed)

    def speak(
        self,
        line: Line,
        voice: FilmModel,
        language: str,
        store: AssetStore,
        neighbours: Neighbours = ALONE,
    ) -> Recording:
        """Record the line in a worker process."""
        return workshop.run(SECONDS, record_line, line, cast("Voice", voice), language, store)


def record_line(line: Line, voice: "Voice", language: str, store: AssetStore) -> Recording:
    """Record a line (runs in a worker)."""
    from film.animatic.speech import speak_line

    return speak_line(line, voice, language, store)
