"""What lies over a face: hair and hats from the start, hands and things that come and go."""

from typing import Any

import cv2
import numpy as np

from film.faces import texture
from film.faces.nets import Floats, Pixels
from film.faces.raster import blur, disc, grey_of

_LEARN = 0.06
"""How much of a frame's face goes into the memory of it, where nothing covers it."""
_APART, _OTHER = 9.0, 20.0
"""Distance in L*a*b* up to which the face is itself, and from which something lies over it."""
_SURE, _MAYBE = 0.75, 0.2
_STILL, _MOVING = 1.6, 3.5
"""Motion over the face, in pixels of the unrolled one a frame: what goes with it, what does not."""
_COMES, _GOES = 0.9, 0.4
"""How fast a cover is believed in, and forgotten."""


class Cover:
    """Watches one unrolled face through a clip and says what of it can be seen.

    Three witnesses: what is not skin by its colour; what differs from the face as it was
    remembered; and what moves (dense optical flow) while the face, unrolled, should stand still.
    """

    def __init__(self) -> None:
        self._memory: Floats | None = None
        self._open: Floats | None = None
        self._last: Pixels | None = None
        self._flow: Any = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)

    def update(self, unrolled: Pixels) -> Floats:
        """Take the next frame's unrolled face; return what is free: 1 face, 0 something else."""
        skin = texture.skin(unrolled)
        blurred = blur(texture.to_lab(unrolled), 1.6)
        if self._memory is None or self._open is None:
            self._memory, self._open = blurred, skin
        else:
            seen = np.minimum(skin, 1 - self._foreign(blurred, unrolled))
            pace = np.where(seen < self._open, _COMES, _GOES)
            self._open = np.asarray(self._open + pace * (seen - self._open), np.float32)
            rate = (_LEARN * np.clip(2 * self._open - 1, 0, 1))[..., None]
            self._memory = np.asarray(self._memory + rate * (blurred - self._memory), np.float32)
        self._last = unrolled
        return self._open

    def _foreign(self, blurred: Floats, unrolled: Pixels) -> Floats:
        """Return where the face is not as it was: 0 to 1."""
        assert self._memory is not None  # noqa: S101  (asked after the first frame only)
        assert self._last is not None  # noqa: S101
        weight = texture.bare() + 1e-4
        apart = blurred - self._memory
        apart -= texture.low(
            apart, weight.astype(np.float32), 20.0
        )  # the light changed, not the face
        # Lips and lids change with every expression: there it takes more to be something else.
        apart = np.sqrt((apart**2).sum(2)) / (1 + 0.5 * texture.features())
        differs = _ramp(apart, _APART, _OTHER)
        flow = self._flow.calc(grey_of(self._last), grey_of(unrolled), None)
        flow -= np.median(flow[texture.inside() > 0.5], axis=0)
        moves = _ramp(np.sqrt((flow**2).sum(2)), _STILL, _MOVING) * (1 - texture.features())
        # What moves and yet looks as ever is face.
        moving = moves * _ramp(apart, 0.5 * _APART, _APART)
        return _whole(np.maximum(differs, moving) * texture.inside())


def _ramp(layer: Floats, low: float, high: float) -> Floats:
    return np.asarray(np.clip((layer - low) / (high - low), 0, 1), np.float32)


def _whole(foreign: Floats) -> Floats:
    """Return what lies over the face in one piece, its holes filled.

    That is what is surely foreign, with all that may be and hangs together with it; specks are not.
    """
    sure = cv2.morphologyEx((foreign > _SURE).astype(np.uint8), cv2.MORPH_OPEN, disc(5))
    _, labels = cv2.connectedComponents((foreign > _MAYBE).astype(np.uint8))
    kept = np.isin(labels, np.unique(labels[sure > 0])) & (labels > 0)
    filled = cv2.morphologyEx(kept.astype(np.uint8), cv2.MORPH_CLOSE, disc(13))
    return blur(cv2.dilate(filled, disc(3)), 1.2)
