"""The embedded voice conversion: pitch and formants moved towards the persona's."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from blocks.engine import source_revision
from blocks.revoice.base import RevoiceEngine, VoiceTarget
from film.animatic import workshop
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.errors import MediaFailed
from film.story import Sex

if TYPE_CHECKING:
    from blocks.revoice.timing import Sound
    from film.transform.revoice import VoiceMeasure

SECONDS = 1_800
"""In which one piece of speech has to be done."""
USUAL: dict[Sex, tuple[float, float, float]] = {
    "male": (115.0, 2.4, 1_020.0),
    "neutral": (155.0, 2.6, 1_100.0),
    "female": (205.0, 2.8, 1_190.0),
}
"""Pitch (Hz), its spread (semitones) and the spacing of formants (Hz) of adults' voices, where no
sample says better; rounded from G. E. Peterson & H. L. Barney, JASA 24 (1952), and I. R. Titze,
JASA 85 (1989)."""
OLD = 65
"""Years from which men's voices rise and women's fall a little."""
_AGED = {"male": 1.08, "neutral": 1.0, "female": 0.93}


class EmbeddedRevoice(RevoiceEngine):
    """Converts voices with Praat, in a worker process."""

    _block_type_name = "Firstcut Embedded Voice Conversion"
    _block_type_slug = "firstcut-embedded-revoice"
    _description = "Says speech again in another voice on this machine: no key, no model."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded voice conversion"
    licence: ClassVar[str] = (
        "Praat by parselmouth: GPL-3.0-or-later; its recordings are yours, with the consent of "
        "whose voice it is"
    )
    trained: ClassVar[bool] = False

    def fingerprint(self) -> dict[str, Any]:
        """Return the engine's name, Praat's version and the revision of the conversion."""
        from importlib.metadata import version

        own = ("blocks.revoice.embedded", "blocks.revoice.timing", "film.transform.revoice")
        return {
            "engine": self.label,
            "praat": version("praat-parselmouth"),
            "revision": source_revision(*own),
        }

    def check(self) -> None:
        """Measure a hum."""
        workshop.run(SECONDS, hum)

    def say(self, speech: "Sound", voice: VoiceTarget, store: AssetStore) -> "Sound":
        """Convert it in a worker process; speech with too little voice in it stays as it is.

        MediaFailed when the voice's samples hold too little speech to tell it by.
        """
        import soundfile

        samples = tuple(store.path(one) for one in voice.samples)
        with store.scratch() as folder:
            there, out = folder / "speech.flac", folder / "converted.flac"
            soundfile.write(there, speech, SAMPLE_RATE, subtype="PCM_24")
            if not workshop.run(SECONDS, convert, there, samples, usual_voice(voice), out):
                return speech
            converted: Sound = soundfile.read(out, dtype="float32")[0]
            return converted


def usual_voice(voice: VoiceTarget) -> tuple[float, float, float]:
    """Return pitch, spread and spacing of formants of a voice by sex and age alone."""
    pitch, spread, spacing = USUAL[voice.sex]
    aged = _AGED[voice.sex] if voice.age >= OLD else 1.0
    return pitch * aged, spread, spacing


def convert(
    speech: Path, samples: tuple[Path, ...], usual: tuple[float, float, float], out: Path
) -> bool:
    """Write speech in the voice of samples, or in the usual one without any (runs in a worker).

    Say whether there was voice enough in it; nothing is written otherwise.
    """
    from film.transform.revoice import convert_voice, measure_voice

    target = measure_voice(*samples) if samples else _measure(usual)
    try:
        measure_voice(speech)
    except MediaFailed:
        return False
    convert_voice(speech, target, out)
    return True


def hum() -> None:
    """Measure the pitch of a hum (runs in a worker)."""
    import numpy as np
    import parselmouth

    moments = np.arange(8_000) / 16_000
    parselmouth.Sound(np.sin(2 * np.pi * 120 * moments), 16_000.0).to_pitch_ac()


def _measure(usual: tuple[float, float, float]) -> "VoiceMeasure":
    from film.transform.revoice import VoiceMeasure

    pitch, spread, spacing = usual
    return VoiceMeasure(pitch=pitch, spread=spread, spacing=spacing, voiced=0.0)
