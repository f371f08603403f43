"""Pictures in files: RGBA arrays to PNG or JPEG assets."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from film.assets import Asset, AssetStore, MediaInfo
from film.errors import MediaFailed, StorageFull

_SETTINGS = {
    ".jpg": [cv2.IMWRITE_JPEG_QUALITY, 92],
    ".png": [cv2.IMWRITE_PNG_COMPRESSION, 4],
}


def put_picture(picture: npt.NDArray[np.uint8], store: AssetStore, suffix: str) -> Asset:
    """Store a picture (height × width × 3 or 4, RGB(A), not premultiplied) as .png or .jpg."""
    height, width, channels = picture.shape
    order = cv2.COLOR_RGBA2BGRA if channels == 4 else cv2.COLOR_RGB2BGR
    if suffix == ".jpg" and channels == 4:
        order = cv2.COLOR_RGBA2BGR
    with store.scratch() as folder:
        path = folder / f"picture{suffix}"
        write_picture(path, np.asarray(cv2.cvtColor(picture, order), np.uint8))
        return store.put(path, MediaInfo(frames=1, width=width, height=height))


def thumbnail(path: Path, width: int) -> bytes:
    """Return a stored picture as a small JPEG, ``width`` pixels wide; MediaFailed when broken."""
    picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise MediaFailed(f"{path.name} is no picture")
    height = max(1, round(picture.shape[0] * width / picture.shape[1]))
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()


def write_picture(path: Path, bgr: npt.NDArray[np.uint8]) -> None:
    """Write a picture in OpenCV's channel order; StorageFull when the disk takes no more."""
    done, encoded = cv2.imencode(path.suffix, bgr, _SETTINGS[path.suffix])
    assert done, "OpenCV encodes every 8-bit picture"  # noqa: S101
    try:
        path.write_bytes(encoded.tobytes())
    except OSError as cause:
        raise StorageFull(f"Cannot write {path}: {cause.strerror}") from cause
