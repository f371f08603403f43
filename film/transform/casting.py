"""Casting: whose face of a video is replaced, chosen by looking at a few dozen of its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, hypot
from pathlib import Path
from typing import TYPE_CHECKING

from film.errors import BadRequest
from film.faces.cast import FaceChoice, Look, alike, look_of
from film.model import FilmModel
from film.transform.coding import coding_of
from film.transform.looking import number_at, pictures_at, spread
from film.transform.request import WhoseFace
from film.transform.tracks import VideoTrack

if TYPE_CHECKING:
    from film.faces.find import Face
    from film.transform.picture import Rgb

LEAST, MOST = 8, 48
"""Pictures that are looked at."""
A_SECOND = 2
"""Of them, between these bounds."""
AROUND, NEAR = 12, 1
"""Pictures that are looked at around a point in time, and the seconds in which they lie."""
_SAME = 0.5
"""Likeness from which two faces in different pictures are one person's."""
_PERHAPS = 0.25
"""Likeness from which a face may be the chosen one: seen from elsewhere, in another light."""


class Chosen(FilmModel):
    """The face that is replaced, and how it was found."""

    choice: FaceChoice | None = None
    """Its frame is counted in the whole video; None where no face is seen at all."""
    people: int = 0
    """Different faces in the pictures that were looked at."""


@dataclass(frozen=True)
class _Sighting:
    """A face in one of the pictures."""

    frame: int
    box: tuple[float, float, float, float]
    """Left, top, right, bottom, relative to the picture."""
    look: Look
    share: float
    """Of the picture."""
    clear: float
    """The same, less the farther it is turned away."""

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@dataclass
class _Person:
    """Sightings of what seems to be one face."""

    sightings: list[_Sighting] = field(default_factory=list)

    @property
    def look(self) -> Look:
        columns = zip(*(one.look for one in self.sightings), strict=True)
        return tuple(sorted(values)[len(values) // 2] for values in columns)

    @property
    def weight(self) -> float:
        return sum(one.share for one in self.sightings)

    @property
    def clearest(self) -> _Sighting:
        return max(self.sightings, key=lambda one: one.clear)


def choose_face(path: Path, video: VideoTrack, whose: WhoseFace) -> Chosen:
    """Choose the face of a probed video that is replaced.

    BadRequest when a certain face is asked for and not there; EngineMissing without face models.
    """
    near = _second(path, video, whose) if whose.by == "near a point" else range(0)
    numbers = [*spread(video.frames, _count(video)), *_some(near)]
    pictures = [_sightings(number, rgb) for number, rgb in pictures_at(path, numbers)]
    people: list[_Person] = []
    for sightings in pictures:
        _tell_apart(people, sightings)
    if whose.by == "largest":
        best = max(people, key=lambda one: one.weight, default=None)
        chosen = best.clearest if best else None
    elif whose.by == "from the left":
        chosen = _from_the_left(pictures, whose.place)
    else:
        inside = [some for some in pictures if some and some[0].frame in near]
        chosen = _near(inside, video, whose)
    if chosen is None:
        return Chosen(people=len(people))
    person = next(one for one in people if chosen in one.sightings)
    choice = FaceChoice(frame=chosen.frame, box=chosen.box, look=person.look)
    return Chosen(choice=choice, people=len(people))


def may_show(clip: Path, choice: FaceChoice) -> bool:
    """Say whether a face that may be the chosen one is seen in a clip, by four pictures a second.

    For work that is paid for by the clip: it costs a fraction of a swap to know.
    """
    from film.faces.find import find_faces

    coding = coding_of(clip)
    numbers = spread(coding.frames, max(4, ceil(4 * coding.frames / coding.rate)))
    return any(
        alike(look_of(rgb, face), choice.look) >= _PERHAPS
        for _, rgb in pictures_at(clip, numbers)
        for face in find_faces(rgb)
    )


def _count(video: VideoTrack) -> int:
    return min(MOST, max(LEAST, ceil(A_SECOND * video.seconds)))


def _second(path: Path, video: VideoTrack, whose: WhoseFace) -> range:
    """Return the numbers of the pictures in which a face was to be chosen."""
    if whose.seconds >= video.seconds:
        raise BadRequest(
            f"The video ends before second {whose.seconds}, in which a face was to be chosen"
        )
    first = number_at(path, video, Fraction(whose.seconds))
    return range(first, number_at(path, video, Fraction(whose.seconds + NEAR)) + 1)


def _some(numbers: range) -> list[int]:
    return [numbers[place] for place in spread(len(numbers), AROUND)] if numbers else []


def _sightings(number: int, rgb: "Rgb") -> list[_Sighting]:
    from film.faces.find import find_faces

    return [_sighting(number, rgb, face) for face in find_faces(rgb)]


def _sighting(number: int, rgb: "Rgb", face: "Face") -> _Sighting:
    height, width = rgb.shape[:2]
    left, top, right, bottom = face.box
    share = face.size**2 / (height * width)
    return _Sighting(
        frame=number,
        box=(left / width, top / height, right / width, bottom / height),
        look=look_of(rgb, face),
        share=share,
        clear=share * (1 - min(abs(face.yaw), 60) / 90),
    )


def _tell_apart(people: list[_Person], sightings: Sequence[_Sighting]) -> None:
    """Add one picture's faces to the people that they belong to: each to another one."""
    pairs = sorted(
        (
            (alike(one.look, person.look), place, number)
            for place, one in enumerate(sightings)
            for number, person in enumerate(people)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for likeness, place, number in pairs:
        if likeness >= _SAME and place not in taken and number not in taken.values():
            taken[place] = number
    for place, one in enumerate(sightings):
        if place in taken:
            people[taken[place]].sightings.append(one)
        else:
            people.append(_Person([one]))


def _from_the_left(pictures: Sequence[Sequence[_Sighting]], place: int) -> _Sighting:
    """Return a face by its place in the picture that shows enough of them most clearly."""
    most = max((len(one) for one in pictures), default=0)
    enough = [one for one in pictures if len(one) >= place]
    if not enough:
        seen = {0: "none is seen", 1: "one is seen"}.get(most, f"{most} are seen at once")
        raise BadRequest(f"Face {place} from the left was asked for, and {seen}")
    best = max(enough, key=lambda one: min(face.clear for face in one))
    return sorted(best, key=lambda one: one.middle)[place - 1]


def _near(
    pictures: Sequence[Sequence[_Sighting]], video: VideoTrack, whose: WhoseFace
) -> _Sighting:
    """Return the face nearest to a point, in the first picture that has any."""
    width, height = video.upright
    if not pictures:
        raise BadRequest(
            f"No face is seen in the second from {whose.seconds} s on: choose another time"
        )

    def away(one: _Sighting) -> float:
        x, y = one.middle
        return hypot((x - whose.x / 100) * width, (y - whose.y / 100) * height)

    return min(pictures[0], key=away)
