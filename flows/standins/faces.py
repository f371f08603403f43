"""Face swaps as a vendor would do them: every face becomes the donor's, and all is coded anew."""

from fractions import Fraction

import cv2
import numpy as np

from film.faces.find import Face, find_faces
from flows.standins import mouths, pictures
from flows.standins.calls import RefusalError
from flows.standins.clips import RATE
from flows.standins.mouths import Planes
from flows.standins.pictures import Picture

GROWN = 1.15
"""How much larger than the face's landmarks the donor is put in."""
SOFT = 0.25
"""Share of the half axes over which the edge fades."""
EVERY = 2
"""Pictures from one search for faces to the next."""

Place = tuple[int, int, int, int]
"""Left, top, width and height in pixels: even numbers, the sizes multiples of four."""


def swap_in(video: bytes, donor: bytes, seconds: Fraction | None = None) -> bytes:
    """Return the video with the donor's face in place of every face.

    At most ``seconds`` long; RefusalError (422) when either cannot be read, or the donor has none.
    """
    footage = mouths.footage_of(video)
    kept = len(footage.frames) if seconds is None else max(1, round(seconds * footage.rate))
    frames = footage.frames[:kept]
    face = _face_of(donor)
    drawn: list[Planes] = []
    places: list[Place] = []
    for number, planes in enumerate(frames):
        if number % EVERY == 0:
            rgb = np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2RGB_I420), np.uint8)
            places = _places(rgb)
        drawn.append(_with_faces(planes, footage.height, face, places))
    silence = np.zeros(round(Fraction(len(frames)) / footage.rate * RATE), np.float32)
    return mouths.written(footage, drawn, silence, RATE)


def swap_in_picture(picture: bytes, donor: bytes) -> Picture:
    """Return a picture with the donor's face in place of every face."""
    target, face = pictures.read(picture), _face_of(donor)
    for place in _places(_rgb(target)):
        _mixed(target, _fitted(face, place), _mask(place), place)
    return target


def _face_of(donor: bytes) -> Picture:
    """Return the donor's face, cut out of the picture."""
    picture = pictures.read(donor)
    faces = find_faces(_rgb(picture))
    if not faces:
        raise RefusalError(422, "No face was found in the swap image")
    left, top, right, bottom = (max(0, round(one)) for one in _grown(faces[0]))
    return np.ascontiguousarray(picture[top:bottom, left:right])


def _rgb(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def _grown(face: Face) -> tuple[float, float, float, float]:
    left, top, right, bottom = face.box
    x, y = (left + right) / 2, (top + bottom) / 2
    wide, high = GROWN * (right - left) / 2, GROWN * (bottom - top) / 2
    return x - wide, y - high, x + wide, y + high


def _places(rgb: Picture) -> list[Place]:
    """Return where the faces of a picture are."""
    height, width = rgb.shape[:2]
    places = []
    for face in find_faces(rgb):
        left, top, right, bottom = _grown(face)
        x, y = max(0, round(left)) // 2 * 2, max(0, round(top)) // 2 * 2
        wide = min(round(right) - x, width - x) // 4 * 4
        high = min(round(bottom) - y, height - y) // 4 * 4
        if wide >= 8 and high >= 8:
            places.append((x, y, wide, high))
    return places


def _with_faces(planes: Planes, height: int, donor: Picture, places: list[Place]) -> Planes:
    """Return a frame with the donor's face in all places."""
    drawn = planes.copy()
    own_luma, *own_colours = _split(drawn, height)
    for place in places:
        left, top, wide, high = place
        face = cv2.cvtColor(_fitted(donor, place), cv2.COLOR_BGR2YUV_I420)
        luma, *colours = _split(np.asarray(face, np.uint8), high)
        mask = _mask(place)
        _mixed(own_luma, luma, mask, place)
        quarter = (left // 2, top // 2, wide // 2, high // 2)
        small = np.asarray(cv2.resize(mask, quarter[2:], interpolation=cv2.INTER_AREA), np.uint8)
        for own, colour in zip(own_colours, colours, strict=True):
            _mixed(own, colour, small, quarter)
    return drawn


def _split(planes: Planes, height: int) -> tuple[Planes, Planes, Planes]:
    """Return a frame's luma and its two chromas, each as a picture: views, not copies."""
    width = planes.shape[1]
    flat, luma, half = planes.reshape(-1), width * height, (height // 2, width // 2)
    quarter = half[0] * half[1]
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma + quarter].reshape(half),
        flat[luma + quarter :].reshape(half),
    )


def _mask(place: Place) -> Planes:
    """Return how far each pixel of a place is covered: 255 in the middle, 0 from an ellipse on."""
    _, _, wide, high = place
    down, across = np.mgrid[-1 : 1 : complex(high), -1 : 1 : complex(wide)]
    distance = np.sqrt(down**2 + across**2)
    return np.asarray(np.clip((1 - distance) / SOFT, 0, 1) * 255, np.uint8)


def _fitted(donor: Picture, place: Place) -> Picture:
    size = place[2:]
    return np.asarray(cv2.resize(donor, size, interpolation=cv2.INTER_AREA), np.uint8)


def _mixed(target: Planes, face: Planes, mask: Planes, place: Place) -> None:
    left, top, wide, high = place
    region = target[top : top + high, left : left + wide].astype(np.uint16)
    share = mask.astype(np.uint16).reshape(*mask.shape, *([1] * (target.ndim - 2)))
    mixed = (face * share + region * (255 - share)) // 255
    target[top : top + high, left : left + wide] = mixed.astype(np.uint8)
