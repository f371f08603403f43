"""The place to paint: everything a setting's painter may ask about."""

import random
from dataclasses import dataclass

from film.animatic.layers import Layer, StageSet
from film.animatic.sets.palette import Palette, whereabouts
from film.story import Genre, Scene

MARGIN = 0.6
"""Set units that painters fill beyond the frame's left and right."""
TOP, BOTTOM = -0.4, 1.4
"""Set space that painters fill from top to bottom."""


@dataclass(frozen=True)
class Place:
    """A scene's place with its colours, the frame's shape, and dice that always fall the same."""

    scene: Scene
    genre: Genre
    palette: Palette
    aspect: float
    seed: int
    style: str

    @property
    def left(self) -> float:
        """Least x to paint."""
        return -MARGIN

    @property
    def right(self) -> float:
        """Greatest x to paint."""
        return self.aspect + MARGIN

    def x(self, fraction: float) -> float:
        """Return the x at a fraction of the frame's width."""
        return self.aspect * fraction

    @property
    def room(self) -> float:
        """What near things shrink by, so that they do not crowd a narrow frame; 1 in a wide one."""
        return min(1.0, 0.45 + 0.36 * self.aspect)

    @property
    def sun(self) -> tuple[float, float]:
        """Where the sun or moon stands, in set space."""
        return self.x(self.palette.sun_at[0]), self.palette.sun_at[1]

    @property
    def away(self) -> float:
        """Fraction of the width, outside the figures, on the side away from the light."""
        return 0.23 if self.palette.side > 0 else 0.77

    def dice(self, name: str) -> random.Random:
        """Return fresh dice for one purpose: same place, seed and name, same throws."""
        return random.Random(f"{self.seed}:{whereabouts(self.scene)}:{name}")

    def stage_set(
        self,
        layers: list[Layer],
        ground: float = 0.92,
        figure_height: float = 0.52,
        stage: tuple[float, float] | None = None,
    ) -> StageSet:
        """Return the finished set with its layers in order, far to near."""
        return StageSet(
            layers=tuple(sorted(layers, key=lambda layer: layer.depth)),
            light=self.palette.light,
            ground=ground,
            figure_height=figure_height,
            stage=stage or (self.x(0.1), self.x(0.9)),
        )
