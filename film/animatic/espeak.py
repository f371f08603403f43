"""espeak-ng in this process: text in, 16-bit sound with word and phoneme samples out."""

import ctypes
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from film.errors import EngineFailed, EngineMissing

ESPEAK_RATE = 22_050
"""Samples per second of what espeak-ng makes."""

_SYNCHRONOUS = 2
_INIT_OPTIONS = 0x8003  # phoneme events, in IPA; fail rather than exit the process
_UTF8_END_PAUSE = 0x1001  # without the SSML and phoneme flags, markup in the text is only text
_SEED = 1_879
_RATE, _VOLUME, _PITCH, _RANGE, _WORD_GAP = 1, 2, 3, 4, 7
_LEVEL = 80  # leaves headroom: narrow formants would clip at espeak-ng's own 100
_WORD, _PHONEME = 1, 7
_GLOTTAL_PULSES = "klatt 6"
"""The generator that models the throat. It has fewer of the buzz's straight harmonics than
espeak-ng's usual one, and unlike it keeps no state from line to line."""


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Manner(NamedTuple):
    """How espeak-ng is to speak."""

    language: str
    """One of espeak-ng's, such as ``en-us`` or ``en-gb-scotland``."""
    low: int = 82
    """Bottom of the pitch range in hertz."""
    high: int = 118
    """Top of the pitch range in hertz."""
    rate: int = 165
    """Words a minute, 80 to 450."""
    formants: tuple[int, int, int] = (100, 100, 100)
    """First to third formant, in percent of the language's own."""


class SpokenWord(NamedTuple):
    """Where in the text a word begins (in characters, from 0), and the sample it begins at."""

    position: int
    sample: int


class SpokenPhoneme(NamedTuple):
    """A phoneme in IPA, or "" for a pause, and the sample it begins at."""

    symbol: str
    sample: int


class Utterance(NamedTuple):
    """What espeak-ng said: int16 samples at ESPEAK_RATE, and where words and phonemes begin."""

    sound: npt.NDArray[np.int16]
    words: tuple[SpokenWord, ...]
    phonemes: tuple[SpokenPhoneme, ...]


_lock = threading.Lock()


def say(text: str, manner: Manner) -> Utterance:
    """Speak plain text; markup in it is read as text.

    The same text and manner give the same samples, whatever was said before and in any thread.
    Raises EngineMissing when espeak-ng cannot run here, EngineFailed when it refuses.
    """
    chunks: list[npt.NDArray[np.int16]] = []
    words: list[SpokenWord] = []
    phonemes: list[SpokenPhoneme] = []

    def collect(wav: Any, count: int, events: Any) -> int:
        if wav and count:
            chunks.append(np.ctypeslib.as_array(wav, (count,)).copy())
        _read_events(events, words, phonemes)
        return 0

    callback = _Callback(collect)
    data = text.replace("\0", " ").encode("utf-8", "replace")
    with _lock:
        library = _library()
        library.espeak_SetSynthCallback(callback)
        _take_on(library, manner)
        error = library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8_END_PAUSE, None, None)
    if error:
        raise EngineFailed(f"espeak-ng could not speak a line (error {error})")
    sound = np.concatenate(chunks) if chunks else np.zeros(0, np.int16)
    return Utterance(sound, tuple(words), tuple(phonemes))


def _read_events(events: Any, words: list[SpokenWord], phonemes: list[SpokenPhoneme]) -> None:
    index = 0
    while events[index].type:
        event = events[index]
        if event.type == _WORD:
            words.append(SpokenWord(event.text_position - 1, event.sample))
        elif event.type == _PHONEME:
            symbol = event.id.string.decode("utf-8", "ignore")
            phonemes.append(SpokenPhoneme(symbol, event.sample))
        index += 1


def _take_on(library: ctypes.CDLL, manner: Manner) -> None:
    """Load the manner as a voice, and put the global state where a fresh process has it.

    espeak-ng's own voices waver with a phase that runs on from line to line; a voice file of
    our own, with that flutter off, is what makes a line independent of those before it.
    """
    with tempfile.NamedTemporaryFile("w", prefix="espeak-voice-", encoding="utf-8") as file:
        file.write(_definition(manner))
        file.flush()
        if library.espeak_SetVoiceByFile(file.name.encode()):
            raise EngineFailed(f"espeak-ng cannot take on the voice {manner}")
    for parameter, value in (
        (_RATE, manner.rate),
        (_VOLUME, _LEVEL),
        (_PITCH, 50),
        (_RANGE, 50),
        (_WORD_GAP, 0),
    ):
        library.espeak_SetParameter(parameter, value, 0)
    library.espeak_ng_SetRandSeed(_SEED)


def _definition(manner: Manner) -> str:
    """Write a manner in espeak-ng's voice file format, on top of its language's own file."""
    return "\n".join(
        [
            _language_file(manner.language),
            f"pitch {manner.low} {manner.high}",
            "flutter 0",
            _GLOTTAL_PULSES,
            *(f"formant {n} {percent}" for n, percent in enumerate(manner.formants, 1)),
            "",
        ]
    )


@cache
def _language_file(language: str) -> str:
    import espeakng_loader

    folder = Path(espeakng_loader.get_data_path()) / "lang"
    for place in sorted(folder.rglob("*")):
        if place.name.lower() == language.lower() and place.is_file():
            return place.read_text(encoding="utf-8")
    raise EngineMissing(f"espeak-ng here has no language {language!r}")


@cache
def _library() -> ctypes.CDLL:
    import espeakng_loader

    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
    except OSError as cause:
        raise EngineMissing(f"espeak-ng cannot be loaded: {cause}") from cause
    library.espeak_SetSynthCallback.argtypes = [_Callback]
    library.espeak_SetVoiceByFile.argtypes = [ctypes.c_char_p]
    library.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
        ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), _INIT_OPTIONS)
    if rate != ESPEAK_RATE:
        raise EngineMissing(f"espeak-ng could not start (it said {rate})")
    return library
