"""The first frame of a clip: a picture of any size, cut to the shape that the model films in."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from film.errors import MediaFailed


def first_frame(source: Path | npt.NDArray[np.uint8], width: int, height: int) -> Any:
    """Return a picture (a file, or RGB as height × width × 3) as a PIL image of exactly this size.

    It fills the frame; what stands over is cut off evenly at both sides. MediaFailed when the file
    is no picture.
    """
    from PIL import Image

    rgb = _read(source) if isinstance(source, Path) else source
    tall, wide = rgb.shape[:2]
    if (wide, tall) != (width, height):
        scale = max(width / wide, height / tall)
        kept_wide, kept_tall = min(wide, round(width / scale)), min(tall, round(height / scale))
        left, top = (wide - kept_wide) // 2, (tall - kept_tall) // 2
        cut = rgb[top : top + kept_tall, left : left + kept_wide]
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
        rgb = np.asarray(cv2.resize(cut, (width, height), interpolation=how), np.uint8)
    return Image.fromarray(np.ascontiguousarray(rgb))


def _read(path: Path) -> npt.NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise MediaFailed(f"The keyframe {path.name} is no picture")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
