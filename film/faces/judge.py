"""Judging a persona's picture: one clear face, large, sharp, lit and from the front, or advice."""

from typing import TYPE_CHECKING, Any

from pydantic import Field

from film.model import FilmModel

if TYPE_CHECKING:
    import numpy.typing as npt

    from film.faces.find import Face
    from film.faces.nets import Pixels

    Layer = npt.NDArray[Any]

SMALLEST, FINE = 90, 220
"""Pixels of the face's longer side that a film needs, and that it likes."""
SHARP = 0.16
"""Least detail at the face's finest scale, in its contrast: a blur of two pixels is below it."""
MOST_YAW, MOST_PITCH, MOST_ROLL = 22.0, 22.0, 35.0
DARK, BRIGHT = 0.28, 0.93
"""Limits of the skin's median lightness."""
UNEVEN = 0.42
"""Most that one half of the face may be darker than the other, in lightness."""
_SECOND = 0.45
"""A second face larger than this, in sizes of the first, is a second person."""
_FREE = 0.72
"""Least share of the face's bare parts that must be skin."""
_AWAKE = 0.1
"""Least gap between the lids, in widths of an eye."""


class PictureVerdict(FilmModel):
    """What a persona's picture is good for."""

    ok: bool
    """Whether a film can be made with it."""
    advice: tuple[str, ...] = ()
    """What to do better, a sentence each: first what must, then what could be."""
    faces: int = Field(ge=0)
    sharpness: float = 0
    """Detail at the finest scale, in the face's contrast: 0.16 and more is sharp."""
    size_px: int = 0
    """Pixels of the face's longer side."""
    yaw: float = 0
    """Degrees; positive looks to the picture's right."""
    pitch: float = 0
    """Degrees; positive looks down."""
    exposure: float = 0
    """The skin's median lightness: 0 black, 1 white."""


def judge_picture(image: "Pixels") -> PictureVerdict:
    """Return what a picture (RGB, height × width × 3, uint8) is good for, with advice.

    EngineMissing without the face models.
    """
    from film.faces import mesh, texture
    from film.faces.find import find_faces

    faces = find_faces(image)
    if not faces:
        advice = "No face is seen: take a picture of your face from the front, in good light."
        return PictureVerdict(ok=False, advice=(advice,), faces=0)
    face = faces[0]
    unrolled = texture.unroll(image, mesh.with_ring(face.landmarks))
    light = texture.to_lab(unrolled)[..., 0] / 100
    verdict = PictureVerdict(
        ok=True,
        faces=len(faces),
        sharpness=round(sharpness(image, face), 3),
        size_px=round(face.size),
        yaw=round(face.yaw, 1),
        pitch=round(face.pitch, 1),
        exposure=round(_median(light, texture.bare() > 0.5), 3),
    )
    must = _must(verdict, faces, image.shape[1::-1])
    skin = float(texture.skin(unrolled)[texture.bare() > 0.5].mean())
    could = _could(verdict, (skin, _sides(light)), mesh.lids(face.landmarks))
    return verdict.model_copy(update={"ok": not must, "advice": (*must, *could)})


def sharpness(image: "Pixels", face: "Face") -> float:
    """Return how much of a face's contrast is at its finest scale.

    The rms of the Laplacian over that of the grey levels, the face no larger than FINE pixels, so
    that large pictures are not asked for more than films show (after S. Pertuz, D. Puig, M. A.
    Garcia, "Analysis of focus measure operators for shape-from-focus", 2013).
    """
    import cv2
    import numpy as np

    from film.faces.find import Region, cut

    x0, y0, x1, y1 = face.box
    pixels = max(32, min(round(face.size), FINE))
    region = Region(((x0 + x1) / 2, (y0 + y1) / 2), face.size, np.radians(face.roll))
    grey = cv2.cvtColor(cut(image, region, pixels), cv2.COLOR_RGB2GRAY).astype(np.float32)
    edge = pixels // 6
    inner = grey[edge:-edge, edge:-edge]
    detail = cv2.Laplacian(inner, cv2.CV_32F, ksize=1)
    return float(np.sqrt((detail**2).mean()) / max(float(inner.std()), 4.0))


def _must(verdict: PictureVerdict, faces: "tuple[Face, ...]", size: "tuple[int, ...]") -> list[str]:
    """Return what rules a picture out."""
    face = faces[0]
    advice = []
    if len(faces) > 1 and faces[1].size > _SECOND * face.size:
        advice.append(f"{len(faces)} faces are seen: take a picture with you alone in it.")
    if verdict.size_px < SMALLEST:
        advice.append(
            f"The face is {verdict.size_px} pixels large: come closer, or use a larger picture "
            f"({SMALLEST} at least)."
        )
    if verdict.sharpness < SHARP:
        advice.append("The face is blurred: hold still, clean the lens, and let it focus.")
    if abs(verdict.yaw) > MOST_YAW:
        advice.append("The face looks to the side: look straight into the camera.")
    if abs(verdict.pitch) > MOST_PITCH:
        way = "up" if verdict.pitch > 0 else "down"
        advice.append(f"The face is tilted: lift the camera to eye level and turn your head {way}.")
    if verdict.exposure < DARK:
        advice.append("The face is dark: turn towards a window or a lamp.")
    if verdict.exposure > BRIGHT:
        advice.append("The face is overexposed: step out of the harsh light.")
    x0, y0, x1, y1 = face.box
    if x0 < 0 or y0 < 0 or x1 > size[0] - 1 or y1 > size[1] - 1:
        advice.append("The face is cut off by the picture's edge: step back.")
    return advice


def _could(
    verdict: PictureVerdict, light: tuple[float, float], lids: tuple[float, float]
) -> list[str]:
    """Return what could be better; ``light`` is the share of skin and the sides' difference."""
    free, sides = light
    advice = []
    if SMALLEST <= verdict.size_px < FINE:
        advice.append(
            f"The face is {verdict.size_px} pixels large: {FINE} or more look better in close-ups."
        )
    if free < _FREE:
        advice.append("Something covers a part of the face: take off what can be taken off.")
    if sides > UNEVEN:
        advice.append("The light comes from one side: face it.")
    if max(lids) < _AWAKE:
        advice.append("The eyes are closed: take another picture.")
    return advice


def _sides(light: "Layer") -> float:
    """Return by how much the darker half of a face is darker, as a share of the lighter."""
    from film.faces import texture

    half = light.shape[1] // 2
    bare = texture.bare() > 0.5
    left = _median(light[:, :half], bare[:, :half])
    right = _median(light[:, half:], bare[:, half:])
    return 1 - min(left, right) / max(left, right, 1e-3)


def _median(layer: "Layer", where: "Layer") -> float:
    import numpy as np

    return float(np.median(layer[where]))
