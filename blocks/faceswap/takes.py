"""Takes with another face: a swapped clip brought back into the film's own format."""

from film.animatic import workshop
from film.assets import Asset, AssetStore
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.shots import Assignment, Take

SECONDS = 900


def take_with(take: Take, swapped: Swapped, assignment: Assignment, store: AssetStore) -> Take:
    """Return a take whose picture is the swapped one: as long, and cuttable at the same frames.

    Where the face was never seen it stays the take that it is. Where it was, the take no longer
    knows where drawn faces are: what follows the mouths then has to look for itself.
    """
    if not swapped.replaced:
        return take
    return workshop.run(SECONDS, conform_take, assignment, swapped.clip, store)


def choose_lead(take: Take, store: AssetStore) -> FaceChoice | None:
    """Return the face that fills most of a take, in area and time; None where none is seen."""
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
    return survey.choice()


def conform_take(assignment: Assignment, clip: Asset, store: AssetStore) -> Take:
    """Conform a clip to what a shot is to be (runs in a worker)."""
    from film.media.takes import take_from_clips

    return take_from_clips(assignment, [store.path(clip)], store)
