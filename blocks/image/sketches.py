"""Sketches: what a picture shall show, before anybody paints it."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from blocks.image.composition import Column
from film.assets import Asset
from film.look import Sampling


@dataclass(frozen=True)
class Face:
    """A portrait that a part of the picture keeps to."""

    portrait: Asset
    path: Path
    column: Column


@dataclass(frozen=True)
class Sketch:
    """One picture to paint."""

    prompt: str
    negative: str
    width: int
    height: int
    sampling: Sampling
    seed: int
    faces: tuple[Face, ...] = ()

    @property
    def kind(self) -> Hashable:
        """What sketches that are painted in one batch have in common."""
        return (self.width, self.height, self.sampling, len(self.faces))


def seed_of(*parts: str | int) -> int:
    """Return a generator's seed that differs for different parts, and never changes for equal."""
    text = "\n".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")
