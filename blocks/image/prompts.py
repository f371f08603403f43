"""Prompts: a film's characters and shots in the words that image models were taught.

Only what a character, a scene and a shot hold is said, the most telling first: some models read no
more than 77 tokens.
"""

from film.shots import Assignment
from film.story import Appearance, Character, Presence, Scene, Shot

MOST_WORDS = 40
"""Of any one sentence that a writer, or a writing model, gave."""

STYLES = {
    "storybook": "storybook illustration, gouache, soft ink outlines, warm palette",
    "noir": "black-and-white film noir still, hard key light, deep shadows, fine film grain",
    "watercolour": "watercolour painting on textured paper, soft washes, loose edges",
    "pop": "pop art print, bold flat colours, thick black outlines, halftone dots",
    "pastel": "soft pastel drawing, muted colours, gentle diffused light",
}
SHUNNED = (
    "text, caption, title, watermark, signature, logo, frame, border, split screen, collage, "
    "duplicate person, extra limbs, extra fingers, deformed hands, distorted face, blurry, "
    "low quality"
)
SHUNNED_BY_STYLE = {
    "noir": "colour",
    "storybook": "photograph",
    "watercolour": "photograph",
    "pop": "photograph",
    "pastel": "photograph",
}

SIZES = {
    "wide": "wide shot, full figures small in their surroundings",
    "medium": "medium shot from the waist up",
    "close-up": "close-up of the face, head and shoulders fill the frame",
    "two-shot": "two-shot, both people from the waist up in one frame",
    "over-the-shoulder": "over-the-shoulder shot",
    "insert": "insert shot, close detail of an object, nobody in frame",
}
ANGLES = {"eye level": "", "low": "low angle, camera looks up", "high": "high angle, looks down"}
PLACES = {
    "left": "at the left edge",
    "centre left": "left of centre",
    "centre": "in the centre",
    "centre right": "right of centre",
    "right": "at the right edge",
}
FACING = {"left": "facing left", "right": "facing right", "camera": "facing the camera"}
GESTURES = {
    "rest": "standing at rest",
    "talk": "gesturing while talking",
    "wave": "waving",
    "point": "pointing",
    "arms crossed": "arms crossed",
    "hands on hips": "hands on hips",
    "shrug": "shrugging",
    "hold": "holding something",
    "reach": "reaching out",
    "cheer": "arms raised, cheering",
    "think": "a hand at the chin, thinking",
    "walk": "walking",
    "sit": "sitting",
}
LIGHT = {
    "dawn": "at dawn, first low light",
    "day": "by daylight",
    "dusk": "at dusk, last warm light",
    "night": "at night",
}
WEATHER = {
    "clear": "",
    "cloud": "overcast sky",
    "rain": "falling rain, wet ground",
    "storm": "a storm, driving rain, dark clouds",
    "snow": "falling snow",
    "fog": "thick fog",
}

COLOURS = {
    "black": (20, 20, 22),
    "charcoal": (60, 60, 66),
    "grey": (128, 128, 128),
    "silver": (188, 186, 180),
    "white": (245, 245, 242),
    "cream": (240, 226, 196),
    "beige": (214, 188, 152),
    "tan": (200, 150, 110),
    "brown": (112, 72, 46),
    "dark brown": (66, 44, 30),
    "auburn": (140, 64, 36),
    "rust": (178, 84, 44),
    "red": (196, 40, 40),
    "burgundy": (112, 30, 48),
    "pink": (232, 150, 170),
    "orange": (232, 130, 46),
    "mustard yellow": (222, 178, 72),
    "yellow": (244, 220, 80),
    "olive green": (112, 118, 62),
    "green": (62, 138, 72),
    "dark green": (30, 72, 50),
    "teal": (40, 124, 124),
    "light blue": (150, 194, 224),
    "blue": (64, 104, 176),
    "navy blue": (30, 42, 84),
    "lilac": (180, 154, 208),
    "purple": (104, 62, 140),
}


def portrait_prompt(character: Character, style: str) -> str:
    """Return the prompt for a square portrait: head and shoulders, to the camera."""
    return _sentence(
        f"Portrait of {describe(character)}",
        "head and shoulders, facing the camera, neutral expression, plain light background",
        look_of(style),
    )


def sheet_prompt(character: Character, style: str) -> str:
    """Return the prompt for a character sheet: views and expressions of one and the same."""
    return _sentence(
        f"Character sheet of the same {_who(character)} in one row: full figure from the front, "
        "three-quarter view, profile, and three close-ups of the face smiling, worried and angry",
        "identical face, hair and clothes in every view",
        describe(character),
        "plain light background",
        look_of(style),
    )


def keyframe_prompt(assignment: Assignment) -> str:
    """Return the prompt for a shot's first frame: framing, action, people, place, light, look."""
    scene, shot = assignment.scene, assignment.shot
    known = {one.id: one for one in assignment.characters}
    people = [staged(known[one.character], one) for one in shot.cast if one.character in known]
    return _sentence(
        f"Film still, {SIZES[shot.size]}",
        ANGLES[shot.angle],
        _clean(shot.action),
        *people,
        _props(shot),
        place_of(scene),
        look_of(assignment.style),
        f"{assignment.genre} film",
    )


def negative_prompt(style: str) -> str:
    """Return what must not be seen, for models that take it."""
    return _sentence(SHUNNED, SHUNNED_BY_STYLE.get(style, ""))


def look_of(style: str) -> str:
    """Return a style in an image model's words."""
    return STYLES.get(style, f"{_clean(style)} style" if style else "")


def describe(character: Character) -> str:
    """Return what somebody looks like, head to toe."""
    looks = character.appearance
    return _sentence(
        f"a {character.age}-year-old {_build(character)}{_who(character)}",
        _clean(character.role),
        *_head(looks),
        *_clothes(looks),
        ", ".join(looks.features),
        _clean(character.description),
    )


def staged(character: Character, presence: Presence) -> str:
    """Return somebody in a shot: who, where, facing which way, doing and feeling what."""
    feeling = "" if presence.emotion == "neutral" else f"looking {presence.emotion}"
    return _sentence(
        f"{describe(character)}, {PLACES[presence.place]}",
        FACING[presence.facing],
        GESTURES[presence.gesture],
        feeling,
    )


def place_of(scene: Scene) -> str:
    """Return a scene's place in its time, light and weather."""
    where = f"{'interior' if scene.interior else 'exterior'}, {scene.setting}"
    if scene.place:
        where += f", {_clean(scene.place)}"
    era = "" if scene.era == "modern" else f"{scene.era} era"
    culture = "" if scene.culture == "western" else f"{scene.culture} architecture and attire"
    return _sentence(
        where,
        ", ".join(_clean(one) for one in scene.landmarks),
        era,
        culture,
        LIGHT[scene.time],
        "" if scene.interior else WEATHER[scene.weather],
        f"{scene.mood} mood",
        _clean(scene.atmosphere),
    )


def colour_name(hex_colour: str) -> str:
    """Return the nearest colour that has a name; ``#rrggbb`` says nothing to an image model."""
    rgb = [int(hex_colour[place : place + 2], 16) for place in (1, 3, 5)]

    def distance(name: str) -> float:
        red, green, blue = (a - b for a, b in zip(rgb, COLOURS[name], strict=True))
        return 2 * red * red + 4 * green * green + 3 * blue * blue

    return min(COLOURS, key=distance)


def _who(character: Character) -> str:
    looks = character.appearance
    if looks.kind != "human":
        species = _clean(looks.species)
        if looks.kind in species or (looks.kind == "animal" and species):
            return species
        return f"{species} {looks.kind}".strip()
    grown = {"female": "woman", "male": "man", "neutral": "person"}
    young = {"female": "girl", "male": "boy", "neutral": "child"}
    return (young if character.age < 16 else grown)[character.sex]


def _build(character: Character) -> str:
    return "" if character.build == "average" else f"{character.build} "


def _head(looks: Appearance) -> tuple[str, ...]:
    if looks.kind != "human":
        return (f"{colour_name(looks.skin)} skin or fur", f"{colour_name(looks.eye_colour)} eyes")
    colour = colour_name(looks.hair_colour)
    hair = {
        "bald": "bald",
        "buzz": f"{colour} buzz cut",
        "crop": f"short {colour} hair",
        "bun": f"{colour} hair in a bun",
        "receding": f"{colour} receding hairline",
    }
    return (
        hair.get(looks.hair, f"{colour} {looks.hair} hair"),
        "" if looks.facial_hair == "none" else f"{colour} {looks.facial_hair}",
        f"{skin_tone(looks.skin)} skin",
        f"{colour_name(looks.eye_colour)} eyes",
        f"{looks.face} face",
        "" if looks.glasses == "none" else _eyewear(looks.glasses),
    )


def _eyewear(glasses: str) -> str:
    return glasses if glasses in ("sunglasses", "monocle") else f"{glasses} glasses"


def skin_tone(hex_colour: str) -> str:
    """Return a human skin's tone by its lightness (Rec. 709 luma of the colour)."""
    red, green, blue = (int(hex_colour[place : place + 2], 16) for place in (1, 3, 5))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    tones = ((210, "fair"), (175, "light"), (140, "olive"), (105, "brown"))
    return next((name for least, name in tones if luma >= least), "dark brown")


def _clothes(looks: Appearance) -> tuple[str, ...]:
    main, accent = colour_name(looks.outfit_colour), colour_name(looks.accent_colour)
    trim = "" if accent == main else f" with {accent} details"
    hat = "" if looks.hat == "none" else f"{colour_name(looks.hat_colour)} {looks.hat}"
    return (f"wearing a {main} {looks.outfit}{trim}", hat)


def _props(shot: Shot) -> str:
    props = [_clean(one) for one in shot.props]
    return f"in the picture: {', '.join(props)}" if props else ""


def _clean(text: str) -> str:
    """Return a writer's text as one short line without its final stop."""
    return " ".join(text.split()[:MOST_WORDS]).rstrip(".")


def _sentence(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
