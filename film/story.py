"""The story: characters, scenes, shots and lines, as every stage after the writer sees them."""

from typing import Literal

from pydantic import Field

from film.model import SCHEMA_VERSION, FilmModel

Genre = Literal[
    "drama", "comedy", "thriller", "horror", "science fiction",
    "fantasy", "romance", "adventure", "documentary", "children",
]  # fmt: skip
Setting = Literal[
    "coast", "harbour", "forest", "mountains", "desert", "snowfield", "village", "street",
    "rooftop", "park", "road", "kitchen", "living room", "bedroom", "office", "classroom",
    "café", "hospital", "laboratory", "castle hall", "cave", "spaceship", "planet", "market",
    "temple", "field", "river", "library",
]  # fmt: skip
"""The places that can be drawn; a slugline's own words are kept in Scene.place."""
TimeOfDay = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["clear", "cloud", "rain", "storm", "snow", "fog"]
Mood = Literal[
    "calm", "warm", "joyful", "playful", "tender", "wistful", "sad", "tense",
    "ominous", "frightening", "mysterious", "wondrous", "heroic", "triumphant",
]  # fmt: skip
Era = Literal["ancient", "medieval", "renaissance", "victorian", "modern", "future"]
Culture = Literal[
    "western", "nordic", "mediterranean", "middle eastern", "south asian", "east asian",
    "african", "latin american", "otherworldly",
]  # fmt: skip
Emotion = Literal[
    "neutral", "happy", "sad", "angry", "afraid", "surprised", "disgusted", "determined",
    "tender", "amused", "worried",
]  # fmt: skip
Delivery = Literal[
    "normal", "whisper", "soft", "shout", "excited", "sad", "angry", "afraid", "slow", "fast",
]  # fmt: skip

Sex = Literal["female", "male", "neutral"]
Kind = Literal["human", "animal", "robot", "spirit", "alien", "creature"]
Build = Literal["slight", "average", "athletic", "broad", "heavy"]
Hair = Literal[
    "bald", "buzz", "crop", "side part", "quiff", "curly", "afro", "bob", "long straight",
    "long wavy", "ponytail", "bun", "braids", "pigtails", "mohawk", "receding",
]  # fmt: skip
FacialHair = Literal["none", "stubble", "moustache", "goatee", "short beard", "full beard"]
Glasses = Literal["none", "round", "square", "sunglasses", "monocle"]
Hat = Literal[
    "none", "cap", "beanie", "sou'wester", "top hat", "fedora", "crown", "hood", "headscarf",
    "turban", "helmet", "wizard hat", "straw hat", "chef hat", "captain hat", "bow", "flower",
]  # fmt: skip
Outfit = Literal[
    "t-shirt", "shirt", "jumper", "hoodie", "suit", "dress", "gown", "coat", "oilskin",
    "lab coat", "uniform", "apron", "robe", "tunic", "armour", "spacesuit", "kimono", "sari",
    "dungarees", "cloak", "scrubs",
]  # fmt: skip
Feature = Literal[
    "freckles", "scar", "mole", "eyepatch", "earrings", "scarf", "necklace", "rosy cheeks",
    "wrinkles", "tattoo", "headphones", "bandage",
]  # fmt: skip
Hex = str
"""A colour as ``#rrggbb``."""


def colour(description: str, default: str) -> Hex:
    """Return a field for an sRGB colour written ``#rrggbb``."""
    return Field(default, pattern=r"^#[0-9a-f]{6}$", description=description)


class Appearance(FilmModel):
    """What a character looks like, in words that can be drawn and colours that stay the same."""

    kind: Kind = "human"
    """What sort of being it is."""
    species: str = ""
    """What it is when not human: fox, owl, storm, ghost, dragon…"""
    skin: Hex = colour("Colour of skin, fur or shell.", "#e0ac86")
    hair: Hair = "crop"
    """How the hair is cut."""
    hair_colour: Hex = colour("Colour of the hair.", "#4a3222")
    eye_colour: Hex = colour("Colour of the eyes.", "#4f6b4a")
    face: Literal["oval", "round", "square", "heart", "long"] = "oval"
    """Shape of the face."""
    facial_hair: FacialHair = "none"
    """Beard or moustache."""
    glasses: Glasses = "none"
    """What is worn on the nose."""
    hat: Hat = "none"
    """What is worn on the head."""
    hat_colour: Hex = colour("Colour of the hat.", "#6b4b3a")
    outfit: Outfit = "shirt"
    """What is worn."""
    outfit_colour: Hex = colour("Main colour of the clothes.", "#4a6fa5")
    accent_colour: Hex = colour("Second colour of the clothes: trim, tie, buttons.", "#e8c15a")
    features: tuple[Feature, ...] = ()
    """What else one knows them by."""


class VoiceProfile(FilmModel):
    """How a character sounds, for any voice engine: it stays the same through the film."""

    pitch: float = Field(0.5, ge=0, le=1, description="0 low to 1 high, for the sex and age.")
    pace: float = Field(1.0, ge=0.6, le=1.6, description="Speaking rate, 0.6 to 1.6; 1 is normal.")
    accent: str = Field("", description="Accent or dialect, such as 'scottish'; empty for none.")
    timbre: Literal["plain", "warm", "rough", "bright", "breathy", "metallic"] = "plain"
    """Colour of the voice."""


class Character(FilmModel):
    """Somebody in the film, the same in every shot, and in the next film if asked."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Slug of the name, unique in the film; lines and shots refer to it."""
    name: str
    """As it is read in captions and on the cast list."""
    role: str = ""
    """Such as «lighthouse keeper»."""
    sex: Sex = "neutral"
    """Which voices and figures fit."""
    age: int = Field(35, ge=3, le=100, description="Years, 3 to 100.")
    build: Build = "average"
    """Build of the body."""
    appearance: Appearance = Appearance()
    """What they look like."""
    voice: VoiceProfile = VoiceProfile()
    """What they sound like."""
    description: str = ""
    """The look in prose, for engines that read text."""


NARRATOR = "narrator"
"""The speaker of lines that nobody on the screen says."""


class Line(FilmModel):
    """Something spoken, by a character in the scene, off screen, or by the narrator."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Unique in the film, such as ``s2-l3`` for scene 2, line 3 (counted from 1)."""
    speaker: str
    """A character's id, or ``narrator``."""
    text: str
    delivery: Delivery = "normal"
    parenthetical: str = ""
    """The screenplay's own words for the delivery, without the brackets."""
    extension: Literal["", "V.O.", "O.S."] = ""
    """Voice-over or off screen: heard, not seen speaking."""
    together: bool = False
    """Dual dialogue: spoken at the same time as the line before it."""


ShotSize = Literal["wide", "medium", "close-up", "two-shot", "over-the-shoulder", "insert"]
Angle = Literal["eye level", "low", "high"]
CameraMove = Literal[
    "static", "pan left", "pan right", "tilt up", "tilt down", "push in", "pull out",
    "truck left", "truck right", "handheld",
]  # fmt: skip
Place = Literal["left", "centre left", "centre", "centre right", "right"]
Gesture = Literal[
    "rest", "talk", "wave", "point", "arms crossed", "hands on hips", "shrug", "hold", "reach",
    "cheer", "think", "walk", "sit",
]  # fmt: skip


class Presence(FilmModel):
    """A character in a shot: where, facing which way, doing and feeling what."""

    character: str
    place: Place = "centre"
    facing: Literal["left", "right", "camera"] = "camera"
    emotion: Emotion = "neutral"
    gesture: Gesture = "rest"


class Shot(FilmModel):
    """One framing within a scene, with the lines that are heard over it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Unique in the film, such as ``s2-h1`` for scene 2, shot 1."""
    size: ShotSize
    angle: Angle = "eye level"
    move: CameraMove = "static"
    action: str = ""
    """What happens, in a sentence."""
    cast: tuple[Presence, ...] = ()
    props: tuple[str, ...] = ()
    """Things to be seen, as plain nouns: ``lamp``, ``boat``, ``letter``."""
    lines: tuple[str, ...] = ()
    """Ids of this scene's lines heard over the shot, in order."""
    hold: int = Field(0, ge=0, le=60_000)
    """Milliseconds the shot lasts beyond its lines; a shot without lines lasts just this."""


Transition = Literal["cut", "dissolve", "fade", "fade to black", "wipe"]


class Scene(FilmModel):
    """One action in one place at one time."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    slugline: str
    """As a screenplay has it: ``EXT. LIGHTHOUSE - NIGHT``."""
    setting: Setting
    place: str = ""
    """The place's own name, ``the lighthouse``."""
    interior: bool = False
    time: TimeOfDay = "day"
    weather: Weather = "clear"
    era: Era = "modern"
    culture: Culture = "western"
    atmosphere: str = ""
    mood: Mood = "calm"
    """Lights the scene and scores its cue."""
    intensity: float = Field(0.5, ge=0, le=1)
    """0 still, 1 climactic: density of the score, speed of the cutting."""
    landmarks: tuple[str, ...] = ()
    """Things that stand in the place in every shot of it: ``lighthouse``, ``bridge``."""
    synopsis: str = ""
    lines: tuple[Line, ...] = ()
    shots: tuple[Shot, ...]
    transition: Transition = "cut"
    """How the scene begins: from the one before."""


class Story(FilmModel):
    """A film before anything is drawn or said; JSON that people may edit."""

    schema_version: int = SCHEMA_VERSION
    title: str
    logline: str
    genre: Genre
    language: str = "en"
    author: str = ""
    characters: tuple[Character, ...]
    scenes: tuple[Scene, ...] = Field(min_length=1)

    def character(self, character_id: str) -> Character:
        """Return the character with an id; KeyError when there is none."""
        for character in self.characters:
            if character.id == character_id:
                return character
        raise KeyError(character_id)
