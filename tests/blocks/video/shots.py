"""A shot to film: somebody walks along a quay."""

from fractions import Fraction
from typing import Any

import numpy as np

from film.assets import Asset, AssetStore
from film.look import Sampling
from film.media.picture import put_picture
from film.screen import Screen
from film.shots import Assignment
from film.story import Presence, Scene, Shot
from tests.blocks.contract.people import MARA

SCREEN = Screen(width=192, height=108, rate=Fraction(24))


def asked(**changes: Any) -> Assignment:
    """Return a medium shot of half a second, two steps of sampling; keywords change its fields."""
    scene = Scene(id="s1", slugline="EXT. QUAY - DUSK", setting="harbour", shots=())
    shot = Shot(
        id="s1-h1",
        size="medium",
        move="push in",
        action="She walks along the quay.",
        cast=(Presence(character="mara", gesture="walk"),),
    )
    assignment = Assignment(
        scene=scene,
        shot=shot,
        characters=(MARA,),
        genre="drama",
        style="storybook",
        screen=SCREEN,
        frames=12,
        sampling=Sampling(steps=2),
    )
    return assignment.model_copy(update=changes)


def keyframe(store: AssetStore, seed: int = 0) -> Asset:
    """Store a first frame: soft colours that a seed chooses."""
    corners = np.random.default_rng(seed).uniform(0, 255, (2, 2, 3))
    rows, columns = (np.linspace(0, 1, size)[:, None] for size in (90, 160))
    left, right = ((1 - rows) * corners[0, side] + rows * corners[1, side] for side in (0, 1))
    picture = left[:, None] * (1 - columns) + right[:, None] * columns
    return put_picture(picture.astype(np.uint8), store, ".png")
