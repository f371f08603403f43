"""Assignments to film in tests: two people, any place, size, move and weather."""

from typing import Any

import numpy as np
import numpy.typing as npt

from film.assets import AssetStore
from film.media.mezzanine import read_frames
from film.screen import make_screen
from film.shots import Assignment, Speaking, Take
from film.story import Appearance, Character, Presence, Scene, Shot

MARA = Character(
    id="mara",
    name="Mara",
    sex="female",
    age=58,
    appearance=Appearance(hair="bun", outfit="oilskin", hair_colour="#b9b4ac"),
)
TOM = Character(
    id="tom",
    name="Tom",
    sex="male",
    age=34,
    appearance=Appearance(facial_hair="short beard", outfit="jumper"),
)
FACING = {"mara": ("centre left", "right"), "tom": ("centre right", "left")}


def assignment(
    size: str = "medium", move: str = "static", people: tuple[str, ...] = ("mara",), **kw: Any
) -> Assignment:
    """Return an assignment at 360p; keywords set the scene's, the shot's and its own fields."""
    scene = {"setting": "coast", "place": "the point", "time": "day", "weather": "clear"}
    scene |= {key: kw.pop(key) for key in ("setting", "time", "weather", "interior") if key in kw}
    shot = {key: kw.pop(key) for key in ("angle", "props") if key in kw}
    acting = {key: kw.pop(key) for key in ("emotion", "gesture") if key in kw}
    spans = kw.pop("speaking", ())
    fields = {"genre": "drama", "style": "storybook", "frames": 24} | kw
    aspect = fields.pop("aspect", "16:9")
    return Assignment(
        scene=Scene.model_validate({"id": "s1", "slugline": "EXT. POINT", "shots": (), **scene}),
        shot=Shot.model_validate(
            {
                "id": "s1-h1",
                "size": size,
                "move": move,
                "cast": tuple(_presence(person, acting) for person in people),
                **shot,
            }
        ),
        characters=tuple({"mara": MARA, "tom": TOM}[person] for person in people),
        screen=make_screen(aspect, "360p", "24"),
        speaking=tuple(
            Speaking(speaker=who, on_screen=True, first_frame=first, frames=frames)
            for who, first, frames in spans
        ),
        **fields,
    )


def _presence(person: str, acting: dict[str, Any]) -> Presence:
    place, facing = FACING[person]
    return Presence.model_validate({
        "character": person, "place": place, "facing": facing, **acting
    })  # fmt: skip


def luma(take: Take, store: AssetStore) -> npt.NDArray[np.uint8]:
    """Return a take's luma, decoded: shape (frames, height, width)."""
    frames = list(read_frames(store.path(take.asset)))
    return np.stack([frame[: frame.shape[0] * 2 // 3] for frame in frames])
