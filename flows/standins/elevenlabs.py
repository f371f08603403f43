"""ElevenLabs' stand-in: lines really spoken, by espeak-ng, with the time of each character."""

import base64
import io
import zlib
from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from blocks.voice.elevenlabs_models import FASTEST, MODELS, SLOWEST
from blocks.voice.elevenlabs_voices import CatalogueVoice
from film.animatic.espeak import ESPEAK_RATE, Manner, say
from film.animatic.phrases import split_phrases
from film.animatic.speech import LANGUAGES
from flows.standins.calls import Answer, Call, Desk, RefusalError
from flows.standins.elevenlabs_account import known_voice
from flows.standins.faults import Fault

FAULTS = ("wrong_media_type", "truncated_media", "silent", "too_short", "bad_answer")
FORMATS = {
    **dict.fromkeys(("mp3_44100_32", "mp3_44100_64", "mp3_44100_96", "mp3_44100_128"), 44_100),
    "mp3_44100_192": 44_100, "mp3_22050_32": 22_050,
    "pcm_16000": 16_000, "pcm_22050": 22_050, "pcm_24000": 24_000, "pcm_44100": 44_100,
    "pcm_48000": 48_000,
}  # fmt: skip
SHORT = ESPEAK_RATE // 4

desk = Desk("elevenlabs")


class Spoken(NamedTuple):
    """16-bit sound at espeak-ng's rate, and when each character of the text is heard in it."""

    sound: npt.NDArray[np.int16]
    starts: list[float]
    """Seconds."""
    ends: list[float]


@desk.route("speech", "POST /v1/text-to-speech/{voice}/with-timestamps", knows=FAULTS)
def speech_with_timestamps(call: Call) -> Answer:
    """Speak, and tell when each character is heard."""
    asked, voice = _asked(call), known_voice(call)
    spoken = speak(asked, voice)
    data, _ = _encoded(spoken.sound, call)
    times = {
        "characters": list(asked["text"]),
        "character_start_times_seconds": spoken.starts,
        "character_end_times_seconds": spoken.ends,
    }
    content: dict[str, Any] = {
        "audio_base64": base64.b64encode(data).decode(),
        "alignment": times,
        "normalized_alignment": times,
    }
    if call.fault and call.fault.name == "bad_answer":
        told = call.fault.content
        content = content | told if isinstance(told, dict) else told
    return Answer.json(content, headers=_billed(call, asked))


@desk.route("convert", "POST /v1/text-to-speech/{voice}", knows=FAULTS[:-1])
def speech(call: Call) -> Answer:
    """Speak."""
    asked, voice = _asked(call), known_voice(call)
    data, media_type = _encoded(speak(asked, voice).sound, call)
    return Answer(data, media_type, headers=_billed(call, asked))


routes = desk.routes


def _asked(call: Call) -> dict[str, Any]:
    """Return the body; RefusalError for what the vendor would not take either."""
    asked = call.json()
    text = asked.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RefusalError(422, "Field required: text")
    model = MODELS.get(asked.setdefault("model_id", "eleven_multilingual_v2"))
    if model is None:
        raise RefusalError(400, f"A model with model ID {asked['model_id']} does not exist",
                           "model_not_found")  # fmt: skip
    if len(text) > model.most:
        raise RefusalError(400, f"A maximum of {model.most} characters", "text_too_long")
    if not model.stitches and any(asked.get(one) for one in _STITCHES):
        raise RefusalError(400, "Providing what comes before or after is not supported with the "
                           f"{asked['model_id']!r} model", "unsupported_model")  # fmt: skip
    if not model.languages and asked.get("language_code"):
        raise RefusalError(400, "The model does not take a language_code", "unsupported_language")
    if call.query.get("output_format", "mp3_44100_128") not in FORMATS:
        raise RefusalError(422, "Input should be one of the output formats")
    if not 0 <= asked.get("seed", 0) < 2**32:
        raise RefusalError(422, "Input should be less than or equal to 4294967295")
    _check(asked.get("voice_settings") or {}, steps=model.steps)
    return asked


_STITCHES = ("previous_text", "next_text", "previous_request_ids", "next_request_ids")


def _check(settings: dict[str, Any], *, steps: bool) -> None:
    code = "invalid_voice_settings"
    if steps and settings.get("stability", 0.5) not in (0, 0.5, 1):
        raise RefusalError(400, "Stability must be one of: [0.0, 0.5, 1.0]", code)
    for name in ("stability", "similarity_boost", "style"):
        if not 0 <= (settings.get(name) or 0) <= 1:
            raise RefusalError(400, f"Invalid setting for {name}: from 0.0 to 1.0", code)
    if not SLOWEST <= (settings.get("speed") or 1) <= FASTEST:
        raise RefusalError(400, "Invalid setting for speed: from 0.7 to 1.2", code)


def _billed(call: Call, asked: dict[str, Any]) -> dict[str, str]:
    """Take the credits, and return the headers that say so."""
    taken = ceil(len(asked["text"]) * MODELS[asked["model_id"]].credits)
    with call.house.lock:
        notes = call.house.notes["elevenlabs"]
        notes["credits"] = notes.get("credits", 0) + taken
        number = call.house.number()
    return {"request-id": f"standin-request-{number}", "character-cost": str(taken)}


def speak(asked: dict[str, Any], voice: CatalogueVoice) -> Spoken:
    """Speak a text as asked: the same asked is the same sound."""
    text = asked["text"]
    tag = text.index("]") + 1 if MODELS[asked["model_id"]].tags and text.startswith("[") else 0
    manner = _manner(asked, voice)
    parts: list[npt.NDArray[np.int16]] = [np.zeros(ESPEAK_RATE // 20, np.int16)]
    done = parts[0].size
    words: list[tuple[int, int, int]] = []
    for phrase in split_phrases(" " * tag + text[tag:]):
        said = phrase.text.strip()
        indent = phrase.start + len(phrase.text) - len(phrase.text.lstrip())
        utterance = say(said, manner._replace(language=phrase.language or manner.language))
        loud = np.flatnonzero(np.abs(utterance.sound.astype(np.int32)) > 40)
        size = min(utterance.sound.size, int(loud[-1]) + 200 if loud.size else SHORT)
        ends = [*(word.sample for word in utterance.words[1:]), size]
        words += [
            (indent + word.position, done + min(word.sample, size), done + min(end, size))
            for word, end in zip(utterance.words, ends, strict=True)
        ]
        pause = np.zeros(ESPEAK_RATE * phrase.pause // 1_000, np.int16)
        parts += [utterance.sound[:size], pause]
        done += size + pause.size
    sound = np.concatenate([*parts, np.zeros(ESPEAK_RATE // 10, np.int16)])
    return Spoken(sound, *_times(text, words, sound.size))


def _manner(asked: dict[str, Any], voice: CatalogueVoice) -> Manner:
    """Give each voice a throat and a pace of its own, and each take a little chance."""
    settings = asked.get("voice_settings") or {}
    own = zlib.crc32(voice.id.encode())
    chance = zlib.crc32(f"{asked.get('seed', 0)}:{asked['text']}".encode()) % 1000 / 1000 - 0.5
    middle = {"female": 195, "male": 108, "neutral": 150}[voice.sex] * (1 + own % 31 / 100 - 0.15)
    middle *= (1.35 if voice.age == "child" else 1) * (1 + 0.04 * chance)
    reach = 0.08 + 0.2 * (1 - (settings.get("stability") or 0.5))
    speed = (settings.get("speed") or 1) * (1 + own // 31 % 21 / 100 - 0.1) * (1 + 0.03 * chance)
    wide = 112 if voice.sex == "female" else 100
    code = asked.get("language_code") or voice.languages[0]
    return Manner(
        language=LANGUAGES.get(code, "en-us"),
        low=round(middle * (1 - reach)),
        high=round(middle * (1 + reach)),
        rate=round(165 * speed),
        formants=(wide + own % 7 - 3, wide + own // 7 % 9 - 4, wide),
    )


def _times(
    text: str, words: Sequence[tuple[int, int, int]], samples: int
) -> tuple[list[float], list[float]]:
    """Return when each character begins and ends: a word's letters share its time."""
    points = [(0, 0)]
    ordered = sorted(words)
    behind = [*(position for position, _, _ in ordered[1:]), len(text)]
    for (position, start, end), stop in zip(ordered, behind, strict=True):
        bare = text[position:stop].rstrip(" .,;:!?…—–-\"'”’)")
        points += [(position, start), (position + max(1, len(bare)), end)]
    points.append((len(text), samples))
    places = np.maximum.accumulate([float(at) for at, _ in points])
    moments = np.maximum.accumulate([float(sample) for _, sample in points])
    heard = np.interp(np.arange(len(text) + 1), places, moments) / ESPEAK_RATE
    seconds = [round(float(one), 3) for one in heard]
    return seconds[:-1], seconds[1:]


def _encoded(sound: npt.NDArray[np.int16], call: Call) -> tuple[bytes, str]:
    """Return the sound as asked for, or as the fault has it."""
    fault: Fault | None = call.fault
    if fault and fault.name == "silent":
        sound = np.zeros_like(sound)
    elif fault and fault.name == "too_short":
        sound = sound[:SHORT]
    data, media_type = encode(sound, call.query.get("output_format", "mp3_44100_128"))
    return fault.spoil(data, media_type) if fault else (data, media_type)


def encode(sound: npt.NDArray[np.int16], output_format: str) -> tuple[bytes, str]:
    """Return sound at espeak-ng's rate in one of the vendor's formats."""
    import soundfile
    from scipy import signal

    rate = FORMATS[output_format]
    common = int(np.gcd(rate, ESPEAK_RATE))
    wave = sound.astype(np.float64) / 32_768
    wave = signal.resample_poly(wave, rate // common, ESPEAK_RATE // common)
    if output_format.startswith("pcm"):
        return (np.clip(wave, -1, 0.9999) * 32_768).astype("<i2").tobytes(), "audio/pcm"
    file = io.BytesIO()
    soundfile.write(file, np.clip(wave, -1, 1), rate, format="MP3", subtype="MPEG_LAYER_III")
    return file.getvalue(), "audio/mpeg"
