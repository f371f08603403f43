"""Pictures in files: RGBA arrays to PNG or JPEG assets."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from film.assets import Asset, AssetStore, MediaInfo
from film.errors import StorageFull


def put_picture(picture: npt.NDArray[np.uint8], store: AssetStore, suffix: str) -> Asset:
    """Store a picture (height × width × 3 or 4, RGB(A), not premultiplied) as .png or .jpg."""
    height, width, channels = picture.shape
    order = cv2.COLOR_RGBA2BGRA if channels == 4 else cv2.COLOR_RGB2BGR  # noqa: PLR2004
    if suffix == ".jpg" and channels == 4:  # noqa: PLR2004
        order = cv2.COLOR_RGBA2BGR
    with store.scratch() as folder:
        path = folder / f"picture{suffix}"
        write_picture(path, cv2.cvtColor(picture, order))
        return store.put(path, MediaInfo(frames=1, width=width, height=height))


def write_picture(path: Path, bgr: npt.NDArray[np.uint8]) -> None:
    """Write a picture in OpenCV's channel order; StorageFull when the disk takes no more."""
    done, encoded = cv2.imencode(
        path.suffix, bgr, [cv2.IMWRITE_JPEG_QUALITY, 92, cv2.IMWRITE_PNG_COMPRESSION, 4]
    )
    assert done, "OpenCV encodes every 8-bit picture"  # noqa: S101
    try:
        path.write_bytes(encoded.tobytes())
    except OSError as cause:
        raise StorageFull(f"Cannot write {path}: {cause.strerror}") from cause
