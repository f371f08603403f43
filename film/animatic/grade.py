"""The grade: a look per genre and style folded into the BT.709 conversion, and the vignette."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from film.story import Genre

Floats = npt.NDArray[np.float32]

_LUMA = np.array([0.2126, 0.7152, 0.0722])
"""BT.709 weights of red, green and blue."""


@dataclass(frozen=True)
class Look:
    """An affine grade in sRGB: saturation, then contrast about a pivot, then gains and lifts."""

    saturation: float = 1.0
    contrast: float = 1.0
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    lift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    vignette: float = 0.22
    """How much darker the corners are, 0 to 1."""


_GENRES: dict[Genre, Look] = {
    "drama": Look(0.97, 1.03, (1.01, 1.0, 0.98), (0.0, 0.0, 0.006), 0.24),
    "comedy": Look(1.06, 1.02, (1.02, 1.01, 0.98), (0.004, 0.002, 0.0), 0.12),
    "thriller": Look(0.86, 1.08, (0.97, 1.0, 1.02), (0.0, 0.006, 0.014), 0.32),
    "horror": Look(0.78, 1.1, (0.97, 1.0, 0.98), (0.0, 0.006, 0.008), 0.4),
    "science fiction": Look(1.0, 1.06, (0.97, 1.0, 1.04), (0.0, 0.004, 0.014), 0.26),
    "fantasy": Look(1.08, 1.03, (1.02, 1.0, 1.01), (0.006, 0.0, 0.012), 0.24),
    "romance": Look(1.02, 0.98, (1.03, 1.0, 0.98), (0.014, 0.004, 0.004), 0.2),
    "adventure": Look(1.08, 1.06, (1.03, 1.0, 0.96), (0.0, 0.002, 0.008), 0.22),
    "documentary": Look(0.95, 1.03, (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), 0.14),
    "children": Look(1.1, 1.0, (1.01, 1.01, 1.0), (0.008, 0.008, 0.004), 0.08),
}
# Noir is drawn grey but for its accents and its flames: the grade leaves those their colour.
_STYLE_SATURATION = {"noir": 0.55, "watercolour": 0.94, "pop": 1.12, "pastel": 0.88}
_STYLE_CONTRAST = {"noir": 1.14, "watercolour": 0.96, "pop": 1.04, "pastel": 0.92}


@dataclass(frozen=True)
class Grade:
    """How premultiplied sRGB becomes limited-range Y'CbCr: one 3×4 matrix, for 0–255 values."""

    matrix: tuple[tuple[float, float, float, float], ...]
    vignette: float

    @property
    def linear(self) -> Floats:
        """The 3×4 matrix with offsets, as float32."""
        return np.array(self.matrix, np.float32)

    @property
    def black(self) -> tuple[float, float, float]:
        """Y', Cb and Cr that fully opaque black becomes."""
        return self.matrix[0][3], self.matrix[1][3], self.matrix[2][3]


def grade_for(genre: Genre, style: str) -> Grade:
    """Return the grade of a film's genre and style, as one affine map to BT.709 Y'CbCr."""
    look = _GENRES[genre]
    saturation = look.saturation * _STYLE_SATURATION.get(style, 1.0)
    contrast = look.contrast * _STYLE_CONTRAST.get(style, 1.0)
    grey = np.tile(_LUMA, (3, 1))
    colour = grey + saturation * (np.eye(3) - grey)
    colour = np.diag(look.gain) @ (contrast * colour)
    offset = 255 * (np.array(look.lift) + 0.42 * (1 - contrast))
    return _grade(colour, offset, look.vignette)


def plain_grade() -> Grade:
    """Return the bare BT.709 conversion."""
    return _grade(np.eye(3), np.zeros(3), 0.0)


def _grade(
    colour: npt.NDArray[np.float64], offset: npt.NDArray[np.float64], vignette: float
) -> Grade:
    to_yuv = np.stack(
        [
            _LUMA * 219 / 255,
            (np.array([0, 0, 1.0]) - _LUMA) / 1.8556 * 224 / 255,
            (np.array([1.0, 0, 0]) - _LUMA) / 1.5748 * 224 / 255,
        ]
    )
    matrix = np.column_stack([to_yuv @ colour, to_yuv @ offset + np.array([16.0, 128.0, 128.0])])
    rows = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in matrix)
    return Grade(rows, vignette)


def vignette_alpha(width: int, height: int, strength: float) -> npt.NDArray[np.uint8]:
    """Return how opaque the vignette's black is over each pixel, 0 to 255, shape (h, w)."""
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    radius = np.sqrt(x[None, :] ** 2 * 0.9 + y[:, None] ** 2 * 0.7)
    edge = np.clip((radius - 0.55) / 0.75, 0, 1)
    smooth = edge * edge * (3 - 2 * edge)
    alpha: npt.NDArray[np.uint8] = np.rint(255 * strength * smooth).astype(np.uint8)
    return alpha


def to_bgr(frame: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Turn a planar yuv420p BT.709 limited frame (h·3/2, w) into BGR (h, w, 3) for stills."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    luma = (frame[:height].astype(np.float32) - 16) * (255 / 219)
    quarter = height * width // 4
    chroma = frame[height:].reshape(-1).astype(np.float32) - 128
    planes = chroma.reshape(2, quarter).reshape(2, height // 2, width // 2) * (255 / 224)
    blue, red = (plane.repeat(2, 0).repeat(2, 1) for plane in planes)
    green = luma - 0.187324 * blue - 0.468124 * red
    picture = np.stack([luma + 1.8556 * blue, green, luma + 1.5748 * red], axis=-1)
    whole: npt.NDArray[np.uint8] = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    return whole
