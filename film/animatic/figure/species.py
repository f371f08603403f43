"""What beasts, aliens and creatures look like: heads, ears, muzzles, horns and tails, as data."""

from dataclasses import dataclass, field

from film.animatic.figure.ink import RGB


@dataclass(frozen=True)
class Muzzle:
    """What stands out of the middle of a face; lengths in head-heights."""

    wide: float = 0.2
    """Half its width."""
    tall: float = 0.17
    """Half its height."""
    long: float = 0.16
    """How far it stands out in profile."""
    y: float = 0.24
    kind: str = "soft"
    """``soft``, ``pointed``, ``beak``, ``bill``, ``trunk`` or ``none``."""


@dataclass(frozen=True)
class Beast:
    """A species, as the artist draws it."""

    wide: float = 0.43
    """Half the head's width."""
    jaw: float = 0.38
    chin: float = 0.2
    muzzle: Muzzle = field(default_factory=Muzzle)
    ears: str = "none"
    ear: float = 0.3
    """Size of the ears."""
    nose: str = "dog"
    """``dog``, ``cat``, ``pig``, ``dots`` or ``none``."""
    nose_size: float = 0.075
    eye: float = 0.105
    eye_tall: float = 0.95
    eye_angle: float = 0.5
    eye_y: float = -0.02
    iris: float = 0.8
    slit: bool = False
    pale: RGB = (0.97, 0.93, 0.86)
    """Colour of muzzle and belly, mixed with the coat."""
    pale_share: float = 0.75
    cheeks: float = 0.0
    """Tufts of fur at the cheeks."""
    marks: tuple[str, ...] = ()
    horns: str = "none"
    tail: str = "none"
    fangs: bool = False
    whiskers: bool = False
    white: RGB = (0.985, 0.975, 0.96)
    wings: bool = False
    skin_ears: bool = False
    brows: bool = True
    mouth: float = 0.13


BEASTS: dict[str, Beast] = {
    "fox": Beast(
        muzzle=Muzzle(0.17, 0.14, 0.26, 0.27, "pointed"), ears="pointed", ear=0.40, cheeks=0.16,
        nose_size=0.06, marks=("mask", "tipped"), tail="brush", wide=0.42, eye_tall=0.85,
    ),
    "wolf": Beast(
        muzzle=Muzzle(0.19, 0.16, 0.27, 0.26, "pointed"), ears="pointed", ear=0.34, cheeks=0.15,
        marks=("mask",), tail="brush", eye=0.09, eye_tall=0.78, fangs=True,
    ),
    "dog": Beast(
        muzzle=Muzzle(0.20, 0.17, 0.2, 0.25), ears="floppy", ear=0.36, marks=("patch",), tail="wag",
        nose_size=0.085,
    ),
    "cat": Beast(
        muzzle=Muzzle(0.16, 0.105, 0.08, 0.26), ears="pointed", ear=0.31, nose="cat",
            nose_size=0.045,
        eye=0.12, slit=True, whiskers=True, marks=("stripes",), tail="long", wide=0.45, cheeks=0.06,
    ),
    "tiger": Beast(
        muzzle=Muzzle(0.2, 0.14, 0.13, 0.25), ears="round", ear=0.2, nose="cat", nose_size=0.065,
        marks=("stripes", "mask"), whiskers=True, tail="long", wide=0.46, cheeks=0.12, fangs=True,
    ),
    "lion": Beast(
        muzzle=Muzzle(0.2, 0.15, 0.15, 0.25), ears="round", ear=0.19, nose="cat", nose_size=0.075,
        marks=("mane",), whiskers=True, tail="tuft", wide=0.43, eye=0.092,
    ),
    "bear": Beast(
        muzzle=Muzzle(0.2, 0.16, 0.18, 0.25), ears="round", ear=0.2, wide=0.47, jaw=0.43, eye=0.08,
        nose_size=0.085, tail="stub",
    ),
    "panda": Beast(
        muzzle=Muzzle(0.18, 0.14, 0.13, 0.26), ears="round dark", ear=0.19, wide=0.48, jaw=0.44,
            eye=0.085,
        nose_size=0.07, tail="stub", marks=("eye patches",),
    ),
    "rabbit": Beast(
        muzzle=Muzzle(0.15, 0.12, 0.09, 0.26), ears="long", ear=0.72, nose="cat", nose_size=0.04,
        eye=0.112, whiskers=True, tail="puff", wide=0.41, marks=("buck",), cheeks=0.05,
    ),
    "mouse": Beast(
        muzzle=Muzzle(0.13, 0.105, 0.17, 0.27, "pointed"), ears="dish", ear=0.36, nose="cat",
        nose_size=0.05, eye=0.105, whiskers=True, tail="thin", wide=0.39, iris=0.95, skin_ears=True,
    ),
    "squirrel": Beast(
        muzzle=Muzzle(0.15, 0.115, 0.13, 0.26), ears="pointed", ear=0.24, nose="cat",
            nose_size=0.045,
        tail="curl", marks=("buck",), cheeks=0.08, wide=0.4, iris=0.95,
    ),
    "badger": Beast(
        muzzle=Muzzle(0.17, 0.14, 0.22, 0.26, "pointed"), ears="round", ear=0.13, marks=("badger",),
        tail="stub", eye=0.075, wide=0.43,
    ),
    "raccoon": Beast(
        muzzle=Muzzle(0.15, 0.12, 0.16, 0.27, "pointed"), ears="round", ear=0.17, marks=("bandit",),
        tail="ringed", cheeks=0.14, eye=0.09,
    ),
    "deer": Beast(
        muzzle=Muzzle(0.155, 0.16, 0.24, 0.27), ears="leaf", ear=0.34, horns="antlers", wide=0.37,
        jaw=0.3, eye=0.11, iris=0.92, marks=("spots",), tail="stub", nose_size=0.07,
    ),
    "horse": Beast(
        muzzle=Muzzle(0.19, 0.19, 0.33, 0.28), ears="leaf up", ear=0.26, nose="nostrils",
            wide=0.36, jaw=0.31,
        marks=("forelock", "blaze"), tail="hair", eye=0.092, iris=0.92,
    ),
    "unicorn": Beast(
        muzzle=Muzzle(0.19, 0.19, 0.31, 0.28), ears="leaf up", ear=0.26, nose="nostrils",
            wide=0.36, jaw=0.31,
        marks=("forelock",), tail="hair", eye=0.11, iris=0.92, horns="unicorn",
    ),
    "cow": Beast(
        muzzle=Muzzle(0.25, 0.17, 0.24, 0.29), ears="leaf", ear=0.27, nose="nostrils",
            horns="short", wide=0.39,
        marks=("patch",), tail="tuft", pale=(0.95, 0.75, 0.72), eye=0.095,
    ),
    "goat": Beast(
        muzzle=Muzzle(0.16, 0.17, 0.22, 0.28), ears="leaf", ear=0.26, horns="curled", wide=0.36,
            jaw=0.3,
        marks=("goatee",), tail="stub", eye=0.088, nose_size=0.05,
    ),
    "sheep": Beast(
        muzzle=Muzzle(0.17, 0.17, 0.18, 0.27), ears="leaf", ear=0.25, nose="cat", nose_size=0.05,
        marks=("fleece",), tail="puff", wide=0.37, jaw=0.31,
    ),
    "pig": Beast(
        muzzle=Muzzle(0.17, 0.125, 0.18, 0.2), ears="flap", ear=0.25, nose="pig", nose_size=0.13,
        pale_share=0.25, tail="corkscrew", wide=0.45, jaw=0.41,
    ),
    "elephant": Beast(
        muzzle=Muzzle(0.13, 0.2, 0.2, 0.2, "trunk"), ears="fan", ear=0.52, nose="none", eye=0.082,
        pale_share=0.15, tail="tuft", wide=0.42, marks=("tusks",), mouth=0.12,
    ),
    "monkey": Beast(
        muzzle=Muzzle(0.25, 0.18, 0.12, 0.24), ears="side", ear=0.22, nose="dots",
            marks=("heart face",),
        tail="long", skin_ears=True, eye=0.092, mouth=0.16, pale=(0.94, 0.78, 0.62),
    ),
    "frog": Beast(
        muzzle=Muzzle(0.34, 0.16, 0.05, 0.24, "none"), nose="dots", wide=0.5, jaw=0.46, chin=0.3,
            eye=0.125,
        eye_y=-0.34, eye_angle=0.58, marks=("eye domes", "throat"), mouth=0.24, brows=False,
    ),
    "turtle": Beast(
        muzzle=Muzzle(0.2, 0.14, 0.12, 0.25, "none"), nose="dots", wide=0.40, jaw=0.35, eye=0.105,
        marks=("spots", "throat"), tail="shell", mouth=0.18, eye_y=-0.04,
    ),
    "crocodile": Beast(
        muzzle=Muzzle(0.25, 0.16, 0.42, 0.25), nose="nostrils", ears="none", wide=0.39, fangs=True,
        tail="lizard", marks=("eye domes", "scales"), eye=0.095, eye_y=-0.26, pale_share=0.5,
            mouth=0.19, slit=True,
    ),
    "owl": Beast(
        muzzle=Muzzle(0.085, 0.12, 0.12, 0.18, "beak"), ears="tufts", ear=0.24, nose="none",
            wide=0.47,
        jaw=0.44, eye=0.145, eye_tall=1.0, eye_angle=0.46, iris=0.72, marks=("discs",),
            tail="feathers",
        wings=True, mouth=0.07, eye_y=-0.03,
    ),
    "bird": Beast(
        muzzle=Muzzle(0.11, 0.11, 0.26, 0.17, "beak"), nose="none", wide=0.42, jaw=0.39, eye=0.1,
        marks=("crest",), tail="feathers", wings=True, mouth=0.085, iris=0.95,
    ),
    "duck": Beast(
        muzzle=Muzzle(0.19, 0.11, 0.27, 0.2, "bill"), nose="nostrils", wide=0.41, jaw=0.39,
            eye=0.098,
        tail="feathers", wings=True, mouth=0.14, iris=0.95,
    ),
    "penguin": Beast(
        muzzle=Muzzle(0.1, 0.09, 0.2, 0.19, "beak"), nose="none", wide=0.44, jaw=0.42, eye=0.092,
        marks=("penguin",), tail="stub", wings=True, mouth=0.075, iris=0.95,
    ),
    "whale": Beast(
        muzzle=Muzzle(0.38, 0.2, 0.08, 0.26, "none"), nose="none", wide=0.52, jaw=0.47, chin=0.32,
            eye=0.085,
        eye_angle=0.72, marks=("throat", "spout"), tail="flukes", mouth=0.25, brows=False,
    ),
    "fish": Beast(
        muzzle=Muzzle(0.15, 0.12, 0.08, 0.24, "none"), nose="none", ears="fins", ear=0.3,
            wide=0.43, eye=0.13,
        eye_angle=0.68, marks=("scales", "crest"), tail="flukes", mouth=0.13, brows=False,
    ),
    "dragon": Beast(
        muzzle=Muzzle(0.22, 0.16, 0.29, 0.25), ears="fins", ear=0.26, nose="nostrils",
            horns="dragon",
        slit=True, marks=("scales", "spines"), tail="dragon", wings=True, fangs=True, pale=(0.98,
            0.86, 0.6),
        pale_share=0.55, eye=0.105, eye_tall=0.8,
    ),
    "monster": Beast(
        muzzle=Muzzle(0.3, 0.18, 0.06, 0.26, "none"), nose="dots", ears="side", ear=0.2,
            horns="short", wide=0.5, jaw=0.47,
        chin=0.3, eye=0.125, marks=("fur", "spots"), fangs=True, tail="lizard", mouth=0.22,
            cheeks=0.12,
    ),
    "troll": Beast(
        muzzle=Muzzle(0.2, 0.14, 0.22, 0.16, "none"), nose="bulb", nose_size=0.135, ears="elf",
            ear=0.38, wide=0.46,
        jaw=0.45, chin=0.26, eye=0.078, eye_y=-0.04, marks=("mop", "warts", "tusks"), tail="tuft",
            mouth=0.19,
    ),
    "goblin": Beast(
        muzzle=Muzzle(0.16, 0.12, 0.2, 0.16, "none"), nose="bulb", nose_size=0.085, ears="elf",
            ear=0.52, wide=0.40,
        jaw=0.34, chin=0.12, eye=0.12, slit=True, white=(0.98, 0.93, 0.66), fangs=True, mouth=0.17,
    ),
    "alien": Beast(
        muzzle=Muzzle(0.14, 0.1, 0.03, 0.25, "none"), nose="dots", ears="none", horns="antennae",
            wide=0.47, jaw=0.32,
        chin=0.12, eye=0.15, eye_tall=1.1, eye_angle=0.52, eye_y=-0.02, marks=("spots",),
            mouth=0.1, iris=0.86,
        brows=False,
    ),
}  # fmt: skip

ALIASES: dict[str, str] = {
    "vixen": "fox", "coyote": "wolf", "jackal": "wolf", "hound": "dog", "puppy": "dog",
    "terrier": "dog",
    "husky": "wolf", "kitten": "cat", "panther": "cat", "leopard": "tiger", "cheetah": "tiger",
    "lynx": "cat",
    "lioness": "tiger", "cub": "bear", "grizzly": "bear", "polar": "bear", "hare": "rabbit",
    "bunny": "rabbit",
    "rat": "mouse", "hamster": "mouse", "hedgehog": "mouse", "mole": "mouse",
    "chipmunk": "squirrel",
    "otter": "bear", "beaver": "squirrel", "weasel": "fox", "ferret": "fox", "skunk": "badger",
    "stag": "deer",
    "doe": "deer", "fawn": "deer", "moose": "deer", "reindeer": "deer", "elk": "deer",
    "antelope": "deer",
    "pony": "horse", "donkey": "horse", "zebra": "horse", "mule": "horse", "camel": "horse",
    "giraffe": "deer",
    "bull": "cow", "ox": "cow", "buffalo": "cow", "ram": "goat", "lamb": "sheep", "boar": "pig",
    "hog": "pig",
    "mammoth": "elephant", "ape": "monkey", "gorilla": "monkey", "chimp": "monkey", "toad": "frog",
    "newt": "frog", "tortoise": "turtle", "lizard": "crocodile", "alligator": "crocodile",
    "snake": "crocodile",
    "dinosaur": "crocodile", "parrot": "bird", "crow": "bird", "raven": "bird", "eagle": "bird",
    "hawk": "bird",
    "sparrow": "bird", "robin": "bird", "gull": "bird", "seagull": "bird", "pigeon": "bird",
    "hen": "bird",
    "rooster": "bird", "chicken": "bird", "swan": "duck", "goose": "duck", "platypus": "duck",
    "puffin": "penguin",
    "dolphin": "whale", "shark": "whale", "seal": "bear", "walrus": "bear", "octopus": "alien",
    "squid": "alien",
    "wyvern": "dragon", "drake": "dragon", "serpent": "dragon", "ogre": "troll", "giant": "troll",
    "orc": "troll",
    "gnome": "troll", "imp": "goblin", "gremlin": "goblin", "demon": "goblin", "beast": "monster",
    "yeti": "monster",
    "bigfoot": "monster", "griffin": "bird", "phoenix": "bird", "martian": "alien",
    "elephantine": "elephant",
}  # fmt: skip
_FALLBACK = {"animal": "fox", "alien": "alien", "creature": "monster"}


def beast(species: str, kind: str) -> tuple[str, Beast]:
    """Return the name and look of a species; a fitting one when it is unknown."""
    for word in species.lower().replace("-", " ").split():
        for form in (word, word.removesuffix("s")):
            name = ALIASES.get(form, form)
            if name in BEASTS:
                return name, BEASTS[name]
    name = _FALLBACK.get(kind, "monster")
    return name, BEASTS[name]
