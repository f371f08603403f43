"""Cueing: which stretches of a film are scored together, and what sounds under each scene."""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from film.clock import SAMPLE_RATE, frame_to_sample, sample_to_frame
from film.sound import Bed, Cue, Effect
from film.story import Genre, Mood, Scene, Shot, Transition
from film.timeline import PlacedSound
from film.weather import THUNDER_DELAY, clock_of, lightning

SHORTEST_CUE = 8
LONGEST_CUE = 75
"""Seconds: shorter, music cannot say anything; longer, it is better made in parts."""
CROSS_FADE = SAMPLE_RATE
"""Samples in which one cue or bed gives way to the next, half of them on either side."""

SPOT_WORDS: tuple[tuple[str, str], ...] = (
    (r"knock\w*", "knock"),
    (r"creak\w*", "creak"),
    (r"door|gate|hatch", "door"),
    (r"walk\w*|step|steps|stepp\w+|strid\w+|pac(?:es|ing)|climb\w*|stairs?", "footsteps"),
    (r"run|runs|running|rac(?:es|ing)|chas\w+|flee\w*", "footsteps"),
    (r"gulls?|seagulls?", "gull"),
    (r"owls?", "owl"),
    (r"birds?|sparrows?|crows?|robins?", "birds"),
    (r"chimes?", "chime"),
    (r"bells?", "bell"),
    (r"phones?|telephones?|ringing", "phone"),
    (r"horns?|foghorn", "horn"),
    (r"engines?|motors?|cars?|trucks?", "engine"),
    (r"splash\w*|div(?:es|ing)|plung\w+", "splash"),
    (r"waves?|surf|breakers?", "wave"),
    (r"drips?|dripping|drops?", "drop"),
    (r"fires?|flames?|campfire|hearth", "fire"),
    (r"glass|shatter\w*|smash\w*", "glass"),
    (r"crash\w*|collaps\w+|slam\w*|explo\w+|impact\w*|blast\w*", "impact"),
    (r"clocks?|tick\w*", "clock"),
    (r"letters?|book|books|pages?|map|maps|diary", "page"),
    (r"switch\w*|lever", "switch"),
    (r"gusts?|gale|gales|howl\w*", "wind"),
    (r"magic\w*|glow\w*|shimmer\w*|sparkl\w*|glitter\w*", "shimmer"),
    (r"beep\w*|consoles?|computers?", "beep"),
    (r"dogs?|bark\w*", "dog"),
    (r"cheer\w*|applau\w*|clap\w*", "applause"),
    (r"heart|heartbeat", "heartbeat"),
)
"""Words of an action (whole words, lower case) and the spot effect that they are heard as."""

_HARD: tuple[Mood, ...] = ("tense", "ominous", "frightening")


@dataclass(frozen=True)
class SceneSpan:
    """A scene between its first and its last cut, in frames of the film."""

    scene: Scene
    start: int
    stop: int
    opening: Transition
    shots: tuple[tuple[Shot, int, int], ...]
    """Each shot, the frame its take starts at and the take's frames."""


@dataclass(frozen=True)
class _Stretch:
    """What one cue scores."""

    start: int
    stop: int
    mood: Mood
    intensity: float

    @property
    def frames(self) -> int:
        return self.stop - self.start

    def join(self, other: "_Stretch") -> "_Stretch":
        longer = max(self, other, key=lambda part: part.frames)
        weighted = self.intensity * self.frames + other.intensity * other.frames
        return _Stretch(
            self.start, other.stop, longer.mood, round(weighted / (self.frames + other.frames), 3)
        )


def plan_cues(
    genre: Genre, spans: Sequence[SceneSpan], frames: int, rate: Fraction, seed: int
) -> tuple[tuple[Cue, ...], tuple[PlacedSound, ...]]:
    """Return the cues to record and their places: together they cover the whole film.

    Neighbouring scenes of one mood share a cue, and none is shorter than eight seconds unless the
    film is.
    """
    stretches = _stretches(spans, frames, rate)
    cues, places = [], []
    for number, stretch in enumerate(stretches):
        opens, closes = number == 0, number == len(stretches) - 1
        place = _place(f"m{number + 1}", stretch.start, stretch.stop, (opens, closes), rate)
        places.append(place)
        cues.append(
            Cue(
                id=place.id,
                genre=genre,
                mood=stretch.mood,
                intensity=stretch.intensity,
                samples=place.samples if closes else _whole_seconds(place),
                opens=opens,
                closes=closes,
                seed=seed,
                part=number,
            )
        )
    return tuple(cues), tuple(places)


def _stretches(spans: Sequence[SceneSpan], frames: int, rate: Fraction) -> list[_Stretch]:
    bounds = [0, *(span.start for span in spans[1:]), frames]
    parts = [
        _Stretch(start, stop, span.scene.mood, span.scene.intensity)
        for span, start, stop in zip(spans, bounds, bounds[1:], strict=False)
    ]
    joined: list[_Stretch] = []
    for part in parts:
        last = joined[-1] if joined else None
        alike = last and last.mood == part.mood and last.frames + part.frames < LONGEST_CUE * rate
        if last and (alike or last.frames < SHORTEST_CUE * rate):
            joined[-1] = last.join(part)
        else:
            joined.append(part)
    if len(joined) > 1 and joined[-1].frames < SHORTEST_CUE * rate:
        tail = joined.pop()
        joined[-1] = joined[-1].join(tail)
    return [piece for part in joined for piece in _pieces(part, rate)]


def _pieces(part: _Stretch, rate: Fraction) -> list[_Stretch]:
    count = math.ceil(part.frames / (LONGEST_CUE * rate))
    bounds = [part.start + part.frames * number // count for number in range(count + 1)]
    return [replace(part, start=start, stop=stop) for start, stop in itertools.pairwise(bounds)]


def _place(
    sound: str, start: int, stop: int, ends: tuple[bool, bool], rate: Fraction
) -> PlacedSound:
    """Place a sound over some frames, reaching half a cross-fade beyond its inner ends."""
    first, last = ends
    before, after = (0 if first else CROSS_FADE // 2), (0 if last else CROSS_FADE // 2)
    return PlacedSound(
        id=sound,
        start=frame_to_sample(start, rate) - before,
        samples=before + frame_to_sample(stop - start, rate) + after,
        fade_in=0 if first else CROSS_FADE,
        fade_out=0 if last else CROSS_FADE,
    )


def _whole_seconds(place: PlacedSound) -> int:
    """Return the samples to record for a place whose end is faded: a little more than is heard.

    A line that gets some frames longer then changes where the sound is cut, not the sound.
    """
    return -(-place.samples // SAMPLE_RATE) * SAMPLE_RATE


def plan_beds(
    spans: Sequence[SceneSpan], frames: int, rate: Fraction, seed: int
) -> tuple[tuple[Bed, ...], tuple[PlacedSound, ...]]:
    """Return a bed a scene, and their places.

    The first is heard before its scene is seen, while the title stands; the last lingers under the
    end card.
    """
    beds, places = [], []
    for number, span in enumerate(spans):
        start = span.start if number else span.start // 2
        stop = span.stop if number < len(spans) - 1 else (span.stop + frames) // 2
        place = _place(f"b{number + 1}", start, stop, (False, False), rate)
        places.append(place)
        scene = span.scene
        beds.append(
            Bed(
                id=place.id,
                setting=scene.setting,
                interior=scene.interior,
                time=scene.time,
                weather=scene.weather,
                mood=scene.mood,
                samples=_whole_seconds(place),
                effects=_effects(span, place, rate),
                seed=seed,
            )
        )
    return tuple(beds), tuple(places)


def _effects(span: SceneSpan, place: PlacedSound, rate: Fraction) -> tuple[Effect, ...]:
    opening = CROSS_FADE // 2
    effects = [*_opening_effects(span, opening), *_spot_effects(span, place, rate)]
    effects += _thunder(span, place, rate)
    inside = [effect for effect in effects if 0 <= effect.at < place.samples - SAMPLE_RATE // 2]
    return tuple(sorted(inside, key=lambda effect: (effect.at, effect.name)))


def _thunder(span: SceneSpan, place: PlacedSound, rate: Fraction) -> list[Effect]:
    """Follow every flash that a shot shows."""
    heard = []
    for ordinal, (_, start, frames) in enumerate(span.shots):
        first, length = clock_of(ordinal, rate) / rate, frames / rate
        for number, strike in enumerate(lightning(span.scene, float(first + length))):
            if strike < first:
                continue
            after = _samples_to(start, place, rate)
            at = after + round((strike - first + THUNDER_DELAY) * SAMPLE_RATE)
            gain = (1.0, 0.55, 0.75, 0.45)[number % 4] * (0.5 if span.scene.interior else 1.0)
            heard.append(Effect(name="thunder", at=at, gain=round(gain, 3)))
    return heard


def _samples_to(frame: int, place: PlacedSound, rate: Fraction) -> int:
    """Return how far into a placed sound a frame is: the same wherever in the film both are."""
    return frame_to_sample(frame - sample_to_frame(place.start, rate), rate)


def _opening_effects(span: SceneSpan, opening: int) -> list[Effect]:
    """Mark how a scene begins: a swish under a wipe, a blow where fear cuts in."""
    if span.opening == "wipe":
        return [Effect(name="whoosh", at=max(0, opening - SAMPLE_RATE // 4), gain=0.8)]
    if span.scene.mood in _HARD and span.opening in ("cut", "fade to black"):
        return [Effect(name="impact", at=max(0, opening), gain=0.6)]
    return []


def _spot_effects(span: SceneSpan, place: PlacedSound, rate: Fraction) -> list[Effect]:
    """List what the shots' actions make one hear: at most two sounds a shot, none twice running."""
    effects: list[Effect] = []
    before: set[str] = set()
    for shot, frame, _ in span.shots:
        words = " ".join((shot.action, *shot.props)).lower()
        named = [name for words_of, name in SPOT_WORDS if re.search(rf"\b(?:{words_of})\b", words)]
        names = [name for name in dict.fromkeys(named) if name not in before][:2]
        at = _samples_to(frame, place, rate) + SAMPLE_RATE * 2 // 5
        for number, name in enumerate(names):
            effects.append(Effect(name=name, at=at + number * SAMPLE_RATE * 4 // 5, gain=0.7))
        before = set(named)
    return effects
