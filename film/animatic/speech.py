"""Speech: speaks a line with a voice, and tells when each word and phoneme sounds."""

import random
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from film.animatic.espeak import (
    ESPEAK_RATE,
    Manner,
    SpokenPhoneme,
    SpokenWord,
    say,
)
from film.animatic.microphone import record, resampled
from film.animatic.phrases import Phrase, split_phrases
from film.animatic.voices import Booth, Voice
from film.assets import AssetStore
from film.clock import SAMPLE_RATE
from film.media.speech import keep_recording
from film.speech import Phoneme, Recording, Word
from film.story import Delivery, Line


class Manners(NamedTuple):
    """What a delivery does to a voice: factors, but decibels for gain, body and presence."""

    pitch: float = 1.0
    liveliness: float = 1.0
    pace: float = 1.0
    pauses: float = 1.0
    gain: float = 0.0
    breath: float = 0.0
    """Added to the voice's own; 1 whispers."""
    presence: float = 0.0
    tremor: float = 0.0
    drive: float = 0.0


DELIVERIES: dict[Delivery, Manners] = {
    "normal": Manners(),
    "whisper": Manners(pace=0.92, pauses=1.1, gain=-6.5, breath=1.0),
    "soft": Manners(pitch=0.97, liveliness=0.85, pace=0.93, gain=-3.5, breath=0.16, presence=-2),
    "shout": Manners(pitch=1.32, liveliness=1.3, gain=4.0, presence=4.5, drive=0.5, pauses=0.9),
    "excited": Manners(pitch=1.14, liveliness=1.45, pace=1.12, pauses=0.75, gain=1.5, presence=1.5),
    "sad": Manners(0.92, 0.6, 0.84, 1.4, -3.0, 0.14, -2.0, 0.15),
    "angry": Manners(pitch=1.1, liveliness=1.25, pace=1.05, pauses=0.8, gain=2.5, presence=3.5,
                     drive=0.5),
    "afraid": Manners(1.15, 1.15, 1.13, 1.05, -1.5, 0.18, 0.0, 0.55),
    "slow": Manners(pace=0.76, pauses=1.35),
    "fast": Manners(pace=1.3, pauses=0.6),
}  # fmt: skip
"""Each delivery, against the voice's normal one."""

LANGUAGES = {
    "en": "en-us", "en-GB": "en-gb-x-rp", "de": "de", "fr": "fr", "es": "es", "it": "it",
    "pt": "pt", "nl": "nl", "sv": "sv", "pl": "pl",
}  # fmt: skip
"""espeak-ng's name of each language a film may be asked for in."""

WORDS_A_MINUTE = 165
LEAD = 480
"""Samples of quiet before the first sound."""
NOTHING_SAID = round(0.4 * SAMPLE_RATE)
"""Samples of silence that stand for a line with nothing in it that can be said."""

_Spoken = TypeVar("_Spoken", SpokenWord, SpokenPhoneme)
_TO_BASE = 0.925  # measured: a line's median pitch lies that much above the middle of the range
_QUIET = 40  # of 32,768: what espeak-ng's own silence stays below


class Performance(NamedTuple):
    """A line as espeak-ng spoke it, phrase after phrase, at its own rate."""

    sound: npt.NDArray[np.float32]
    words: list[SpokenWord]
    phonemes: list[SpokenPhoneme]


def speak_line(line: Line, voice: Voice, language: str, store: AssetStore) -> Recording:
    """Speak a line as mono 48 kHz FLAC.

    Every word as written (cut at spaces, with its punctuation) is in the recording in order,
    with the samples it sounds in; the phonemes cover the speech, and the room's tail follows
    the last. The same arguments give the same bytes. A line with nothing to say is a short
    silence without words.
    """
    phrases = split_phrases(line.text)
    if not phrases:
        silence = np.zeros(NOTHING_SAID, np.float32)
        return keep_recording(line, silence, (), (), store)
    manners = DELIVERIES[line.delivery]
    seed = zlib.crc32(f"{voice.speaker}:{line.text}".encode("utf-8", "replace"))
    performance = _perform(phrases, random.Random(seed), voice, manners, language)
    dry = performance.sound
    sound = record(dry, voice.tract, _booth(voice.booth, manners), manners.gain, seed)
    sound = np.concatenate((np.zeros(LEAD, np.float32), sound))
    end = LEAD + resampled(dry.size, voice.tract)
    phonemes = _phonemes(_in_time(performance.phonemes, voice.tract), end)
    words = _written_words(line.text, _in_time(performance.words, voice.tract), phonemes)
    return keep_recording(line, sound, words, phonemes, store)


def _perform(
    phrases: Sequence[Phrase], dice: random.Random, voice: Voice, manners: Manners, language: str
) -> Performance:
    """Speak phrase after phrase, each a little higher or lower and quicker or slower."""
    parts: list[npt.NDArray[np.float32]] = []
    words: list[SpokenWord] = []
    phonemes: list[SpokenPhoneme] = []
    done = 0
    for number, phrase in enumerate(phrases):
        lift = dice.uniform(0.97, 1.03) * (1.02 if number == 0 else 1.0)
        manner = _manner(phrase, voice, manners, language)
        manner = manner._replace(
            low=round(manner.low * lift),
            high=round(manner.high * lift),
            rate=round(manner.rate * dice.uniform(0.97, 1.04)),
        )
        spoken = say(phrase.text.strip(), manner)
        indent = phrase.start + len(phrase.text) - len(phrase.text.lstrip())
        first, last = _sounding(spoken.sound)
        last_phrase = number == len(phrases) - 1
        pause = 0 if last_phrase else phrase.pause * manners.pauses / voice.pace
        silence = round(pause * ESPEAK_RATE * voice.tract / 1_000)
        parts += [_scaled(spoken.sound[first:last]), np.zeros(silence, np.float32)]
        words += [SpokenWord(indent + w.position, done + _within(w.sample, first, last))
                  for w in spoken.words]  # fmt: skip
        phonemes += [SpokenPhoneme(p.symbol, done + _within(p.sample, first, last))
                     for p in spoken.phonemes]  # fmt: skip
        done += last - first
        phonemes.append(SpokenPhoneme("", done))
        done += silence
    return Performance(np.concatenate(parts), words, phonemes)


def _manner(phrase: Phrase, voice: Voice, manners: Manners, language: str) -> Manner:
    """Return what espeak-ng is asked for so that, sped up by the vocal tract, it fits."""
    own = LANGUAGES.get(language, "en-us")
    accented = voice.accent and voice.accent[:2] == own[:2]
    middle = _TO_BASE * voice.pitch * manners.pitch / voice.tract
    reach = 0.2 * voice.liveliness * manners.liveliness
    pace = voice.pace * manners.pace / voice.tract
    return Manner(
        language=phrase.language or (voice.accent if accented else own),
        low=round(middle * (1 - reach)),
        high=round(middle * (1 + reach)),
        rate=min(420, max(80, round(WORDS_A_MINUTE * pace))),
        formants=voice.formants,
    )


def _booth(booth: Booth, manners: Manners) -> Booth:
    return booth.model_copy(
        update={
            "breath": min(1.0, booth.breath + manners.breath),
            "presence": booth.presence + manners.presence,
            "tremor": min(1.0, booth.tremor + manners.tremor),
            "drive": min(1.0, booth.drive + manners.drive),
        }
    )


def _sounding(sound: npt.NDArray[np.int16]) -> tuple[int, int]:
    """Return from where to where there is sound."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > _QUIET)
    if not loud.size:
        return 0, min(sound.size, ESPEAK_RATE // 10)
    return max(0, int(loud[0]) - 60), min(sound.size, int(loud[-1]) + 120)


def _scaled(sound: npt.NDArray[np.int16]) -> npt.NDArray[np.float32]:
    return sound.astype(np.float32) / np.float32(32_768)


def _within(sample: int, first: int, last: int) -> int:
    return min(max(sample, first), last) - first


def _in_time(spoken: Sequence[_Spoken], tract: float) -> list[_Spoken]:
    """Move espeak-ng's samples to the recording's."""
    return [event._replace(sample=LEAD + resampled(event.sample, tract)) for event in spoken]


def _phonemes(spoken: Sequence[SpokenPhoneme], end: int) -> tuple[Phoneme, ...]:
    """Return each phoneme from its own beginning to the next one's."""
    ends = [*(event.sample for event in spoken[1:]), end]
    return tuple(
        Phoneme(symbol=event.symbol, start=event.sample, end=until)
        for event, until in zip(spoken, ends, strict=True)
        if event.symbol and until > event.sample
    )


def _written_words(
    text: str, spoken: Sequence[SpokenWord], phonemes: Sequence[Phoneme]
) -> tuple[Word, ...]:
    """Return the words as written, each from where it is first said to its last phoneme's end.

    A word that makes no sound (a lone dash, an emoji) takes no time, right before the next.
    """
    written = _tokens(text)
    positions = [position for position, _ in written]
    begins: dict[int, int] = {}
    for event in spoken:
        index = max(0, bisect_right(positions, event.position) - 1)
        begins[index] = min(begins.get(index, event.sample), event.sample)
    starts = [phoneme.start for phoneme in phonemes]
    following = phonemes[-1].end if phonemes else LEAD
    words: list[Word] = []
    for index in reversed(range(len(written))):
        start = end = following
        if index in begins:
            start = min(begins[index], following)
            last = bisect_left(starts, following) - 1
            end = max(start, min(phonemes[last].end if last >= 0 else start, following))
        words.append(Word(text=written[index][1], start=start, end=end))
        following = start
    return tuple(reversed(words))


def _tokens(text: str) -> list[tuple[int, str]]:
    """Return the words between spaces, and the characters they begin at."""
    tokens: list[tuple[int, str]] = []
    position = 0
    for token in text.split():
        position = text.index(token, position)
        tokens.append((position, token))
        position += len(token)
    return tokens
