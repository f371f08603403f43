"""Telling: from a request to a story with scenes, shots and lines that fit its length."""

import math
import random
import re
from dataclasses import dataclass, replace

from film.casting import CastingCall, CastingOffice
from film.coverage import (
    Beat,
    Happening,
    SceneDraft,
    Spoken,
    cover,
    scene_seconds,
    shot_seconds,
    with_ids,
)
from film.errors import BadRequest
from film.lexicon.manner import delivery_of, emotion_of
from film.lexicon.people import NAMES
from film.lexicon.places import INTERIOR_SETTINGS, find_place
from film.lexicon.things import INDOORS, find_props
from film.lexicon.words import capital, plural, with_article
from film.portions import joined, portions
from film.request import USUAL_LENGTH, MovieRequest
from film.screenplay.names import slug, unique
from film.story import (
    NARRATOR,
    Character,
    Genre,
    Kind,
    Line,
    Scene,
    Setting,
    Sex,
    Shot,
    Story,
    TimeOfDay,
    Transition,
    Weather,
)
from film.storyteller.genres import GENRES, Part
from film.storyteller.kits import NEIGHBOURS, PLACES
from film.storyteller.phrase import past, trade_of, word_story
from film.storyteller.plot import Passage, plan_plot
from film.storyteller.premise import Person, Premise, read_premise, second_clause

_SECONDS_A_SCENE = 11.0
_LEAST_SCENE = 1.5
_LONGEST_SHOT = 9.0
_DENSE = 1.03
"""Holds are cut rather than stretched: talk that moves beats pictures that wait."""
_ATTEMPTS = 6
_CLOSE_ENOUGH = 0.05
_PICTURE_WORDS = 11
"""Words of narration that one picture holds, where sentences allow."""
_ENGLISH = ("en", "en-GB")


def tell_story(request: MovieRequest) -> Story:
    """Return a story about a request's prompt: the same request gives the same story.

    Its spoken lines and holds last about ``request.length`` (60 s when it is left out), cards
    included. Raises BadRequest for another language than English, and when more scenes are asked
    for than the length has room for.
    """
    if request.language not in _ENGLISH:
        raise BadRequest(
            "The embedded storyteller writes English only: give a screenplay written in that "
            "language, or ask for language 'en'."
        )
    length = request.length or USUAL_LENGTH
    content = length - 2 * min(3.0, max(2.0, length / 8))
    if request.scenes and request.scenes * _LEAST_SCENE > content:
        raise BadRequest(
            f"{request.scenes} scenes do not fit into {length} seconds: ask for at most "
            f"{int(content / _LEAST_SCENE)} scenes or a longer film."
        )
    return _Teller(request, content).story()


@dataclass(frozen=True)
class _Cast:
    """Who speaks under which letter of a script."""

    people: dict[str, Character]

    def speaker(self, letter: str) -> str:
        return NARRATOR if letter == "N" else self.people[letter].id


class _Teller:
    """Tells one story."""

    def __init__(self, request: MovieRequest, content: float) -> None:
        self.request = request
        self.content = content
        self.premise = read_premise(request)
        self.dice = random.Random(f"{request.seed}:telling:{self.premise.prompt}")
        self.other = self.premise.other or _companion(self.premise, self.dice)
        self.third = self._third_name()
        self.wording = word_story(self.premise, self.other, self.third, self.dice)
        self.cast = self._cast()
        self.destination = _destination(self.premise)
        self.senses: set[str] = set()
        self.close: set[str] = set()
        """Things that the scenes so far have shown close."""

    def story(self) -> Story:
        scenes = _fitted(self._best_plot(), self.content)
        seen = {p.character for scene in scenes for shot in scene.shots for p in shot.cast}
        heard = {line.speaker for scene in scenes for line in scene.lines}
        return Story(
            title=self.request.title or self._title(),
            logline=self._logline(),
            genre=self.premise.genre,
            language=self.request.language,
            characters=tuple(c for c in self.cast.people.values() if c.id in seen | heard),
            scenes=tuple(scenes),
        )

    def _best_plot(self) -> list[Scene]:
        """Return the scenes, of several tellings, that come closest to the length."""
        wanted = self.content * _DENSE
        best: list[Scene] = []
        least = math.inf
        for attempt in range(_ATTEMPTS):
            dice = random.Random(f"{self.request.seed}:plot:{attempt}:{self.premise.prompt}")
            self.senses.clear()
            passages = plan_plot(self.premise, self.other, wanted, dice)
            scenes = self._scenes(self._groups(passages))
            ratio = sum(scene_seconds(scene) for scene in scenes) / self.content
            if abs(ratio - _DENSE) < least:
                best, least = scenes, abs(ratio - _DENSE)
            if least <= _CLOSE_ENOUGH:
                break
            wanted *= min(1.25, max(0.8, _DENSE / ratio))
        return best

    def _third_name(self) -> str:
        taken = (self.premise.hero.name, self.other.name)
        pool = " ".join(NAMES[self.premise.culture]).split()
        return self.dice.choice([name for name in pool if name not in taken])

    def _cast(self) -> _Cast:
        office = CastingOffice(self.premise.era, self.premise.culture, self.request.seed)
        taken = {NARRATOR}
        people: dict[str, Character] = {}
        third = Person("neighbour", self.third, sex=_sex_of_name(self.third, self.premise))
        for letter, person in (("H", self.premise.hero), ("O", self.other), ("T", third)):
            name = person.name if person.named else f"The {person.noun.title()}"
            identifier = unique(slug(person.name, "somebody"), taken)
            known = person.known.model_copy(update={"id": identifier}) if person.known else None
            call = CastingCall(
                id=identifier,
                name=name,
                words=person.words if letter == "H" else person.noun,
                role=person.noun,
                sex=person.sex,
                kind=person.kind,
                species=person.species,
                known=known,
            )
            people[letter] = office.cast(call)
        return _Cast(people)

    def _groups(self, passages: list[Passage]) -> list[list[Passage]]:
        """Divide the passages among the scenes, neighbours together."""
        count = self.request.scenes or max(1, round(self.content / _SECONDS_A_SCENE))
        count = min(count, max(len(passages), self.request.scenes or 1))
        groups: list[list[Passage]] = [[] for _ in range(count)]
        for number, passage in enumerate(passages):
            groups[min(count - 1, number * count // len(passages))].append(passage)
        return groups

    def _scenes(self, groups: list[list[Passage]]) -> list[Scene]:
        scenes: list[Scene] = []
        self.close.clear()
        last = next((group[0] for group in groups if group), Passage("open", "A: "))
        for number, group in enumerate(groups, start=1):
            last = group[0] if group else replace(last, script="")
            before = scenes[-1] if scenes else None
            scene = self._scene(number, len(groups), group or [last], before)
            self.close.update(
                prop for shot in scene.shots if shot.size == "insert" for prop in shot.props
            )
            scenes.append(scene)
        return scenes

    def _scene(self, number: int, count: int, group: list[Passage], before: Scene | None) -> Scene:
        scripts = [passage.script for passage in group if passage.script]
        scene = self._setting(number, count, group, before)
        part = group[0].part
        filled = [self._with_sense(script, scene.setting) for script in scripts]
        beats = with_ids([beat for script in filled for beat in self._beats(script)], number)
        letters = {
            line[0] for script in scripts for line in script.split("\n") if "(V.O.)" not in line
        }
        people = [self.cast.people[one].id for one in "HOT" if one in letters]
        gone = self.premise.genre == "horror" and part == "end" and letters == {"N"}
        if "H" not in letters and not gone:
            people.insert(0, self.cast.people["H"].id)
        companion = self.cast.people["O"].id
        if companion not in people and self._is_there(group):
            people.append(companion)
        draft = SceneDraft(
            scene,
            number,
            beats,
            tuple(people),
            seed=self.request.seed,
            details=self._details(scene, group[0].part),
            seen=() if number == count else tuple(sorted(self.close)),
            opens=number == 1,
            closes=number == count and count > 1,
            again=scene.transition == "cut" and before is not None and _alike(scene, before),
        )
        return cover(draft)

    def _details(self, scene: Scene, part: Part) -> tuple[str, ...]:
        """Return the things that belong to the story: its prompt's, and what the hero works with.

        What is grown in the story grows with it.
        """
        trade = trade_of(self.premise.hero)
        own = [*self.premise.props, *([trade.tool] if trade else [])]
        if _GREEN.search(self.premise.goal):
            own.insert(0, _GROWTH[part])
        if _HOMECOMING.search(self.premise.goal) and part in ("open", "meet"):
            own.insert(0, "suitcase")
        if not scene.interior:
            own = [one for one in own if one not in INDOORS]
        return tuple(dict.fromkeys(one for one in own if one not in scene.landmarks))[:3]

    def _is_there(self, group: list[Passage]) -> bool:
        """Whether the other is seen in a scene in which they do not speak."""
        if any("{other}" in passage.script.lower() for passage in group):
            return True
        if any("(V.O.)" in passage.script for passage in group):
            return False
        if self.premise.genre == "horror" or (
            self.premise.other is None and group[-1].part != "end"
        ):
            return False
        alone = self.premise.genre == "thriller" or self.premise.theme == "escape"
        shared = ("meet", "try", "crisis", "turn", *(() if alone else ("end",)))
        watched = self.premise.genre == "documentary"
        return watched or any(one.part in shared and not one.episode for one in group)

    def _with_sense(self, script: str, setting: Setting) -> str:
        """Fill in how a place feels, in words that this film has not used."""
        if "{sense}" not in script:
            return script
        fresh = [one for one in PLACES[setting] if one not in self.senses]
        self.senses.update(fresh[:1])
        return script.replace("{sense}", fresh[0]) if fresh else "A: The light changes, slowly."

    def _beats(self, script: str) -> list[Beat]:
        beats: list[Beat] = []
        for entry in script.split("\n"):
            head, _, words = entry.partition(": ")
            letter, _, manner = head.partition(" ")
            manner = manner.strip("() ")
            apart = letter == "N" or manner == "V.O."
            manner = manner.removeprefix("V.O.")
            text = self.wording.fill(words, letter)
            if letter == "A" or (letter == "N" and not self.request.narration):
                beats.append(self._happening(text))
                continue
            parts = _told(text) if letter == "N" else portions(text)
            for count, portion in enumerate(parts):
                line = Line(
                    id="x",
                    speaker=self.cast.speaker(letter),
                    text=portion,
                    delivery=delivery_of(manner, portion),
                    parenthetical=manner if not count else "",
                    extension="V.O." if apart else "",
                )
                feeling = "neutral" if letter == "N" else emotion_of(manner, portion)
                beats.append(Spoken(line, emotion=feeling))
        return beats

    def _happening(self, text: str) -> Happening:
        names = {self.cast.people[one].id: slot for one, slot in (("H", "hero"), ("O", "other"))}
        low = text.lower()
        cast = tuple(one for one, slot in names.items() if self.wording.slots[slot].lower() in low)
        return Happening(text, cast=cast, props=tuple(find_props(text)[:2]))

    def _setting(
        self, number: int, count: int, group: list[Passage], before: Scene | None
    ) -> Scene:
        part = group[0].part
        light = GENRES[self.premise.genre].lights[part]
        time: TimeOfDay = self._time(light.time)
        away = self._away(number, count, part)
        if any(_AT_HOME.search(passage.script) for passage in group):
            away = None if self.premise.interior else "living room"
        setting = away or self.premise.setting
        place = f"the {setting}" if away else self.premise.place
        interior = setting in INTERIOR_SETTINGS if away else self.premise.interior
        named = place.removeprefix("the ").upper()
        slugline = f"{'INT.' if interior else 'EXT.'} {named} - {time.upper()}"
        return Scene(
            id=f"s{number}",
            slugline=slugline,
            setting=setting,
            place=place,
            interior=interior,
            time=time,
            weather=_plausible(self._weather(part), setting),
            era=self.premise.era,
            culture=self.premise.culture,
            atmosphere=PLACES[setting][number % len(PLACES[setting])],
            mood=light.mood,
            intensity=light.intensity,
            landmarks=self.premise.landmarks if not interior else (),
            synopsis=_SYNOPSES[part],
            shots=(Shot(id="x", size="wide"),),
            transition=self._transition(number, count, time, before),
        )

    def _time(self, usual: TimeOfDay) -> TimeOfDay:
        asked = self.premise.time
        return asked if asked and usual == "day" else usual

    def _away(self, number: int, count: int, part: Part) -> Setting | None:
        """Return another place than the story's own: its goal's at last, or one on the way."""
        if part in ("turn", "close") and self.destination and number > 1:
            return self.destination
        enclosed = self.premise.genre in ("horror", "documentary")
        if count < 4 or number in (1, count) or number % 3 or enclosed or part == "turn":
            return None
        near = NEIGHBOURS[self.premise.setting]
        return near[(number // 3 - 1 + self.request.seed) % len(near)]

    def _weather(self, part: str) -> Weather:
        stormy = self.other.species in ("storm", "thunder", "lightning", "hurricane")
        if stormy or self.premise.weather == "storm":
            return _STORMY.get(part, "cloud")
        if self.premise.weather:
            return self.premise.weather
        dark = self.premise.genre in ("horror", "thriller")
        if part == "crisis":
            return "storm" if self.premise.genre in ("horror", "adventure") else "rain"
        if dark:
            return "fog" if part in ("open", "shade") else "cloud"
        return "clear" if part in ("open", "close", "end", "try") else "cloud"

    def _transition(
        self, number: int, count: int, time: TimeOfDay, before: Scene | None
    ) -> Transition:
        if before is None:
            return "fade"
        if number == count and count > 2:
            return "fade to black" if self.premise.genre in ("horror", "thriller") else "dissolve"
        return "dissolve" if time != before.time else "cut"

    def _title(self) -> str:
        premise = self.premise
        hero, other = premise.hero, premise.other
        if not re.search(r"[A-Za-z]{2}", premise.prompt):
            return _trimmed(self.request.prompt or "") or "Untitled"
        if other and premise.theme in ("befriend", "love", "fight") and other.noun != hero.noun:
            return f"The {_titled(hero.noun)} and the {_titled(other.noun)}"
        if premise.topic:
            return _titled(premise.topic, article=True)
        famous = _FAMOUS.search(premise.goal)
        if famous and premise.thing_given and len(famous[0].split()) <= 8:
            return _titled(f"the {famous[1]}", article=True)
        if _SOMETHING.match(premise.prompt):
            return _titled(_NOUN_PHRASE.match(premise.prompt)[0], article=True)  # type: ignore[index]
        who = plural(hero.noun) if premise.pair else hero.noun or hero.name
        done = second_clause(premise.goal) or premise.goal
        deed = f"The {_titled(who)} Who {_titled(past(done))}"
        if premise.goal_given and len(deed.split()) > 11:
            deed = _LATER_PHRASE.sub("", deed)
        if premise.goal_given and len(deed.split()) <= 11:
            return deed
        if premise.thing_given and len(premise.thing.noun.split()) <= 5:
            return f"The {_titled(premise.thing.noun)}"
        return _trimmed(capital(premise.prompt).rstrip("."))

    def _logline(self) -> str:
        sentence = re.split(r"(?<=[.!?])\s", self.premise.prompt)[0]
        if len(sentence) < 8:
            sentence = f"{with_article(self.premise.hero.noun)} sets out to {self.premise.goal}"
        return capital(_cut(sentence, 240)).rstrip(".") + "."


def _alike(scene: Scene, before: Scene) -> bool:
    """Whether two scenes look alike: the same place, in the same light and weather."""
    return (scene.place, scene.time, scene.weather) == (before.place, before.time, before.weather)


def _told(text: str) -> list[str]:
    """Divide what is narrated at its sentences, so that each can have its own picture."""
    sentences = [part for one in portions(text) for part in re.split(r"(?<=[.!?…])\s+", one)]
    return joined(sentences, most=_PICTURE_WORDS)


def _plausible(weather: Weather, setting: Setting) -> Weather:
    """Return the weather as it can be in a place: no rain in space, none but snow on ice."""
    if setting in ("spaceship", "planet", "cave"):
        return "clear"
    if setting == "snowfield" and weather == "rain":
        return "snow"
    return "cloud" if setting == "desert" and weather in ("rain", "snow") else weather


_STORMY: dict[str, Weather] = {
    "open": "cloud", "meet": "storm", "try": "rain", "shade": "rain", "crisis": "storm",
    "turn": "rain", "close": "clear", "end": "clear",
}  # fmt: skip
_SYNOPSES = {
    "open": "How things were.", "meet": "What came.", "try": "What was tried.",
    "shade": "What stood in the way.", "crisis": "How it nearly failed.",
    "turn": "What changed.", "close": "What came of it.", "end": "How it is now.",
}  # fmt: skip
_SPACE: tuple[Setting, ...] = ("planet", "spaceship")
_HOMECOMING = re.compile(r"\b(?:return|come back|come home|go home|revisit)\b")
_AT_HOME = re.compile(r"\bthe (?:piano|kettle|stairs|mirror)\b")
"""What happens at these happens in a house."""
_GREEN = re.compile(
    r"\b(?:grow|plant|tend)\b.*\b(?:forest|garden|tree|seed|jungle|orchard|wood)s?\b"
)
_GROWTH: dict[Part, str] = {
    "open": "seed", "meet": "seed", "try": "sapling", "shade": "sapling", "crisis": "sapling",
    "turn": "tree", "close": "tree", "end": "tree",
}  # fmt: skip
_FAMOUS = re.compile(r"\ban? ((?:[\w'-]+ ){1,3}(?:that|which|who) .+)$")
_SOMETHING = re.compile(r"(?:some|any|no)(?:thing|one|body)\b", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    r"\w+(?: (?:in|on|at|under|behind|beneath|beyond|outside) (?:the|a|an|my|her|his) \w+)?"
)
_LATER_PHRASE = re.compile(
    r"(?<=\w{3}) (?:in|at|on|under|through|across|during|by|from|with|after|before|without)\b.*$",
    re.IGNORECASE,
)
_SMALL = frozenset((
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
))  # fmt: skip
_COMPANIONS: dict[Genre, tuple[tuple[str, Kind], ...]] = {
    "science fiction": (("robot", "robot"), ("engineer", "human")),
    "fantasy": (("raven", "animal"), ("fox", "animal"), ("healer", "human")),
    "children": (("mouse", "animal"), ("hedgehog", "animal"), ("owl", "animal")),
    "horror": (("stranger", "human"), ("child", "human")),
    "thriller": (("detective", "human"), ("stranger", "human")),
    "documentary": (("student", "human"),),
    "romance": (("stranger", "human"), ("musician", "human")),
    "adventure": (("sailor", "human"), ("guide", "human")),
    "comedy": (("neighbour", "human"), ("clerk", "human")),
    "drama": (("friend", "human"), ("neighbour", "human")),
}


def _destination(premise: Premise) -> Setting | None:
    """Return the place that the goal names, where it is not the story's own."""
    if premise.theme not in ("journey", "search", "discover", "make", "escape"):
        return None
    found = find_place(second_clause(premise.goal) or premise.goal)
    if not found or found.setting == premise.setting:
        return None
    afar = premise.setting in _SPACE and found.setting not in (*_SPACE, "forest")
    return None if afar else found.setting


def _companion(premise: Premise, dice: random.Random) -> Person:
    """Return somebody for the hero to talk to when the prompt names nobody else."""
    noun, kind = dice.choice(_COMPANIONS[premise.genre])
    if noun == premise.hero.noun:
        noun, kind = ("friend", "human") if kind != "animal" else ("tortoise", "animal")
    sex: Sex = "female" if dice.random() < 0.5 else "male"
    if kind == "robot":
        return Person(noun, dice.choice(("Vesper", "Tock", "Echo")), kind, noun, "neutral")
    if kind == "animal":
        name = dice.choice(("Quill", "Juniper", "Fennel", "Button", "Sorrel"))
        return Person(noun, name, kind, noun, sex)
    names = [n for n in NAMES[premise.culture][sex == "male"].split() if n != premise.hero.name]
    return Person(noun, dice.choice(names), sex=sex)


def _sex_of_name(name: str, premise: Premise) -> Sex:
    return "female" if name in NAMES[premise.culture][0].split() else "male"


def _titled(words: str, *, article: bool = False) -> str:
    parts = (words if article else words.removeprefix("the ")).split()
    return " ".join(
        part if (place and part.lower() in _SMALL) else capital(part)
        for place, part in enumerate(parts)
    )


def _cut(text: str, most: int) -> str:
    """Return text cut at a word, within so many characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"


def _trimmed(prompt: str) -> str:
    return _cut("".join(char for char in prompt if char.isprintable()), 60)


def _fitted(scenes: list[Scene], seconds: float) -> list[Scene]:
    """Stretch or shrink the holds until the scenes last ``seconds``, as far as is good to watch."""
    shots = [shot for scene in scenes for shot in scene.shots]
    spare = seconds - sum(scene_seconds(scene) for scene in scenes)
    for _ in range(3):
        if abs(spare) < 0.2:
            break
        each = round(1000 * spare / len(shots))
        scenes = [_held(scene, each) for scene in scenes]
        spare = seconds - sum(scene_seconds(scene) for scene in scenes)
    return scenes


def _held(scene: Scene, more: int) -> Scene:
    lines = {line.id: line for line in scene.lines}

    def hold(shot: Shot) -> int:
        if not shot.lines:
            return max(1500, min(4000, shot.hold + more))
        bare = shot_seconds(shot, [lines[one] for one in shot.lines]) - shot.hold / 1000
        room = max(0, round(1000 * (_LONGEST_SHOT - bare)))
        return max(0, min(1800, room, shot.hold + more))

    shots = tuple(shot.model_copy(update={"hold": hold(shot)}) for shot in scene.shots)
    return scene.model_copy(update={"shots": shots})
