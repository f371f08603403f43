"""The wardrobe: what each outfit is cut like."""

from dataclasses import dataclass

from film.story import Outfit


@dataclass(frozen=True)
class Garment:
    """How an outfit is cut; lengths are shares unless said otherwise."""

    hem: float = 0.06
    """Where its skirt ends: 0 at the crotch, 1 at the ground; below 0 above the crotch."""
    flare: float = 0.0
    """How much wider the hem is than the hips, in head-heights."""
    loose: float = 0.03
    """Ease round the body, in head-heights."""
    waist: float = 0.4
    """How far it follows the waist, 0 to 1."""
    sleeve: str = "long"
    """``long``, ``short``, ``none``, ``wide`` or ``puff``."""
    collar: str = "crew"
    closure: str = "none"
    legs: str = "trousers"
    """``trousers``, ``bare``, ``tights``, ``same`` (as the top) or ``wide``."""
    shoe: str = "shoe"
    extras: tuple[str, ...] = ()
    """Names of painters in ``tailor``, drawn in order."""
    shoulder: float = 0.0
    """Padding, in head-heights."""
    glove: bool = False


WARDROBE: dict[Outfit, Garment] = {
    "t-shirt": Garment(hem=0.02, sleeve="short", extras=("print",), shoe="sneaker"),
    "shirt": Garment(hem=-0.02, collar="shirt", closure="buttons", extras=("belt", "pocket")),
    "jumper": Garment(
        hem=0.05, loose=0.06, waist=0.15, collar="roll", extras=("ribbing", "yoke")
    ),
    "hoodie": Garment(
        hem=0.06, loose=0.07, waist=0.1, collar="hood", closure="zip",
        extras=("kangaroo", "cords", "ribbing"), shoe="sneaker",
    ),
    "suit": Garment(
        hem=0.13, loose=0.05, waist=0.4, collar="lapel", closure="jacket", legs="same",
        extras=("tie", "handkerchief", "flaps"), shoulder=0.04,
    ),
    "dress": Garment(
        hem=0.52, flare=0.30, loose=0.0, waist=1.0, sleeve="short", collar="round", legs="bare",
        extras=("sash", "folds", "hemline"), shoe="flat",
    ),
    "gown": Garment(
        hem=0.985, flare=0.52, loose=0.0, waist=1.1, sleeve="puff", collar="sweetheart",
            legs="bare",
        extras=("bodice", "folds", "hemline", "sash"), shoe="flat",
    ),
    "coat": Garment(
        hem=0.50, flare=0.12, loose=0.09, waist=0.3, collar="wide lapel", closure="double",
        extras=("belt buckle", "flaps", "folds"), shoe="boot", shoulder=0.05,
    ),
    "oilskin": Garment(
        hem=0.52, flare=0.16, loose=0.10, waist=0.05, collar="stand", closure="toggles",
        extras=("placket", "flaps", "gloss", "hemline"), shoe="wellie", shoulder=0.03,
    ),
    "lab coat": Garment(
        hem=0.50, flare=0.10, loose=0.06, waist=0.2, collar="open lapel", closure="open",
        extras=("pens", "flaps", "folds"),
    ),
    "uniform": Garment(
        hem=0.10, loose=0.03, waist=0.5, collar="mandarin", closure="brass",
        extras=("epaulettes", "medals", "belt buckle", "stripe"), shoe="boot", shoulder=0.04,
    ),
    "apron": Garment(
        hem=0.02, collar="shirt", closure="none", extras=("apron",), sleeve="rolled"
    ),
    "robe": Garment(
        hem=0.975, flare=0.28, loose=0.07, waist=0.25, sleeve="wide", collar="wrap",
        extras=("rope", "folds", "hemline"), shoe="sandal", legs="bare",
    ),
    "tunic": Garment(
        hem=0.34, flare=0.13, loose=0.04, waist=0.6, collar="laced",
        extras=("belt buckle", "folds", "hemline", "neck trim"), shoe="boot", legs="tights",
    ),
    "armour": Garment(
        hem=0.16, flare=0.08, loose=0.06, waist=0.6, collar="gorget",
        extras=("breastplate", "pauldrons", "tassets"), shoe="sabaton", legs="plate", glove=True,
    ),
    "spacesuit": Garment(
        hem=0.0, loose=0.10, waist=0.2, collar="ring", legs="same",
        extras=("console", "harness", "seams"), shoe="moonboot", glove=True, sleeve="ringed",
    ),
    "kimono": Garment(
        hem=0.97, flare=0.06, loose=0.05, waist=0.3, sleeve="wide", collar="wrap", legs="bare",
        extras=("obi", "blossoms", "hemline"), shoe="sandal",
    ),
    "sari": Garment(
        hem=0.97, flare=0.14, loose=0.0, waist=0.9, sleeve="short", collar="round", legs="bare",
        extras=("drape", "folds", "hemline"), shoe="sandal",
    ),
    "dungarees": Garment(
        hem=0.0, loose=0.05, waist=0.2, collar="crew", extras=("bib",), shoe="boot", legs="same",
        sleeve="rolled",
    ),
    "cloak": Garment(
        hem=0.30, flare=0.08, loose=0.03, waist=0.5, collar="crew",
        extras=("belt buckle", "folds", "cloak"), shoe="boot", legs="tights",
    ),
    "scrubs": Garment(
        hem=0.05, loose=0.06, waist=0.1, sleeve="short", collar="v", legs="same",
        extras=("pocket", "stethoscope"), shoe="sneaker",
    ),
}  # fmt: skip
