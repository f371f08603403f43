"""A character's build and features as numbers: what its sheet of measurements would say."""

import random
from dataclasses import dataclass

from film.animatic.figure.ink import RGB, luminance, mix, rgb, saturated, tuned
from film.story import Character

GREY: RGB = (0.80, 0.80, 0.82)


@dataclass(frozen=True)
class Measures:
    """Lengths in head-heights; the head's centre is the origin of the face's numbers."""

    child: float
    """1 at three years, 0 from sixteen on."""
    old: float
    """0 until fifty, 1 at ninety."""
    feminine: float
    masculine: float
    height: float
    shoulder: float
    """Half the width of the shoulders."""
    waist: float
    hip: float
    torso: float
    """From the shoulders' line to the crotch."""
    arm: float
    limb: float
    """Half-width of the upper arm."""
    neck: float
    """Half-width of the neck."""
    stoop: float
    cheek: float
    """Half-width of the face at the cheekbones."""
    jaw: float
    chin: float
    eye: float
    """Half-width of an eye."""
    eye_tall: float
    """Its half-height, as a share of the half-width."""
    eye_slant: float
    eye_angle: float
    """Where the eyes sit round the head, in radians from its middle."""
    eye_y: float
    nose: str
    nose_size: float
    nose_y: float
    mouth_y: float
    mouth: float
    """Half-width of the mouth at rest."""
    lips: float
    """Fullness, 0 to 1."""
    brow: float
    """Thickness."""
    brow_arch: float
    ear: float
    parting: float
    """Which side the hair parts on, −1 or +1."""
    seed: int


@dataclass(frozen=True)
class Colours:
    """A character's local colours, before any light."""

    skin: RGB
    blush: RGB
    lip: RGB
    hair: RGB
    brow: RGB
    eye: RGB
    hat: RGB
    cloth: RGB
    accent: RGB
    under: RGB
    """Trousers, skirts and whatever else the clothes need a third colour for."""
    leather: RGB


def _clamp(x: float) -> float:
    return min(max(x, 0.0), 1.0)


_BUILDS = {
    "slight": (0.90, 0.86, 0.85),
    "average": (1.0, 1.0, 1.0),
    "athletic": (1.12, 0.98, 1.12),
    "broad": (1.2, 1.22, 1.2),
    "heavy": (1.14, 1.52, 1.25),
}
"""Factors on shoulders, waist and limbs."""
_FACES = {
    "oval": (1.0, 1.0, 1.0),
    "round": (1.07, 1.16, 1.12),
    "square": (1.0, 1.2, 1.35),
    "heart": (1.03, 0.86, 0.72),
    "long": (0.92, 0.96, 1.0),
}
"""Factors on cheek, jaw and chin."""
_SHARES = {
    "human": 1.0,
    "animal": 0.82,
    "creature": 0.86,
    "alien": 0.84,
    "robot": 0.84,
    "spirit": 0.68,
}
"""How long a body is, by kind, against a person's: fabled beings have large heads."""
NOSES = ("button", "straight", "broad", "hooked", "pointed")


def measure(character: Character) -> Measures:
    """Return a character's measurements; the same for the same character, always."""
    dice = random.Random(f"figure:{character.id}:{character.name}")
    child = _clamp((16 - character.age) / 11)
    old = _clamp((character.age - 48) / 40)
    feminine = {"female": 1.0, "male": 0.0}.get(character.sex, 0.45) * (1 - child * 0.6)
    masculine = {"male": 1.0, "female": 0.0}.get(character.sex, 0.4) * (1 - child)
    wide, girth, limb = _BUILDS[character.build]
    cheek, jaw, chin = _FACES[character.appearance.face]

    def vary(value: float, share: float) -> float:
        return value * (1 + dice.uniform(-share, share))

    grown = 4.78 + 0.2 * masculine - 0.06 * feminine - 0.2 * old
    share = _SHARES[character.appearance.kind]
    size = 0.056 - 0.008 * masculine + 0.006 * feminine
    return Measures(
        child=child,
        old=old,
        feminine=feminine,
        masculine=masculine,
        height=1 + (vary(grown - 1.3 * child, 0.025) - 1) * share,
        shoulder=vary(
            (0.66 + 0.10 * masculine - 0.06 * feminine - 0.25 * child) * wide * (0.1 + 0.9 * share),
            0.03,
        ),
        waist=vary((0.46 + 0.05 * masculine - 0.07 * feminine - 0.09 * child) * girth, 0.03),
        hip=vary((0.50 + 0.02 * feminine - 0.13 * child) * (0.55 + 0.45 * girth), 0.03),
        torso=(1.52 - 0.44 * child) * share,
        arm=(1.64 - 0.52 * child) * share * (1 - 0.03 * feminine),
        limb=(0.136 - 0.018 * feminine - 0.022 * child + 0.012 * masculine) * limb,
        neck=0.15 + 0.055 * masculine * (0.6 + 0.4 * wide) - 0.02 * feminine - 0.02 * child,
        stoop=0.10 * old,
        cheek=vary(0.402 + 0.022 * child, 0.03) * cheek,
        jaw=vary(0.33 + 0.03 * child + 0.014 * masculine - 0.008 * feminine, 0.04) * jaw,
        chin=vary(0.10 + 0.022 * masculine - 0.014 * feminine, 0.1) * chin,
        eye=vary(size + 0.046 + 0.016 * child - 0.006 * old, 0.05),
        eye_tall=vary(0.86 + 0.1 * child - 0.12 * masculine - 0.1 * old, 0.06),
        eye_slant=dice.uniform(-0.05, 0.10) + 0.05 * feminine,
        eye_angle=vary(0.475, 0.05),
        eye_y=0.055 + 0.055 * child + dice.uniform(-0.01, 0.01),
        nose="button" if child > 0.2 else dice.choice(NOSES),
        nose_size=vary(1 - 0.3 * child - 0.12 * feminine + 0.15 * old + 0.1 * masculine, 0.14),
        nose_y=0.205 + 0.025 * child,
        mouth_y=0.322 + 0.022 * child + dice.uniform(-0.006, 0.006),
        mouth=vary(0.128 - 0.02 * child + 0.008 * masculine, 0.07),
        lips=_clamp(0.3 + 0.5 * feminine - 0.15 * old + dice.uniform(-0.12, 0.12)),
        brow=vary(0.026 + 0.016 * masculine - 0.004 * feminine - 0.004 * child, 0.18),
        brow_arch=dice.uniform(0.0, 0.025) + 0.012 * feminine,
        ear=vary(0.105 + 0.02 * old, 0.1),
        parting=dice.choice((-1.0, 1.0)),
        seed=dice.randrange(1 << 30),
    )


def colours(character: Character) -> Colours:
    """Return a character's palette, with what the description leaves open filled in to match."""
    look = character.appearance
    skin = rgb(look.skin)
    dark = 1 - luminance(skin)
    old = _clamp((character.age - 50) / 30) if look.kind == "human" else 0.0
    hair = mix(rgb(look.hair_colour), GREY, old * 0.85)
    cloth = rgb(look.outfit_colour)
    dice = random.Random(f"palette:{character.id}")
    under = mix(tuned(cloth, dice.uniform(-0.12, 0.12)), (0.16, 0.17, 0.24), 0.72)
    if abs(luminance(under) - luminance(cloth)) < 0.12:
        under = mix(under, (0.76, 0.70, 0.60), 0.6)
    return Colours(
        skin=skin,
        blush=saturated(mix(skin, (0.90, 0.32, 0.28), 0.42 - 0.12 * dark), 1.1),
        lip=mix(skin, (0.70, 0.22, 0.24) if dark < 0.6 else (0.50, 0.18, 0.20), 0.48),
        hair=hair,
        brow=mix(hair, (0.12, 0.08, 0.08), 0.35 * (1 - old)),
        eye=rgb(look.eye_colour),
        hat=rgb(look.hat_colour),
        cloth=cloth,
        accent=rgb(look.accent_colour),
        under=under,
        leather=(0.28, 0.18, 0.13) if luminance(under) > 0.25 else (0.45, 0.29, 0.18),
    )
