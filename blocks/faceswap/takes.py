"""Takes with another face: a swapped clip brought back into the film's own format."""

from film.animatic import workshop
from film.assets import Asset, AssetStore, MediaInfo
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.shots import Assignment, Take

SECONDS = 900
LEAST = 1 / 12
"""Of the picture's short side: of a smaller face nobody can tell whose it is."""


def take_with(take: Take, swapped: Swapped, assignment: Assignment, store: AssetStore) -> Take:
    """Return a take whose picture is the swapped one: as long, and cuttable at the same frames.

    Where the face was never seen it stays the take that it is. Where it was, the take no longer
    knows where drawn faces are: what follows the mouths then has to look for itself.
    """
    if not swapped.replaced:
        return take
    return workshop.run(SECONDS, conform_take, assignment, swapped.clip, store)


def choose_lead(take: Take, store: AssetStore) -> FaceChoice | None:
    """Return the face that fills most of a take, in area and time.

    None where none is seen that is large enough to be known.
    """
    return workshop.run(SECONDS, look_for_lead, take, store)


def look_for_lead(take: Take, store: AssetStore) -> FaceChoice | None:
    """Follow the faces of a take (runs in a worker)."""
    from film.faces.cast import Survey
    from film.faces.track import FaceTracker
    from film.transform.frames import read_frames

    path = store.path(take.asset)
    tracker, survey = FaceTracker(float(take.asset.info.rate or 24)), Survey()
    for shown in read_frames(path):
        survey.add(shown.rgb, tracker.follow(shown.rgb))
    choice = survey.choice()
    return choice if choice and known_by(choice, take.asset.info) else None


def known_by(choice: FaceChoice, picture: MediaInfo) -> bool:
    """Say whether a face is large enough to know somebody by."""
    left, top, right, bottom = choice.box
    size = max((right - left) * picture.width, (bottom - top) * picture.height)
    return size >= LEAST * min(picture.width, picture.height)


def conform_take(assignment: Assignment, clip: Asset, store: AssetStore) -> Take:
    """Conform a clip to what a shot is to be (runs in a worker)."""
    from film.media.takes import take_from_clips

    return take_from_clips(assignment, [store.path(clip)], store)
