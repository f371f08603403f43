"""What lies over a face: hair and hats from the start, hands and things that come and go."""

import cv2
import numpy as np

from film.faces import texture
from film.faces.nets import Floats, Pixels

_LEARN = 0.06
"""How much of a frame's face goes into the memory of it, where nothing covers it."""
_APART, _OTHER = 9.0, 20.0
"""Distance in L*a*b* up to which the face is itself, and from which something lies over it."""
_STILL, _MOVING = 1.6, 3.5
"""Motion over the face, in pixels of the unrolled one a frame: what goes with it, what does not."""
_COMES, _GOES = 0.6, 0.25
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
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)

    def update(self, unrolled: Pixels) -> Floats:
        """Take the next frame's unrolled face; return what is free: 1 face, 0 something else."""
        skin = texture.skin(unrolled)
        blurred = texture.to_lab(cv2.GaussianBlur(unrolled, (0, 0), 1.6))
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
        apart -= texture.low(apart, weight.astype(np.float32), 20.0)  # the light changed, not the face
        differs = _ramp(np.sqrt((apart**2).sum(2)), _APART, _OTHER)
        flow = self._flow.calc(_grey(self._last), _grey(unrolled), None)
        flow -= np.median(flow[texture.inside() > 0.5], axis=0)
        moves = _ramp(np.sqrt((flow**2).sum(2)), _STILL, _MOVING)
        # Faces move too: lips and lids do so most, and what moves and yet looks as ever is face.
        moving = moves * _ramp(np.sqrt((apart**2).sum(2)), 0.5 * _APART, _APART)
        free = 1 - texture.mouth() * 0.9
        foreign = np.maximum(differs * (1 - 0.75 * _lively()), moving * (1 - _lively())) * free
        return _rounded(np.asarray(foreign, np.float32))


def _lively() -> Floats:
    """Return 1 where expressions change the face most: lips and lids."""
    return texture.features()


def _grey(picture: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def _ramp(layer: Floats, low: float, high: float) -> Floats:
    return np.asarray(np.clip((layer - low) / (high - low), 0, 1), np.float32)


def _rounded(layer: Floats) -> Floats:
    """Return a layer without specks, and with its holes filled."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    opened = cv2.morphologyEx(layer, cv2.MORPH_OPEN, kernel)
    return np.asarray(cv2.GaussianBlur(cv2.dilate(opened, kernel), (0, 0), 1.5), np.float32)
