"""The colour of somebody's skin, as a drawn body takes it from a picture of the face."""

import cv2
import numpy as np

from film.errors import BadRequest
from film.faces import mesh, texture
from film.faces.find import find_faces
from film.faces.nets import Pixels

_BRIGHT = 70
"""Percentile of the face's bare skin: lit, and no highlight."""


def skin_of(picture: Pixels) -> str:
    """Return the skin's colour of the largest face in a picture (RGB), as ``#rrggbb``.

    BadRequest when there is no face, EngineMissing without the face models.
    """
    faces = find_faces(picture)
    if not faces:
        raise BadRequest("No face is seen in the picture: take one from the front, in good light")
    unrolled = texture.unroll(picture, mesh.with_ring(faces[0].landmarks))
    lab = texture.to_lab(unrolled)[texture.bare() > 0.5]
    light = np.percentile(lab[:, 0], _BRIGHT)
    middle = np.array([[[light, *np.median(lab[:, 1:], axis=0)]]], np.float32)
    red, green, blue = cv2.cvtColor(middle, cv2.COLOR_Lab2RGB)[0, 0]
    return "#" + "".join(f"{round(255 * float(one)):02x}" for one in (red, green, blue))
