"""ElevenLabs' stand-in for voices of one's own: speech in another voice, and cloned voices."""

import io
import json
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from film.animatic.espeak import ESPEAK_RATE
from flows.standins.calls import Answer, Call, Desk, RefusalError, Upload
from flows.standins.elevenlabs import FORMATS, SHORT, encode
from flows.standins.elevenlabs_account import clones, keep_clone, known_voice

FAULTS = ("wrong_media_type", "truncated_media", "silent", "too_short", "bad_answer")
MODELS = ("eleven_multilingual_sts_v2", "eleven_english_sts_v2")
LONGEST = 300
"""Seconds of speech that one call takes."""
CREDITS_A_MINUTE = 1_000
MOST_VOICES = 30
REACH = 5.0
"""Semitones that a voice may lie above or below another."""
WINDOW = 0.03
"""Seconds of the two windows that a changed pitch is put together from."""

Wave = npt.NDArray[np.float64]
"""Mono samples at espeak-ng's rate, ±1 full scale."""

desk = Desk("elevenlabs")


@desk.route("changer", "POST /v1/voice-changer/{voice}", knows=FAULTS)
def change(call: Call) -> Answer:
    """Say what was said again, in another voice and at the same times.

    The fault ``bad_answer`` says it otherwise: ``{"speed": 1.2}`` faster, ``{"late": 0.4}`` by so
    many seconds later.
    """
    voice = known_voice(call)
    form = call.query.get("output_format", "mp3_44100_128")
    if form not in FORMATS:
        raise RefusalError(422, "Input should be one of the output formats")
    _check(call)
    speech = _speech(call)
    own = zlib.crc32(f"{voice.id}:{_field(call, 'seed')}".encode())
    changed = pitched(speech, REACH * (own % 2_001 / 1_000 - 1))
    return _sent(call, _spoiled(changed, call), form, speech.size / ESPEAK_RATE)


@desk.route("clone", "POST /v1/voices/add", knows=("bad_answer",))
def add_voice(call: Call) -> Answer:
    """Clone a voice from samples.

    The fault ``bad_answer`` changes the answer: ``{"requires_verification": true}``.
    """
    name = _field(call, "name").strip()
    samples = [one for one in call.form.get("files", []) if isinstance(one, Upload)]
    if not name or len(name) > 100:
        raise RefusalError(422, "name: Field required, of 100 characters at most")
    if not samples:
        raise RefusalError(400, "A voice needs at least one sample", "no_samples")
    for sample in samples:
        _decoded(sample)
    if len(clones(call)) >= MOST_VOICES:
        raise RefusalError(400, f"You have {MOST_VOICES} voices already", "voice_limit_reached")
    told: dict[str, Any] = {"voice_id": keep_clone(call, name), "requires_verification": False}
    if call.fault and isinstance(call.fault.content, dict):
        told |= call.fault.content
    return Answer.json(told)


@desk.route("forget", "DELETE /v1/voices/{voice}")
def remove_voice(call: Call) -> Answer:
    """Delete a cloned voice."""
    voice = known_voice(call)
    with call.house.lock:
        if clones(call).pop(voice.id, None) is None:
            raise RefusalError(403, "This voice cannot be deleted", "missing_permissions")
    return Answer.json({"status": "ok"})


routes = desk.routes


def pitched(speech: Wave, semitones: float) -> Wave:
    """Return speech at another pitch, as long and at the same times.

    Two taps of a delay line whose delay grows or shrinks, each faded out where it starts anew.
    """
    ratio = 2 ** (semitones / 12)
    window = WINDOW * ESPEAK_RATE
    places = np.arange(speech.size, dtype=np.float64)
    changed = np.zeros_like(speech)
    for tap in (0.0, 0.5):
        phase = (places * (1 - ratio) / window + tap) % 1
        heard = np.interp(places + window * (0.5 - phase), places, speech)
        changed += np.sin(np.pi * phase) ** 2 * heard
    return changed


def _check(call: Call) -> None:
    """Refuse what the vendor would not take."""
    model = _field(call, "model_id") or MODELS[1]
    if model not in MODELS:
        raise RefusalError(
            400, f"{model} cannot convert voices", "model_can_not_do_voice_conversion"
        )
    seed = _field(call, "seed")
    if seed and not (seed.isdigit() and int(seed) < 2**32):
        raise RefusalError(422, "seed: Input should be between 0 and 4294967295")
    try:
        settings = json.loads(_field(call, "voice_settings") or "{}")
    except ValueError:
        raise RefusalError(422, "voice_settings: Input should be valid JSON") from None
    for name in ("stability", "similarity_boost", "style"):
        if not 0 <= (settings.get(name) or 0) <= 1:
            raise RefusalError(400, f"Invalid setting for {name}", "invalid_voice_settings")


def _field(call: Call, name: str) -> str:
    found = next(iter(call.form.get(name, [])), "")
    return found if isinstance(found, str) else ""


def _speech(call: Call) -> Wave:
    found = next(iter(call.form.get("audio", [])), None)
    if not isinstance(found, Upload):
        raise RefusalError(422, "audio: Field required")
    speech = _decoded(found)
    if speech.size > LONGEST * ESPEAK_RATE:
        raise RefusalError(400, f"The audio is longer than {LONGEST} s", "audio_too_long")
    return speech


def _decoded(sample: Upload) -> Wave:
    from scipy import signal

    try:
        wave, rate = soundfile.read(io.BytesIO(sample.data), dtype="float64", always_2d=True)
    except soundfile.LibsndfileError:
        raise RefusalError(400, "The audio cannot be decoded", "invalid_content") from None
    if not len(wave):
        raise RefusalError(400, "The audio is empty", "invalid_content")
    common = int(np.gcd(rate, ESPEAK_RATE))
    return np.asarray(
        signal.resample_poly(wave.mean(axis=1), ESPEAK_RATE // common, rate // common), np.float64
    )


def _spoiled(speech: Wave, call: Call) -> Wave:
    """Return the speech as the fault has it."""
    fault = call.fault
    if fault is None:
        return speech
    if fault.name == "silent":
        return np.zeros_like(speech)
    if fault.name == "too_short":
        return speech[:SHORT]
    told = fault.content if isinstance(fault.content, dict) else {}
    if speed := float(told.get("speed", 0)):
        places = np.arange(0, speech.size - 1, speed)
        return np.asarray(np.interp(places, np.arange(speech.size), speech))
    late = round(float(told.get("late", 0)) * ESPEAK_RATE)
    return np.concatenate([np.zeros(late), speech])[: speech.size]


def _sent(call: Call, speech: Wave, form: str, seconds: float) -> Answer:
    """Take the credits for so much speech, and return it in pieces, as it is streamed."""
    sound = (np.clip(speech, -1, 0.9999) * 32_768).astype(np.int16)
    data, media_type = encode(sound, form)
    if call.fault:
        data, media_type = call.fault.spoil(data, media_type)
    taken = max(1, round(seconds * CREDITS_A_MINUTE / 60))
    with call.house.lock:
        notes = call.house.notes["elevenlabs"]
        notes["credits"] = notes.get("credits", 0) + taken
        number = call.house.number()
    headers = {"request-id": f"standin-request-{number}", "character-cost": str(taken)}
    pieces = [data[start : start + 65_536] for start in range(0, len(data), 65_536)]
    return Answer(media_type=media_type, headers=headers, pieces=pieces)
