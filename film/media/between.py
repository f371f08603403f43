"""Between: pictures at times that a clip has none for, and a camera that moves in on the last one.

All pictures are planar yuv420p of one size.
"""

from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from film.media.h264 import Picture

Between = Literal["auto", "nearest", "blend", "motion"]
"""``nearest`` picture; a ``blend`` of both neighbours; ``motion``: both moved along the optical
flow and blended; ``auto``: motion where a clip has fewer pictures than are needed, else nearest."""

Floats = npt.NDArray[np.float32]

_FLOW_WIDTH = 448
"""The flow is looked for in pictures of this width: finer ones give no better one, only later."""
_DISAGREE = 28.0
"""Luma by which the two moved pictures may differ before the nearer one is preferred."""
_CUT = 40.0
"""Mean luma by which they may differ: above, it is a cut, and nothing lies between."""
_PUSH = 0.02
"""How much nearer the camera is after a second of push-in."""


class Motion:
    """The motion from one picture to the next, found once and used for any time between them."""

    def __init__(self, before: Picture, after: Picture) -> None:
        self.before, self.after = before, after
        height, width = _luma(before).shape
        small = min(1.0, _FLOW_WIDTH / width)
        size = (max(16, round(width * small)), max(16, round(height * small)))
        first, second = (
            np.asarray(cv2.resize(_luma(one), size, interpolation=cv2.INTER_AREA), np.uint8)
            for one in (before, after)
        )
        self._ahead, self._back = _flow(first, second), _flow(second, first)
        self._grids = _grid(width, height), _grid(width // 2, height // 2)

    def at(self, share: float) -> Picture:
        """Return the picture at ``share`` (0 to 1) of the way.

        Both neighbours are moved along the flow to that time (the linear approximation of Jiang et
        al., Super SloMo, CVPR 2018, equation 4) and blended; where they disagree the nearer counts.
        """
        to_before = -(1 - share) * share * self._ahead + share**2 * self._back
        to_after = (1 - share) ** 2 * self._ahead - share * (1 - share) * self._back
        first, second = self._moved(self.before, to_before), self._moved(self.after, to_after)
        if cv2.absdiff(_luma(first), _luma(second)).mean() > _CUT:
            return self.before if share < 0.5 else self.after
        nearer = first if share < 0.5 else second
        return _repaired(blend(first, second, share), nearer, first, second)

    def _moved(self, picture: Picture, flow: Floats) -> Picture:
        """Fetch every pixel from where the flow points; it is in shares of width and height."""
        height, width = _luma(picture).shape
        planes = (_luma(picture), *_chroma(picture, height, width))
        maps = [_map(flow, grid) for grid in self._grids]
        return np.concatenate(
            [
                cv2.remap(
                    plane, *maps[min(number, 1)], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
                ).ravel()
                for number, plane in enumerate(planes)
            ]
        ).reshape(picture.shape)


def blend(before: Picture, after: Picture, share: float) -> Picture:
    """Return a mixture with ``share`` of the second picture."""
    return np.asarray(cv2.addWeighted(before, 1 - share, after, share, 0), np.uint8)


def push_in(picture: Picture, seconds: float) -> Picture:
    """Return a picture as the camera sees it that has been moving in on it for some seconds."""
    zoom = 1 + _PUSH * seconds * seconds / (seconds + 1)  # starts gently
    height, width = picture.shape[0] * 2 // 3, picture.shape[1]
    planes = [
        _zoomed(plane, zoom).ravel() for plane in (_luma(picture), *_chroma(picture, height, width))
    ]
    return np.concatenate(planes).reshape(picture.shape)


def _zoomed(plane: Picture, zoom: float) -> Picture:
    height, width = plane.shape
    centre = ((width - 1) / 2, (height - 1) / 2)
    matrix = np.array(
        [[1 / zoom, 0, centre[0] * (1 - 1 / zoom)], [0, 1 / zoom, centre[1] * (1 - 1 / zoom)]]
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = (width, height)
    moved = cv2.warpAffine(plane, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def _luma(picture: Picture) -> Picture:
    return picture[: picture.shape[0] * 2 // 3]


def _chroma(picture: Picture, height: int, width: int) -> tuple[Picture, Picture]:
    planes = picture[height:].reshape(2, height // 2, width // 2)
    return planes[0], planes[1]


def _flow(first: Picture, second: Picture) -> Floats:
    """Return the optical flow (Kroeger et al., DIS, ECCV 2016) in shares of width and height.

    Height × width × 2.
    """
    finder: Any = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    height, width = first.shape
    found = finder.calc(first, second, None)
    return np.asarray(found * np.array([1 / width, 1 / height], np.float32), np.float32)


def _grid(width: int, height: int) -> tuple[Floats, Floats]:
    """Return every pixel's own place."""
    across, down = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    return np.tile(across, (height, 1)), np.repeat(down[:, None], width, axis=1)


def _map(flow: Floats, grid: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Return where each pixel of a plane is fetched from, across and down."""
    height, width = grid[0].shape
    across, down = (
        cv2.resize(flow[..., axis], (width, height), interpolation=cv2.INTER_LINEAR)
        for axis in (0, 1)
    )
    return across * width + grid[0], down * height + grid[1]


def _repaired(mixed: Picture, nearer: Picture, first: Picture, second: Picture) -> Picture:
    """Return the mixture, with the nearer picture where both neighbours show different things."""
    height, width = _luma(mixed).shape
    apart = cv2.absdiff(_luma(first), _luma(second)).astype(np.float32)
    trust = np.clip((cv2.blur(apart, (5, 5)) - _DISAGREE) / _DISAGREE, 0, 1)
    if not trust.any():
        return mixed
    half = np.tile(
        cv2.resize(trust, (width // 2, height // 2), interpolation=cv2.INTER_AREA).reshape(-1), 2
    )
    weights = np.concatenate([trust.ravel(), half]).reshape(mixed.shape)
    kept = mixed + weights * (nearer.astype(np.float32) - mixed)
    return np.asarray(np.rint(kept), np.uint8)
