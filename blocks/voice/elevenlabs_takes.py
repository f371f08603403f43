"""What ElevenLabs answers, made into a recording: trimmed, levelled, with words and phonemes."""

import base64
import json
from typing import Any

from film.alignment import CharacterTimes, character_times, sound_out, words_at
from film.animatic import workshop
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.errors import EngineFailed, EngineMissing, MediaFailed
from film.model import FilmModel
from film.speech import Phoneme, Recording, Word
from film.story import Line

SECONDS = 60
NOTHING_SAID = round(0.4 * SAMPLE_RATE)
"""Samples of silence that stand for a line with nothing in it that can be said."""
QUICKEST = 24
"""Letters a second that nobody passes."""
SLOWEST = 2
"""Letters a second that nobody stays below, with PAUSES for each line."""
PAUSES = 6
"""Seconds."""
_STARTS, _ENDS = "character_start_times_seconds", "character_end_times_seconds"
_DIGIT = 8
"""Letters that a digit may stand for when it is read."""


class Answer(FilmModel):
    """A line as the vendor sent it, as the ledger keeps it."""

    encoding: str
    text: str
    """What was sent to be read, after the tag."""
    tag: str = ""
    """What was sent to be played, with its space."""
    audio: str
    """In base64."""
    alignment: dict[str, Any] | None = None

    def check(self, line: Line) -> None:
        """Decode it, and see that it can be the whole line; MediaFailed says why it cannot."""
        from film.media.speech import breaks_off

        sound = self.sound()
        seconds = sound.size / SAMPLE_RATE
        letters = sum(one.isalnum() for one in line.text)
        digits = sum(one.isdigit() for one in line.text)
        if seconds < letters / QUICKEST:
            raise MediaFailed(f"{seconds:.1f} s are too short for {letters} letters")
        if seconds > PAUSES + (letters + _DIGIT * digits) / SLOWEST:
            raise MediaFailed(f"{seconds:.1f} s are too long for {letters} letters")
        if self._end() > seconds + 0.1 and breaks_off(sound):
            raise MediaFailed(f"it breaks off after {seconds:.1f} s")

    def sound(self) -> Any:
        """Return it decoded: mono at 48 kHz; MediaFailed where it cannot be."""
        from film.media.speech import decode

        try:
            data = base64.b64decode(self.audio, validate=True)
        except ValueError:
            raise MediaFailed("its base64 is broken") from None
        return decode(data, self.encoding)

    def times(self, samples: int) -> CharacterTimes | None:
        """Return the times of the characters, if they make sense in a sound that long."""
        told = self.alignment or {}
        times = character_times(told.get("characters"), told.get(_STARTS), told.get(_ENDS), samples)
        return times.without(self.tag) if times else None

    def _end(self) -> float:
        """Return when the last character ends, in seconds, as the vendor says; else 0."""
        ends = (self.alignment or {}).get(_ENDS)
        last = ends[-1] if isinstance(ends, list) and ends else 0
        return float(last) if isinstance(last, int | float) else 0.0


def plain(alignment: Any) -> Any:
    """Return the vendor's alignment as JSON, whatever it is; None when it is none."""
    if alignment is None:
        return None
    fields = alignment if isinstance(alignment, dict) else getattr(alignment, "__dict__", {})
    try:
        text = json.dumps(fields, allow_nan=False, ensure_ascii=False)
        return json.loads(text.encode("utf-8", "replace"))
    except (TypeError, ValueError):
        return None


def spoken(text: str) -> str:
    """Return what of a text can be read out, its words one space apart; "" for nothing.

    Markup, emoji and control characters are left out: what stands in the vendor's own brackets is
    nobody's to give but ours.
    """
    from film.animatic.phrases import speakable

    words = " ".join(speakable(text).split())
    return words if any(one.isalnum() for one in words) else ""


def nothing_said(line: Line, store: AssetStore) -> Recording:
    """Return a short silence without words."""
    import numpy as np

    from film.media.speech import keep_recording

    return keep_recording(line, np.zeros(NOTHING_SAID, np.float32), (), (), store)


def recorded(
    line: Line, language: str, answer: Answer, gain: float, store: AssetStore
) -> Recording:
    """Return the recording of a line, ``gain`` decibels above the usual level.

    The words' times are the vendor's; where those make no sense, they are found by ear.
    """
    from film.media.speech import keep_recording, levelled, trimmed

    raw = answer.sound()
    sound, later = trimmed(raw)
    sound = levelled(sound, gain)
    pronounced = _pronounced(line.text, language)
    times = answer.times(raw.size)
    words = words_at(line.text, times.moved(later, sound.size)) if times else None
    if words is None:
        words = _by_ear(line.text, sound, pronounced)
    return keep_recording(line, sound, words, sound_out(words, pronounced), store)


def _pronounced(text: str, language: str) -> tuple[tuple[Phoneme, ...], ...]:
    """Return how espeak-ng says it, or nothing where it cannot: letters will do."""
    try:
        return workshop.run(SECONDS, _pronounce, text, language)
    except (EngineFailed, EngineMissing):
        return ()


def _pronounce(text: str, language: str) -> tuple[tuple[Phoneme, ...], ...]:
    """Say how a text is said (runs in a worker)."""
    from film.animatic.pronunciation import pronounce

    return pronounce(text, language)


def _by_ear(text: str, sound: Any, pronounced: tuple[tuple[Phoneme, ...], ...]) -> tuple[Word, ...]:
    from film.media.onsets import align_words

    lengths = [word[-1].end - word[0].start if word else 0 for word in pronounced]
    return align_words(text, sound, lengths)
