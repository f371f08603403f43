"""Coverage: turns what happens and is said in a scene into shots, as a director would."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from film.lexicon.things import STANDING, find_props
from film.story import (
    NARRATOR,
    Angle,
    CameraMove,
    Emotion,
    Gesture,
    Line,
    Place,
    Presence,
    Scene,
    Shot,
    ShotSize,
)

LONGEST_LINE = 22
"""Words of the longest line that is one shot: about 9 s."""
_LONGEST_SHOT = 8.6
_SHORT = 14
"""Words of a sentence that may be about a thing; a longer one is about its people."""
_FURNITURE = frozenset((
    "table", "door", "window", "bed", "chair", "stove", "box", "wheel", "bandage", "blackboard",
    "bomb", "chalk", "magnet", "match", "needle", "saxophone", "skateboard", "snowball", "syringe",
    "wire", "star", "moon", "sun",
))  # fmt: skip
"""What is seen anyway, or says little in a shot of its own."""
_TENSE = ("tense", "ominous", "frightening")
_LONGEST_OPENING = 5.2
"""Seconds of narration over a first wide, past its first line: then something else is seen."""
_LONGEST_INSERT = 4.2
"""Seconds of words that may be heard over a thing."""
_TELLING = 0.6
"""Intensity from which the last word of a scene is seen to strike home."""
_PEAK = 0.75
"""Intensity from which the camera is off its tripod."""


@dataclass(frozen=True)
class Happening:
    """Something that is seen."""

    text: str
    cast: tuple[str, ...] = ()
    """Ids of who it happens to; the camera finds somebody when it is empty."""
    props: tuple[str, ...] = ()
    emotion: Emotion = "neutral"
    gesture: Gesture = "rest"


@dataclass(frozen=True)
class Spoken:
    """Something that is said."""

    line: Line
    emotion: Emotion = "neutral"
    to: str = ""
    """Id of who it is said to, when known."""


Beat = Happening | Spoken


@dataclass(frozen=True)
class SceneDraft:
    """A scene before it is broken into shots."""

    scene: Scene
    """Without lines and shots of its own."""
    number: int
    """Counted from 1; ids of shots come from it."""
    beats: tuple[Beat, ...]
    cast: tuple[str, ...] = ()
    """Ids of who is on the screen, in order of importance."""
    establishing: str = ""
    """What the opening wide shot shows, in a sentence."""
    seed: int = 0
    details: tuple[str, ...] = ()
    """Things of the story that are at hand here: carried, standing by, or seen close.

    Only a story that is ours to tell has them: a screenplay says itself what is to be seen.
    """
    seen: tuple[str, ...] = ()
    """Details that the film has shown close before, and need not again."""
    opens: bool = False
    """Whether the film begins here: its hero comes in."""
    closes: bool = False
    """Whether the film ends here: it is seen off from afar, as it was first seen."""
    again: bool = False
    """Whether the scene before was here in the same light: there is nothing to establish."""


def cover(draft: SceneDraft) -> Scene:
    """Return the scene with its lines and shots.

    Every line is in exactly one shot, in order. People keep their side of the frame through the
    scene (the 180° rule), sizes change from shot to shot, and close-ups wait for what matters.
    """
    lines = tuple(beat.line for beat in draft.beats if isinstance(beat, Spoken))
    camera = _Camera(draft)
    camera.shoot()
    return draft.scene.model_copy(update={"lines": lines, "shots": tuple(camera.shots)})


def line_seconds(text: str) -> float:
    """Return about how long a line takes to say, with the pauses that its punctuation has."""
    words = len(re.findall(r"[^\s—–-]+", text)) + len(re.findall(r"[぀-ヿ一-鿿]", text)) / 2
    pauses = len(re.findall(r"[,;:—–…]", text)) * 0.12 + len(re.findall(r"[.!?]\s", text)) * 0.3
    return max(0.5, words / 2.75 + pauses)


def shot_seconds(shot: Shot, lines: Sequence[Line]) -> float:
    """Return about how long a shot lasts, its lines spoken at a usual pace."""
    if not lines:
        return max(1.5, shot.hold / 1000)
    spoken = 0.0
    for number, line in enumerate(lines):
        seconds = line_seconds(line.text)
        spoken = max(spoken, seconds) if line.together else spoken + seconds + 0.35 * bool(number)
    return max(1.5, spoken + 0.75 + shot.hold / 1000)


def scene_seconds(scene: Scene) -> float:
    """Return about how long a scene lasts."""
    lines = {line.id: line for line in scene.lines}
    return sum(shot_seconds(shot, [lines[line] for line in shot.lines]) for shot in scene.shots)


@dataclass
class _Camera:
    """Shoots one scene, beat by beat."""

    draft: SceneDraft
    shots: list[Shot] = field(default_factory=list)
    seen_props: set[str] = field(default_factory=set)
    reactions: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.draft.seed}:coverage:{self.draft.number}")
        self.places = _places(self.draft.cast)
        self.total = sum(isinstance(beat, Spoken) for beat in self.draft.beats) or 1
        self.said = 0
        self.last_speaker = ""
        self.first_pair = True

    def shoot(self) -> None:
        beats = list(self.draft.beats)
        at = 0 if beats and self._starts_close(beats[0]) else self._establish(beats)
        while at < len(beats):
            beat = beats[at]
            if isinstance(beat, Happening):
                self._happen(beat)
                at += 1
                continue
            group = [beat]
            while at + len(group) < len(beats) and self._shares(group, beats[at + len(group)]):
                group.append(beats[at + len(group)])  # type: ignore[arg-type]
            self._speak(group)
            at += len(group)
        if self.draft.closes and self._last_size() != "wide":
            self._see_off()

    def _starts_close(self, first: Beat) -> bool:
        """Whether no wide is needed: the place is known, or kept for the film's last picture."""
        told = isinstance(first, Spoken) and first.line.speaker == NARRATOR
        return self.draft.again or (self.draft.closes and told and bool(self.draft.cast))

    def _see_off(self) -> None:
        """Leave the people where the film found them, from as far away."""
        last = self.shots[-1] if self.shots else None
        feeling: Emotion = last.cast[0].emotion if last and last.cast else "neutral"
        leaves: Gesture = "walk" if len(self.draft.cast) == 1 else "rest"
        if self.draft.scene.mood in ("joyful", "triumphant"):
            leaves = "cheer"
        self._add(
            Shot(
                id="x",
                size="wide",
                move="pull out",
                action=_opening_words(self.draft.scene),
                cast=self._presences(self.draft.cast[:2], feeling, leaves),
                props=self.draft.details[:1],
                hold=2200,
            )
        )

    def _establish(self, beats: list[Beat]) -> int:
        """Shoot the wide that opens the scene, under the narration that opens it."""
        opening: list[Spoken] = []
        for beat in beats:
            heard = [one.line for one in opening]
            if not isinstance(beat, Spoken) or beat.line.speaker != NARRATOR:
                break
            if opening and _spoken([*heard, beat.line]) > _LONGEST_OPENING:
                break
            opening.append(beat)
        text = self.draft.establishing
        at = len(opening)
        first = beats[at] if at < len(beats) else None
        doing: Happening | None = None
        bare = not text and not opening
        if bare and isinstance(first, Happening) and not self._waits(first):
            doing, text, at = first, first.text, at + 1
        self.said += len(opening)
        move: CameraMove = self.dice.choice(_OPENING_MOVES[self.draft.scene.mood in _TENSE])
        self._add(
            Shot(
                id="x",
                size="wide",
                angle=self.dice.choice(("eye level", "eye level", "low", "high")),
                move=move,
                action=text or _opening_words(self.draft.scene),
                cast=self._entrance(doing),
                props=(doing.props[:1] if doing else ()) or self.draft.details[:1],
                lines=tuple(one.line.id for one in opening),
                hold=500 if opening else self.dice.choice((1800, 2000, 2200)),
            )
        )
        return at

    def _entrance(self, doing: Happening | None) -> tuple[Presence, ...]:
        """Return who is seen first: at what they do, or on their way in."""
        cast = self.draft.cast[:3]
        if doing:
            gesture = doing.gesture if doing.gesture != "rest" else _gesture_of(doing.text)
            busy = [one for one in doing.cast if one in cast] or list(cast)
            return tuple(
                replace_presence(
                    one,
                    doing.emotion if doing.emotion != "neutral" else one.emotion,
                    gesture if one.character in busy else "rest",
                )
                for one in self._presences(cast)
            )
        comes = self.draft.opens and len(cast) == 1
        others: list[Gesture] = ["rest", "arms crossed", "hands on hips", "think"]
        first: Gesture = "walk" if comes else "hold" if self._carries() else "rest"
        return tuple(
            replace_presence(one, one.emotion, self.dice.choice(others) if number else first)
            for number, one in enumerate(self._presences(cast))
        )

    def _carries(self) -> bool:
        """Whether the first thing at hand is one for the hand."""
        return bool(self.draft.details) and self.draft.details[0] not in STANDING

    def _waits(self, beat: Happening) -> bool:
        """Whether what happens first deserves a shot of its own after the wide."""
        return bool(self.draft.details and self._fresh(beat))

    def _fresh(self, beat: Happening) -> list[str]:
        """Return the things in what happens that are worth a shot, and have had none."""
        return [one for one in beat.props if one not in self.seen_props and one not in _FURNITURE]

    def _shares(self, group: list[Spoken], beat: Beat) -> bool:
        """Whether a line is heard over the shot of those before it."""
        if not isinstance(beat, Spoken):
            return False
        if beat.line.together:
            return True
        spoken = _spoken([*(one.line for one in group), beat.line])
        if spoken > 5.0 or len(group) > 1 or group[0].line.together:
            return False
        if self._last_size() == "two-shot":
            return False
        return self._on_screen(group[0]) and self._on_screen(beat) and len(self.draft.cast) > 1

    def _on_screen(self, beat: Spoken) -> bool:
        return not beat.line.extension and beat.line.speaker in self.places

    def _happen(self, beat: Happening) -> None:
        fresh = self._fresh(beat)
        hold = 1500 + min(1600, 90 * len(beat.text.split()))
        introduces = bool(beat.cast) and len(beat.text.split()) > _SHORT
        if fresh and not introduces and self._last_size() != "insert":
            self.seen_props.update(fresh)
            self._add(
                Shot(
                    id="x", size="insert", angle="high", move="push in", action=beat.text,
                    props=(fresh[0],), hold=min(hold, 2200),
                )
            )  # fmt: skip
            return
        who = [one for one in beat.cast if one in self.places] or list(self.draft.cast[:2])
        size: ShotSize = "wide" if len(who) != 1 or self._last_size() == "medium" else "medium"
        if size == "wide" and self._last_size() == "wide":
            size = ("two-shot" if len(who) > 1 else "medium") if who else "wide"
        people = who[: 3 if size == "wide" else 2]
        gesture = beat.gesture if beat.gesture != "rest" else _gesture_of(beat.text)
        self._add(
            Shot(
                id="x",
                size=size,
                move=self._move(size, peak=False),
                action=beat.text,
                cast=self._presences(people, beat.emotion, gesture),
                props=beat.props[:2] or self.draft.details[:1],
                hold=hold,
            )
        )

    def _speak(self, group: list[Spoken]) -> None:
        first = group[0]
        if first.line.speaker == NARRATOR and len(group) == 1:
            self._narrate(first)
        elif not self._on_screen(first) and len(group) == 1:
            self._hear(first)
        elif len(group) > 1:
            self._speak_together(group)
        else:
            self._speak_alone(first)
        self.said += len(group)
        self.last_speaker = group[-1].line.speaker

    def _narrate(self, beat: Spoken) -> None:
        """Show what the narrator speaks over: a thing, a face that thinks, hands, the place."""
        size, props = self._cutaway(beat.line.text)
        who = self._narrated_of(size)
        self.seen_props.update(props if size == "insert" else ())
        gesture: Gesture = "hold" if props and size == "medium" and self._carries() else "think"
        if size != "medium":
            gesture = self.dice.choice(("rest", "think", "arms crossed"))
        self._add(
            Shot(
                id="x",
                size=size,
                angle=self.dice.choice(("low", "high")) if size == "wide" else "eye level",
                move=self.dice.choice(("push in", "truck left", "truck right", "pull out")),
                action=_narrated(self.draft.scene, size),
                cast=self._presences(who, beat.emotion, gesture),
                props=props,
                lines=(beat.line.id,),
                hold=400,
            )
        )

    def _cutaway(self, text: str) -> tuple[ShotSize, tuple[str, ...]]:
        """Return the size that was seen least and longest ago, with what is in the shot.

        What the words name is seen before what only belongs here; long words go with people.
        """
        named = find_props(text)
        details = [one for one in self.draft.details if one not in self.draft.seen]
        things = [*named, *details, *_props_in(self.draft.beats)]
        fresh = [one for one in things if one not in self.seen_props and one not in _FURNITURE]
        brief = line_seconds(text) <= _LONGEST_INSERT or not self.draft.cast
        sizes: list[ShotSize] = ["insert"] if fresh and brief else []
        company: list[ShotSize] = ["two-shot"] if len(self.draft.cast) > 1 else []
        if not self.shots:
            sizes = [*company, "medium", *sizes] if self.draft.cast else sizes
        sizes += ["medium", "close-up", *company, "wide"] if self.draft.cast else ["wide"]
        taken = [shot.size for shot in self.shots]
        free = [one for one in sizes if one not in taken[-1:]] or sizes
        size = min(free, key=lambda one: (taken.count(one), _last_of(one, taken), free.index(one)))
        if size == "insert":
            return size, tuple(fresh[:1])
        return size, self.draft.details[:1] if size in ("medium", "two-shot") else ()

    def _narrated_of(self, size: ShotSize) -> Sequence[str]:
        """Return whom narration is seen over: the other, when the hero was just seen alone."""
        cast = self.draft.cast
        if size in ("medium", "close-up"):
            alone = [tuple(one.character for one in shot.cast) for shot in self.shots]
            return cast[1:2] if len(cast) > 1 and cast[:1] in alone[-2:] else cast[:1]
        return cast[: {"wide": 3, "two-shot": 2}.get(size, 0)]

    def _hear(self, beat: Spoken) -> None:
        """Show who listens to a voice that is not seen speaking."""
        speaker = beat.line.speaker
        listeners = [one for one in self.draft.cast if one != speaker]
        if beat.line.extension == "V.O." and speaker in self.places:
            listeners = [speaker]
        size: ShotSize = "wide" if not listeners else "medium"
        if listeners and self._last_size() == "medium":
            size = "close-up"
        emotion: Emotion = beat.emotion if beat.line.extension == "V.O." else "surprised"
        self._add(
            Shot(
                id="x",
                size=size,
                move="push in" if listeners else self._move(size, peak=False),
                action="A voice is heard." if beat.line.extension == "O.S." else "",
                cast=self._presences(listeners[:1], emotion),
                lines=(beat.line.id,),
                hold=250,
            )
        )

    def _speak_together(self, group: list[Spoken]) -> None:
        speakers = list(dict.fromkeys(one.line.speaker for one in group))
        seen = [one for one in speakers if one in self.places]
        if len(seen) == 1:
            seen += [one for one in self.draft.cast if one not in seen][:1]
        feelings = {one.line.speaker: one.emotion for one in group}
        cast = tuple(
            replace_presence(presence, feelings.get(presence.character, "neutral"), "talk")
            for presence in self._presences(seen)
        )
        self._add(
            Shot(
                id="x",
                size="two-shot" if len(seen) <= 2 else "wide",
                move=self._move("two-shot", peak=False),
                cast=cast,
                lines=tuple(one.line.id for one in group),
                hold=200,
            )
        )
        self.first_pair = False

    def _speak_alone(self, beat: Spoken) -> None:
        speaker = beat.line.speaker
        partner = self._partner(beat)
        progress = self.said / self.total
        peak = beat.emotion not in ("neutral", "amused") and progress > 0.5
        size = self._size(speaker, partner, peak=peak, beat=beat)
        gesture = _speaking_gesture(beat, self.dice)
        if self._carries() and speaker == self.draft.cast[0] and size != "close-up":
            gesture = self.dice.choice((gesture, "hold"))
        cast = list(self._presences([speaker], beat.emotion, gesture))
        if size in ("two-shot", "over-the-shoulder") and partner:
            cast += self._presences([partner], _answering(beat.emotion))
        self._add(
            Shot(
                id="x",
                size=size,
                angle=self._angle(beat),
                move=self._move(size, peak=peak),
                cast=tuple(cast),
                props=self.draft.details[:1] if cast[0].gesture == "hold" else (),
                lines=(beat.line.id,),
                hold=250 if size != "close-up" else 350,
            )
        )
        self._react(beat, partner, size)

    def _react(self, beat: Spoken, partner: str, size: ShotSize) -> None:
        """Cut to whoever was just told something, when it strikes home."""
        strong = beat.emotion in ("angry", "afraid", "surprised", "tender", "sad")
        last = self.said + 1 >= self.total and self.total > 1
        last = last and bool(self.draft.details) and self.draft.scene.intensity >= _TELLING
        if not partner or size == "insert" or self.reactions >= 1:
            return
        if not last and (not strong or size != "close-up" or self.said + 1 < self.total * 0.4):
            return
        self.reactions += 1
        self._add(
            Shot(
                id="x",
                size="close-up",
                move="static",
                action="",
                cast=self._presences([partner], self._struck(beat.emotion)),
                hold=1500,
            )
        )

    def _struck(self, emotion: Emotion) -> Emotion:
        """Return how somebody takes what they were just told: in the dark, kindness frightens."""
        by_mood: dict[str, Emotion] = {"frightening": "afraid", "ominous": "worried"}
        return by_mood.get(self.draft.scene.mood, _answering(emotion))

    def _partner(self, beat: Spoken) -> str:
        speaker = beat.line.speaker
        if beat.to in self.places and beat.to != speaker:
            return beat.to
        if self.last_speaker in self.places and self.last_speaker != speaker:
            return self.last_speaker
        return next((one for one in self.draft.cast if one != speaker), "")

    def _size(self, speaker: str, partner: str, *, peak: bool, beat: Spoken) -> ShotSize:
        same = self.last_speaker == speaker
        before = self._last_size()
        if partner and self.first_pair and not peak:
            self.first_pair = False
            if before != "two-shot":
                return "two-shot"
        hushed = beat.line.delivery in ("whisper", "soft", "sad")
        sizes: list[ShotSize] = ["medium", "close-up"]
        if peak or hushed:
            sizes = ["close-up", "close-up", "medium"]
        if partner and not peak:
            sizes += ["over-the-shoulder", "over-the-shoulder"]
        seen = [one.character for one in self.shots[-1].cast] if self.shots else []
        if same or seen == [speaker] or before in ("two-shot", "over-the-shoulder"):
            sizes = [size for size in sizes if size != before] or ["medium"]
        return self._pick(sizes)

    def _angle(self, beat: Spoken) -> Angle:
        if beat.emotion == "determined" or beat.line.delivery == "shout":
            return "low"
        return "high" if beat.emotion == "afraid" and self.dice.random() < 0.5 else "eye level"

    def _move(self, size: ShotSize, *, peak: bool) -> CameraMove:
        scene = self.draft.scene
        if peak:
            return "push in"
        if scene.mood in _TENSE and scene.intensity >= _PEAK:
            return "handheld"
        if size == "wide":
            return self.dice.choice(
                ("pan left", "pan right", "push in", "truck left", "truck right")
            )
        return self.dice.choice(("static", "static", "push in", "truck left", "truck right"))

    def _last_size(self) -> str:
        return self.shots[-1].size if self.shots else ""

    def _pick(self, sizes: Sequence[ShotSize]) -> ShotSize:
        return self.dice.choice(list(sizes))

    def _presences(
        self,
        who: Sequence[str],
        emotion: Emotion = "neutral",
        gesture: Gesture = "rest",
    ) -> tuple[Presence, ...]:
        alone = len(self.places) == 1
        return tuple(
            Presence(
                character=one,
                place=self.places[one],
                facing="camera" if alone else _FACING[self.places[one]],
                emotion=emotion
                if emotion != "neutral"
                else _MOOD_EMOTION.get(self.draft.scene.mood, "neutral"),
                gesture=gesture,
            )
            for one in who
            if one in self.places
        )

    def _add(self, shot: Shot) -> None:
        name = f"s{self.draft.number}-h{len(self.shots) + 1}"
        self.shots.append(shot.model_copy(update={"id": name}))


def _last_of(size: str, taken: Sequence[str]) -> int:
    """Return where a size was last seen; −1 when it was not."""
    return max((place for place, one in enumerate(taken) if one == size), default=-1)


def replace_presence(presence: Presence, emotion: Emotion, gesture: Gesture) -> Presence:
    """Return a presence that feels and does something else."""
    return presence.model_copy(update={"emotion": emotion, "gesture": gesture})


def with_ids(beats: Sequence[Beat], number: int) -> tuple[Beat, ...]:
    """Return beats whose lines are numbered as those of scene ``number``."""
    numbered: list[Beat] = []
    count = 0
    for beat in beats:
        if isinstance(beat, Spoken):
            count += 1
            line = beat.line.model_copy(update={"id": f"s{number}-l{count}"})
            numbered.append(replace(beat, line=line))
        else:
            numbered.append(beat)
    return tuple(numbered)


_FACING: dict[Place, str] = {
    "left": "right", "centre left": "right", "centre": "camera",
    "centre right": "left", "right": "left",
}  # fmt: skip
_OPENING_MOVES: dict[bool, tuple[CameraMove, ...]] = {
    False: ("push in", "pan right", "pan left", "truck right", "tilt down"),
    True: ("push in", "truck left", "handheld"),
}
_MOOD_EMOTION: dict[str, Emotion] = {
    "joyful": "happy", "playful": "happy", "sad": "sad", "tense": "worried",
    "ominous": "worried", "frightening": "afraid", "triumphant": "happy", "warm": "happy",
    "tender": "tender", "heroic": "determined", "wistful": "sad",
}  # fmt: skip
_ANSWERS: dict[Emotion, Emotion] = {
    "angry": "worried", "afraid": "worried", "surprised": "surprised", "tender": "tender",
    "sad": "sad", "happy": "happy", "amused": "amused", "determined": "surprised",
    "worried": "worried", "disgusted": "surprised",
}  # fmt: skip


def _answering(emotion: Emotion) -> Emotion:
    return _ANSWERS.get(emotion, "neutral")


def _places(cast: Sequence[str]) -> dict[str, Place]:
    """Return where everybody stands through the scene."""
    orders: dict[int, tuple[Place, ...]] = {
        1: ("centre",),
        2: ("centre left", "centre right"),
        3: ("left", "right", "centre"),
        4: ("centre left", "centre right", "left", "right"),
    }
    order = orders.get(len(cast), ("centre left", "centre right", "left", "right", "centre"))
    return {one: order[place % len(order)] for place, one in enumerate(cast)}


def _spoken(lines: Sequence[Line]) -> float:
    return sum(line_seconds(line.text) + 0.35 for line in lines)


def _props_in(beats: Sequence[Beat]) -> list[str]:
    return [prop for beat in beats if isinstance(beat, Happening) for prop in beat.props]


def _opening_words(scene: Scene) -> str:
    weather = {"storm": "in the storm", "rain": "in the rain", "snow": "under snow",
               "fog": "in fog"}.get(scene.weather, "")  # fmt: skip
    times = {"dawn": "at dawn", "day": "by day", "dusk": "at dusk", "night": "at night"}
    place = scene.place or f"the {scene.setting}"
    if scene.interior and weather:
        weather = f"{scene.weather} at the windows"
    return f"{place[:1].upper()}{place[1:]} {times[scene.time]}{', ' + weather if weather else ''}."


def _narrated(scene: Scene, size: ShotSize) -> str:
    return _opening_words(scene) if size == "wide" else ""


_GESTURES: tuple[tuple[str, Gesture], ...] = (
    (r"walk|stride|climb|run|cross|hurr|enter|leav|arriv|march|wander", "walk"),
    (r"\bsit|sits|seated|perch|kneel", "sit"),
    (r"wave[sd]? (?:at|to|goodbye|back)|waves\b", "wave"),
    (r"point", "point"),
    (r"reach|touch|grab|take[sn]?\b|open", "reach"),
    (r"hold|carr|lift|pick|clutch", "hold"),
    (r"cheer|celebrat|danc|jump|leap", "cheer"),
    (r"shrug", "shrug"),
    (r"think|wonder|stud|read|stare|ponder|watch", "think"),
)


def _gesture_of(text: str) -> Gesture:
    low = text.lower()
    return next((gesture for pattern, gesture in _GESTURES if re.search(pattern, low)), "rest")


def _speaking_gesture(beat: Spoken, dice: random.Random) -> Gesture:
    if beat.line.delivery == "shout":
        return dice.choice(("point", "talk"))
    if beat.line.delivery in ("whisper", "soft", "slow"):
        return dice.choice(("talk", "think", "rest"))
    by_emotion: dict[Emotion, tuple[Gesture, ...]] = {
        "angry": ("point", "hands on hips", "talk"),
        "happy": ("talk", "cheer", "talk"),
        "amused": ("shrug", "talk", "hands on hips"),
        "determined": ("hands on hips", "point", "talk"),
        "sad": ("rest", "talk"),
        "afraid": ("rest", "reach"),
        "worried": ("think", "talk"),
        "tender": ("reach", "talk"),
    }
    return dice.choice(by_emotion.get(beat.emotion, ("talk", "talk", "arms crossed", "shrug")))
