"""ElevenLabs' stand-in for music and sound effects: synthesised from what is asked, as MP3."""

import io
from typing import Any

import numpy as np
import soundfile

from film.animatic.sound.effects import EFFECT_NAMES, place_effect
from film.animatic.sound.waves import Wave, band, decibels, fade, hiss, level, pan, peak, wander
from film.clock import SAMPLE_RATE
from film.sound import Effect
from flows.standins.calls import Answer, Call, Desk, RefusalError
from flows.standins.pictures import digest

FAULTS = ("wrong_media_type", "truncated_media", "silent", "too_short")
RATES = {"mp3_44100": 44_100, "mp3_48000": 48_000, "wav_48000": 48_000}
AUTO = {"music_v1": "mp3_44100_128", "music_v2": "mp3_48000_192", "music_v2_5": "mp3_48000_192"}
SECTION = (3_000, 120_000)
LONGEST = 600_000
SOUND_MODELS = ("eleven_text_to_sound_v2", "eleven_text_to_sound_v3")
SHORT = 0.25
_CHORDS = {"major": ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14)),
           "minor": ((0, 3, 7), (8, 12, 15), (5, 8, 12), (7, 10, 14))}  # fmt: skip

desk = Desk("elevenlabs")


@desk.route("music", "POST /v1/music", knows=FAULTS)
def music(call: Call) -> Answer:
    """Compose from a plan or from a prompt."""
    asked = call.json()
    model = asked.get("model_id", "music_v1")
    if model not in AUTO:
        raise RefusalError(422, f"model_id: Input should be one of {', '.join(AUTO)}")
    plan, prompt = asked.get("composition_plan"), asked.get("prompt")
    if (plan is None) == (not prompt):
        raise RefusalError(422, "Provide either prompt or composition_plan")
    if prompt and asked.get("seed") is not None:
        raise RefusalError(422, "seed cannot be used in conjunction with prompt")
    lengths = _lengths(plan, model) if plan else [int(asked.get("music_length_ms") or 30_000)]
    if not SECTION[0] <= sum(lengths) <= LONGEST:
        raise RefusalError(422, f"The music would last {sum(lengths)} ms")
    seconds = SHORT if _is(call, "too_short") else sum(lengths) / 1000
    wave = compose(str(plan or prompt), int(asked.get("seed") or 0), seconds)
    form = call.query.get("output_format", "auto")
    return _sent(call, wave, AUTO[model] if form == "auto" else form, sum(lengths))


@desk.route("effects", "POST /v1/sound-generation", knows=FAULTS)
def effects(call: Call) -> Answer:
    """Make a sound from its description."""
    asked = call.json()
    text, seconds = asked.get("text"), asked.get("duration_seconds")
    if not isinstance(text, str) or not text.strip():
        raise RefusalError(422, "Field required: text")
    if seconds is not None and not 0.5 <= float(seconds) <= 30:
        raise RefusalError(422, "duration_seconds: Input should be between 0.5 and 30")
    if asked.get("model_id", SOUND_MODELS[0]) not in SOUND_MODELS:
        raise RefusalError(422, "model_id: there is no such model")
    if not 0 <= float(asked.get("prompt_influence") or 0.3) <= 1:
        raise RefusalError(422, "prompt_influence: Input should be between 0 and 1")
    lasts = SHORT if _is(call, "too_short") else float(seconds or 3)
    wave = ambience(text, lasts) if asked.get("loop") else spot(text, lasts)
    form = call.query.get("output_format", "mp3_44100_128")
    return _sent(call, wave, form, round(lasts * 1000))


routes = desk.routes


def _is(call: Call, name: str) -> bool:
    return bool(call.fault and call.fault.name == name)


def _lengths(plan: Any, model: str) -> list[int]:
    """Return the sections' lengths; RefusalError for a plan that this model does not take."""
    field = "sections" if model == "music_v1" else "chunks"
    parts = plan.get(field) if isinstance(plan, dict) else None
    if not isinstance(parts, list) or not parts:
        raise RefusalError(422, f"composition_plan: {model} wants {field}")
    lengths = []
    for part in parts:
        length = part.get("duration_ms")
        if not isinstance(length, int) or not SECTION[0] <= length <= SECTION[1]:
            raise RefusalError(422, f"duration_ms: {length} is not between 3000 and 120000")
        if not part.get("positive_local_styles" if field == "sections" else "positive_styles"):
            raise RefusalError(422, "A section without styles")
        lengths.append(length)
    return lengths


def compose(told: str, seed: int, seconds: float) -> Wave:
    """Return chords and a melody over a beat: other words or another seed are other music."""
    dice = np.random.default_rng([digest(told) & 0xFFFFFFFF, seed & 0xFFFFFFFF])
    samples = round(seconds * SAMPLE_RATE)
    beat = round(SAMPLE_RATE * 60 / dice.uniform(60, 120))
    home = 110 * 2 ** (int(dice.integers(0, 12)) / 12)
    chords = _CHORDS["minor" if "minor" in told else "major"]
    mix = np.zeros((2, samples), np.float32)
    for number, at in enumerate(range(0, samples, beat)):
        chord = chords[number // 4 % 4]
        notes = [(chord[int(dice.integers(0, 3))] + 12, 0.5, float(dice.uniform(-0.6, 0.6)))]
        if number % 4 == 0:
            notes += [(tone, 1.0, place) for tone, place in zip(chord, (-0.4, 0, 0.4), strict=True)]
        for tone, size, place in notes:
            wave = pan(_note(home * 2 ** (tone / 12), beat * (4 if size == 1 else 1)), place)
            end = min(samples, at + wave.shape[1])
            mix[:, at:end] += np.float32(0.1 * size) * wave[:, : end - at]
    return fade(peak(mix, 0.7), 0, min(samples // 3, SAMPLE_RATE))


def _note(hertz: float, samples: int) -> Wave:
    time = np.arange(samples) / SAMPLE_RATE
    tone = sum(np.sin(2 * np.pi * hertz * part * time) / part**2 for part in (1, 2, 3))
    return np.asarray(tone * np.exp(-time * 1.5) * np.minimum(1, time * 80), np.float32)


def ambience(text: str, seconds: float) -> Wave:
    """Return wind or water or air that goes on: other words are another band of noise."""
    dice = np.random.default_rng(digest(text) & 0xFFFFFFFF)
    samples = round(seconds * SAMPLE_RATE)
    low = float(dice.uniform(60, 600))
    wave = band(hiss(samples, dice, 2), low, low * float(dice.uniform(3, 8)))
    return level(wave * (0.7 + 0.3 * wander(samples, 3.0, dice)), decibels(-26))


def spot(text: str, seconds: float) -> Wave:
    """Return the effect that the words name, or a stroke of noise; a moment passes before it."""
    samples = round(seconds * SAMPLE_RATE)
    words = text.lower()
    known = next((name for name in EFFECT_NAMES if name.rstrip("s") in words), "impact")
    mix = np.zeros((2, samples), np.float32)
    place_effect(mix, Effect(name=known, at=samples // 20), digest(text) & 0xFFFF)
    return peak(mix, 0.6)


def _sent(call: Call, wave: Wave, form: str, milliseconds: int) -> Answer:
    """Return sound in the format asked for, and what it costs in credits."""
    rate = next((rate for name, rate in RATES.items() if form.startswith(name)), None)
    if rate is None:
        raise RefusalError(422, f"output_format: the stand-in has no {form!r}")
    if _is(call, "silent"):
        wave = np.zeros_like(wave)
    data = encoded(wave, rate, "WAV" if form.startswith("wav") else "MP3")
    media_type = "audio/wav" if form.startswith("wav") else "audio/mpeg"
    if call.fault:
        data, media_type = call.fault.spoil(data, media_type)
    number = call.house.number()
    taken = max(1, milliseconds // 60)
    with call.house.lock:
        notes = call.house.notes["elevenlabs"]
        notes["credits"] = notes.get("credits", 0) + taken
    headers = {"request-id": f"req-{number}", "character-cost": str(taken)}
    pieces = [data[start : start + 65_536] for start in range(0, len(data), 65_536)]
    return Answer(media_type=media_type, headers=headers, pieces=pieces)


def encoded(wave: Wave, rate: int, form: str) -> bytes:
    """Return stereo sound as a file."""
    from scipy import signal

    if rate != SAMPLE_RATE:
        wave = np.asarray(signal.resample_poly(wave, 147, 160, axis=1), np.float32)
    file = io.BytesIO()
    subtype = "MPEG_LAYER_III" if form == "MP3" else "PCM_16"
    soundfile.write(file, wave.T, rate, format=form, subtype=subtype)
    return file.getvalue()
