"""Reading a treatment: what a model wrote becomes a sound story of the length asked for."""

from collections.abc import Sequence

from pydantic import ValidationError

from blocks.story.budget import Budget
from blocks.story.framing import Covered, blocked, covered
from blocks.story.players import Company
from blocks.story.treatment import Draft, DraftLine, DraftScene, DraftSetting, DraftShot
from blocks.vendors.anthropic_answers import UnusableError
from film.lexicon.things import find_landmarks
from film.portions import portions
from film.request import MovieRequest
from film.story import NARRATOR, Line, Presence, Scene, Shot, Story


def read_story(text: str, request: MovieRequest, budget: Budget, *, lenient: bool = False) -> Story:
    """Return the story in an answer; UnusableError says what its writer has to mend.

    ``lenient`` puts up with a length that the schedule can still come close to.
    """
    try:
        draft = Draft.model_validate_json(text)
    except ValidationError as wrong:
        raise UnusableError(*faults_of(wrong)) from None
    return _Reading(draft, request, budget).story(lenient=lenient)


def faults_of(wrong: ValidationError) -> list[str]:
    """Return what is wrong and where, without the values."""
    found = wrong.errors(include_url=False, include_context=False, include_input=False)
    return [f"{'.'.join(map(str, one['loc'])) or 'The answer'}: {one['msg']}" for one in found]


def consistent(scenes: Sequence[Scene]) -> list[Scene]:
    """Return scenes in which a place looks the same whenever the film comes back to it."""
    known: dict[tuple[str, bool], Scene] = {}
    kept = []
    for scene in scenes:
        first = known.setdefault((scene.place.casefold(), scene.interior), scene)
        same = ("setting", "landmarks", "era", "culture") if scene.place else ()
        kept.append(scene.model_copy(update={name: getattr(first, name) for name in same}))
    return kept


def landmarks_of(draft: DraftSetting) -> tuple[str, ...]:
    """Return landmarks by the names that the film has for them, or as they are; three at most."""
    found = [next(iter(find_landmarks(name)), name.lower()) for name in draft.landmarks]
    return tuple(dict.fromkeys(found))[:3]


class _Reading:
    """Reads one draft, and collects what is wrong with it."""

    def __init__(self, draft: Draft, request: MovieRequest, budget: Budget) -> None:
        self.draft = draft
        self.request = request
        self.budget = budget
        self.company = Company(request.characters, draft.characters)
        self.faults: list[str] = []

    def story(self, *, lenient: bool) -> Story:
        scenes = [self._scene(number, one) for number, one in enumerate(self.draft.scenes, 1)]
        scenes = self.budget.fitted(consistent(scenes))
        self.faults += self.budget.faults(scenes, lenient=lenient)
        seen = {one.character for scene in scenes for shot in scene.shots for one in shot.cast}
        heard = {line.speaker for scene in scenes for line in scene.lines}
        if self.company.returning and not seen & set(self.company.returning):
            names = ", ".join(one.name for one in self.request.characters)
            self.faults.append(f"Nobody who returns is seen: cast at least one of {names}")
        if self.faults:
            raise UnusableError(*self.faults)
        return Story(
            title=self.request.title or self.draft.title,
            logline=self.draft.logline,
            genre=self.request.genre or self.draft.genre,
            language=self.request.language,
            characters=tuple(one for one in self.company.people if one.id in seen | heard),
            scenes=tuple(scenes),
        )

    def _scene(self, number: int, draft: DraftScene) -> Scene:
        shots: list[Covered] = []
        for place, one in enumerate(draft.shots, start=1):
            where = f"Scene {number}, shot {place}"
            shots += covered(one, self._cast(one, where), self._lines(one, where))
        lines: list[Line] = []
        numbered: list[Shot] = []
        for shot, said in shots:
            first = len(lines)
            for line in said:
                lines.append(line.model_copy(update={"id": f"s{number}-l{len(lines) + 1}"}))
            own = tuple(line.id for line in lines[first:])
            identifier = f"s{number}-h{len(numbered) + 1}"
            numbered.append(shot.model_copy(update={"id": identifier, "lines": own}))
        name = draft.place.removeprefix("the ").upper()
        told = draft.model_dump(include=set(DraftSetting.model_fields) - {"landmarks"})
        scene = Scene(
            id=f"s{number}",
            slugline=f"{'INT.' if draft.interior else 'EXT.'} {name} - {draft.time.upper()}",
            place=draft.place,
            interior=draft.interior,
            landmarks=() if draft.interior else landmarks_of(draft),
            transition=draft.transition if number > 1 else "fade",
            lines=tuple(lines),
            shots=tuple(numbered),
            **told,
        )
        return blocked(scene)

    def _cast(self, shot: DraftShot, where: str) -> list[Presence]:
        cast: dict[str, Presence] = {}
        for one in shot.cast:
            who = self._who(one.character, where)
            if who and who != NARRATOR:
                told = {"emotion": one.emotion, "gesture": one.gesture}
                cast.setdefault(who, Presence(character=who).model_copy(update=told))
        return list(cast.values())

    def _lines(self, shot: DraftShot, where: str) -> list[Line]:
        return [line for one in shot.lines for line in self._portions(one, where)]

    def _portions(self, draft: DraftLine, where: str) -> list[Line]:
        """Return a line, divided where it is too long for one breath."""
        speaker = self._who(draft.speaker, where)
        if speaker == NARRATOR and not self.request.narration:
            self.faults.append(f"{where}: nobody narrates in this film; let it be seen or said")
        if not draft.text:
            self.faults.append(f"{where}: a line has no words that can be spoken")
            return []
        told = {"delivery": draft.delivery, "extension": draft.extension}
        return [
            Line(id="x", speaker=speaker or NARRATOR, text=words).model_copy(update=told)
            for words in portions(draft.text)
        ]

    def _who(self, name: str, where: str) -> str:
        found = self.company.find(name)
        if not found:
            self.faults.append(f"{where}: '{name}' is no character's key")
        return found
