"""Decor: what walls, floors, windows, wood and lamps are like in an era and a culture."""

from dataclasses import dataclass, replace
from typing import Literal

from film.animatic.light import RGB
from film.animatic.sets.colour import rgb
from film.animatic.sets.place import Place
from film.story import Culture, Era

WallKind = Literal["plaster", "paper", "panel", "stone", "brick", "timber", "metal", "shoji"]
FloorKind = Literal["planks", "checker", "flags", "tatami", "smooth", "grating"]
WindowKind = Literal["sash", "arch", "lancet", "shoji", "round", "wide", "casement"]
LampKind = Literal["shade", "candle", "lantern", "paper", "strip", "torch"]

WARM: RGB = (1.05, 0.86, 0.64)
CANDLE: RGB = (1.06, 0.8, 0.54)
COOL: RGB = (0.84, 0.96, 1.04)
LAMPLIGHT, WHITEWASH = rgb(0xFFC97A), rgb(0xE9E2D6)


@dataclass(frozen=True)
class Decor:
    """Materials of a room, as local colours and kinds."""

    wall: RGB
    wall_kind: WallKind
    trim: RGB
    floor: RGB
    floor_kind: FloorKind
    wood: RGB
    cloth: RGB
    window: WindowKind
    lamp: LampKind
    glow: RGB = WARM
    """What lamps multiply."""
    flame: RGB = LAMPLIGHT
    """What lamps look like."""
    beams: bool = False
    ceiling: RGB = WHITEWASH


_ERAS: dict[Era, Decor] = {
    "ancient": Decor(
        rgb(0xD8B98C), "plaster", rgb(0x9C6B47), rgb(0xB99873), "flags", rgb(0x7A5233),
        rgb(0xA6483A), "arch", "torch", CANDLE, rgb(0xFFB45E), True, rgb(0x8F6B4B),
    ),
    "medieval": Decor(
        rgb(0x9A9086), "stone", rgb(0x6B4C33), rgb(0x8B8177), "flags", rgb(0x6E4A2E),
        rgb(0x7C2F35), "lancet", "candle", CANDLE, rgb(0xFFB45E), True, rgb(0x5C432F),
    ),
    "renaissance": Decor(
        rgb(0xB7906A), "panel", rgb(0x6E4529), rgb(0xC9AE8A), "checker", rgb(0x74462A),
        rgb(0x8C3A3A), "arch", "candle", CANDLE, rgb(0xFFB968), True, rgb(0x76543A),
    ),
    "victorian": Decor(
        rgb(0x5E7F78), "paper", rgb(0x5A3825), rgb(0x7A5236), "planks", rgb(0x63391F),
        rgb(0x8A3B46), "sash", "lantern", WARM, rgb(0xFFC97A), False, rgb(0xD8CCB8),
    ),
    "modern": Decor(
        rgb(0xD8C7AC), "plaster", rgb(0xF0E9DC), rgb(0xB98A5C), "planks", rgb(0xA8703F),
        rgb(0x4F7C8A), "casement", "shade",
    ),
    "future": Decor(
        rgb(0xAFC0CF), "metal", rgb(0x6F8296), rgb(0x8598A8), "smooth", rgb(0xD4DEE6),
        rgb(0x4C8FA8), "wide", "strip", (0.9, 0.98, 1.04), rgb(0x9FF0FF), False, rgb(0xB9C7D2),
    ),
}  # fmt: skip

_WALLS: dict[Era, tuple[int, ...]] = {
    "ancient": (0xD8B98C, 0xC98F66, 0xE0C9A2, 0xB98063),
    "medieval": (0x9A9086, 0x8D8B8E, 0xA39078),
    "renaissance": (0xB7906A, 0x9A7B5B, 0x7F8B73, 0xA9705A),
    "victorian": (0x5E7F78, 0x7A4F57, 0x4F6488, 0x7F7A4B, 0x6B5A7D),
    "modern": (0xD8C7AC, 0xA9C0B4, 0xE2BFA4, 0xB3BFD0, 0xDCCB8B, 0x8FAAA6, 0xD9A79A),
    "future": (0xAFC0CF, 0xC3BFD6, 0xB4CCC8, 0xC9C6BE),
}
_CLOTHS = (0x4F7C8A, 0xB5533C, 0x6C7F4F, 0x8A4F6B, 0xD09A3C, 0x4A5B8C)


OLD: frozenset[Era] = frozenset({"ancient", "medieval", "renaissance"})
"""Eras before glass lamps, upholstery and long-case clocks."""


def decor_for(place: Place) -> Decor:
    """Return what the place is furnished in: its era's, changed by its culture and its dice."""
    scene, dice = place.scene, place.dice("decor")
    decor = _ERAS[scene.era]
    wall, cloth = rgb(dice.choice(_WALLS[scene.era])), rgb(dice.choice(_CLOTHS))
    decor = replace(decor, wall=wall, cloth=cloth)
    if scene.era == "future" and scene.culture != "otherworldly":
        return decor
    return _of_culture(decor, scene.culture, scene.era)


def _of_culture(decor: Decor, culture: Culture, era: Era) -> Decor:
    match culture:
        case "east asian":
            return replace(
                decor, wall=rgb(0xE6D8BC), wall_kind="shoji", trim=rgb(0x5A3B28),
                floor=rgb(0xC2B27C), floor_kind="tatami", wood=rgb(0x7A4E30), window="shoji",
                lamp="paper", flame=rgb(0xFFD694), beams=True, ceiling=rgb(0x8A6A4A),
                cloth=rgb(0x34507E),
            )  # fmt: skip
        case "middle eastern":
            return replace(
                decor, wall=rgb(0xE0BE92), wall_kind="plaster", trim=rgb(0x2F7F86),
                floor=rgb(0xC98E62), floor_kind="checker", wood=rgb(0x7C4B2C), window="arch",
                lamp="lantern", flame=rgb(0xFFBE5E), cloth=rgb(0xA6323C),
            )  # fmt: skip
        case "south asian":
            return replace(
                decor, wall=rgb(0xE6A95A), wall_kind="plaster", trim=rgb(0x2E7C74),
                floor=rgb(0xB8694A), floor_kind="checker", wood=rgb(0x77432A), window="arch",
                lamp="lantern", flame=rgb(0xFFC062), cloth=rgb(0xB1336A),
            )  # fmt: skip
        case "mediterranean":
            return replace(
                decor, wall=rgb(0xEFE3CC), wall_kind="plaster", trim=rgb(0x3B7EA6),
                floor=rgb(0xC4764E), floor_kind="checker", window="arch", beams=True,
                ceiling=rgb(0xB98F63),
            )  # fmt: skip
        case "nordic":
            return replace(
                decor, wall=rgb(0xDDE0DA) if era == "modern" else rgb(0x8A6B4C),
                wall_kind="timber", trim=rgb(0xF2EFE8) if era == "modern" else rgb(0x4E3524),
                floor=rgb(0xCDB08A), floor_kind="planks", wood=rgb(0xB98F62), beams=True,
                ceiling=rgb(0xB89A74),
            )  # fmt: skip
        case "african":
            return replace(
                decor, wall=rgb(0xC9824E), wall_kind="plaster", trim=rgb(0x5A2F1E),
                floor=rgb(0xA97650), floor_kind="smooth", wood=rgb(0x6B3E22),
                cloth=rgb(0xD98E2B), beams=True, ceiling=rgb(0x9A7448),
            )  # fmt: skip
        case "latin american":
            return replace(
                decor, wall=rgb(0x3E9A92), wall_kind="plaster", trim=rgb(0xE5B045),
                floor=rgb(0xC26A43), floor_kind="checker", cloth=rgb(0xD9487A), window="arch",
            )  # fmt: skip
        case "otherworldly":
            return replace(
                decor, wall=rgb(0x6A5A96), wall_kind="plaster", trim=rgb(0x3BA7A0),
                floor=rgb(0x57527F), floor_kind="smooth", wood=rgb(0x5A4A7C), window="round",
                cloth=rgb(0xB056A8), flame=rgb(0x9FF2E2), glow=(0.86, 0.94, 1.02),
            )  # fmt: skip
        case _:
            return decor
