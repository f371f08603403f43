"""Breaking a screenplay down: who is in it, where and when it plays, and how it is shot."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from film.casting import CastingCall, CastingOffice
from film.coverage import (
    Beat,
    Happening,
    SceneDraft,
    Spoken,
    cover,
    with_ids,
)
from film.errors import BadScreenplay
from film.lexicon.manner import delivery_of, emotion_of
from film.lexicon.people import kind_of, sex_of
from film.lexicon.places import find_place
from film.lexicon.things import find_landmarks, find_props
from film.lexicon.tone import (
    find_culture,
    find_emotion,
    find_era,
    find_genre,
    find_mood,
    find_time,
    find_weather,
)
from film.portions import joined, portions
from film.request import MovieRequest
from film.screenplay.elements import (
    Action,
    Centred,
    Element,
    Lyric,
    SceneHeading,
    Screenplay,
    Speech,
    Synopsis,
    Transition,
)
from film.screenplay.names import display_name, slug, unique
from film.story import (
    NARRATOR,
    Character,
    Culture,
    Delivery,
    Era,
    Genre,
    Kind,
    Line,
    Mood,
    Scene,
    Setting,
    Shot,
    Story,
    TimeOfDay,
)
from film.story import Transition as SceneTransition

_MOST_SCENES = 400
_THE_END = re.compile(r"(?:the end|fin|end)\W*$", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?P<kind>(?:INT\.?|EXT\.?|EST\.?|I\.?)(?:\s*/\s*(?:INT\.?|EXT\.?|E\.?))?)(?=[\s.])[\s.]*",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_SCENE_TRANSITIONS: tuple[tuple[str, SceneTransition], ...] = (
    (r"FADE (?:TO BLACK|OUT)|CUT TO BLACK", "fade to black"),
    (r"DISSOLVE", "dissolve"),
    (r"WIPE", "wipe"),
    (r"FADE", "fade"),
)


@dataclass
class _Part:
    """The elements of one scene."""

    heading: str = ""
    transition: SceneTransition = "cut"
    elements: list[Element] = field(default_factory=list)


@dataclass
class _Person:
    """Somebody named in cues."""

    id: str
    name: str
    words: list[str] = field(default_factory=list)


def break_down(screenplay: Screenplay, request: MovieRequest) -> Story:
    """Return the story of a screenplay: its scenes, its cast, its lines in order, and shots.

    Speeches too long for one shot are divided at their sentences. Raises BadScreenplay when
    there is nothing to film.
    """
    parts = _parts(screenplay.elements)
    if not parts:
        raise BadScreenplay(
            "The screenplay has no scene to film: write a scene heading or an action."
        )
    if len(parts) > _MOST_SCENES:
        raise BadScreenplay(
            f"The screenplay has {len(parts)} scenes: film at most {_MOST_SCENES} at once."
        )
    return _Breakdown(screenplay, request, parts).story()


def _parts(elements: Iterable[Element]) -> list[_Part]:
    parts = [_Part()]
    pending: SceneTransition = "cut"
    for element in elements:
        if isinstance(element, Transition):
            pending = _later(pending, element.text)
        elif isinstance(element, SceneHeading):
            parts.append(_Part(heading=element.text, transition=pending))
            pending = "cut"
        elif isinstance(element, (Action, Centred, Speech, Lyric, Synopsis)):
            if pending != "cut" and len(parts) == 1 and not parts[0].elements:
                parts[0].transition, pending = pending, "cut"
            parts[-1].elements.append(element)
    return [part for part in parts if part.heading or _filmable(part)]


def _filmable(part: _Part) -> bool:
    return any(isinstance(element, (Action, Centred, Speech, Lyric)) for element in part.elements)


def _later(pending: SceneTransition, words: str) -> SceneTransition:
    loud = words.upper()
    found = next((name for pattern, name in _SCENE_TRANSITIONS if re.search(pattern, loud)), "cut")
    # FADE OUT. followed by FADE IN: is one transition, through black.
    return pending if pending == "fade to black" and found in ("fade", "cut") else found  # type: ignore[return-value]


class _Breakdown:
    """Breaks one screenplay down."""

    def __init__(self, screenplay: Screenplay, request: MovieRequest, parts: list[_Part]) -> None:
        self.screenplay = screenplay
        self.request = request
        self.parts = parts
        self.text = " ".join(_words_of(element) for part in parts for element in _all(part))
        self.era: Era = find_era(self.text) or "modern"
        self.culture: Culture = find_culture(self.text) or "western"
        self.genre: Genre = self._genre()
        self.people = self._people()
        self.cast = self._cast()
        self.silent = not any(
            isinstance(element, (Speech, Lyric)) for part in parts for element in part.elements
        )

    def story(self) -> Story:
        scenes: list[Scene] = []
        for number, part in enumerate(self.parts, start=1):
            before = scenes[-1] if scenes else None
            scenes.append(cover(self._draft(part, number, before)))
        return Story(
            title=self.request.title or self._title(),
            logline=self._logline(),
            genre=self.genre,
            language=self.request.language,
            author=self.screenplay.title_value("author", "authors", "written by"),
            characters=tuple(self.cast),
            scenes=tuple(scenes),
        )

    def _genre(self) -> Genre:
        named = self.screenplay.title_value("genre").strip().lower()
        return self.request.genre or find_genre(named) or find_genre(self.text) or "drama"

    def _title(self) -> str:
        title = " ".join(self.screenplay.title_value("title").split())
        return title[:120] or "Untitled"

    def _logline(self) -> str:
        notes = " ".join(self.screenplay.title_value("logline", "notes").split())
        if notes:
            return notes[:400]
        first = next(
            (e.text for part in self.parts for e in part.elements if isinstance(e, Action)), ""
        )
        return _SENTENCE.split(first)[0][:400] or self._title()

    def _people(self) -> dict[str, _Person]:
        """Return everybody with a cue, by the name's casefold, in order of appearance."""
        people: dict[str, _Person] = {}
        taken = {NARRATOR}
        for speech in self._speeches():
            key = speech.name.casefold()
            if key == NARRATOR or key in people:
                continue
            name = display_name(speech.name, forced=speech.forced) or "Somebody"
            people[key] = _Person(unique(slug(name, "somebody"), taken), name)
        for part in self.parts:
            for element in part.elements:
                if isinstance(element, Action):
                    _note_descriptions(element.text, people)
        return people

    def _speeches(self) -> Iterable[Speech]:
        return (e for part in self.parts for e in part.elements if isinstance(e, Speech))

    def _cast(self) -> list[Character]:
        office = CastingOffice(self.era, self.culture, self.request.seed)
        known = {character.name.casefold(): character for character in self.request.characters}
        cast: list[Character] = []
        for key, person in self.people.items():
            words = " ".join(person.words)
            look = _look(person.words)
            kind, species = _nature(person.name, look)
            call = CastingCall(
                id=person.id,
                name=person.name,
                words=words,
                sex=sex_of(words, person.name) if kind == "human" else None,
                kind=kind,
                species=species,
                description=look,
                known=_renamed(known.get(key), person.id),
            )
            cast.append(office.cast(call))
        return cast

    def _draft(self, part: _Part, number: int, before: Scene | None) -> SceneDraft:
        scene = self._scene(part, number, before)
        beats = with_ids(self._beats(part), number)
        speakers = [
            beat.line.speaker
            for beat in beats
            if isinstance(beat, Spoken)
            and beat.line.speaker != NARRATOR
            and not beat.line.extension
        ]
        named = [one for beat in beats if isinstance(beat, Happening) for one in beat.cast]
        return SceneDraft(
            scene=scene,
            number=number,
            beats=beats,
            cast=tuple(dict.fromkeys([*speakers, *named])),
            seed=self.request.seed,
        )

    def _scene(self, part: _Part, number: int, before: Scene | None) -> Scene:
        action = " ".join(e.text for e in part.elements if isinstance(e, (Action, Centred)))
        words = " ".join(_words_of(element) for element in part.elements)
        where = _Where.read(part.heading, action, before)
        return Scene(
            id=f"s{number}",
            slugline=part.heading or where.slugline(),
            setting=where.setting,
            place=where.place,
            interior=where.interior,
            time=find_time(where.when)
            or _going_on(where.when, before)
            or find_time(action)
            or "day",
            weather=find_weather(part.heading) or find_weather(action) or "clear",
            era=find_era(f"{part.heading} {action}") or self.era
            if self.era == "modern"
            else self.era,
            culture=self.culture,
            atmosphere=_SENTENCE.split(action)[0][:200],
            mood=self._mood(words),
            intensity=self._intensity(words, number),
            landmarks=tuple(find_landmarks(f"{part.heading} {action}")[:3]),
            synopsis=next((e.text for e in part.elements if isinstance(e, Synopsis)), ""),
            shots=(Shot(id="x", size="wide"),),
            transition=part.transition,
        )

    def _mood(self, words: str) -> Mood:
        return find_mood(words) or _GENRE_MOODS[self.genre]

    def _intensity(self, words: str, number: int) -> float:
        position = number / len(self.parts)
        arc = 0.3 + 0.5 * min(1.0, position / 0.8) - (0.35 if position > 0.9 else 0)
        shouts = min(0.3, 0.05 * words.count("!"))
        return round(max(0.1, min(1.0, arc + shouts)), 2)

    def _beats(self, part: _Part) -> list[Beat]:
        beats: list[Beat] = []
        for element in part.elements:
            if isinstance(element, Centred) and _THE_END.match(element.text):
                continue
            if isinstance(element, (Action, Centred)):
                beats += self._happenings(element.text)
            elif isinstance(element, Speech):
                beats += self._spoken(element)
            elif isinstance(element, Lyric):
                beats += [
                    Spoken(_line(NARRATOR, words, "slow", "sings"))
                    for words in portions(element.text)
                ]
        return beats

    def _happenings(self, text: str) -> list[Beat]:
        if self.silent and self.request.narration:
            return [Spoken(_line(NARRATOR, words)) for words in portions(text)]
        sentences = joined(_SENTENCE.split(text), most=18)
        return [
            Happening(
                text=sentence,
                cast=tuple(self._named(sentence)),
                props=tuple(find_props(sentence)[:2]),
                emotion=find_emotion(sentence) or "neutral",
            )
            for sentence in sentences[:6]
        ]

    def _named(self, text: str) -> list[str]:
        low = text.casefold()
        found = [
            (low.find(key), person.id)
            for key, person in self.people.items()
            if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", low)
        ]
        return [one for _, one in sorted(found)]

    def _spoken(self, speech: Speech) -> list[Beat]:
        key = speech.name.casefold()
        speaker = NARRATOR if key == NARRATOR else self.people[key].id
        extension, manner = _extension(speech.extensions)
        beats: list[Beat] = []
        for part in speech.parts:
            parenthetical = part.parenthetical or manner
            if not part.text:
                text = f"{speech.name.title()}: {parenthetical}"
                beats.append(
                    Happening(text, cast=(speaker,), emotion=emotion_of(parenthetical, ""))
                )
                continue
            for count, words in enumerate(portions(part.text)):
                line = Line(
                    id="x",
                    speaker=speaker,
                    text=words,
                    delivery=delivery_of(parenthetical, words),
                    parenthetical=parenthetical if count == 0 else "",
                    extension=extension,
                    together=speech.dual and not beats,
                )
                beats.append(Spoken(line, emotion=emotion_of(parenthetical, words)))
            manner = ""
        return beats


@dataclass(frozen=True)
class _Where:
    """What a slugline says."""

    setting: Setting
    place: str
    interior: bool
    when: str

    @classmethod
    def read(cls, heading: str, action: str, before: Scene | None) -> "_Where":
        match = _HEADING.match(heading)
        inside: bool | None = None
        if match:
            inside = match["kind"].upper().startswith(("INT", "I/", "I."))
        rest = heading[match.end() :] if match else heading
        parts = [part.strip() for part in _DASH.split(rest) if part.strip()]
        when = parts[-1] if len(parts) > 1 else (rest if not match else "")
        names = parts[:-1] if len(parts) > 1 and _is_time(parts[-1]) else parts
        place = " ".join(names)
        found = find_place(place, inside) or find_place(action, inside)
        if found:
            return cls(found.setting, _the(names), found.interior, when)
        if before and not place:
            return cls(before.setting, before.place, before.interior, when)
        setting: Setting = "living room" if inside else "street"
        return cls(setting, _the(names), bool(inside), when)

    def slugline(self) -> str:
        where = self.place.removeprefix("the ") or self.setting
        return f"{'INT.' if self.interior else 'EXT.'} {where.upper()}"


def _is_time(words: str) -> bool:
    return bool(find_time(words)) or bool(_GOING_ON.search(words))


_GOING_ON = re.compile(
    r"continuous|later|same|moments|meanwhile|present|flashback|then", re.IGNORECASE
)
_GENRE_MOODS: dict[Genre, Mood] = {
    "drama": "wistful", "comedy": "playful", "thriller": "tense", "horror": "ominous",
    "science fiction": "mysterious", "fantasy": "wondrous", "romance": "tender",
    "adventure": "heroic", "documentary": "calm", "children": "warm",
}  # fmt: skip


def _going_on(when: str, before: Scene | None) -> TimeOfDay | None:
    return before.time if before and (not when or _GOING_ON.search(when)) else None


def _the(names: list[str]) -> str:
    if not names:
        return ""
    name = names[0].lower() if names[0] == names[0].upper() else names[0]
    possessive = "'s " in name or "’s " in name or name.startswith(("the ", "a ", "my ", "our "))
    return name if possessive else f"the {name}"


def _all(part: _Part) -> list[Element]:
    return [SceneHeading(text=part.heading), *part.elements]


def _words_of(element: Element) -> str:
    if isinstance(element, Speech):
        return " ".join(f"{part.parenthetical} {part.text}" for part in element.parts)
    return getattr(element, "text", "")


def _note_descriptions(text: str, people: dict[str, _Person]) -> None:
    """Give everybody the words that an action says about them, and the pronoun that follows."""
    named: _Person | None = None
    for sentence in _SENTENCE.split(text):
        pronoun = re.match(r"(?:He|She|His|Her)\b", sentence)
        if pronoun and named:
            named.words.append(pronoun[0].lower())
        low = sentence.casefold()
        for key, person in people.items():
            match = re.search(rf"(?<!\w){re.escape(key)}(?!\w)", low)
            if match:
                person.words.append(_SURNAME.sub("", sentence[match.end() :]).strip(" ,;:-–—."))
                named = person


_SURNAME = re.compile(r"^(?:\s+[A-Z][A-Z'’-]+)+(?![a-z])")
_DESCRIBED = re.compile(
    r"(?:an? |[1-9]\ds|\d|in (?:his|her|its)|from |early|mid|late|old|young)", re.IGNORECASE
)
_DOES = re.compile(r"^(?:who|and|is|[a-z]+(?<!s)s)\s+(?!and\b|hair|coat|suit)", re.IGNORECASE)


def _look(words: list[str]) -> str:
    """Return what a screenplay says of somebody's looks: ``60s, grey braid, oilskin coat``."""
    for sentence in words:
        bracket = re.match(r"\(([^)]*)\)", sentence)
        if bracket:
            return bracket[1].strip()
        if _DESCRIBED.match(sentence):
            chunks = re.split(r",\s+", re.split(r"[.;!?—]", sentence)[0])
            end = next(
                (at for at, one in enumerate(chunks) if at and _DOES.match(one)), len(chunks)
            )
            return ", ".join(chunks[:end]).strip()[:200]
    return ""


def _nature(name: str, look: str) -> tuple[Kind, str]:
    """Return what somebody is, by name or by ``a robot`` in the description."""
    kind, species = kind_of(name)
    if kind == "human":
        stated = re.search(r"\b(?:an?|the)\s+(?:[\w-]+\s+){0,2}?([a-z]+)\b", look)
        if stated:
            kind, species = kind_of(stated[0])
    return (kind, species) if kind != "spirit" or kind_of(name)[1] else ("human", "")


def _renamed(character: Character | None, identifier: str) -> Character | None:
    return character.model_copy(update={"id": identifier}) if character else None


def _extension(extensions: tuple[str, ...]) -> tuple[str, str]:
    """Return V.O. or O.S., and the words of other extensions, which say how."""
    found, manner = "", []
    for extension in re.split(r"[,/]", ",".join(extensions)):
        bare = re.sub(r"[^A-Z]", "", extension.upper())
        if bare in ("VO", "VOICEOVER"):
            found = "V.O."
        elif bare in ("OS", "OC", "OFFSCREEN", "OFFCAMERA", "OFF"):
            found = "O.S."
        elif bare not in ("CONTD", "CONT", "CONTINUED", "MORE", ""):
            manner.append(extension.strip().lower())
    return found, ", ".join(manner)


def _line(speaker: str, text: str, delivery: Delivery = "normal", parenthetical: str = "") -> Line:
    return Line(
        id="x", speaker=speaker, text=text, delivery=delivery, parenthetical=parenthetical,
        extension="V.O." if speaker == NARRATOR else "",
    )  # fmt: skip
