"""Spoken lines: words as written and when, levels, pauses, deliveries, any text at all."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from film.animatic.speech import DELIVERIES, NOTHING_SAID
from film.animatic.voices import Voice
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.speech import Recording
from film.story import Delivery
from tests.film.animatic.ear import Sound, centroid, loudness, median_pitch, pitches, speak

HER = Voice(speaker="mara", pitch=200, tract=1.15)
HIM = Voice(speaker="tom", pitch=110, accent="en-gb-scotland")
LINE = "The old keeper climbed the winding stair, and lit the lamp against the storm."
HOSTILE = (
    "Say \"it's\" 100%{pts} \\n done: [x]=y;z 'q'",
    "<speak><break time='5s'/>Hello</speak> &amp; [[h@l'oU]]",
    "مرحبا بالعالم، كيف حالك؟",
    "שלום עולם, מה שלומך?",
    "你好，世界。今天天气很好！",
    "こんにちは、元気ですか？",
    "I ❤️ you 👩‍👩‍👧 so much 🎉!",
    "\x00\x07\x1b[31mred\u202e evil\ufeff \ud800 end",
    "Z̸̢a̷l̶g̴o comes",
    "supercalifragilistic" * 30,
    "— what? — 1984 … 3.14 £5 ½",
)


@pytest.fixture
def store(tmp_path: Path) -> LocalAssetStore:
    return LocalAssetStore(tmp_path)


def check_times(recording: Recording, sound: Sound, text: str) -> None:
    assert recording.samples == sound.size == recording.asset.info.samples
    assert [word.text for word in recording.words] == text.split()
    for spans in (recording.words, recording.phonemes):
        assert all(0 <= span.start <= span.end <= sound.size for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    assert np.abs(sound).max() <= 10 ** (-3 / 20)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_spoken_whole(text: str, store: LocalAssetStore) -> None:
    recording, sound = speak(text, HER, store)
    check_times(recording, sound, text)
    assert recording.phonemes
    assert sound.size < 60 * SAMPLE_RATE
    assert loudness(sound) == pytest.approx(-20, abs=1)


@pytest.mark.parametrize("text", ["", " ", "…", "🙂 👍", "!!!", "\u200b\ufeff", "<>"])
def test_nothing_to_say_is_a_short_silence(text: str, store: LocalAssetStore) -> None:
    recording, sound = speak(text, HER, store)
    assert recording.words == recording.phonemes == ()
    assert recording.samples == sound.size == NOTHING_SAID
    assert not sound.any()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-GB", "The lighthouse keeper waits."), ("de", "Der Leuchtturmwärter wartet draußen."),
        ("fr", "Le gardien attend déjà là-bas."), ("es", "El guardián espera mañana."),
        ("it", "Il guardiano aspetta perché può."), ("pt", "O guardião não espera."),
        ("nl", "De wachter wacht op jou."), ("sv", "Vakten väntar på ön."),
        ("pl", "Strażnik czeka na łódź."),
    ],
)  # fmt: skip
def test_languages(language: str, text: str, store: LocalAssetStore) -> None:
    recording, sound = speak(text, HER, store, language=language)
    check_times(recording, sound, text)
    assert recording.asset != speak(text, HER, store)[0].asset, "not read as English"


def test_the_same_line_gives_the_same_bytes(store: LocalAssetStore) -> None:
    first = speak(LINE, HER, store)[0]
    speak("Something else entirely!", HIM, store, "angry", "en-GB")
    assert speak(LINE, HER, store)[0] == first
    assert speak(LINE, HIM, store)[0].asset != first.asset


def test_words_sound_when_they_say_so(store: LocalAssetStore) -> None:
    recording, sound = speak("Stop. Go. Wait. Stop.", HIM, store)
    check_times(recording, sound, "Stop. Go. Wait. Stop.")
    inside = np.zeros(sound.size, bool)
    for word in recording.words:
        span = sound[word.start : word.end]
        assert np.sqrt(np.square(span).mean()) > 0.02
        inside[word.start : word.end] = True
    rooms = 2_400  # the room rings on for a moment
    outside = ~inside
    for word in recording.words:
        outside[word.end : word.end + rooms] = False
    assert np.sqrt(np.square(sound[outside]).mean()) < 0.004


def test_phonemes_cover_the_speech(store: LocalAssetStore) -> None:
    recording, _ = speak(LINE, HER, store)
    said = sum(phoneme.end - phoneme.start for phoneme in recording.phonemes)
    assert said > 0.85 * (recording.words[-1].end - recording.words[0].start)


@pytest.mark.parametrize("voice", [HER, HIM])
def test_every_line_is_as_loud(voice: Voice, store: LocalAssetStore) -> None:
    for text in ("Who?", LINE, "No! Never, never again.", "Ssh. Hush, sister."):
        assert loudness(speak(text, voice, store)[1]) == pytest.approx(-20, abs=0.6)


def test_pauses_follow_punctuation(store: LocalAssetStore) -> None:
    def gap(text: str) -> float:
        words = speak(text, HER, store)[0].words
        return (words[2].start - words[1].end) / SAMPLE_RATE

    none, comma, stop, dots = map(gap, ("We go now on", "We go, now on", "We go. Now on", "We go… now on"))  # fmt: skip  # noqa: E501
    assert none < 0.06 < 0.12 < comma < stop < dots < 0.9
    assert stop > 0.3


def test_questions_rise(store: LocalAssetStore) -> None:
    asked, told = (pitches(speak(f"You are alone{m}", HIM, store)[1]) for m in "?.")
    assert asked[-4:].max() > 1.1 * told[-4:].max()


def test_deliveries_go_the_right_way(store: LocalAssetStore) -> None:
    deliveries: tuple[Delivery, ...] = tuple(DELIVERIES)
    heard = {each: speak(LINE, HER, store, each)[1] for each in deliveries}
    level = {each: loudness(sound) for each, sound in heard.items()}
    pitch = {each: median_pitch(sound) for each, sound in heard.items()}
    size = {each: sound.size for each, sound in heard.items()}
    assert level["whisper"] < level["soft"] < level["normal"] < level["shout"]
    assert level["sad"] < level["normal"] < level["angry"]
    assert pitches(heard["whisper"]).size < 0.15 * pitches(heard["normal"]).size
    assert pitch["sad"] < pitch["normal"] < pitch["angry"] < pitch["shout"]
    assert pitch["normal"] < pitch["afraid"]
    assert size["fast"] < size["excited"] < size["normal"] < size["sad"] < size["slow"]
    assert np.std(np.log(pitches(heard["excited"]))) > np.std(np.log(pitches(heard["sad"])))
    assert centroid(heard["soft"]) < centroid(heard["shout"]) < centroid(heard["whisper"])


def test_accents_belong_to_their_language(store: LocalAssetStore) -> None:
    plain = HIM.model_copy(update={"accent": ""})
    assert speak(LINE, HIM, store)[0].asset != speak(LINE, plain, store)[0].asset
    german = "Der Wärter wartet."
    with_accent, without = (speak(german, v, store, language="de")[0] for v in (HIM, plain))
    assert with_accent.asset == without.asset


def test_five_thousand_characters(store: LocalAssetStore) -> None:
    text = ("Once upon a time the sea was calm, and nobody knew why. " * 90)[:5_000]
    recording, sound = speak(text, HIM, store, "fast")
    check_times(recording, sound, text)
    assert len(recording.words) == len(text.split())
    assert all(word.end > word.start for word in recording.words[:-1])
