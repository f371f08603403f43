"""Takes with another face: in the film's own format again, frame for frame."""

from fractions import Fraction

import numpy as np
import pytest

from blocks.faceswap.takes import known_by, take_with
from film.assets import AssetStore, MediaInfo
from film.faces.cast import FaceChoice
from film.faceswap import Swapped
from film.media.mezzanine import is_mezzanine, read_gops
from film.media.takes import take_from_clips
from film.screen import Screen
from film.shots import Assignment
from film.story import Scene, Shot
from film.transform.frames import rewrite_clip

from .filmed import kept, pair, seen

SCREEN = Screen(width=400, height=224, rate=Fraction(24))
FRAMES = 20


def test_a_swapped_take_is_a_take_again(store: AssetStore) -> None:
    assignment = Assignment(
        scene=Scene(id="s1", slugline="INT. HALL - DAY", setting="office", shots=()),
        shot=Shot(id="s1-h1", size="close-up"),
        characters=(),
        genre="drama",
        style="storybook",
        screen=SCREEN,
        frames=FRAMES,
        keyframes=(0, 9),
    )
    take = take_from_clips(assignment, [store.path(kept(pair(FRAMES), store))], store)
    with store.scratch() as folder:
        out = folder / "swapped.mp4"
        done = rewrite_clip(store.path(take.asset), out, lambda shown: 255 - shown.rgb)
        clip = store.put(out, take.asset.info)
    assert not is_mezzanine(store.path(clip), SCREEN)
    swapped = Swapped(clip=clip, frames=FRAMES, replaced=done.replaced, jitter=0.0)
    again = take_with(take, swapped, assignment, store)
    path = store.path(again.asset)
    assert (again.shot, again.asset.info, again.faces) == ("s1-h1", take.asset.info, None)
    assert is_mezzanine(path, SCREEN)
    assert {0, 9} <= {first for first, _ in read_gops(path)}
    apart = np.abs(seen(again.asset, store) - seen(clip, store)).mean(axis=(1, 2, 3))
    assert apart.shape == (FRAMES,)
    assert apart.max() < 6
    untouched = swapped.model_copy(update={"replaced": 0})
    assert take_with(take, untouched, assignment, store) is take


@pytest.mark.parametrize(("size", "known"), [(24, False), (29, False), (31, True), (200, True)])
@pytest.mark.parametrize("picture", [(640, 360), (360, 640)])
def test_a_face_too_small_to_be_known_is_left_alone(
    picture: tuple[int, int], size: int, known: bool
) -> None:
    width, height = picture
    box = (0.1, 0.2, 0.1 + 0.8 * size / width, 0.2 + size / height)
    choice = FaceChoice(box=box)
    assert known_by(choice, MediaInfo(width=width, height=height)) is known
