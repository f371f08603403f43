"""Framing: pictures from outside, cropped to a shape, and set beside one another."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from film.assets import MEDIA_TYPES, Asset, AssetStore, MediaInfo
from film.errors import MediaFailed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

TALLEST = 768
"""Pixels of height of portraits that are sent beside one another, at most."""
CLOSE = Fraction(1, 200)
"""Share by which a picture's shape may be off and still be taken as it is."""
KEPT = ("image/png", "image/jpeg")


def picture_of(path: Path) -> str:
    """Return the file ending of a picture that decodes and shows something; MediaFailed else."""
    from film.media.goods import check_picture

    suffix = check_picture(path).suffix
    if suffix not in MEDIA_TYPES:
        raise MediaFailed(f"the output is a {suffix} file: set the model's output format to png")
    return suffix


def framed(goods: Asset, shape: Fraction, store: AssetStore) -> Asset:
    """Return a picture of a shape (width to height), cropped about its centre if it is off.

    One that fits stays the same bytes.
    """
    from film.media.picture import put_picture

    picture = _read(goods, store)
    height, width = picture.shape[:2]
    off = Fraction(width, height) / shape
    if abs(off - 1) <= CLOSE and goods.media_type in KEPT:
        return goods.model_copy(update={"info": MediaInfo(frames=1, width=width, height=height)})
    wide, tall = min(width, round(height * shape)), min(height, round(width / shape))
    left, top = (width - wide) // 2, (height - tall) // 2
    return put_picture(picture[top : top + tall, left : left + wide], store, ".png")


def beside(pictures: Sequence[Asset], store: AssetStore, tallest: int = TALLEST) -> Asset:
    """Return pictures beside one another in one, as tall as the tallest; one alone stays as it is.

    ``tallest`` are the most pixels of height that it has.
    """
    if len(pictures) == 1:
        return pictures[0]
    import cv2
    import numpy as np

    from film.media.picture import put_picture

    read = [_read(picture, store) for picture in pictures]
    height = min(tallest, max(one.shape[0] for one in read))
    row = []
    for one in read:
        size = (max(1, round(one.shape[1] * height / one.shape[0])), height)
        smaller = one.shape[0] > height
        how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
        row.append(cv2.resize(one, size, interpolation=how))
    return put_picture(np.asarray(np.hstack(row), np.uint8), store, ".png")


def _read(asset: Asset, store: AssetStore) -> "npt.NDArray[np.uint8]":
    """Return a stored picture as RGB, turned as it asks to be."""
    import cv2
    import numpy as np

    data = np.frombuffer(store.path(asset).read_bytes(), np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    if picture is None:
        raise MediaFailed(f"The picture {asset.sha256[:12]} cannot be decoded")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
