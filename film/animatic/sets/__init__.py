"""Sets: every setting painted as layers, lit by time, weather, mood, genre and style."""

from importlib import import_module

from film.animatic.layers import StageSet
from film.animatic.sets.palette import light_for, palette_for
from film.animatic.sets.place import Place
from film.story import Genre, Scene, Setting

PAINTERS: dict[Setting, str] = {
    "coast": "coast", "harbour": "harbour", "forest": "forest", "mountains": "mountains",
    "desert": "desert", "snowfield": "snowfield", "village": "village", "street": "street",
    "rooftop": "rooftop", "park": "park", "road": "road", "planet": "planet",
    "market": "market", "field": "field", "river": "river",
    "kitchen": "kitchen", "living room": "living_room", "bedroom": "bedroom",
    "office": "office", "classroom": "classroom", "café": "cafe", "hospital": "hospital",
    "laboratory": "laboratory", "castle hall": "castle_hall", "cave": "cave",
    "spaceship": "spaceship", "temple": "temple", "library": "library",
}  # fmt: skip
"""The module in this package that paints each setting, with its ``paint_<module>(place)``."""

__all__ = ["PAINTERS", "build_set", "light_for"]


def build_set(scene: Scene, genre: Genre, style: str, aspect: float, seed: int) -> StageSet:
    """Return the scene's place as layers to film; same arguments, same pixels.

    ``aspect`` is the frame's width over its height; ``style`` is one of the request's styles.
    """
    name = PAINTERS[scene.setting]
    painter = import_module(f"{__name__}.{name}")
    place = Place(scene, genre, palette_for(scene, genre, style), aspect, seed, style)
    painted: StageSet = getattr(painter, f"paint_{name}")(place)
    if not scene.landmarks:
        return painted
    landmarks = import_module("film.animatic.landmarks")  # it draws with this package's painters
    furnished: StageSet = landmarks.with_landmarks(painted, place)
    return furnished
