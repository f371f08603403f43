"""From a starring request to a story: one scene, covered as any other, with the persona in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from film.casting import CastingCall, CastingOffice
from film.coverage import Happening, SceneDraft, Spoken, cover, line_seconds
from film.persona import Persona
from film.screenplay.names import display_name
from film.starring.request import Lighting, StarringRequest
from film.story import Character, Line, Scene, Setting, Story, TimeOfDay, Weather

LEAD = "lead"
"""Id of the persona's character."""
LONGEST_LINE = 9.0
"""Seconds of speech in one line: a longer sentence is said over several shots."""
_TITLE_WORDS = 6
_UNFINISHED = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "because", "but", "by", "for", "from", "i", "if", "in",
        "is", "it", "my", "of", "on", "or", "our", "see", "so", "that", "the", "their", "this",
        "to", "up", "was", "were", "what", "when", "who", "with", "your",
    )
)  # fmt: skip
"""Words that no title ends on."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
_CLAUSE = re.compile(r"(?<=[,;:—–])\s+")
_INDOORS: frozenset[Setting] = frozenset(
    (
        "kitchen", "living room", "bedroom", "office", "classroom", "café", "hospital",
        "laboratory", "castle hall", "cave", "spaceship", "temple", "library",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Light:
    """What a lighting choice means for a scene."""

    time: TimeOfDay
    weather: Weather
    words: str
    """For engines that read text."""


LIGHTS: dict[Lighting, Light] = {
    "daylight": Light("day", "clear", "bright natural daylight, soft shadows"),
    "golden hour": Light("dusk", "clear", "golden hour, low warm sun, long shadows, rim light"),
    "blue hour": Light("dawn", "clear", "blue hour, cool even twilight"),
    "overcast": Light("day", "cloud", "overcast sky, soft diffuse light"),
    "moonlight": Light("night", "clear", "moonlight, cool highlights, deep shadows"),
    "neon": Light("night", "rain", "neon light on wet surfaces, magenta and teal"),
    "candlelight": Light("night", "clear", "candlelight, warm and flickering, dark surroundings"),
    "storm light": Light("day", "storm", "storm light, dark clouds, hard gusts"),
    "fog": Light("dawn", "fog", "fog, diffuse glow, faint outlines"),
    "snow light": Light("day", "snow", "snow light, bright and cold, falling flakes"),
}


def write_starring(request: StarringRequest, persona: Persona, skin: str = "") -> Story:
    """Return the story of a film that a persona stars in.

    ``skin`` is the colour of the lead's skin, as ``#rrggbb``; some likely one when it is empty.
    The narration is kept word for word, in lines that one shot can hold; the lead says all of it.
    """
    lead = cast_lead(request, persona)
    if skin:
        appearance = lead.appearance.model_copy(update={"skin": skin})
        lead = lead.model_copy(update={"appearance": appearance})
    said = tuple(
        Line(id=f"s1-l{number}", speaker=lead.id, text=text)
        for number, text in enumerate(spoken(request.narration), start=1)
    )
    place = f"the {request.location}"
    opening = Happening(f"{lead.name} in {place}. {request.prompt}".strip(), (lead.id,))
    draft = SceneDraft(
        scene=stage(request),
        number=1,
        beats=(opening, *(Spoken(line) for line in said)),
        cast=(lead.id,),
        establishing=f"{place.capitalize()}, {LIGHTS[request.lighting].words}.",
        seed=request.seed,
        opens=True,
        closes=True,
    )
    return Story(
        title=request.title or first_words(request.narration),
        logline=f"{lead.name} in {place}: {persona.attributes.described()}",
        genre=request.genre,
        language=request.language,
        characters=(lead,),
        scenes=(cover(draft),),
    )


def cast_lead(request: StarringRequest, persona: Persona) -> Character:
    """Return the character whom the persona plays: dressed and voiced after what is known."""
    looks = persona.attributes
    office = CastingOffice("modern", "western", request.seed)
    cast = office.cast(
        CastingCall(
            id=LEAD,
            name=display_name(persona.name.replace("-", " ").upper()),
            words=f"{looks.described()}, {looks.age} years old",
            sex=looks.sex,
            kind="human",
            description=looks.described(),
        )
    )
    return cast.model_copy(
        update={"age": min(looks.age, 100), "build": looks.build, "voice": request.voice}
    )


def stage(request: StarringRequest) -> Scene:
    """Return the scene's place, light and mood, without lines and shots."""
    light = LIGHTS[request.lighting]
    indoors = request.location in _INDOORS
    side = "INT." if indoors else "EXT."
    return Scene(
        id="s1",
        slugline=f"{side} {request.location.upper()} - {light.time.upper()}",
        setting=request.location,
        place=f"the {request.location}",
        interior=indoors,
        time=light.time,
        weather=light.weather,
        atmosphere=light.words,
        mood=request.mood,
        synopsis=request.prompt,
        shots=(),
    )


def spoken(narration: str) -> Iterator[str]:
    """Yield the narration in lines, word for word: sentences, and long ones at their commas."""
    for sentence in filter(None, (part.strip() for part in _SENTENCE.split(narration))):
        line = ""
        for clause in _CLAUSE.split(sentence):
            longer = f"{line} {clause}".strip()
            if line and line_seconds(longer) > LONGEST_LINE:
                yield line
                line = clause
            else:
                line = longer
        yield line


def first_words(narration: str) -> str:
    """Return a title for a film that was given none."""
    words = re.findall(r"[\w'’-]+", narration)[:_TITLE_WORDS]
    while len(words) > 1 and words[-1].lower() in _UNFINISHED:
        words.pop()
    title = " ".join(words)
    return title[:1].upper() + title[1:] or "Untitled"
