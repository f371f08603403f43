"""Putting a donor's face over another, frame by frame: warp, light, mask, blend."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from film.faces import mesh, texture
from film.faces.cover import Cover
from film.faces.donor import DonorFace, features_shift, head_of, neutral_shape
from film.faces.find import Face
from film.faces.nets import POINTS, Floats, Pixels
from film.faces.raster import blur, look_up, sample
from film.faces.track import Tracked
from film.faces.warp import Layout, Window, lay_out, window_around

_FRONT, _PROFILE = 36.0, 48.0
"""Degrees of yaw up to which a face is replaced whole, and from which it is left alone."""
_UP, _DOWN = 30.0, 50.0
"""The same for pitch, from the donor's own."""
_SETTLED = 48
"""Frames over which a face's own shape is averaged."""
_LIGHT = 0.22
"""How much of a frame's light is new: the rest is remembered."""
_STEP = 0.2
"""How fast the mask comes and goes, a frame."""
_COARSE, _NARROW = 17.0, 6.0
"""Reach of the light that is taken over, in pixels of the unrolled face: inside and at the rim."""
_FEATHER = 5.0
"""Softness of the mask's rim in cells of the warp's grid."""
_CONTRAST = (0.6, 1.2)


@dataclass(frozen=True, eq=False)
class _Light:
    """What makes a donor's colours a target's, on the unrolled face."""

    wanted: Floats
    """SIDE × SIDE × 3: the target's coarse L*a*b*."""
    base: Floats
    """The donor's."""
    gain: float
    """Factor on the donor's contrast."""


class FaceSwapper:
    """Lays one donor over one face through the frames of a clip, in their order.

    It remembers the face's shape, light and what covers it, so that nothing flickers.
    """

    def __init__(self, donor: DonorFace) -> None:
        self.donor = donor
        self._shape: npt.NDArray[np.float64] | None = None
        self._seen = 0
        self._light: _Light | None = None
        self._cover = Cover()
        self._strength = 0.0

    def swap(self, frame: Pixels, tracked: Tracked | None) -> Pixels:
        """Return a frame (RGB) with the donor over a tracked face; the very same without one."""
        if tracked is None:
            self._strength = 0.0
            return frame
        face = tracked.face
        if tracked.run == 0:
            self._light, self._cover = None, Cover()
        aim = self._aim(face) if tracked.seen else 0.0
        at_once = tracked.run == 0 and tracked.sudden
        change = float(np.clip(aim - self._strength, -_STEP, _STEP))
        self._strength = aim if at_once else self._strength + change
        if tracked.seen:
            self._learn(face)
        if self._strength <= 0 or self._shape is None:
            return frame
        return self._lay_over(frame, face)

    def _aim(self, face: Face) -> float:
        """Return how much of a face is replaced by how it is turned."""
        yaw = abs(face.yaw - 0.5 * self.donor.face.yaw)
        pitch = abs(face.pitch - self.donor.face.pitch)
        sides = _fade(yaw, _FRONT, _PROFILE), _fade(pitch, _UP, _DOWN)
        return float(min(sides))

    def _learn(self, face: Face) -> None:
        """Take a face into the mean of its shape, unless it is turned so far that it deceives."""
        shape = neutral_shape(face.landmarks)
        if self._shape is None:
            self._shape = shape
        elif abs(face.yaw) < _FRONT:
            self._shape += (shape - self._shape) / min(self._seen + 1, _SETTLED)
        self._seen += 1

    def _lay_over(self, frame: Pixels, face: Face) -> Pixels:
        vertices = mesh.with_ring(face.landmarks)
        wanted = mesh.with_ring(self._moved(face))
        window = window_around(wanted, frame)
        if window is None:
            return frame
        unrolled = texture.unroll(frame, vertices)
        cover = self._cover.update(unrolled) * self.donor.skin
        light = self._relight(texture.to_lab(unrolled), cover)
        layout = lay_out(wanted, window)
        picture, scale = self.donor.level_for(face.size)
        donor_at = (self.donor.vertices + 0.5) * scale - 0.5
        maps = layout.carry(np.hstack([donor_at, vertices[:, :2], texture.places()]))
        here = frame[window.cut]
        unrolled_at = maps[..., 4:]
        warped = sample(picture, window.spread(maps[..., :2]))
        fresh = self._coloured(warped, unrolled_at, light, window)
        fresh = self._with_mouth(fresh, frame, layout, maps)
        mask = window.spread(self._mask(layout, unrolled_at, cover)) * self._strength
        blended = here + mask[..., None] * (fresh - here)
        out = frame.copy()
        out[window.cut] = np.where(mask[..., None] > 0, np.rint(blended), here).astype(np.uint8)
        return out

    def _moved(self, face: Face) -> npt.NDArray[np.float64]:
        """Return the landmarks with the donor's proportions, in the target's pose and mien."""
        assert self._shape is not None  # noqa: S101  (learnt before anything is drawn)
        turn, scale, _ = head_of(face.landmarks)
        shift = features_shift(self.donor.shape, self._shape)
        return np.asarray(face.landmarks + scale * shift @ turn.T)

    def _relight(self, target: Floats, cover: Floats) -> _Light:
        """Return the light of this frame and of those before."""
        weight = cover * texture.inside() * (1 - 0.9 * texture.features()) + np.float32(1e-4)
        coarse = [texture.low(lab, weight, _COARSE) for lab in (target, self.donor.lab)]
        narrow = [texture.low(lab, weight, _NARROW) for lab in (target, self.donor.lab)]
        rim = _rim()[..., None]
        wanted, base = ((1 - rim) * a + rim * b for a, b in zip(coarse, narrow, strict=True))
        detail = [
            _deviation(lab[..., 0] / np.maximum(blurred[..., 0], 1), weight)
            for lab, blurred in zip((target, self.donor.lab), coarse, strict=True)
        ]
        gain = float(np.clip(detail[0] / max(detail[1], 1e-3), *_CONTRAST)) ** 0.5
        fresh = _Light(wanted, base, gain)
        if self._light is not None:
            old = self._light
            fresh = _Light(
                old.wanted + _LIGHT * (wanted - old.wanted),
                old.base + _LIGHT * (base - old.base),
                old.gain + _LIGHT * (gain - old.gain),
            )
        self._light = fresh
        return fresh

    @staticmethod
    def _coloured(donor: Pixels, at: Floats, light: _Light, window: Window) -> Floats:
        """Return the warped donor in the target's light: RGB, 0 to 255.

        Lightness goes by ratio and colour by difference, less of it in the dark, as light does.
        """
        wanted, base = (window.spread(look_up(field, at)) for field in (light.wanted, light.base))
        lab = texture.to_lab(donor)
        share = lab[..., 0] / np.maximum(base[..., 0], 4)
        lab[..., 0] = wanted[..., 0] * np.clip(1 + light.gain * (share - 1), 0, None)
        lab[..., 1:] += np.clip(share, 0, 1)[..., None] * (wanted[..., 1:] - base[..., 1:])
        rgb = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
        return np.asarray(np.clip(rgb, 0, 1) * 255, np.float32)

    @staticmethod
    def _with_mouth(fresh: Floats, frame: Pixels, layout: Layout, maps: Floats) -> Floats:
        """Return the new face with the target's own teeth and tongue between its lips."""
        gap = layout.covered(mesh.face_mesh().mouth)
        if not gap.any():
            return fresh
        own = sample(frame, layout.window.spread(maps[..., 2:4])).astype(np.float32)
        soft = layout.window.spread(blur(gap, 0.8))[..., None]
        return np.asarray(fresh + soft * (own - fresh))

    @staticmethod
    def _mask(layout: Layout, at: Floats, cover: Floats) -> Floats:
        """Return the mask on the grid: 1 inside, 0 from the oval on and where something covers."""
        within = np.asarray((mesh.face_mesh().triangles < POINTS).all(1))
        base = cv2.copyMakeBorder(layout.covered(within), 8, 8, 8, 8, cv2.BORDER_REPLICATE)
        soft = blur(base, _FEATHER)[8:-8, 8:-8]
        rim = np.clip(2.2 * soft - 1.2, 0, 1)
        held = look_up(cover, at)
        return np.asarray(rim * rim * (3 - 2 * rim) * held, np.float32)


@cache
def _rim() -> Floats:
    """Return 1 at the unrolled face's edge, 0 well inside."""
    inner = blur(texture.inside(), 6.0)
    return np.asarray(np.clip(2 - 2 * inner, 0, 1), np.float32)


def _deviation(layer: npt.NDArray[np.floating], weight: Floats) -> float:
    return float(np.sqrt((weight * layer**2).sum() / weight.sum()))


def _fade(value: float, whole: float, none: float) -> float:
    """Return 1 up to ``whole``, 0 from ``none``, smoothly between."""
    share = float(np.clip((none - value) / (none - whole), 0, 1))
    return share * share * (3 - 2 * share)
