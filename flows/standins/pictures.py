"""Pictures as an image model would make them: drawn from the prompt, the seed and references."""

import math
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from flows.standins.calls import RefusalError

Picture = NDArray[np.uint8]
"""Height × width × 3, blue green red."""
Colour = tuple[int, int, int]

AREA = 640 * 360
STEP = 16
"""Sides are multiples of it, as models make them: seldom exactly the aspect that was asked for."""
PEOPLE = {
    "portrait", "character", "person", "people", "man", "woman", "boy", "girl", "face", "child",
    "she", "he", "actor", "his", "her",
}  # fmt: skip
COLOURS: dict[str, Colour] = {
    "red": (50, 50, 200), "orange": (40, 130, 235), "yellow": (60, 210, 240),
    "green": (70, 150, 60), "teal": (140, 140, 40), "blue": (200, 110, 40),
    "purple": (160, 60, 120), "pink": (180, 130, 240), "brown": (50, 80, 120),
    "black": (40, 35, 35), "white": (235, 235, 235), "grey": (130, 130, 130),
}  # fmt: skip
SUFFIXES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def digest(*parts: object) -> int:
    """Return a number that depends on all parts: what the dice are seeded with."""
    joined = "\x1f".join(
        sha256(part).hexdigest() if isinstance(part, bytes) else str(part) for part in parts
    )
    return int.from_bytes(sha256(joined.encode()).digest()[:8], "big")


def size_of(aspect: float, area: int = AREA) -> tuple[int, int]:
    """Return a width and height of about this aspect and area, in whole steps."""
    width = max(STEP, round(math.sqrt(area * aspect) / STEP) * STEP)
    height = max(STEP, round(math.sqrt(area / aspect) / STEP) * STEP)
    return min(width, 640), min(height, 640)


def aspect_of(text: str) -> float:
    """Return ``"16:9"`` as a number."""
    width, _, height = text.partition(":")
    return float(width) / float(height)


def read(data: bytes) -> Picture:
    """Return a picture's pixels; RefusalError (422) when it is none."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if found is None:
        raise RefusalError(422, "The image cannot be decoded")
    return np.asarray(found, np.uint8)


def write(picture: Picture, suffix: str) -> bytes:
    """Return a picture as a ``png``, ``jpg`` or ``webp`` file."""
    done, data = cv2.imencode(f".{suffix}", picture)
    if not done:
        raise RefusalError(422, f"The stand-in makes no {suffix}")
    return bytes(data)


def draw(
    prompt: str, seed: int, size: tuple[int, int], references: Sequence[Picture] = ()
) -> Picture:
    """Return a picture of ``size`` (width, height), the same for the same prompt and references."""
    dice = np.random.default_rng(digest(prompt, seed, *(one.tobytes() for one in references)))
    width, height = size
    picture = _land(dice, width, height)
    if references:
        _hang(picture, references[0])
    elif PEOPLE.intersection(re.findall(r"\w+", prompt.lower())):
        _figure(picture, dice, prompt)
    label = " ".join("".join(sign if sign.isascii() else "?" for sign in prompt).split())[:48]
    scale = width / 1300
    cv2.putText(
        picture, label, (8, 18), cv2.FONT_HERSHEY_SIMPLEX, scale, (255, 255, 255), 1, cv2.LINE_AA
    )
    return picture


def black(size: tuple[int, int]) -> Picture:
    """Return nothing to see."""
    return np.zeros((size[1], size[0], 3), np.uint8)


def _colour(dice: np.random.Generator, saturation: int, value: int) -> Colour:
    hue = int(dice.integers(0, 180))
    one = cv2.cvtColor(np.array([[[hue, saturation, value]]], np.uint8), cv2.COLOR_HSV2BGR)[0, 0]
    return int(one[0]), int(one[1]), int(one[2])


def _land(dice: np.random.Generator, width: int, height: int) -> Picture:
    """Return a sky with its light, three ranges of hills, and a few houses."""
    top, low = _colour(dice, 150, 150), _colour(dice, 90, 240)
    part = np.linspace(0, 1, height)[:, None, None]
    sky = np.array(top) * (1 - part) + np.array(low) * part
    picture: Picture = np.repeat(sky, width, axis=1).astype(np.uint8)
    light = (int(dice.integers(width // 8, width * 7 // 8)), int(height * dice.uniform(0.12, 0.35)))
    cv2.circle(picture, light, max(6, height // 12), (225, 245, 255), -1, cv2.LINE_AA)
    across = np.arange(width)
    for far in range(3):
        base = height * (0.5 + 0.15 * far)
        waves = [dice.uniform(0.5, 3.0 + far) for _ in range(3)]
        ridge = base + sum(
            height * 0.05 * np.sin(across / width * 2 * np.pi * wave + dice.uniform(0, 6))
            for wave in waves
        )
        points: Any = np.stack([across, np.asarray(ridge)], axis=1).astype(np.int32)
        corners = np.array([[width - 1, height], [0, height]], np.int32)
        cv2.fillPoly(picture, [np.vstack([points, corners])], _colour(dice, 120, 150 - 40 * far))
    for _ in range(int(dice.integers(2, 7))):
        left = int(dice.integers(0, width - 8))
        wide, high = int(width * dice.uniform(0.03, 0.09)), int(height * dice.uniform(0.08, 0.3))
        floor = int(height * dice.uniform(0.66, 0.85))
        colour = _colour(dice, 80, 90)
        cv2.rectangle(picture, (left, floor - high), (left + wide, floor), colour, -1)
    return picture


def _figure(picture: Picture, dice: np.random.Generator, prompt: str) -> None:
    """Draw a head and shoulders in the middle: clothes of the first colour that is named."""
    height, width = picture.shape[:2]
    tall = height * (0.26 if width <= height * 1.2 else 0.2)
    middle = (width // 2, int(height * 0.42))
    words = re.findall(r"\w+", prompt.lower())
    named = [COLOURS[word] for word in words if word in COLOURS]
    clothes = named[0] if named else _colour(dice, 140, 130)
    skin: Colour = [(190, 215, 245), (130, 170, 225), (80, 120, 180), (50, 75, 115)][
        int(dice.integers(0, 4))
    ]
    hair = _colour(dice, 90, 70)
    shoulders = (middle[0], int(middle[1] + tall * 2.2))
    cv2.ellipse(
        picture,
        shoulders,
        (int(tall * 1.5), int(tall * 1.3)),
        0,
        180,
        360,
        clothes,
        -1,
        cv2.LINE_AA,
    )
    cv2.rectangle(
        picture,
        (shoulders[0] - int(tall * 1.5), shoulders[1]),
        (shoulders[0] + int(tall * 1.5), height),
        clothes,
        -1,
    )
    lifted = (middle[0], int(middle[1] - tall * 0.12))
    cv2.ellipse(
        picture, lifted, (int(tall * 0.86), int(tall * 1.05)), 0, 0, 360, hair, -1, cv2.LINE_AA
    )
    cv2.ellipse(
        picture, middle, (int(tall * 0.72), int(tall * 0.95)), 0, 0, 360, skin, -1, cv2.LINE_AA
    )
    for side in (-1, 1):
        eye = (middle[0] + int(side * tall * 0.28), int(middle[1] - tall * 0.12))
        cv2.circle(picture, eye, max(2, int(tall * 0.09)), (30, 30, 30), -1, cv2.LINE_AA)
    lips = (middle[0], int(middle[1] + tall * 0.45))
    wide = (int(tall * 0.24), max(2, int(tall * 0.05)))
    cv2.ellipse(picture, lips, wide, 0, 0, 360, (70, 60, 140), -1, cv2.LINE_AA)


def _hang(picture: Picture, reference: Picture) -> None:
    """Put a reference into the middle, so that whoever is on it is in the new picture too."""
    height, width = picture.shape[:2]
    tall = int(height * 0.8)
    wide = min(int(width * 0.8), max(2, round(tall * reference.shape[1] / reference.shape[0])))
    small = cv2.resize(reference, (wide, tall), interpolation=cv2.INTER_AREA)
    top, left = height - tall, (width - wide) // 2
    across = np.minimum(np.linspace(0, 6, wide), np.linspace(6, 0, wide)).clip(0, 1)[None, :, None]
    under = picture[top:, left : left + wide]
    picture[top:, left : left + wide] = (small * across + under * (1 - across)).astype(np.uint8)
