"""The length budget: how much of a film there is room for, and holds that make it fit."""

from dataclasses import dataclass

from film.coverage import scene_seconds, shot_seconds
from film.errors import BadRequest
from film.request import USUAL_LENGTH, MovieRequest
from film.story import Scene, Shot

_LEAST_SCENE = 1.5
"""Seconds of the shortest scene."""
_SECONDS_A_SCENE = 11.0
_SECONDS_A_SHOT = 4.2
_WORDS_A_SECOND = 1.7
"""Of a whole film, pauses and pictures without words included; speech alone has 2.75."""
_SHORTEST, _LONGEST = 0.85, 1.1
"""Shares of the room that a story may take, once its holds are fitted."""
_LENIENT = 0.2
"""The share by which it may be longer or shorter than that, rather than be lost."""
_AT_LEAST = 1.5
"""Seconds by which even the shortest film may miss its length."""
_LONGEST_SHOT = 9.0


@dataclass(frozen=True)
class Budget:
    """The room that a told film has."""

    length: int
    """Seconds of the film, its cards included."""
    seconds: float
    """Seconds between the cards."""
    scenes: int | None
    """Exactly so many, when asked for."""

    @classmethod
    def of(cls, request: MovieRequest) -> "Budget":
        """Return a request's budget; BadRequest when its scenes do not fit into its length."""
        length = request.length or USUAL_LENGTH
        seconds = length - 2 * min(3.0, max(2.0, length / 8))
        if request.scenes and request.scenes * _LEAST_SCENE > seconds:
            raise BadRequest(
                f"{request.scenes} scenes do not fit into {length} seconds: ask for at most "
                f"{int(seconds / _LEAST_SCENE)} scenes or a longer film"
            )
        return cls(length, seconds, request.scenes)

    @property
    def words(self) -> int:
        """About how many words there is time to say."""
        return round(self.seconds * _WORDS_A_SECOND)

    @property
    def shots(self) -> int:
        """About how many shots there is time to see."""
        return max(self.scenes or 1, round(self.seconds / _SECONDS_A_SHOT))

    @property
    def usual_scenes(self) -> int:
        """About how many scenes suit the length, when nobody asked for a number."""
        return self.scenes or max(1, round(self.seconds / _SECONDS_A_SCENE))

    def fitted(self, scenes: list[Scene]) -> list[Scene]:
        """Stretch or shrink the holds towards the length, as far as is good to watch."""
        shots = sum(len(scene.shots) for scene in scenes)
        for _ in range(3):
            spare = self.seconds - sum(map(scene_seconds, scenes))
            if abs(spare) < 0.2:
                break
            scenes = [_held(scene, round(1000 * spare / shots)) for scene in scenes]
        return scenes

    def faults(self, scenes: list[Scene], *, lenient: bool = False) -> list[str]:
        """Return what is wrong with the length of fitted scenes, as an order to mend it."""
        if self.scenes and len(scenes) != self.scenes:
            return [f"There are {len(scenes)} scenes: write exactly {self.scenes}"]
        taken = sum(map(scene_seconds, scenes))
        off = round(abs(self.seconds - taken) * _WORDS_A_SECOND)
        about = f"takes about {taken:.0f} s, and has to take {self.seconds:.0f} s"
        slack = _LENIENT * self.seconds if lenient else 0.0
        most = max(self.seconds * _LONGEST, self.seconds + _AT_LEAST) + slack
        least = min(self.seconds * _SHORTEST, self.seconds - _AT_LEAST) - slack
        if taken > most:
            return [f"The film {about}: cut about {off} spoken words, or shots without lines"]
        if taken < least:
            return [f"The film {about}: write about {off} more spoken words, in more shots"]
        return []


def _held(scene: Scene, more: int) -> Scene:
    lines = {line.id: line for line in scene.lines}

    def held(shot: Shot) -> Shot:
        if not shot.lines:
            return shot.model_copy(update={"hold": max(1500, min(4000, shot.hold + more))})
        bare = shot_seconds(shot, [lines[one] for one in shot.lines]) - shot.hold / 1000
        room = max(0, round(1000 * (_LONGEST_SHOT - bare)))
        return shot.model_copy(update={"hold": max(0, min(1800, room, shot.hold + more))})

    return scene.model_copy(update={"shots": tuple(map(held, scene.shots))})
