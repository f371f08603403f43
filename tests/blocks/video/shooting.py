"""A shot for cameras to film, and a process of its own that films it with Luma's."""

import sys
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from blocks.credentials import LumaCredentials
from blocks.vendors.jobs import Patience
from blocks.video.luma import LumaVideo
from film.assets import AssetStore, LocalAssetStore
from film.ledger import LocalLedger
from film.media.picture import put_picture
from film.screen import Screen
from film.shots import Assignment
from film.story import Character, Presence, Scene, Shot
from film.till import Till

SMALL = Screen(width=160, height=90, rate=Fraction(24))
MARA = Character(id="mara", name="Mara", sex="female", age=60)
QUICK = Patience(first=0.05, longest=0.2, deadline=30, answer=20, doubt=0)


def asked_of(store: AssetStore, frames: int = 24, screen: Screen = SMALL) -> Assignment:
    """Return a shot on a quay, with a drawn keyframe in the store."""
    scene = Scene(
        id="s1", slugline="EXT. QUAY - DUSK", setting="harbour", place="the quay", time="dusk",
        weather="rain", mood="tense", shots=(),
    )  # fmt: skip
    shot = Shot(
        id="s1-h1", size="medium", move="push in", action="She lifts the lamp.",
        cast=(Presence(character="mara", emotion="worried"),),
    )  # fmt: skip
    return Assignment(
        scene=scene, shot=shot, characters=(MARA,), genre="drama", style="storybook",
        screen=screen, frames=frames, keyframe=put_picture(keyframe(screen), store, ".png"),
    )  # fmt: skip


def keyframe(screen: Screen) -> np.ndarray:
    """Draw something with edges, shades and colours."""
    height, width = screen.height * 4, screen.width * 4
    shades = np.linspace(30, 180, width).astype(np.uint8)
    picture = np.repeat(np.tile(shades, (height, 1))[..., None], 3, axis=2)
    picture[..., 2] = 120
    cv2.circle(picture, (width // 3, height // 2), height // 5, (230, 180, 60), -1)
    cv2.rectangle(picture, (width // 2, height // 3), (width * 4 // 5, height), (60, 40, 70), -1)
    return picture


def camera_at(address: str, key: str, patience: Patience = QUICK) -> LumaVideo:
    """Return Luma's camera, which calls an address."""
    return LumaVideo(credentials=LumaCredentials(api_key=key, base_url=address), patience=patience)


def film(root: Path, address: str, key: str, frames: int) -> None:
    """Film a shot, paid from a ledger below ``root``, and print the take."""
    store = LocalAssetStore(root / "assets")
    till = Till(LocalLedger(root / "ledger"), store, "a film")
    with till.paying("scenes", "s1-h1"):
        take = camera_at(address, key).shoot(asked_of(store, frames), store)
    sys.stdout.write(take.model_dump_json())


if __name__ == "__main__":
    film(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
