"""Mouths: on the sound, closed on p, b and m, and shaped for every language's phonemes."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from film.animatic.voices import Voice
from film.assets import LocalAssetStore
from film.clock import SAMPLE_RATE
from film.media.sync import mouth_offset
from film.speech import Phoneme, Recording
from film.story import Delivery
from film.visemes import REST, VISEMES, Mouth, mouth_track, viseme_of
from tests.film.animatic.ear import speak

RATES = (Fraction(24), Fraction(25), Fraction(30), Fraction(30_000, 1_001))
VOICES = (
    Voice(speaker="mara", pitch=200, tract=1.15),
    Voice(speaker="tom", pitch=110, accent="en-gb-scotland", pace=1.2),
    Voice(speaker="ada", pitch=290, tract=1.3, pace=0.85),
)
LINES = (
    "The old keeper climbed the winding stair, and lit the lamp against the storm.",
    "Who is calling my name?",
    "Baby bubbles pop; my mum may hum.",
    "Five fine fish, very fresh! We want you to go too.",
    "No.",
    "I never asked for this… and neither did you.",
    "She sells sea shells by the sea shore, thirty-three of them.",
)
DELIVERIES: tuple[Delivery, ...] = ("normal", "whisper", "fast")
FOREIGN = {
    "de": "Der alte Wärter stieg die Treppe hinauf und zündete die Lampe an.",
    "fr": "Le vieux gardien monta l'escalier et alluma la lampe.",
    "es": "El viejo guardián subió la escalera y encendió la lámpara.",
    "it": "Il vecchio guardiano salì le scale e accese la lampada.",
    "pt": "O velho guardião subiu a escada e acendeu a lâmpada.",
    "nl": "De oude wachter beklom de trap en stak de lamp aan.",
    "sv": "Den gamle väktaren klättrade uppför trappan och tände lampan.",
    "pl": "Stary strażnik wszedł po schodach i zapalił lampę.",
    "en-GB": "The father asked for a bath, and a cup of tea.",
}
SHAPELESS = set("ˈˌːˑ̩̯̃͡ʲ̪̥ʰ.|‖ˠˤ~-;\"'^`*?0123456789‿ʼ̝̞̟̠̈˞ⁿ˥˦˧˨˩") | {"\u0306", "\u0303"}


def track(recording: Recording, rate: Fraction, offset: int = 0) -> list[Mouth]:
    frames = int((recording.samples + offset) * rate / SAMPLE_RATE) + 4
    return mouth_track(recording.phonemes, recording.samples, rate, frames, offset)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalAssetStore:
    return LocalAssetStore(Path(tmp_path_factory.mktemp("assets")))


def offset_of(recording: Recording, sound: np.ndarray, rate: Fraction) -> float:  # type: ignore[type-arg]
    return mouth_offset([mouth.opening for mouth in track(recording, rate)], sound, rate)


@pytest.mark.parametrize("voice", VOICES, ids=[voice.speaker for voice in VOICES])
def test_the_mouth_is_on_the_sound(voice: Voice, store: LocalAssetStore) -> None:
    for text in LINES:
        for delivery in DELIVERIES:
            recording, sound = speak(text, voice, store, delivery)
            for rate in RATES:
                measured = offset_of(recording, sound, rate)
                assert abs(measured) <= 40, (text, delivery, rate)


@pytest.mark.parametrize("language", FOREIGN)
def test_the_mouth_is_on_the_sound_of_other_languages(
    language: str, store: LocalAssetStore
) -> None:
    recording, sound = speak(FOREIGN[language], VOICES[0], store, language=language)
    for rate in RATES:
        assert abs(offset_of(recording, sound, rate)) <= 40
    unknown = {
        letter
        for phoneme in recording.phonemes
        for letter in phoneme.symbol
        if viseme_of(letter) is None and letter not in SHAPELESS
    }
    assert unknown - set("ãẽĩõũç") == set(), "every letter shapes the mouth"


def test_the_measure_finds_a_late_mouth(store: LocalAssetStore) -> None:
    recording, sound = speak(LINES[0], VOICES[0], store)
    for frames in (-4, -2, 2, 4):
        openings = [mouth.opening for mouth in track(recording, Fraction(25))]
        measured = mouth_offset(list(np.roll(openings, frames)), sound, Fraction(25))
        assert measured == pytest.approx(40 * frames, abs=15)


def test_the_measure_of_stillness_is_zero() -> None:
    noise = np.random.default_rng(1).standard_normal(SAMPLE_RATE)
    assert mouth_offset([0.0] * 24, noise, Fraction(24)) == 0
    assert mouth_offset([0.0, 1.0] * 12, np.zeros(SAMPLE_RATE), Fraction(24)) == 0
    assert mouth_offset([], np.zeros(0), Fraction(24)) == 0


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("offset", [0, 777, -3_000, 24_000])
def test_lips_meet_on_every_p_b_and_m(rate: Fraction, offset: int, store: LocalAssetStore) -> None:
    recording, _ = speak(LINES[2], VOICES[1], store)
    mouths = track(recording, rate, offset)
    closures = [p for p in recording.phonemes if p.symbol in ("p", "b", "m")]
    assert len(closures) >= 9
    for phoneme in closures:
        middle = (phoneme.start + phoneme.end) / 2 + offset
        frame = int(middle * rate / SAMPLE_RATE)
        if 0 <= frame < len(mouths) and middle >= 0:
            assert mouths[frame].opening == 0
            assert mouths[frame].teeth == 0
    assert max(mouth.opening for mouth in mouths) > 0.5, "and part between them"


def test_teeth_show_on_f_and_v(store: LocalAssetStore) -> None:
    recording, _ = speak(LINES[3], VOICES[0], store)
    mouths = track(recording, Fraction(24))
    for phoneme in recording.phonemes:
        if phoneme.symbol in ("f", "v"):
            mouth = mouths[(phoneme.start + phoneme.end) // 2 // 2_000]
            assert mouth.teeth > 0.9
            assert mouth.opening < 0.15


def one(symbol: str, before: str = "k", after: str = "k") -> list[Mouth]:
    """Return the mouth, at 100 frames/s, of a 200 ms phoneme between two of 100 ms."""
    times = ((before, 9_600, 14_400), (symbol, 14_400, 24_000), (after, 24_000, 28_800))
    phonemes = [Phoneme(symbol=s, start=a, end=b) for s, a, b in times]
    return mouth_track(phonemes, 33_600, Fraction(100), 70)


@pytest.mark.parametrize(("wide", "narrow"), [("ɑː", "iː"), ("a", "ə"), ("ɛ", "ɪ"), ("ɔ", "uː")])
def test_low_vowels_open_wider(wide: str, narrow: str) -> None:
    assert one(wide)[40].opening > one(narrow)[40].opening + 0.12


def test_lips_round_and_spread() -> None:
    assert one("uː")[40].rounding > 0.8 > 0.2 > one("iː")[40].rounding
    assert one("iː")[40].width > 0.75 > 0.3 > one("uː")[40].width
    assert one("y")[40].rounding > 0.7, "French u and German ü round too"
    assert one("θ")[40].tongue > 0.6


def test_rounding_comes_before_its_sound() -> None:
    mouths = one("uː", before="s")
    assert mouths[24].rounding > 0.15, "60 ms ahead"
    assert mouths[8].rounding < 0.05


def test_diphthongs_glide() -> None:
    mouths = one("aʊ")
    assert mouths[34].opening > mouths[46].opening + 0.3
    assert mouths[34].rounding + 0.2 < mouths[46].rounding


def test_stress_opens_wider() -> None:
    assert one("ˈɛ")[40].opening > one("ɛ")[40].opening


def test_silence_rests() -> None:
    assert mouth_track((), 19_200, Fraction(24), 12) == [REST] * 12
    mouths = one("ɑː")
    assert mouths[0] == mouths[-1] == REST
    pause = [Phoneme(symbol="ɑ", start=0, end=9_600), Phoneme(symbol="ɑ", start=28_800, end=38_400)]
    assert mouth_track(pause, 40_000, Fraction(24), 20)[9].opening == 0


def test_movement_is_smooth_between_open_sounds() -> None:
    mouths = one("ɑː", before="ɛ", after="ə")[22:56]
    steps = np.abs(np.diff([mouth.opening for mouth in mouths]))
    assert steps.max() < 0.15, "at 100 frames a second"


def test_values_stay_in_range(store: LocalAssetStore) -> None:
    for text in LINES:
        for mouth in track(speak(text, VOICES[2], store)[0], Fraction(24)):
            assert all(0 <= value <= 1 for value in mouth.model_dump().values())


def test_mpeg4_has_fifteen() -> None:
    assert len(VISEMES) == 15
